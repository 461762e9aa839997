package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"meetupbot/schedule"
)

func (a *app) planCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "plan [--days N] [--as-of TIME] [--json]",
		Short: "Show what will be posted, where and when, and what will not be and why",
		Args:  noWords,
	}
	days := cmd.Flags().Int("days", 14, "look `N` days ahead")
	asJSON := cmd.Flags().Bool("json", false, "print JSON: posts, and not for what will not be posted")
	asOf := a.asOf(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if *days < 1 || *days > 3660 {
			return usageError{fmt.Errorf("--days %d: want 1 to 3660", *days)}
		}
		clock, err := asOf()
		if err != nil {
			return err
		}
		db, config, done, err := a.kept(ctx, clock)
		if err != nil {
			return err
		}
		defer done()
		rules, planner, err := planning(ctx, db, config)
		if err != nil {
			return err
		}
		channels, err := rules.Channels(ctx)
		if err != nil {
			return err
		}
		now := clock.Now()
		forecast, err := planner.Forecast(ctx, now, now.AddDate(0, 0, *days))
		if err != nil {
			return err
		}
		if *asJSON {
			out := json.NewEncoder(a.stdout)
			out.SetEscapeHTML(false)
			out.SetIndent("", "  ")
			return out.Encode(forecast)
		}
		return printForecast(a.stdout, forecast, now, *days, len(channels))
	}
	return cmd
}

func printForecast(w io.Writer, f schedule.Forecast, now time.Time, days, channels int) error {
	plain := printable(w)
	defer plain.Close()
	out := bufio.NewWriter(plain)
	switch {
	case channels == 0:
		fmt.Fprintf(out, "No channel follows a group, so nothing will be posted: add a [[channel]] to %s, or type /meetupbot follow in one.\n", defaultConfig)
	case len(f.Posts) == 0:
		fmt.Fprintf(out, "Nothing will be posted in the next %s.\n", countOf(days, "day"))
	default:
		fmt.Fprintf(out, "Will be posted in the next %s:\n", countOf(days, "day"))
	}
	for _, p := range f.Posts {
		fmt.Fprintf(out, "\n  %s  %s\n    %s\n", dueText(p.Due), p.Place, prospectText(p))
		if p.Due.Before(now) && p.State == schedule.Planned && p.Reason == "" {
			fmt.Fprint(out, "    overdue, and still of use: at once when the bot runs\n")
		}
		if p.State != schedule.Planned && p.State != "" {
			fmt.Fprintf(out, "    %s: %s\n", p.State, p.Reason)
		}
	}
	if len(f.Not) > 0 {
		fmt.Fprint(out, "\nWill not be posted:\n")
	}
	for _, p := range f.Not {
		fmt.Fprintf(out, "\n  %s: %s\n    %s\n", p.Place, prospectText(p), p.Reason)
	}
	return out.Flush()
}

// prospectText names a posting: its slot and its event.
func prospectText(p schedule.Prospect) string {
	what := p.Slot
	if what == "" {
		what = orWord(string(p.Kind), "anything")
	}
	if p.Event == 0 {
		return what
	}
	return fmt.Sprintf("%s: %q on %s", what, orWord(p.Title, "untitled"), orWord(string(p.Date), "a day not known yet"))
}

func dueText(t time.Time) string {
	zone := t.Location().String()
	return t.Format("Mon 2 Jan 2006, 15:04") + " (" + zone + ")"
}

func countOf(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}
