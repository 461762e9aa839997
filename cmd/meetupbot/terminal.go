package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"strings"

	"github.com/spf13/cobra"

	"meetupbot/bot"
	"meetupbot/bot/console"
	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/schedule"
	"meetupbot/store"
)

// answer answers one line on this terminal. Whoever sits there may do what an
// organiser may.
func (a *app) answer(ctx context.Context, clock productClock, line string) error {
	settings, err := loadSettings()
	if err != nil {
		return err
	}
	db, config, done, err := a.kept(ctx, clock)
	if err != nil {
		return err
	}
	defer done()
	groups, err := db.Groups(ctx)
	if err != nil {
		return err
	}
	rules, planner, err := planning(ctx, db, config)
	if err != nil {
		return err
	}
	desk := &terminal{library: newLibrary(db, fixed(config), clock, ingest.Importer{Reader: settings.reader(a.now), Program: program()}), settings: settings}
	router := bot.NewRouter(bot.Parts{
		Library: db, Groups: func() []content.Group { return groups },
		Desk: &bot.Desk{Rules: rules, Ledger: db, Notes: db, Sources: desk, Reviewer: desk, Forecast: planner.Forecast},
		Log:  slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: slog.LevelWarn})), // the answer says what was done
	})
	reply := router.Answer(ctx, bot.Request{
		Line: line, Now: clock.Now(), Private: true,
		Organiser: func(context.Context, schedule.Place) (bool, error) { return true, nil },
	})
	_, err = io.WriteString(a.stdout, console.Render(reply, isTerminal(a.stdout)))
	return err
}

// organisersCommand is one of organisers' commands, which is a command of the
// binary, too.
func (a *app) organisersCommand(name string) *cobra.Command {
	command, _ := bot.CommandNamed(name)
	cmd := &cobra.Command{Use: name + " [--as-of TIME] [WORDS...]", Short: bot.Sentence(command.Summary)}
	for _, example := range command.Examples {
		cmd.Example += "  " + example + "\n"
	}
	cmd.Example = strings.TrimRight(cmd.Example, "\n")
	asOf := a.asOf(cmd)
	cmd.Flags().SetInterspersed(false)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		clock, err := asOf()
		if err != nil {
			return err
		}
		return a.answer(cmd.Context(), clock, strings.Join(append([]string{name}, args...), " "))
	}
	return cmd
}

// planning returns the rules in force and what foresees by them.
func planning(ctx context.Context, db *store.DB, config *Config) (*rulebook, *schedule.Runner, error) {
	rules := &rulebook{store: db, config: fixed(config), connected: func(string) bool { return true }}
	if err := rules.load(ctx); err != nil {
		return nil, nil, err
	}
	return rules, schedule.NewRunner(schedule.Parts{Calendar: db, Channels: rules.Channels, Ledger: db}), nil
}

// A terminal looks at what is kept beside a serve, and changes it where none
// runs: one process writes.
type terminal struct {
	*library
	settings Settings
}

// writing gives do a library that may change what is kept.
func (t *terminal) writing(ctx context.Context, do func(*library) error) error {
	kept, err := store.Open(ctx, t.settings.DatabaseURL, store.Reader)
	if errors.Is(err, fs.ErrNotExist) {
		return bot.Declined("nothing is imported yet; do that first: meetupbot import")
	}
	if err != nil {
		return err
	}
	kept.Close()
	db, err := store.Open(ctx, t.settings.DatabaseURL, store.Writer)
	if errors.Is(err, store.ErrLocked) {
		return bot.Declined("a running meetupbot serve alone changes what is kept: say this where it answers, or stop it for a moment")
	}
	if err != nil {
		return err
	}
	defer db.Close()
	return do(newLibrary(db, t.config, t.clock, t.importer))
}

// Decide keeps a decision, as [library.Decide] does.
func (t *terminal) Decide(ctx context.Context, d content.Decision) (e content.Event, err error) {
	err = t.writing(ctx, func(l *library) (err error) { e, err = l.Decide(ctx, d); return err })
	return e, err
}

// Undo takes a decision back, as [library.Undo] does.
func (t *terminal) Undo(ctx context.Context, decision int64) (e content.Event, err error) {
	err = t.writing(ctx, func(l *library) (err error) { e, err = l.Undo(ctx, decision); return err })
	return e, err
}

// Add takes a source, as [library.Add] does.
func (t *terminal) Add(ctx context.Context, group, address string) error {
	return t.writing(ctx, func(l *library) error { return l.Add(ctx, group, address) })
}

// Remove takes a source away, as [library.Remove] does.
func (t *terminal) Remove(ctx context.Context, address string) error {
	return t.writing(ctx, func(l *library) error { return l.Remove(ctx, address) })
}

var (
	_ bot.Reviewer = (*terminal)(nil)
	_ bot.Shelf    = (*terminal)(nil)
)
