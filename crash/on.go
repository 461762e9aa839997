//go:build reliability

package crash

import (
	"io"
	"net/http"
	"net/http/httptrace"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
)

// told is the environment's CRASHPOINT: a point, and how often it is passed
// before the process ends there, such as "before-mark:3".
var told, passes = func() (Point, *atomic.Int64) {
	point, n, _ := strings.Cut(os.Getenv("CRASHPOINT"), ":")
	passes := &atomic.Int64{}
	if count, err := strconv.ParseInt(n, 10, 64); err == nil {
		passes.Store(count)
	}
	return Point(point), passes
}()

// At ends the process where it is to crash at p: at once, as SIGKILL does.
func At(p Point) {
	if p != told || passes.Add(-1) >= 0 {
		return
	}
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {} // the signal is on its way
}

// Requests returns base, with the points that requests meet on their way.
func Requests(base http.RoundTripper) http.RoundTripper {
	if t, ok := base.(*http.Transport); ok {
		t.WriteBufferSize = 64 // what is written leaves
	}
	return requests{base}
}

type requests struct{ base http.RoundTripper }

func (t requests) RoundTrip(r *http.Request) (*http.Response, error) {
	posts := r.Method == http.MethodPost
	if posts {
		At(BeforeRequest)
		ctx := httptrace.WithClientTrace(r.Context(), &httptrace.ClientTrace{
			WroteRequest: func(info httptrace.WroteRequestInfo) {
				if info.Err == nil {
					At(AfterBody)
				}
			},
		})
		r = r.Clone(ctx)
	}
	if posts && r.Body != nil {
		r.Body, r.GetBody = &body{ReadCloser: r.Body, half: r.ContentLength / 2}, nil
	}
	resp, err := t.base.RoundTrip(r)
	if posts && err == nil {
		At(AfterAnswer)
	}
	return resp, err
}

// CloseIdleConnections is what http.Client.CloseIdleConnections asks for.
func (t requests) CloseIdleConnections() {
	if c, ok := t.base.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

// A body is given away in two halves, so that the process can end between them.
type body struct {
	io.ReadCloser
	half, read int64
}

func (b *body) Read(p []byte) (int, error) {
	left := b.half - b.read
	if left > 0 && int64(len(p)) > left {
		p = p[:left]
	}
	if left == 0 && b.half > 0 {
		At(MidBody)
	}
	n, err := b.ReadCloser.Read(p)
	b.read += int64(n)
	return n, err
}
