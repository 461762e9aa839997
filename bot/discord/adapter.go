package discord

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/door"
	"meetupbot/schedule"
)

// Config says how the bot is connected. Its secrets never reach a log or an
// error.
type Config struct {
	Token     string         // the bot's token, without "Bot "
	PublicKey string         // the application's, in hex; "": no interactions are taken over HTTP
	AppID     string         // the application's id; "": Discord is asked
	APIURL    string         // scheme, host and port in place of Discord's; "": Discord's
	Router    *bot.Router    // answers
	Notes     bot.Notes      // keeps what is registered; nil: that is done at each start
	Clock     schedule.Clock // both clocks
	Log       *slog.Logger
	Learned   func() // called when Server can tell what it could not; nil: nobody is
	PerSecond int    // requests to Discord at most; 0: 50, Discord's limit for all but very large bots
	Delays    Delays // zero: DefaultDelays
}

// Delays are the spans that an adapter waits, all by the real clock.
type Delays struct {
	Soon     time.Duration // for an answer, before the asker is told that one will come
	Answer   time.Duration // for a late answer, before it is given up
	Request  time.Duration // for one request to Discord, pauses that its rate limits ask for included
	Body     time.Duration // for the body of a request to the HTTP door
	Hello    time.Duration // for each step of a gateway connection's beginning
	Again    time.Duration // before the first attempt to connect again; doubled with each that fails
	AtMost   time.Duration // what that doubling ends at
	Identify time.Duration // between two new gateway sessions
	Invalid  time.Duration // the least time after a session was declared invalid; at most five times as long
	Finish   time.Duration // for answers under way when the adapter stops
}

// DefaultDelays are what suits Discord.
func DefaultDelays() Delays {
	return Delays{
		Soon: bot.Soon, Answer: time.Minute, Request: 10 * time.Second, Body: 5 * time.Second, Hello: 20 * time.Second,
		Again: time.Second, AtMost: 5 * time.Minute, Identify: 5 * time.Second, Invalid: time.Second, Finish: 2 * time.Second,
	}
}

// An Adapter is the bot's connection to Discord. It may be used by many at a
// time.
type Adapter struct {
	router *bot.Router
	notes  bot.Notes
	clock  schedule.Clock
	log    *slog.Logger
	delays Delays
	key    ed25519.PublicKey // nil: no HTTP door

	api     *api
	seen    *door.Seen[uint64] // by snowflake
	crew    *door.Crew
	guilds  guilds
	servers servers
	learned func()       // nil: nobody wants to know
	line    line         // the gateway connection
	lost    atomic.Int64 // answers that did not arrive

	mu   sync.Mutex
	self identity // as far as it is known
}

// An identity is the application's id and the id of its bot user. They differ
// for applications of before 2017.
type identity struct{ app, user string }

// New returns an adapter, or everything that is wrong with c.
func New(c Config) (*Adapter, error) {
	var wrong []error
	base, err := apiBase(c.APIURL)
	if err != nil {
		wrong = append(wrong, err)
	}
	switch {
	case c.Token == "":
		wrong = append(wrong, errors.New("no bot token: copy it from the page Bot of the application in "+portal+" (Reset Token)"))
	case strings.ContainsFunc(c.Token, func(r rune) bool { return r <= ' ' || r > '~' }):
		wrong = append(wrong, errors.New("the bot token, DISCORD_TOKEN, holds blanks, line ends or letters that no token has: copy it again, without quotes and without \"Bot\""))
	}
	var key ed25519.PublicKey
	if c.PublicKey != "" {
		if key, err = hex.DecodeString(c.PublicKey); err != nil || len(key) != ed25519.PublicKeySize {
			wrong = append(wrong, fmt.Errorf("the public key, DISCORD_PUBLIC_KEY, is not %d bytes in hex: copy it from the page General Information of the application", ed25519.PublicKeySize))
		}
	}
	if c.AppID != "" && !isSnowflake(c.AppID) {
		wrong = append(wrong, errors.New("the application id is not a number: copy it from the page General Information of the application"))
	}
	if c.Router == nil || c.Clock == nil || c.Log == nil {
		wrong = append(wrong, errors.New("a router, a clock and a log are needed"))
	}
	if len(wrong) > 0 {
		return nil, fmt.Errorf("discord: %w", errors.Join(wrong...))
	}
	if c.Delays == (Delays{}) {
		c.Delays = DefaultDelays()
	}
	a := &Adapter{
		router: c.Router, notes: c.Notes, clock: c.Clock, log: c.Log, delays: c.Delays, key: key,
		seen: door.NewSeen[uint64](tokenLife, maxSeen), crew: door.NewCrew(maxUnderWay), self: identity{app: c.AppID},
		servers: servers{of: map[string]string{}, asked: map[string]time.Time{}}, learned: c.Learned,
	}
	a.api = newAPI(base, c.Token, c.Delays.Request, newPace(a.real, c.PerSecond))
	a.line.init()
	return a, nil
}

// platform is this one's name in a place.
const platform = "discord"

// discordURL is where Discord is.
const discordURL = "https://discord.com"

// apiBase checks an API address.
func apiBase(address string) (string, error) {
	if address == "" {
		return discordURL, nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") != "" ||
		u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", errors.New("the API URL is not of the form scheme://host:port")
	}
	return u.Scheme + "://" + u.Host, nil
}

// Renew has the bot's token tried again: somebody has configured the bot anew.
func (a *Adapter) Renew() { a.api.pace.renew() }

func (a *Adapter) real() time.Time { return a.clock().Real }

// isSnowflake reports whether s is written as Discord writes ids.
// https://discord.com/developers/docs/reference#snowflakes
func isSnowflake(s string) bool {
	if s == "" || len(s) > 20 {
		return false
	}
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

func placeOf(channel string) schedule.Place {
	return schedule.Place{Platform: platform, ID: channel}
}

// me returns the application's and the bot's id, and asks Discord for them
// once.
func (a *Adapter) me(ctx context.Context) (identity, error) {
	a.mu.Lock()
	known := a.self
	a.mu.Unlock()
	if known.app != "" && known.user != "" {
		return known, nil
	}
	app, _, err := a.application(ctx)
	if err != nil {
		return identity{}, err
	}
	return a.know(identity{app.ID, app.Bot.ID}), nil
}

// know notes what is known of ourselves.
func (a *Adapter) know(id identity) identity {
	a.mu.Lock()
	defer a.mu.Unlock()
	if id.app != "" {
		a.self.app = id.app
	}
	if id.user != "" {
		a.self.user = id.user
	}
	return a.self
}
