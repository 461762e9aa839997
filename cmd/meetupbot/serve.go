package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"meetupbot/bot/console"
	"meetupbot/bot/discord"
	"meetupbot/bot/slack"
	"meetupbot/schedule"
	"meetupbot/store"
)

// delays are the spans that serve waits, by the real clock, and those of the
// runner. There is one set of them, so that all waiting is seen in one place.
type delays struct {
	schedule.Delays
	Sources pace
	Note    time.Duration // between two notes of how the bot is doing
	Stop    time.Duration // for the HTTP server to finish its answers
	Slack   slack.Delays
	Discord discord.Delays

	DiscordPerSecond int // requests to Discord at most; 0: its limit for all but very large bots
}

func defaultDelays() delays {
	return delays{
		Delays: schedule.DefaultDelays(), Sources: defaultPace(), Note: time.Minute, Stop: 3 * time.Second,
		Slack: slack.DefaultDelays(), Discord: discord.DefaultDelays(),
	}
}

func (a *app) serveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve [--as-of TIME]",
		Short: "Run the bot: import the sources, post what is due, answer",
		Long: "serve is the main job. It imports every declared source at start, looks at each\n" +
			"every few minutes for what changed, and posts what is due. SIGHUP reads the\n" +
			"configuration and the sources again; SIGINT (Ctrl-C) and SIGTERM stop it in order.\n\n" +
			"With nothing configured it plays with sample meetups on this terminal and answers\n" +
			"what you type.",
		Args: noWords,
	}
	asOf := a.asOf(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if os.Getenv("GOGC") == "" {
			// What a round makes is garbage a moment later, and the bot waits for others
			// nearly all the time: it has more time than its small machine has memory.
			debug.SetGCPercent(50)
		}
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
			if settings.slack() || settings.discord() {
				return errNothingDeclared
			}
			return a.play(cmd.Context(), settings, clock)
		}
		if real := settings.real(); clock.set && len(real) > 0 {
			return usageError{fmt.Errorf("--as-of would post to %s for real at a time that is not now: leave it out, or unset the tokens", strings.Join(real, " and "))}
		}
		config, err := loadConfig(path)
		if err != nil {
			return err
		}
		if err := config.servable(settings); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for again := true; again; {
			if again, err = a.serveOnce(cmd.Context(), settings, path, config, clock); err != nil {
				return err
			}
		}
		return nil
	}
	return cmd
}

// serveOnce serves what config, read from path, declares, until ctx ends. On a
// disk that is read-only it answers only, until it can be written: then again is
// true.
func (a *app) serveOnce(ctx context.Context, settings Settings, path string, config *Config, clock productClock) (again bool, err error) {
	s := &service{
		settings: settings, clock: clock, delays: a.delays, log: settings.logger(a.stderr),
		console: console.New(a.stdout, isTerminal(a.stdout), ""),
		reload: func() (*Config, error) {
			config, err := loadConfig(path)
			if err == nil {
				err = config.servable(settings)
			}
			return config, err
		},
	}
	s.db, err = store.Open(ctx, settings.DatabaseURL, store.Writer)
	if s.answersOnly = errors.Is(err, store.ErrReadOnly); s.answersOnly {
		s.log.Error("nothing is read, posted or kept; questions are answered with what was kept before", "err", err)
		s.db, err = store.Open(ctx, settings.DatabaseURL, store.Reader)
	}
	if err != nil {
		return false, err
	}
	defer s.db.Close()
	s.config.Store(config)
	if clock.set {
		s.log.Warn("the time is set by --as-of, and what is posted counts as posted in this database: for a trial, set DATABASE_URL to another", "now", clock.Now().Format(time.RFC3339))
	}
	err = s.run(ctx)
	if errors.Is(err, errWritable) {
		return true, nil
	}
	return false, err
}

// errWritable ends a service that answered only.
var errWritable = errors.New("the database can be written again")

// servable refuses channels of a platform that is not connected: one that would
// stay silent is worse than a bot that does not start.
func (c *Config) servable(s Settings) error {
	var problems []error
	for _, ch := range c.Channels {
		if token := s.lacks(ch.Place.Platform); token != "" {
			problems = append(problems, fmt.Errorf("channel %s: %s is not set; the README says where it comes from", ch.Place, token))
		}
	}
	return errors.Join(problems...)
}
