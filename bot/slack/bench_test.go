package slack_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/slack"
	"meetupbot/content"
)

// nothing is a library without meetups: asking it costs nothing.
type nothing struct{}

func (nothing) Events(context.Context, content.EventQuery) ([]content.Event, error) { return nil, nil }
func (nothing) People(context.Context, []string, string) (content.PeopleFound, error) {
	return content.PeopleFound{}, nil
}
func (nothing) Talks(context.Context, content.TalkQuery) (content.TalksFound, error) {
	return content.TalksFound{}, nil
}

// BenchmarkSignedCommand takes signed requests through the handler: "door"
// with an answer that costs nothing, "nextmeetup" from a small database.
func BenchmarkSignedCommand(b *testing.B) {
	for name, change := range map[string]func(*slack.Config){
		"door": func(c *slack.Config) {
			c.Router = bot.NewRouter(bot.Parts{Library: nothing{}, Groups: func() []content.Group { return nil }, Log: c.Log})
		},
		"nextmeetup": func(*slack.Config) {},
	} {
		b.Run(name, func(b *testing.B) {
			w := newWorld(b, overHTTP, change).run()
			requests := make([]*http.Request, b.N)
			for i := range requests {
				requests[i] = w.numbered(i)
			}
			b.ReportAllocs()
			b.ResetTimer()
			for _, r := range requests {
				got := httptest.NewRecorder()
				if w.adapter.ServeHTTP(got, r); got.Code != http.StatusOK || got.Body.Len() == 0 {
					b.Fatalf("status %d, %d bytes", got.Code, got.Body.Len())
				}
			}
		})
	}
}

// numbered is a command like no other: by another user, in another channel.
func (w *world) numbered(i int) *http.Request {
	form := url.Values{
		"token": {"verification"}, "team_id": {w.TeamID}, "team_domain": {"rivertown"}, "channel_id": {fmt.Sprintf("C%08d", i)}, "channel_name": {"meetups"},
		"user_id": {fmt.Sprintf("U%08d", i)}, "user_name": {"ada"}, "command": {"/nextmeetup"}, "text": {""}, "api_app_id": {w.AppID},
		"is_enterprise_install": {"false"}, "response_url": {"https://hooks.slack.com/commands/x"}, "trigger_id": {fmt.Sprintf("1505900000.%d.abcdef", i)},
	}
	return w.Signed("http://bot.example/slack/commands", "application/x-www-form-urlencoded", []byte(form.Encode()), time.Now())
}

// TestSoak: what is remembered of questions, people and channels stays within
// bounds, however many there are.
func TestSoak(t *testing.T) {
	if testing.Short() {
		t.Skip("a soak")
	}
	w := newWorld(t, overHTTP, func(c *slack.Config) {
		c.Router = bot.NewRouter(bot.Parts{Library: nothing{}, Groups: func() []content.Group { return nil }, Log: c.Log, Desk: &bot.Desk{}})
	}).run()
	ask := func(from, to int) {
		for i := from; i < to; i++ {
			got := httptest.NewRecorder()
			if w.adapter.ServeHTTP(got, w.numbered(i)); got.Code != http.StatusOK {
				t.Fatalf("question %d: status %d", i, got.Code)
			}
		}
	}
	ask(0, 45_000)
	before := heap()
	ask(45_000, 90_000)
	if grown := heap() - before; grown > 4<<20 {
		t.Errorf("45,000 questions left %d KB behind", grown>>10)
	}
	w.stop()
	w.Clear()
	if strings.Contains(w.log.String(), "panic") {
		t.Error("something panicked")
	}
}

// TestSoakOfChannels: of channels where nothing is said any more nothing is
// remembered.
func TestSoakOfChannels(t *testing.T) {
	if testing.Short() {
		t.Skip("a soak")
	}
	w := newWorld(t, func(c *slack.Config) { c.APIURL, c.Delays.Pace = "http://127.0.0.1:1/", time.Microsecond })
	before := heap()
	for i := range 20_000 {
		p := bot.Post{Channel: fmt.Sprintf("C%08d", i), Reply: bot.Notice{Text: "Hello."}}
		if _, err := w.adapter.Send(t.Context(), p); err == nil {
			t.Fatal("nobody is there, and it was sent")
		}
	}
	if grown := heap() - before; grown > 2<<20 {
		t.Errorf("20,000 channels left %d KB behind", grown>>10)
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
