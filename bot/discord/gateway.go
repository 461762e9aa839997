package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

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
		return "", fatalClose(closeBadToken)
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
