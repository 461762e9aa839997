package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"maps"
	"os"
	"os/signal"
	"slices"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"meetupbot/bot"
	"meetupbot/bot/console"
	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/schedule"
	"meetupbot/store"
)

// workers is how many posts may be under way. Each may wait a second for its
// turn in its channel, and there are more channels than processors.
const workers = 32

// A service is the running bot.
type service struct {
	settings Settings
	db       *store.DB
	config   atomic.Pointer[Config]
	reload   func() (*Config, error) // nil: there is nothing to read again
	clock    productClock
	delays   delays
	console  *console.Console
	prompt   io.Reader                            // nil: nobody is asked
	poster   func(*bot.Announcer) schedule.Poster // nil: posts go out as they are
	log      *slog.Logger

	rules     *rulebook
	library   *library
	runner    *schedule.Runner
	platforms map[string]platform // connected ones, by name

	began       time.Time // with its monotonic reading
	answersOnly bool      // the disk is read-only

	imported atomic.Bool // the first import is done
	rounded  atomic.Bool // the runner has run

	unwritable atomic.Bool // the last round failed, or its note could not be kept
	doubted    atomic.Bool // the machine's clock is not believed, so that nothing is posted
}

// run serves until ctx ends or something essential fails.
func (s *service) run(ctx context.Context) error {
	s.began = s.clock.real()
	s.log.Info("starting", "version", version(), "groups", len(s.config.Load().Groups), "channels", len(s.config.Load().Channels))
	s.library = newLibrary(s.db, &s.config, s.clock, ingest.Importer{Reader: s.settings.reader(s.clock.real), Program: program()})
	s.rules = &rulebook{store: s.db, config: &s.config, connected: s.connected}
	if err := s.rules.load(ctx); err != nil {
		return err
	}
	router := bot.NewRouter(bot.Parts{
		Library: s.db, Groups: s.groups, Follows: s.rules.follows, Desk: s.desk(), Log: s.log,
	})
	var err error
	if s.platforms, err = platformsOf(s.settings, platformParts{
		router: router, notes: s.db, clock: s.now, delays: s.delays, log: s.log,
		learned: func() { s.runner.Wake() },
	}); err != nil {
		return err
	}
	for _, place := range s.rules.waiting() {
		s.log.Warn("nothing is posted in a channel that follows groups: its platform is not connected", "place", place.String(), "set", s.settings.lacks(place.Platform))
	}
	for _, place := range s.config.Load().Organisers.Channels {
		if !s.connected(place.Platform) {
			s.log.Warn("organisers hear nothing in a channel: its platform is not connected", "place", place.String(), "set", s.settings.lacks(place.Platform))
		}
	}
	senders := map[string]bot.Sender{"console": s.console}
	for name, p := range s.platforms {
		senders[name] = p
	}
	announcer := bot.NewAnnouncer(s.db, senders, s.groups, s.rules.follows)
	var poster schedule.Poster = announcer
	if s.poster != nil {
		poster = s.poster(announcer)
	}
	var recorder schedule.Recorder
	if !s.answersOnly {
		file, err := s.db.Recorder()
		if err != nil {
			return err
		}
		defer file.Close()
		recorder = file
	}
	gap, err := s.db.Gap(ctx, s.now())
	if err != nil {
		return err
	}
	if s.now().Product.Before(gap.Noticed) { // later starts have nothing of it left to look for
		s.log.Info("the database was restored, or its log was lost: what was due in between is looked for before it is posted", "from", gap.From.Product, "to", gap.To.Product)
	}
	s.runner = schedule.NewRunner(schedule.Parts{
		Recorder: recorder,
		Built:    built(),
		Gap:      gap,
		Workers:  workers,
		Calendar: s.db,
		Channels: s.rules.Channels,
		Ledger:   s.db,
		Poster:   poster,
		Delays:   s.delays.Delays,
		Log:      s.log,
		Rounded:  s.noteRound(ctx),

		Server:     s.server,
		Organisers: s.organisers,
		Waiting:    bot.Waiting(s.db, s.library, s.db),
	})
	err = s.goOn(ctx, router)
	s.log.Info("stopped")
	return err
}

// desk is what organisers' commands work at.
func (s *service) desk() *bot.Desk {
	return &bot.Desk{
		Rules: s.rules, Ledger: s.db, Sources: s.library, Notes: s.db, Reviewer: s.library,
		Forecast: func(ctx context.Context, now, until time.Time) (schedule.Forecast, error) {
			return s.runner.Forecast(ctx, now, until)
		},
		Connections: s.connections,
		Circuits:    func() []schedule.Circuit { return s.runner.Circuits(s.now()) },
		Reach: func(ctx context.Context, place schedule.Place) []bot.Finding {
			if p := s.platforms[place.Platform]; p != nil {
				return p.Reach(ctx, place)
			}
			return nil
		},
		Allowed: func(person schedule.Place) bool { return slices.Contains(s.config.Load().Organisers.Allow, person) },
		Changed: func() { s.runner.Wake() },
	}
}

// connections says how each platform is connected now.
func (s *service) connections() []bot.Connection {
	var all []bot.Connection
	for _, name := range slices.Sorted(maps.Keys(s.platforms)) {
		all = append(all, s.platforms[name].Connection())
	}
	return all
}

// connected reports whether the bot can post to a platform.
func (s *service) connected(platform string) bool {
	return platform == "console" || s.platforms[platform] != nil
}

// organisers returns where they hear of trouble.
func (s *service) organisers() []schedule.Place {
	return slices.DeleteFunc(slices.Clone(s.config.Load().Organisers.Channels), func(p schedule.Place) bool { return !s.connected(p.Platform) })
}

// server returns the list of events of the server that a channel is in, where
// its platform has such lists and knows.
func (s *service) server(channel schedule.Place) (schedule.Place, bool) {
	if p, ok := s.platforms[channel.Platform].(interface {
		Server(schedule.Place) (schedule.Place, bool)
	}); ok {
		return p.Server(channel)
	}
	return schedule.Place{}, false
}

// goOn runs all parts until ctx ends or one that is essential fails.
func (s *service) goOn(ctx context.Context, router *bot.Router) error {
	signal.Ignore(syscall.SIGPIPE) // a reader of the console that went away is an error of the post, not our end
	hangup := make(chan os.Signal, 1)
	if s.reload != nil { // else it ends the process: a terminal that closes takes the sample along
		signal.Notify(hangup, syscall.SIGHUP)
		defer signal.Stop(hangup)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.serveHTTP(ctx) })
	group.Go(func() error { // without a disk to rely on, nothing can be promised
		select {
		case <-s.db.Broken():
			return s.db.Failure()
		case <-ctx.Done():
			return nil
		}
	})
	if s.answersOnly {
		s.unwritable.Store(true)
		group.Go(func() error { return s.untilWritable(ctx) })
	} else {
		imported := make(chan struct{})
		group.Go(func() error { return s.importSources(ctx, hangup, func() { close(imported) }) })
		group.Go(func() error {
			select {
			case <-imported:
				return s.runner.Run(ctx, s.now)
			case <-ctx.Done():
				return nil
			}
		})
	}
	for name, p := range s.platforms {
		group.Go(func() error {
			if err := p.Run(ctx); err != nil && ctx.Err() == nil {
				// one bad platform never stops the rest
				s.log.Error("a platform is no longer connected; the rest of the bot goes on. To see what is wrong: meetupbot doctor", "platform", name, "err", err)
			}
			return nil
		})
	}
	if s.prompt != nil {
		group.Go(func() error { return s.ask(ctx, router) })
	}
	ended := make(chan error, 1)
	go func() { ended <- group.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-s.overdue(ctx):
		return errors.New("stopped without waiting for everything: something did not end in time; what was being posted is looked up at the next start")
	}
}

// untilWritable tries each minute whether the database can be written again.
func (s *service) untilWritable(ctx context.Context) error {
	tick := time.NewTicker(s.delays.Note)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			// Not by the database itself: the engine remembers how it found it.
			if f, err := s.db.Scratch(); err == nil {
				s.log.Info("the database can be written again")
				return errors.Join(errWritable, f.Close())
			}
		case <-ctx.Done():
			return nil
		}
	}
}

// overdue is closed when ctx ended so long ago that whatever still runs is
// stuck: on a terminal that takes no more text, or in a huge document.
func (s *service) overdue(ctx context.Context) <-chan struct{} {
	late := make(chan struct{})
	context.AfterFunc(ctx, func() { time.AfterFunc(s.delays.Grace+s.delays.Stop, func() { close(late) }) })
	return late
}

func (s *service) now() schedule.Now {
	real := s.clock.real()
	return schedule.Now{Product: s.clock.Now(), Real: real, Up: real.Sub(s.began)}
}

// groups names all groups there are.
func (s *service) groups() []content.Group { return s.config.Load().groups() }
