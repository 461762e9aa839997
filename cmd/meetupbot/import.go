package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"meetupbot/content"
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
		Args: cobra.NoArgs,
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
		if err != nil {
			return err
		}
		defer db.Close()
		out := printable(a.stdout)
		defer out.Close()
		total, err := importAll(ctx, db, &ingest.Importer{Store: db, AcceptLoss: *acceptLoss}, config, clock, func(r *ingest.Report) {
			for _, line := range r.Warnings {
				fmt.Fprintln(a.stderr, line)
			}
			for _, line := range r.Lines {
				fmt.Fprintln(out, line)
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

// importAll imports every source of the configuration, retires those that are
// kept but no longer declared once all others could be read, shows each report and returns their sum. A
// source that cannot be read does not stop the others.
func importAll(ctx context.Context, db *store.DB, importer *ingest.Importer, config *Config, clock productClock, show func(*ingest.Report)) (*ingest.Report, error) {
	total := &ingest.Report{}
	var problems []error
	took := func(report *ingest.Report, err error) {
		if err != nil {
			problems = append(problems, err)
			return
		}
		show(report)
		total.Add(report)
	}
	importer.Declared = nil
	for _, g := range config.Groups {
		for _, src := range g.Sources {
			importer.Declared = append(importer.Declared, src.Name)
		}
	}
	for _, g := range config.Groups {
		for _, src := range g.Sources {
			took(importer.Import(ctx, g.Group, src, clock.Now()))
		}
	}
	known, err := db.Sources(ctx)
	if err != nil {
		problems = append(problems, err)
	}
	groups, err := db.Groups(ctx)
	if err != nil {
		problems = append(problems, err)
	}
	if len(problems) > 0 {
		// what cannot be read now may be what an undeclared source was renamed to
		return total, errors.Join(problems...)
	}
	for _, record := range known {
		i := slices.IndexFunc(groups, func(g content.Group) bool { return g.Name == record.Group })
		if i >= 0 && !slices.Contains(importer.Declared, record.Name) {
			took(importer.Retire(ctx, record, groups[i], clock.Now()))
		}
	}
	return total, errors.Join(problems...)
}

// declared returns the configuration, or nil when there is none.
func (a *app) declared() (*Config, error) {
	settings, err := loadSettings()
	if err != nil {
		return nil, err
	}
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
	path, err := settings.configPath()
	if err != nil {
		return settings, nil, err
	}
	if path == "" {
		return settings, nil, errors.New("nothing is configured: write " + defaultConfig + " with a [[group]] and its sources (the README shows one), or try the sample with: meetupbot serve")
	}
	config, err := loadConfig(path)
	return settings, config, err
}
