package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/content/parse"
	"meetupbot/store"
)

func (a *app) exportCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export [--group NAME]... [--as-of TIME] ics|json [FILE]",
		Short: "Write the kept meetups as a calendar or as JSON",
		Long: "export writes all meetups that are kept, the past ones too, to FILE, or to standard\n" +
			"output where none is named, or -. A FILE that is there is replaced at once when the new one is whole.\n\n" +
			"ics is an iCalendar file; meetups whose day is not known are not in it.\n\n" +
			"json is a line for each meetup, earliest first, an object with\n" +
			"  id, group, page                     our number, the group's short name, its own page\n" +
			"  title, status                       status: scheduled, cancelled or postponed\n" +
			"  date, end_date                      YYYY-MM-DD; date may be a month, YYYY-MM\n" +
			"  start, end, timezone                HH:MM in that zone, an IANA name\n" +
			"  venue                               name, address\n" +
			"  talks                               title, start, end, speakers (names), abstract, video, slides\n" +
			"  speakers                            name, affiliation, role, bio, links\n" +
			"  agenda                              start, end, text\n" +
			"  rsvp, sponsors                      addresses to sign up at, names\n" +
			"  doubts                              what is not certain; left out where nothing is\n" +
			"What is not known is null, lists are never null. Fields may be added, none is\n" +
			"renamed or taken away.",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 || len(args) > 2 || args[0] != "ics" && args[0] != "json" {
				return errors.New("say what to write, ics or json, and where to if not to standard output")
			}
			return nil
		},
	}
	groups := cmd.Flags().StringArray("group", nil, "only the meetups of the group with this short `NAME`; may be given again")
	asOf := a.asOf(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		clock, err := asOf()
		if err != nil {
			return err
		}
		db, _, done, err := a.kept(cmd.Context(), clock)
		if err != nil {
			return err
		}
		defer done()
		if err := knownGroups(cmd.Context(), db, *groups); err != nil {
			return err
		}
		write := exportJSON
		if args[0] == "ics" {
			write = a.exportICS
		}
		return a.into(args[1:], func(w io.Writer) error {
			return write(cmd.Context(), w, db, content.EventQuery{Groups: *groups}, clock.Now())
		})
	}
	return cmd
}

// knownGroups refuses names of groups that are not kept.
func knownGroups(ctx context.Context, db *store.DB, names []string) error {
	groups, err := db.Groups(ctx)
	if err != nil {
		return err
	}
	var known []string
	for _, g := range groups {
		known = append(known, g.Name)
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			return usageError{fmt.Errorf("no group is called %q; there is %s", name, strings.Join(known, ", "))}
		}
	}
	return nil
}

func exportJSON(ctx context.Context, w io.Writer, db *store.DB, q content.EventQuery, _ time.Time) error {
	return db.EachEvent(ctx, q, func(e *content.Event) error {
		line, err := parse.EventJSON(e)
		if err != nil {
			return fmt.Errorf("meetup %d: %w", e.ID, err)
		}
		_, err = w.Write(append(line, '\n'))
		return err
	})
}

func (a *app) exportICS(ctx context.Context, w io.Writer, db *store.DB, q content.EventQuery, now time.Time) error {
	groups, err := db.Groups(ctx)
	if err != nil {
		return err
	}
	q.Brief = true
	events, err := db.Events(ctx, q)
	if err != nil {
		return err
	}
	file, undated, err := bot.Calendar(events, groups, now)
	if err != nil {
		return err
	}
	if undated > 0 {
		fmt.Fprintf(a.stderr, "meetupbot: %d without a known day left out\n", undated)
	}
	if file == nil {
		return errors.New("there is no meetup with a known day to export: see meetupbot ask meetups")
	}
	_, err = w.Write(file)
	return err
}

// into lets write fill the file that is named, which appears or changes at once
// when it is whole, or standard output when none is named, or "-".
func (a *app) into(name []string, write func(io.Writer) error) (err error) {
	if len(name) == 0 || name[0] == "-" {
		out := bufio.NewWriter(a.stdout)
		return errors.Join(write(out), out.Flush())
	}
	f, err := os.CreateTemp(filepath.Dir(name[0]), filepath.Base(name[0])+".part-*")
	if err != nil {
		return fmt.Errorf("write %s: see that its folder exists and that this user may write there (%w)", name[0], err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	out := bufio.NewWriter(f)
	if err := errors.Join(write(out), out.Flush(), f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name[0])
}
