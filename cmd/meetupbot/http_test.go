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
		if got, body := get(t, server.URL+path); got != status || !strings.Contains(body, text) {
			t.Errorf("%s = %d %q, want %d with %q", path, got, body, status, text)
		}
	}
	want("/healthz", 200, "ok")
	want("/readyz", 503, "import")
	s.imported.Store(true)
	want("/readyz", 503, "not ready")
	s.noteRound(t.Context())(schedule.Now{Product: time.Unix(1, 0), Real: time.Unix(1, 0)}, nil)
	want("/readyz", 200, "ok")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s.noteRound(t.Context())(schedule.Now{Product: time.Unix(2, 0), Real: time.Unix(2, 0)}, nil)
	want("/readyz", 503, "database")
	want("/healthz", 200, "ok")
	want("/debug/pprof/", 404, "")
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
