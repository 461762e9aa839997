package discord

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"meetupbot/bot"
)

// Discord resets the token of a bot that begins 1000 sessions in a day. We
// begin at most a hundred and some, whatever happens, and leave off earlier
// where Discord says that few are left.
// https://discord.com/developers/docs/events/gateway#identifying
const (
	identifyBurst  = 20
	identifyEvery  = 15 * time.Minute
	identifyLeft   = 50          // of Discord's own count, before we wait for it to start anew
	steadyAfter    = time.Minute // a connection that lasted so long is no sign of trouble
	maxGatewayWait = time.Hour   // for Discord's count, before it is asked again
)

// A line is the one connection to the gateway.
type line struct {
	budget     *rate.Limiter // of new sessions
	identified time.Time     // when the last one was asked for

	mu      sync.Mutex
	since   time.Time // by the product clock; zero: not connected
	trouble string
	limited string // what does not work although connected
}

func (l *line) init() { l.budget = rate.NewLimiter(rate.Every(identifyEvery), identifyBurst) }

// Connection says how the bot is connected now. Its times are by the product
// clock.
func (a *Adapter) Connection() bot.Connection {
	l := &a.line
	l.mu.Lock()
	defer l.mu.Unlock()
	c := bot.Connection{Platform: platform, Since: l.since, Trouble: l.trouble}
	if c.Trouble == "" {
		c.Trouble = l.limited
	}
	return c
}

func (l *line) connected(at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.since, l.trouble = at, ""
}

// lost notes why there is no connection, and reports whether there was one.
func (l *line) lost(why string) (was bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	was = !l.since.IsZero()
	l.since, l.trouble = time.Time{}, why
	return was
}

func (l *line) limit(what string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.limited = what
}

// stayConnected keeps a session with the gateway until ctx ends, or Discord
// says that there is no use.
func (a *Adapter) stayConnected(ctx context.Context) {
	defer a.recovered("the gateway")
	var s session
	wants := a.intents(ctx)
	wait := a.delays.Again
	for ctx.Err() == nil {
		began := a.real()
		err := a.connect(ctx, &s, wants)
		if ctx.Err() != nil {
			break
		}
		f, final := errors.AsType[*fatal](err)
		if final && f.code == closeNoIntents && wants&messageContent != 0 {
			wants &^= messageContent
			a.withoutContent()
			continue
		}
		if final {
			a.line.lost(f.words)
			if f.code == closeBadToken {
				a.api.pace.revoke()
			}
			a.log.Error("discord: stopped for good, the rest of the bot goes on: " + f.words)
			return
		}
		level := slog.LevelWarn
		if a.line.lost("Not connected: the connection to Discord is being made again.") {
			level = slog.LevelInfo // Discord ends each after some hours
		}
		pause := retryAfter(err)
		if a.real().Sub(began) >= steadyAfter {
			wait = a.delays.Again
		}
		pause = max(pause, wait/2+rand.N(wait/2+1))
		wait = min(2*wait, a.delays.AtMost)
		a.log.Log(ctx, level, "discord: the connection is made again", "in", pause.Round(time.Millisecond), "resume", s.id != "", "err", err)
		if !sleep(ctx, pause) {
			break
		}
	}
	a.line.lost("")
}

// Intents: what we want to hear of.
// https://discord.com/developers/docs/events/gateway#list-of-intents
const (
	guildsIntent   = 1 << 0
	guildMessages  = 1 << 9
	directMessages = 1 << 12
	messageContent = 1 << 15 // privileged

	ordinaryIntents = guildsIntent | guildMessages | directMessages
)

// intents returns what to ask for: the text of messages only where it is
// switched on, as Discord hangs up on who asks for it otherwise.
func (a *Adapter) intents(ctx context.Context) int {
	app, _, err := a.application(ctx)
	if err == nil && !app.readsMessages() {
		a.withoutContent()
		return ordinaryIntents
	}
	return ordinaryIntents | messageContent
}

// withoutContent says what does not work.
func (a *Adapter) withoutContent() {
	a.line.limit("The message content intent is not switched on: in servers, !speaker and the like get no answer. " +
		"Slash commands, mentions of the bot and direct messages work.")
	a.log.Warn("discord: the message content intent is not switched on: in servers !speaker and the like get no answer; "+
		"slash commands, mentions of the bot and direct messages work", "fix", contentFix)
}

const contentFix = "At " + portal + " > the application > Bot > Privileged Gateway Intents, switch Message Content Intent on, Save Changes, and restart the bot."
