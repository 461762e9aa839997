package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"meetupbot/bot"
	"meetupbot/bot/console"
	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/schedule"
	"meetupbot/store"
)

// delays are the spans that serve waits, by the real clock, and those of the
// runner. There is one set of them, so that all waiting is seen in one place.
type delays struct {
	schedule.Delays
	Refresh time.Duration // between two imports of all sources
	Note    time.Duration // between two notes of how the bot is doing
	Stop    time.Duration // for the HTTP server to finish its answers
}

func defaultDelays() delays {
	return delays{Delays: schedule.DefaultDelays(), Refresh: 5 * time.Minute, Note: time.Minute, Stop: 3 * time.Second}
}

func (a *app) serveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve [--as-of TIME]",
		Short: "Run the bot: import the sources, post what is due, answer",
		Long: "serve is the main job. It imports every declared source at start and every few\n" +
			"minutes, and posts what is due. SIGHUP reads the configuration and the sources\n" +
			"again; SIGINT (Ctrl-C) and SIGTERM stop it in order.\n\n" +
			"With nothing configured it plays with sample meetups on this terminal and answers\n" +
			"what you type.",
		Args: cobra.NoArgs,
	}
	asOf := a.asOf(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		clock, err := asOf()
		if err != nil {
			return err
		}
		settings, err := loadSettings()
		if err != nil {
			return err
		}
		path, err := settings.configPath()
		if err != nil {
			return err
		}
		if path == "" {
			return a.play(cmd.Context(), settings, clock)
		}
		config, err := loadConfig(path)
		if err != nil {
			return err
		}
		if err := config.servable(); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		db, err := store.Open(cmd.Context(), settings.DatabaseURL, store.Writer)
		if err != nil {
			return err
		}
		defer db.Close()
		s := &service{
			db: db, clock: clock, delays: a.delays, listen: settings.ListenAddr, log: settings.logger(a.stderr),
			console: console.New(a.stdout, isTerminal(a.stdout), ""),
			reload: func() (*Config, error) {
				config, err := loadConfig(path)
				if err == nil {
					err = config.servable()
				}
				return config, err
			},
		}
		s.config.Store(config)
		if clock.set {
			s.log.Warn("the time is set by --as-of, and what is posted counts as posted in this database: for a trial, set DATABASE_URL to another", "now", clock.Now().Format(time.RFC3339))
		}
		return s.run(cmd.Context())
	}
	return cmd
}

// servable refuses what this version cannot post to: a channel that would stay
// silent is worse than a bot that does not start.
func (c *Config) servable() error {
	for _, ch := range c.Channels {
		if ch.Place.Platform != "console" {
			return fmt.Errorf("channel %s: this version posts to the console only; take the channel out to start without it", ch.Place)
		}
	}
	return nil
}

// A service is the running bot.
type service struct {
	db      *store.DB
	config  atomic.Pointer[Config]
	reload  func() (*Config, error) // nil: there is nothing to read again
	clock   productClock
	delays  delays
	listen  string
	console *console.Console
	prompt  io.Reader                            // nil: nobody is asked
	poster  func(*bot.Announcer) schedule.Poster // nil: posts go out as they are
	log     *slog.Logger

	importer *ingest.Importer
	imported atomic.Bool // the first import is done
	rounded  atomic.Bool // the runner has run

	unwritable atomic.Bool // the last note could not be kept
}

// run serves until ctx ends or something essential fails.
func (s *service) run(ctx context.Context) error {
	s.log.Info("starting", "version", version(), "groups", len(s.config.Load().Groups), "channels", len(s.config.Load().Channels))
	s.importer = &ingest.Importer{Store: s.db}
	if s.config.Load().Organisers {
		s.log.Warn("organisers' channels are not told in this version: what failed, was late or is held stands in this log and in: meetupbot plan")
	}
	announcer := bot.NewAnnouncer(s.db, map[string]bot.Sender{"console": s.console}, s.groups, s.follows)
	var poster schedule.Poster = announcer
	if s.poster != nil {
		poster = s.poster(announcer)
	}
	runner := schedule.NewRunner(schedule.Parts{
		Calendar: s.db,
		Channels: func(context.Context) ([]schedule.Channel, error) { return s.config.Load().Channels, nil },
		Ledger:   s.db,
		Poster:   poster,
		Delays:   s.delays.Delays,
		Log:      s.log,
		Rounded:  s.noteRound(ctx),
	})

	signal.Ignore(syscall.SIGPIPE) // a reader of the console that went away is an error of the post, not our end
	hangup := make(chan os.Signal, 1)
	if s.reload != nil { // else it ends the process: a terminal that closes takes the sample along
		signal.Notify(hangup, syscall.SIGHUP)
		defer signal.Stop(hangup)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.serveHealth(ctx) })
	group.Go(func() error {
		s.importSources(ctx)
		group.Go(func() error { return s.refresh(ctx, hangup, runner.Wake) })
		return runner.Run(ctx, s.now)
	})
	if s.prompt != nil {
		router := bot.NewRouter(bot.Parts{Library: s.db, Groups: func() []content.Group { return s.config.Load().groups() }, Log: s.log})
		group.Go(func() error {
			err := s.console.Run(ctx, s.prompt, func(ctx context.Context, line string) bot.Reply {
				if word := strings.ToLower(strings.TrimSpace(line)); word == "quit" || word == "exit" {
					return bot.Notice{Text: "Ctrl-C ends the bot."}
				}
				return router.Answer(ctx, bot.Request{Line: line, Now: s.clock.Now(), Private: true})
			})
			if err == nil && ctx.Err() == nil {
				s.log.Warn("the prompt is closed; the bot goes on until Ctrl-C")
			}
			return err
		})
	}
	ended := make(chan error, 1)
	go func() { ended <- group.Wait() }()
	var err error
	select {
	case err = <-ended:
	case <-s.overdue(ctx):
		err = errors.New("stopped without waiting for everything: something did not end in time; what was being posted is looked up at the next start")
	}
	s.log.Info("stopped")
	return err
}

// overdue is closed when ctx ended so long ago that whatever still runs is
// stuck: on a terminal that takes no more text, or in a huge document.
func (s *service) overdue(ctx context.Context) <-chan struct{} {
	late := make(chan struct{})
	context.AfterFunc(ctx, func() { time.AfterFunc(s.delays.Grace+s.delays.Stop, func() { close(late) }) })
	return late
}

func (s *service) now() schedule.Now {
	return schedule.Now{Product: s.clock.Now(), Real: s.clock.real()}
}

// groups names all groups there are.
func (s *service) groups() []content.Group { return s.config.Load().groups() }

// follows names the groups that a place follows.
func (s *service) follows(p schedule.Place) []content.Group {
	config := s.config.Load()
	var groups []content.Group
	for _, ch := range config.Channels {
		if ch.Place == p {
			for _, name := range ch.Groups {
				if g, ok := config.group(name); ok {
					groups = append(groups, g)
				}
			}
		}
	}
	return groups
}

// importSources imports all sources. What fails is logged: the bot goes on
// with what it has.
func (s *service) importSources(ctx context.Context) {
	total, err := importAll(ctx, s.db, s.importer, s.config.Load(), s.clock, func(r *ingest.Report) {
		for _, line := range r.Warnings {
			s.log.Debug("import: "+line, "source", r.Source)
		}
		for _, line := range r.Lines {
			level := slog.LevelInfo
			switch {
			case strings.HasPrefix(line, "held: "), strings.HasPrefix(line, "gone: "):
				level = slog.LevelWarn // somebody has to look
			case !s.imported.Load():
				level = slog.LevelDebug // a whole archive, mostly
			}
			s.log.Log(ctx, level, "import: "+line, "source", r.Source)
		}
	})
	if err != nil && ctx.Err() == nil {
		s.log.Error("import failed; what was kept before stays", "err", err)
	}
	s.log.Info("imported", "summary", total.Summary())
	s.imported.Store(true)
	debug.FreeOSMemory() // reading a site takes far more than waiting does
}

// refresh imports again from time to time and at SIGHUP, which also reads the
// configuration again, and wakes the runner after each.
func (s *service) refresh(ctx context.Context, hangup <-chan os.Signal, wake func()) error {
	tick := time.NewTicker(s.delays.Refresh)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-hangup:
			if config, err := s.reload(); err != nil {
				s.log.Error("configuration not taken, the one before stays in force", "err", err)
			} else {
				s.config.Store(config)
				s.log.Info("configuration read again")
			}
		case <-tick.C:
		}
		s.importSources(ctx)
		wake()
	}
}

// noteRound keeps, at most once a minute, when the runner last went round.
// Whether that could be kept is what readiness tells of the database.
func (s *service) noteRound(ctx context.Context) func(schedule.Now, error) {
	var noted time.Time
	return func(now schedule.Now, err error) {
		if err == nil && !s.rounded.Swap(true) {
			s.log.Info("ready")
		}
		if now.Real.Sub(noted) < s.delays.Note {
			return
		}
		noted = now.Real
		err = s.db.SetNote(ctx, "last round", now.Product.Format(time.RFC3339))
		s.unwritable.Store(err != nil)
		if err != nil && ctx.Err() == nil {
			s.log.Warn("cannot note the last round", "err", err)
		}
	}
}
