package slack

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// Platform is the name of Slack in places.
const Platform = "slack"

// A Config is what an Adapter is made of. Which doors are open follows from
// it: an app token opens Socket Mode, a signing secret the HTTP door, both
// open both.
type Config struct {
	BotToken      string         // xoxb-...
	AppToken      string         // xapp-..., or ""
	SigningSecret string         // or ""
	APIURL        string         // base of the Web API with a trailing slash; "": Slack's
	Router        *bot.Router    // who answers; nil: nothing can be asked
	Clock         schedule.Clock // Real times all that has to do with Slack
	Log           *slog.Logger   // nil: nothing is logged
	Delays        Delays         // zero: DefaultDelays
}

// Delays are the spans that the adapter waits, by the real clock.
type Delays struct {
	Soon       time.Duration // an answer that takes longer is acknowledged without words first
	Answer     time.Duration // the longest the router may take for an answer
	Call       time.Duration // the longest one call of the Web API may take
	Read       time.Duration // the longest the body of a request may take to arrive
	Grace      time.Duration // how long what is under way may go on after the context ended
	Pace       time.Duration // between two messages in one channel
	Hello      time.Duration // the longest a new socket may take to say hello
	Quiet      time.Duration // a socket that says nothing for so long is dead
	Leave      time.Duration // how long a socket that Slack wants closed is still listened to
	Backoff    time.Duration // before the second attempt to connect; doubles with each
	MaxBackoff time.Duration
}

// DefaultDelays are the delays of a real deployment.
func DefaultDelays() Delays {
	return Delays{
		Soon:   bot.Soon,
		Answer: 30 * time.Second,
		Call:   10 * time.Second,
		Read:   5 * time.Second,
		Grace:  3 * time.Second,
		// https://docs.slack.dev/apis/web-api/rate-limits
		Pace:       time.Second,
		Hello:      10 * time.Second,
		Quiet:      40 * time.Second, // Slack pings at least every 30 s
		Leave:      10 * time.Second,
		Backoff:    time.Second,
		MaxBackoff: time.Minute,
	}
}

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

	work   *work
	seen   *seen
	pace   *pace
	people *people
	lost   atomic.Int64 // answers that could not be delivered

	mu       sync.Mutex
	identity identity
	since    time.Time // when the bot could be asked from, zero while it cannot
	trouble  string    // of the doors
	refused  string    // of the bot token, for good
}

var (
	_ bot.Sender   = (*Adapter)(nil)
	_ bot.Seeker   = (*Adapter)(nil)
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
		work: newWork(),
		seen: newSeen(),
		pace: newPace(c.Delays.Pace),
	}
	if c.APIURL != slackapi.APIURL {
		a.apiHost = hostOf(c.APIURL)
	}
	a.people = newPeople(a)
	a.secrets = strings.NewReplacer(pairs(c.BotToken, c.AppToken, c.SigningSecret)...)
	a.api = slackapi.New(c.BotToken, slackapi.OptionAppLevelToken(c.AppToken),
		slackapi.OptionAPIURL(c.APIURL), slackapi.OptionHTTPClient(a.http))
	return a, nil
}

// check names all that is wrong, and the values of none.
func (c Config) check() error {
	var problems []error
	say := func(format string, args ...any) { problems = append(problems, fmt.Errorf("slack: "+format, args...)) }
	token := func(name, value, prefix, where string) {
		switch {
		case value == "":
		case strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }):
			say("%s has a space, a line break or another character that no token has: copy it again", name)
		case !strings.HasPrefix(value, prefix):
			say("%s is no token of the right kind: it starts with %s and stands under %s", name, prefix, where)
		}
	}
	if c.BotToken == "" {
		say("the bot token is empty: it starts with xoxb- and stands under OAuth & Permissions")
	}
	token("the bot token", c.BotToken, "xoxb-", "OAuth & Permissions")
	token("the app token", c.AppToken, "xapp-", "Basic Information, App-Level Tokens")
	token("the signing secret", c.SigningSecret, "", "")
	if c.APIURL != "" && (hostOf(c.APIURL) == "" || !strings.HasSuffix(c.APIURL, "/")) {
		say("the address of the Web API is no web address with a slash at its end")
	}
	if c.Clock == nil {
		say("no clock")
	}
	return errors.Join(problems...)
}

// Connection says how the adapter is connected now. Its times are by the
// product clock.
func (a *Adapter) Connection() bot.Connection {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := bot.Connection{Platform: Platform, Since: a.since, Trouble: a.refused}
	if c.Trouble == "" {
		c.Trouble = a.trouble
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
// something, and returns the sentence.
func (a *Adapter) stopped(why string) string {
	a.log.Error("slack: stopped for good, the rest of the bot goes on: " + why + "; then start the bot again")
	return "Stopped: " + why + "."
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
	a.work.stop(a.delays.Grace)
	doors.Wait()
	a.http.CloseIdleConnections()
	return nil
}

func pairs(secrets ...string) []string {
	var p []string
	for _, s := range secrets {
		if s != "" {
			p = append(p, s, "[secret]")
		}
	}
	return p
}
