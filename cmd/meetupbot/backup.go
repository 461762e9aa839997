package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"meetupbot/schedule"
	"meetupbot/store"
)

func (a *app) backupCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "backup [--as-of TIME] FILE",
		Short: "Copy the database to a file, while the bot runs",
		Long: "backup copies the database, as it is at one moment, to FILE. The bot may run\n" +
			"meanwhile. The copy is checked before it gets its name; a FILE that is there\n" +
			"already is left alone. It holds all that was kept: keep it where only you can read.",
		Args: oneFile,
	}
	asOf := a.asOf(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		settings, now, err := settingsAt(asOf)
		if err != nil {
			return err
		}
		if err := store.Backup(cmd.Context(), settings.DatabaseURL, args[0], now); err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s is a whole copy of %s, made at %s and checked.\n", args[0], settings.DatabaseURL, shownUTC(now.Product))
		return nil
	}
	return cmd
}

func (a *app) restoreCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "restore [--as-of TIME] FILE",
		Short: "Put a copy of the database in its place",
		Long: "restore puts FILE, which meetupbot backup made, in the place of the database, which\n" +
			"is kept under another name. The bot must not run meanwhile. What was due since the\n" +
			"copy was made may have been posted: serve looks for each such post in its channel\n" +
			"before it posts anything.",
		Args: oneFile,
	}
	asOf := a.asOf(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		settings, now, err := settingsAt(asOf)
		if err != nil {
			return err
		}
		done, err := store.Restore(cmd.Context(), settings.DatabaseURL, args[0], now)
		if errors.Is(err, store.ErrLocked) {
			return fmt.Errorf("nothing was changed: %w", err)
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s is restored from %s, as it was at %s.\n", settings.DatabaseURL, args[0], shownUTC(done.From.Product))
		if done.Kept != "" {
			fmt.Fprintf(a.stdout, "What was there before is kept as %s.\n", done.Kept)
		}
		switch done.Due {
		case 0:
			fmt.Fprintln(a.stdout, "No post was due since then.")
		case 1:
			fmt.Fprintln(a.stdout, "1 post that was due since then is looked for in its channel before it is posted.")
		default:
			fmt.Fprintf(a.stdout, "%d posts that were due since then are looked for in their channels before they are posted.\n", done.Due)
		}
		fmt.Fprintln(a.stdout, "Next: meetupbot serve")
		return nil
	}
	return cmd
}

// settingsAt returns the settings, and the moment by the clock of --as-of.
func settingsAt(asOf func() (productClock, error)) (Settings, schedule.Now, error) {
	clock, err := asOf()
	if err != nil {
		return Settings{}, schedule.Now{}, err
	}
	settings, err := loadSettings()
	return settings, schedule.Now{Product: clock.Now(), Real: clock.real()}, err
}

// shownUTC is a moment as commands that know no zone show it.
func shownUTC(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }
