package slack

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"

	"meetupbot/crash"
	"meetupbot/schedule"
)

const (
	maxAnswerBytes = 1 << 20 // of what Slack answers; it answers with a few kilobytes
	maxIdlePerHost = 64      // a burst of answers must not open connections for each
)

// newHTTPClient returns the client for all that goes to Slack. It follows no
// redirects, so that no token leaves for another host, repeats nothing, and
// reads answers up to a bound. Each call brings its own deadline.
func newHTTPClient() *http.Client {
	base := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:   5 * time.Second,
		ForceAttemptHTTP2:     true,
		MaxIdleConns:          4 * maxIdlePerHost,
		MaxIdleConnsPerHost:   maxIdlePerHost,
		IdleConnTimeout:       90 * time.Second,
		ExpectContinueTimeout: time.Second,
	}
	return &http.Client{
		Transport:     transport{crash.Requests(base)},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// A trip is what became of one request on its way.
type trip struct {
	sent   atomic.Bool // a connection was there: some of the request may have arrived
	status int         // 0: no answer came
	header http.Header
}

type tripKey struct{}

// withTrip returns a context under which one request is watched.
func withTrip(ctx context.Context) (context.Context, *trip) {
	t := &trip{}
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { t.sent.Store(true) },
	})
	return context.WithValue(ctx, tripKey{}, t), t
}

// transport notes how a trip went and bounds what comes back.
type transport struct{ base http.RoundTripper }

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	goOn := schedule.Waiting(r.Context())
	resp, err := t.base.RoundTrip(r)
	goOn()
	if err != nil {
		return nil, err
	}
	if trip, ok := r.Context().Value(tripKey{}).(*trip); ok {
		trip.status, trip.header = resp.StatusCode, resp.Header
	}
	resp.Body = bounded{io.LimitReader(resp.Body, maxAnswerBytes), resp.Body}
	return resp, nil
}

// CloseIdleConnections is what http.Client.CloseIdleConnections asks for.
func (t transport) CloseIdleConnections() {
	if c, ok := t.base.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

type bounded struct {
	io.Reader
	io.Closer
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return u.Host
}
