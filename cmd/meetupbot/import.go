package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"meetupbot/content/ingest"
	"meetupbot/store"
)

func (a *app) importCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import [--accept-loss] [--as-of TIME]",
		Short: "Read every declared source and keep what is new or changed",
		Long: "import reads the sources that " + defaultConfig + " declares, says what is new, changed,\n" +
			"held back or gone, and keeps it. Doing it again changes nothing.\n\n" +
			"The exit status is 1 when a source or some documents could not be read; what was\n" +
			"kept of them before stays.",
		Args: noWords,
	}
	acceptLoss := cmd.Flags().Bool("accept-loss", false, "take vanished events for gone, however many they are")
	asOf := a.asOf(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		clock, err := asOf()
		if err != nil {
			return err
		}
		settings, config, err := a.configured()
		if err != nil {
			return err
		}
		db, err := store.Open(ctx, settings.DatabaseURL, store.Writer)
		if errors.Is(err, store.ErrLocked) {
			return fmt.Errorf("%w; a meetupbot serve imports by itself, every few minutes and at SIGHUP", err)
		}
		if err != nil {
			return err
		}
		defer db.Close()
		out := printable(a.stdout)
		defer out.Close()
		library := newLibrary(db, fixed(config), clock, ingest.Importer{Reader: settings.reader(a.now), AcceptLoss: *acceptLoss})
		told := map[string]bool{} // a meetup that several sources tell of is held once
		total, err := library.importAll(ctx, func(r *ingest.Report) {
			for _, line := range r.Warnings {
				fmt.Fprintln(a.stderr, line)
			}
			for _, line := range r.Lines {
				if !told[line] {
					fmt.Fprintln(out, line)
				}
				told[line] = true
			}
		})
		if err != nil {
			fmt.Fprintln(a.stderr, "meetupbot:", err)
		}
		fmt.Fprintln(out, total.Summary())
		if err != nil || total.Broken > 0 {
			return errReported
		}
		return nil
	}
	return cmd
}

// declaredBy returns the configuration that the settings name, or nil when
// there is none.
func declaredBy(settings Settings) (*Config, error) {
	path, err := settings.configPath()
	if err != nil || path == "" {
		return nil, err
	}
	return loadConfig(path)
}

// configured returns settings and configuration, and an error when nothing is
// configured.
func (a *app) configured() (Settings, *Config, error) {
	settings, err := loadSettings()
	if err != nil {
		return settings, nil, err
	}
	config, err := declaredBy(settings)
	if err == nil && config == nil {
		err = errNothingDeclared
	}
	return settings, config, err
}

var errNothingDeclared = errors.New("nothing is configured: write " + defaultConfig + " with a [[group]] and its sources (the README shows one), or try the sample with nothing set: meetupbot serve")
