package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"

	"meetupbot/crash"
	"meetupbot/schedule"
)

const (
	// https://discord.com/developers/docs/reference#api-versioning
	apiPath = "/api/v10"
	// https://discord.com/developers/docs/reference#user-agent
	userAgent = "DiscordBot (meetupbot, 1.0)"

	idleConnections = 64
	maxAnswerBytes  = 1 << 20 // of what Discord answers; its longest, a page of 100 messages, is far below
)

// An api makes single requests to Discord and never repeats one: whoever asks
// knows whether that is safe.
type api struct {
	base    string
	token   string
	client  *http.Client
	pace    *pace
	timeout time.Duration
}

func newAPI(base, token string, timeout time.Duration, p *pace) *api {
	return &api{
		base: base, token: token, timeout: timeout, pace: p,
		client: &http.Client{
			Transport: crash.Requests(&http.Transport{
				Proxy:                 http.ProxyFromEnvironment,
				DialContext:           (&net.Dialer{Timeout: timeout, KeepAlive: 30 * time.Second}).DialContext,
				ForceAttemptHTTP2:     true,
				MaxIdleConns:          idleConnections,
				MaxIdleConnsPerHost:   idleConnections,
				IdleConnTimeout:       90 * time.Second,
				TLSHandshakeTimeout:   timeout,
				ResponseHeaderTimeout: timeout,
			}),
			// The token must not follow to another host.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// A request is one to be made.
type request struct {
	method string
	path   string            // below the version, ready to be sent; it may hold a secret
	name   string            // what it is called in logs and errors
	bucket string            // the rate limit that it counts for, as far as we tell them apart; "": one of its own
	secret string            // an interaction's token, to be kept out of logs and errors
	body   any               // sent as JSON; nil: none
	files  []*discordgo.File // sent beside it; their readers are used up

	ofLedger bool // the ledger makes it again where its turn does not come soon
	spare    int  // how many requests of each window of its rate limit it leaves to others
}

// toBot is a request that the bot's token opens.
func toBot(method, path, bucket string, body any) request {
	return request{method: method, path: path, name: method + " " + path, bucket: bucket, body: body}
}

// toInteraction is a request that an interaction's token opens. These have no
// rate limit that two interactions share, and do not count for the global one.
// https://discord.com/developers/docs/interactions/receiving-and-responding#endpoints
func toInteraction(method, before, token, after string, body any, files []*discordgo.File) request {
	return request{
		method: method, path: before + url.PathEscape(token) + after, name: method + " " + before + "{token}" + after,
		secret: token, body: body, files: files,
	}
}

// do makes a request and decodes the answer into out, unless that is nil. Its
// errors are *failure.
func (a *api) do(ctx context.Context, r request, out any) (header http.Header, err error) {
	ctx, cancel := context.WithTimeout(ctx, a.timeout)
	defer cancel()
	kind, body, err := r.encode()
	if err != nil {
		return nil, &failure{name: r.name, reason: err.Error(), status: http.StatusBadRequest}
	}
	goOn := schedule.Waiting(ctx)
	atMost := longestPause
	if r.ofLedger {
		atMost = ledgerPause
	}
	refusal := a.pace.enter(ctx, r.bucket, r.secret == "", r.spare, atMost)
	goOn()
	if refusal != nil {
		refusal.name = r.name
		return nil, refusal
	}
	defer func() { // whatever the request ends in: a turn that nobody gives back is lost for good
		f, _ := err.(*failure)
		a.pace.leave(r.bucket, r.secret == "", header, f)
	}()
	return a.once(ctx, r, kind, body, out)
}

// once makes the request without asking for leave.
func (a *api) once(ctx context.Context, r request, kind string, body []byte, out any) (http.Header, error) {
	var connected atomic.Bool // the race of two dials ends after we have
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connected.Store(true) }}
	hr, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, trace), r.method, a.base+apiPath+r.path, bytes.NewReader(body))
	if err != nil {
		return nil, &failure{name: r.name, reason: "this is no address of Discord's", status: http.StatusBadRequest}
	}
	hr.Header.Set("User-Agent", userAgent)
	if kind != "" {
		hr.Header.Set("Content-Type", kind)
	}
	if r.secret == "" {
		hr.Header.Set("Authorization", "Bot "+a.token)
	}
	goOn := schedule.Waiting(ctx)
	response, err := a.client.Do(hr)
	goOn()
	if err != nil {
		return nil, &failure{name: r.name, reason: a.plain(err, r.secret), cause: stem(err), began: connected.Load()}
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswerBytes+1))
	if response.StatusCode/100 != 2 {
		return response.Header, a.refusal(r, response, text)
	}
	broken := &failure{name: r.name, began: true}
	switch {
	case err != nil:
		broken.reason, broken.cause = "the answer broke off: "+a.plain(err, r.secret), stem(err)
	case len(text) > maxAnswerBytes:
		broken.reason = "the answer is far too long"
	case out != nil && json.Unmarshal(text, out) != nil:
		broken.reason = "the answer is not what Discord documents"
	default:
		return response.Header, nil
	}
	return response.Header, broken
}

// encode returns the body with its content type.
func (r request) encode() (kind string, body []byte, err error) {
	switch {
	case r.body == nil:
		return "", nil, nil
	case len(r.files) > 0:
		return discordgo.MultipartBodyWithJSON(r.body, r.files)
	}
	body, err = encodeJSON(r.body)
	return "application/json", body, err
}

// encodeJSON writes v as JSON in which < stays <.
func encodeJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// stem is an error without the address that package http puts around it: there
// are tokens in addresses.
func stem(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}
