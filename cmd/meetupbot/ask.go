package main

import (
	"errors"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

func (a *app) askCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "ask [--as-of TIME] WORDS...",
		Short: "Answer one question on the terminal, as in a chat",
		Example: "  meetupbot ask nextmeetup\n" +
			"  meetupbot ask '!speaker bio Mira Okafor'\n" +
			"  meetupbot ask talks queues",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("say what to ask, such as: meetupbot ask nextmeetup")
			}
			return nil
		},
	}
	asOf := a.asOf(cmd)
	// words such as -v belong to the question, once it has begun
	cmd.Flags().SetInterspersed(false)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		clock, err := asOf()
		if err != nil {
			return err
		}
		return a.answer(cmd.Context(), clock, strings.Join(args, " "))
	}
	return cmd
}

// isTerminal reports whether w shows colours to a person: a terminal, unless
// NO_COLOR asks for none (https://no-color.org).
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && term.IsTerminal(int(f.Fd()))
}
