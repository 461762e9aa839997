package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"meetupbot/content"
	"meetupbot/content/parse"
)

func (a *app) explainCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "explain [--zone ZONE] PATH|SOURCE...",
		Short: "Show what a source's documents teach, where each statement was read, and what is in doubt",
		Long: "explain reads files and folders as parse does and shows how they are understood. Of\n" +
			"several documents it first says what they teach together: in which place they hold\n" +
			"the event's day, and in which clock their times are. Then it shows for each event\n" +
			"where each statement was read and by which rule, and what only an organiser can\n" +
			"answer. The name of a source of " + defaultConfig + " stands for the whole source; what\n" +
			"was imported of it before teaches, too, and what several documents tell of or\n" +
			"organisers decided on is shown as it is kept.",
		Args: somePaths,
	}
	zone := zoneFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return a.readEach(cmd.Context(), args, *zone, func(w *bufio.Writer, r reading) error {
			printLessons(w, r)
			for _, d := range r.documents {
				if d.Err == nil {
					printEvidence(w, d.name, d.Result)
				}
			}
			printJoined(w, r.joined)
			return nil
		})
	}
	return cmd
}

// printLessons shows what the documents of a source teach together, each place
// with a few documents for it and against.
func printLessons(w *bufio.Writer, r reading) {
	if r.all < 2 && len(r.taught) == 0 || len(r.lessons) == 0 {
		return
	}
	what := fmt.Sprintf("the %d documents of %s teach", r.all, content.ShownSource(r.source))
	if r.all == 1 {
		what = "the document of " + content.ShownSource(r.source) + " teaches"
	}
	fmt.Fprintf(w, "What %s:\n", what)
	for _, l := range r.lessons {
		fmt.Fprintf(w, "  %s: %s\n    %s\n", lessonName(l), orWord(string(l.Holds), "not settled"), l.Why)
		for _, before := range r.taught {
			if before.Place == l.Place && before.Class == l.Class && before.Holds != l.Holds {
				fmt.Fprintf(w, "    At the last import it was: %s. %s\n", orWord(string(before.Holds), "not settled"), before.Why)
			}
		}
		for _, ev := range l.Witness {
			fmt.Fprintf(w, "      %s\n", ev)
		}
	}
	fmt.Fprintln(w)
}

// lessonName says what a lesson is about.
func lessonName(l content.Lesson) string {
	if l.Class == "" {
		return l.Place
	}
	return fmt.Sprintf("%s, in documents that call themselves %q", l.Place, l.Class)
}

// printEvidence shows where each statement of a document's events was read.
func printEvidence(w *bufio.Writer, name string, r parse.Result) {
	fmt.Fprintf(w, "%s: %s\n", name, r.Kind)
	for _, e := range r.Events {
		fmt.Fprintf(w, "  %s\n    %s\n", orWord(e.Title, "(no title)"), whenLine(&e))
		for _, ev := range e.Evidence {
			fmt.Fprintf(w, "    %-9s %s\n              from %s\n", ev.Field, strings.ReplaceAll(ev.Value, "\n", " "), relocate(ev.String(), r.Path, name))
		}
		for _, d := range e.Doubts {
			fmt.Fprintf(w, "    doubt     %s\n", d)
		}
	}
	if len(r.Events) == 0 {
		fmt.Fprintln(w, "  no event of the group's")
	}
}
