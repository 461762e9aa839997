package discord

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
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
	since   time.Time // zero: not connected
	trouble string
	limited string // what does not work although connected
}

func (l *line) init() { l.budget = rate.NewLimiter(rate.Every(identifyEvery), identifyBurst) }

// Connection says how the bot is connected now.
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

func (l *line) lost(why string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.since, l.trouble = time.Time{}, why
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
		if err == errNoContent && wants&messageContent != 0 {
			wants &^= messageContent
			a.withoutContent()
			continue
		}
		if f, ok := errors.AsType[*fatal](err); ok {
			a.line.lost(f.words)
			if f.code == closeBadToken {
				a.api.pace.revoke()
			}
			a.log.Error("not connected to Discord, and not trying again", "err", f.words)
			return
		}
		a.line.lost("The connection to Discord is lost, and is being made again.")
		pause := retryAfter(err)
		if a.real().Sub(began) >= steadyAfter {
			wait = a.delays.Again
		}
		pause = max(pause, wait/2+rand.N(wait/2+1))
		wait = min(2*wait, a.delays.AtMost)
		a.log.Info("the connection to Discord is made again", "in", pause.Round(time.Millisecond), "resume", s.id != "", "err", err)
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
	a.log.Warn("the message content intent is not switched on: in servers !speaker and the like get no answer; "+
		"slash commands, mentions of the bot and direct messages work", "fix", contentFix)
}

const contentFix = "https://discord.com/developers/applications > the application > Bot > Privileged Gateway Intents > Message Content Intent: switch it on, Save Changes, restart the bot"

// gateway asks where the gateway is, and whether a new session may be begun.
func (a *Adapter) gateway(ctx context.Context) (string, error) {
	var g struct {
		URL   string `json:"url"`
		Limit struct {
			Remaining  int   `json:"remaining"`
			ResetAfter int64 `json:"reset_after"` // milliseconds
		} `json:"session_start_limit"`
	}
	g.Limit.Remaining = identifyLeft
	_, err := a.api.do(ctx, toBot(http.MethodGet, "/gateway/bot", "gateway", nil), &g)
	if statusOf(err) == http.StatusUnauthorized {
		return "", fatalClose(4004)
	}
	if err != nil {
		return "", err
	}
	if g.Limit.Remaining < identifyLeft {
		return "", &failure{name: "gateway", after: min(time.Duration(max(g.Limit.ResetAfter, 1000))*time.Millisecond, maxGatewayWait),
			reason: fmt.Sprintf("only %d new sessions are left today, which we leave alone: Discord would take the bot's token away", g.Limit.Remaining)}
	}
	return a.trustedGateway(g.URL)
}

// trustedGateway refuses addresses that the token must not be sent to: the
// gateway is Discord's, or on the host that stands in for it.
func (a *Adapter) trustedGateway(address string) (string, error) {
	u, err := url.Parse(address)
	refused := errors.New("the address that is named for the gateway is not one of Discord's")
	if err != nil {
		return "", refused
	}
	api, err := url.Parse(a.api.base)
	if err != nil {
		return "", refused
	}
	ours := u.Scheme == "wss" && (u.Hostname() == "discord.gg" || strings.HasSuffix(u.Hostname(), ".discord.gg"))
	standIn := a.api.base != discordURL && u.Hostname() == api.Hostname() && (u.Scheme == "wss" || u.Scheme == "ws" && api.Scheme == "http")
	if !ours && !standIn {
		return "", refused
	}
	// https://discord.com/developers/docs/events/gateway#connecting-gateway-url-query-string-params
	u.RawQuery = url.Values{"v": {"10"}, "encoding": {"json"}}.Encode()
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String(), nil
}

// mayIdentify waits until a new session may be asked for.
func (a *Adapter) mayIdentify(ctx context.Context) error {
	if spare := a.line.budget.Tokens(); spare < 1 {
		return &failure{name: "gateway", reason: "too many sessions were begun lately", after: time.Duration((1 - spare) * float64(identifyEvery))}
	}
	if !sleep(ctx, a.line.identified.Add(a.delays.Identify).Sub(a.real())) {
		return ctx.Err()
	}
	return nil
}
