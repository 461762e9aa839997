package main

import (
	"context"
	"fmt"
	"net"
	"sync"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/console"
	"meetupbot/content/source"
	"meetupbot/schedule"
)

// play serves sample meetups on this terminal: an invented group, a throw-away
// database, a prompt that answers, and never a real platform.
func (a *app) play(ctx context.Context, settings Settings, clock productClock) error {
	db, config, done, err := a.throwAway(ctx, nil, source.Reader{}, clock)
	if err != nil {
		return err
	}
	defer done()
	settings.ListenAddr = freeAddress(settings.ListenAddr)
	s := &service{
		settings: settings, db: db, clock: clock, delays: a.delays, log: settings.logger(a.stderr),
		console: console.New(a.stdout, isTerminal(a.stdout), "meetupbot> "),
		prompt:  a.stdin,
	}
	if settings.LogLevel == defaultLogLevel {
		quiet := settings
		quiet.LogLevel = "warn" // what is posted and answered is the show
		s.log = quiet.logger(a.stderr)
	}
	s.poster = func(a *bot.Announcer) schedule.Poster { return &samplePoster{Announcer: a, console: s.console} }
	s.config.Store(config)
	lead := config.Channels[0].Leads[0]
	fmt.Fprintf(a.stdout, "This is meetupbot with sample meetups of an invented group: nothing is configured.\n"+
		"A reminder for tomorrow's meetup will be posted here at %s (%s time).\n"+
		"Meanwhile ask: /nextmeetup, !speaker bio, talks queues, help. Ctrl-C ends it.\n", lead.At, sampleGroup.Zone)
	return s.run(ctx)
}

// freeAddress is the address wanted, or another port where something listens
// already: a bot that only plays needs no particular one.
func freeAddress(wanted string) string {
	listener, err := net.Listen("tcp", wanted)
	if err != nil {
		return "127.0.0.1:0"
	}
	listener.Close()
	return wanted
}

// A samplePoster says after the first post that it was a sample, and how to
// connect the real thing.
type samplePoster struct {
	*bot.Announcer
	console *console.Console
	once    sync.Once
}

func (p *samplePoster) Post(ctx context.Context, d schedule.Delivery, now time.Time) (string, error) {
	message, err := p.Announcer.Post(ctx, d, now)
	if err == nil {
		p.once.Do(func() {
			// the post is out, whatever becomes of the word about it
			_, _ = p.console.Send(ctx, bot.Post{Channel: d.Key.Place.ID, Reply: bot.Notice{
				Text: "That was a sample: the group, the people and the meetup are invented. To connect your own group, " +
					"write a file " + defaultConfig + " that names the folder of your posts, and connect Slack or Discord: " +
					"the README shows how. Then start meetupbot serve again.",
			}})
		})
	}
	return message, err
}
