package main

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
	"meetupbot/bot/console"
	"meetupbot/store"
)

// TestServeOnAWrongClock: the bot that people run knows when it was made, and
// posts nothing by a clock that has forgotten the time.
func TestServeOnAWrongClock(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, defaultConfig)
	text := "[[group]]\nname = \"gophers\"\nzone = \"Europe/London\"\nsources = [\"posts\"]\n"
	for _, err := range []error{os.Mkdir(filepath.Join(dir, "posts"), 0o755), os.WriteFile(path, []byte(text), 0o644)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	config, err := loadConfig(path)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(dir, "meetupbot.db"), store.Writer)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var log bottest.Log
	s := &service{
		settings: Settings{ListenAddr: "127.0.0.1:0"}, db: db, delays: defaultDelays(),
		clock:   productClock{real: func() time.Time { return time.Unix(10, 0) }},
		console: console.New(io.Discard, false, ""), log: slog.New(slog.NewTextHandler(&log, nil)),
	}
	s.config.Store(config)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.run(ctx) }()
	for deadline := time.Now().Add(60 * time.Second); !strings.Contains(log.String(), "this machine's clock says that it is 1970-01-01"); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("the clock is believed:\n%s", log.Bytes())
		}
	}
	for deadline := time.Now().Add(60 * time.Second); ; time.Sleep(2 * time.Millisecond) {
		note, err := db.Note(t.Context(), bot.CircuitsNote)
		if err == nil && strings.Contains(note, "1970-01-01") {
			break // a status beside it hears
		}
		if time.Now().After(deadline) {
			t.Fatalf("a status beside it hears %q, %v", note, err)
		}
	}
	server := httptest.NewServer(s.handler(newCrowd()))
	defer server.Close()
	if status, body := get(t, server.URL+"/readyz"); status != http.StatusServiceUnavailable || body != "degraded: this machine's clock is not believed" {
		t.Errorf("/readyz = %d %q", status, body)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("the bot ended: %v", err)
	}
	if s.rounded.Load() {
		t.Error("it is ready")
	}
}
