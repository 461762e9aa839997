package slack

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
	"meetupbot/bot/door"
)

// platform is the name of Slack in places.
const platform = "slack"

// An Adapter is the bot on Slack. It answers what is asked, and sends, edits,
// deletes and finds posts. All methods may be called by many at a time.
type Adapter struct {
	config  Config
	delays  Delays
	log     *slog.Logger
	api     *slackapi.Client
	http    *http.Client
	apiHost string // of Config.APIURL, whose response URLs count as Slack's; "" for Slack's own
	secrets *strings.Replacer

	reading atomic.Int64 // requests that may be anybody's
	crew    *door.Crew
	seen    *door.Seen[string]
	pace    *pace
	people  *people
	lost    atomic.Int64 // answers that could not be delivered

	mu       sync.Mutex
	identity identity
	since    time.Time // when the bot could be asked from, zero while it cannot
	trouble  string    // of the doors
	verdict  *verdict  // on the bot token; nil: it is good as far as we know
}

var (
	_ bot.Sender   = (*Adapter)(nil)
	_ bot.Seeker   = (*Adapter)(nil)
	_ bot.Pacer    = (*Adapter)(nil)
	_ http.Handler = (*Adapter)(nil)
)

// New returns an adapter made of the configuration, or all that is wrong with
// it. Values stand in no error. Nothing is sent before Run or another method
// is called.
func New(c Config) (*Adapter, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Delays == (Delays{}) {
		c.Delays = DefaultDelays()
	}
	if c.APIURL == "" {
		c.APIURL = slackapi.APIURL
	}
	a := &Adapter{
		config: c, delays: c.Delays, log: c.Log,
		http: newHTTPClient(),
		crew: door.NewCrew(maxUnderWay),
		seen: door.NewSeen[string](remembered, maxSeen),
		pace: newPace(c.Delays.Pace),
	}
	if c.APIURL != slackapi.APIURL {
		a.apiHost = hostOf(c.APIURL)
	}
	a.people = newPeople(a)
	a.secrets = strings.NewReplacer(c.secrets()...)
	a.api = slackapi.New(c.BotToken, slackapi.OptionAppLevelToken(c.AppToken),
		slackapi.OptionAPIURL(c.APIURL), slackapi.OptionHTTPClient(a.http))
	return a, nil
}

// Connection says how the adapter is connected now. Its times are by the
// product clock.
func (a *Adapter) Connection() bot.Connection {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := bot.Connection{Platform: platform, Since: a.since, Trouble: a.trouble}
	if a.verdict != nil {
		c.Trouble = stop(a.verdict.why())
	}
	return c
}

// connected notes that the bot can be asked from now on.
func (a *Adapter) connected() {
	now := a.config.Clock().Product
	a.mu.Lock()
	defer a.mu.Unlock()
	a.since, a.trouble = now, ""
}

// troubled notes why the bot cannot be asked, a sentence.
func (a *Adapter) troubled(sentence string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.since, a.trouble = time.Time{}, sentence
}

// stopped says, once, that something stays closed until somebody does
// something.
func (a *Adapter) stopped(why string) {
	a.log.Error("slack: stopped for good, the rest of the bot goes on: " + why + "; then start the bot again")
}

// stop is the same as a sentence.
func stop(why string) string { return "Stopped: " + why + "." }

// shut notes that the bot cannot be asked until somebody does something.
func (a *Adapter) shut(why string) {
	a.stopped(why)
	a.troubled(stop(why))
}

// Run keeps the doors open until ctx ends, then waits, for Delays.Grace at
// most, for what is under way. A door that cannot be kept open, because a
// token was revoked or Socket Mode turned off, stays closed: the log says once
// what to do, and Connection goes on saying it. That ends neither Run nor the
// program: Run always returns nil.
func (a *Adapter) Run(ctx context.Context) error {
	var doors sync.WaitGroup
	doors.Go(func() { a.introduce(ctx) })
	if a.config.AppToken != "" && a.config.Router != nil {
		doors.Go(func() { a.keepSocket(ctx) })
	}
	<-ctx.Done()
	a.crew.Finish(a.delays.Grace)
	doors.Wait()
	a.http.CloseIdleConnections()
	return nil
}
