package main

import (
	"bufio"
	"errors"

	"github.com/spf13/cobra"
)

func (a *app) parseCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "parse [--json] [--zone ZONE] PATH...",
		Short: "Show what is understood of documents, without keeping anything",
		Long: "parse reads files and folders and shows the events it finds in them. Each PATH is\n" +
			"one source and is read as a whole; one that lies in a source of " + defaultConfig + "\n" +
			"is read as a part of that. The address of a page, a calendar or a git repository\n" +
			"that everyone may read will do, too. Nothing is kept.\n\n" +
			"The exit status is 1 when some documents could not be read.",
		Args: somePaths,
	}
	asJSON := cmd.Flags().Bool("json", false, "print a line of JSON for each document")
	zone := zoneFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return a.readEach(cmd.Context(), args, *zone, func(w *bufio.Writer, r reading) error {
			for _, d := range r.documents {
				switch {
				case d.Err != nil:
				case *asJSON:
					line, err := d.JSON(d.name)
					if err != nil {
						return err
					}
					w.Write(line)
					w.WriteByte('\n')
				default:
					printResult(w, d.name, d.Result)
				}
			}
			return nil
		})
	}
	return cmd
}

func somePaths(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return errors.New("name a file, a folder or a web address to read")
	}
	return nil
}

func zoneFlag(cmd *cobra.Command) *string {
	return cmd.Flags().String("zone", "", "the group's time `ZONE`, such as Europe/London")
}
