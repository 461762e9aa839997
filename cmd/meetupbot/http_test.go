package main

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"meetupbot/schedule"
	"meetupbot/store"
)

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, strings.TrimSpace(string(body))
}

func TestReadiness(t *testing.T) {
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "test.db"), store.Writer)
	if err != nil {
		t.Fatal(err)
	}
	s := &service{db: db, runner: schedule.NewRunner(schedule.Parts{}), log: slog.New(slog.DiscardHandler), delays: defaultDelays()}
	server := httptest.NewServer(s.handler(newCrowd()))
	defer server.Close()
	want := func(path string, status int, text string) {
		t.Helper()
		// All that is said: strangers may ask.
		if got, body := get(t, server.URL+path); got != status || body != text {
			t.Errorf("%s = %d %q, want %d and %q", path, got, body, status, text)
		}
	}
	want("/healthz", 200, "ok")
	want("/readyz", 503, "not ready: the first import is under way")
	s.imported.Store(true)
	want("/readyz", 503, "not ready: nothing was looked at yet")
	s.noteRound(t.Context())(schedule.Now{Product: time.Unix(1, 0), Real: time.Unix(1, 0)}, nil)
	want("/readyz", 200, "ok")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s.noteRound(t.Context())(schedule.Now{Product: time.Unix(2, 0), Real: time.Unix(2, 0)}, nil)
	want("/readyz", 503, "degraded: the database cannot be written")
	want("/healthz", 200, "ok")
	want("/debug/pprof/", 404, "404 page not found")
}

func TestServeHTTPNamesAnAddressInUse(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	s := &service{settings: Settings{ListenAddr: listener.Addr().String()}, log: slog.New(slog.DiscardHandler), delays: defaultDelays()}
	err = s.serveHTTP(t.Context())
	if err == nil || !strings.Contains(err.Error(), s.settings.ListenAddr) || !strings.Contains(err.Error(), "LISTEN_ADDR") {
		t.Errorf("serveHTTP on an address in use: %v", err)
	}
}

func TestServeHTTPStops(t *testing.T) {
	s := &service{settings: Settings{ListenAddr: "127.0.0.1:0"}, log: slog.New(slog.DiscardHandler), delays: defaultDelays()}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.serveHTTP(ctx) }()
	cancel()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("serveHTTP, told to stop: %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("serveHTTP does not stop")
	}
}

// A line is a listener to which tests connect within this process, under a
// clock of their own.
type line struct {
	conns chan net.Conn
	ended chan struct{}
}

func (l line) Accept() (net.Conn, error) {
	select {
	case conn := <-l.conns:
		return conn, nil
	case <-l.ended:
		return nil, net.ErrClosed
	}
}

func (l line) Close() error { close(l.ended); return nil }

func (l line) Addr() net.Addr { return &net.TCPAddr{} }

// A deaf platform reads what comes and has nothing to say.
type deaf struct{ platform }

func (deaf) ServeHTTP(http.ResponseWriter, *http.Request) {}

// TestSlowConnectionsEnd: whoever says nothing, or not all of it, is not waited
// for, and a header without end is not read.
func TestSlowConnectionsEnd(t *testing.T) {
	const post = "POST /slack/commands HTTP/1.1\r\nHost: bot\r\n"
	for _, c := range []struct {
		name, says, answer string
		within             time.Duration
	}{
		{"nothing", "", "", 5 * time.Second},
		{"half a header", post, "", 5 * time.Second},
		{"half a body", post + "Content-Length: 1000\r\n\r\nhel", "400", 5 * time.Second},
		{"half a large body", post + "Content-Length: 200000\r\n\r\n" + strings.Repeat("x", 50_000), "400", 5 * time.Second},
		{"nothing more", "GET /healthz HTTP/1.1\r\nHost: bot\r\n\r\n", "200", 10 * time.Second},
		{"a header of 100 KB", post + "X: " + strings.Repeat("x", 100_000), "431", time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &service{log: slog.New(slog.DiscardHandler), delays: defaultDelays(), platforms: map[string]platform{"slack": deaf{}}}
				l, server := line{make(chan net.Conn), make(chan struct{})}, s.web()
				go server.Serve(l)
				defer server.Close()
				ours, theirs := net.Pipe()
				defer ours.Close()
				l.conns <- theirs
				began := time.Now()
				go io.WriteString(ours, c.says)
				answer, _ := io.ReadAll(ours)
				if took := time.Since(began); took > c.within {
					t.Errorf("it was waited for %s", took)
				}
				if !strings.Contains(string(answer), c.answer) || (c.answer == "") != (len(answer) == 0) {
					t.Errorf("the answer is %.200q, want %q", answer, c.answer)
				}
			})
		})
	}
}
