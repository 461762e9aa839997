package slack

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"meetupbot/bot"
	"meetupbot/schedule"
)

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
		say("the bot token, SLACK_BOT_TOKEN, is empty: it starts with xoxb- and stands under OAuth & Permissions")
	}
	token("the bot token, SLACK_BOT_TOKEN,", c.BotToken, "xoxb-", "OAuth & Permissions")
	token("the app token, SLACK_APP_TOKEN,", c.AppToken, "xapp-", "Basic Information, App-Level Tokens")
	token("the signing secret, SLACK_SIGNING_SECRET,", c.SigningSecret, "", "")
	if c.APIURL != "" && (hostOf(c.APIURL) == "" || !strings.HasSuffix(c.APIURL, "/")) {
		say("the address of the Web API is no web address with a slash at its end")
	}
	if c.Clock == nil {
		say("no clock")
	}
	return errors.Join(problems...)
}

// secrets are pairs of what is never to be told and what stands in its place.
func (c Config) secrets() []string {
	var p []string
	for _, s := range []string{c.BotToken, c.AppToken, c.SigningSecret} {
		if s != "" {
			p = append(p, s, "[secret]")
		}
	}
	return p
}
