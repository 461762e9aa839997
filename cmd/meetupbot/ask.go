package main

import (
	"errors"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"meetupbot/bot"
	"meetupbot/bot/console"
	"meetupbot/content"
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
		ctx := cmd.Context()
		clock, err := asOf()
		if err != nil {
			return err
		}
		db, _, done, err := a.kept(ctx, clock)
		if err != nil {
			return err
		}
		defer done()
		groups, err := db.Groups(ctx)
		if err != nil {
			return err
		}
		log := slog.New(slog.NewTextHandler(a.stderr, nil))
		router := bot.NewRouter(bot.Parts{Library: db, Groups: func() []content.Group { return groups }, Log: log})
		reply := router.Answer(ctx, bot.Request{Line: strings.Join(args, " "), Now: clock.Now(), Private: true})
		_, err = io.WriteString(a.stdout, console.Render(reply, isTerminal(a.stdout)))
		return err
	}
	return cmd
}

// isTerminal reports whether w shows colours to a person: a terminal, unless
// NO_COLOR asks for none (https://no-color.org).
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && term.IsTerminal(int(f.Fd()))
}
