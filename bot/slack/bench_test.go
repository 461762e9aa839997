package slack_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
	"meetupbot/bot/slack"
	"meetupbot/content"
)

// BenchmarkSignedCommand takes signed requests through the handler: "door"
// with an answer that costs nothing, "nextmeetup" from a small database.
func BenchmarkSignedCommand(b *testing.B) {
	for name, change := range map[string]func(*slack.Config){
		"door": func(c *slack.Config) {
			c.Router = bot.NewRouter(bot.Parts{Library: bottest.Nothing{}, Groups: func() []content.Group { return nil }, Log: c.Log})
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

// BenchmarkSoak is a signed command of somebody new in a channel that is new,
// and reports how much more memory is held at the end, for each of them: run
// it with -benchtime 100000x.
func BenchmarkSoak(b *testing.B) {
	w := newWorld(b, overHTTP, func(c *slack.Config) {
		c.Router = bot.NewRouter(bot.Parts{Library: bottest.Nothing{}, Groups: func() []content.Group { return nil }, Log: c.Log})
	}).run()
	asked := 0
	ask := func() {
		got := httptest.NewRecorder()
		if w.adapter.ServeHTTP(got, w.numbered(asked)); got.Code != http.StatusOK {
			b.Fatalf("question %d: status %d", asked, got.Code)
		}
		asked++
	}
	for range 45_000 { // until as much is remembered as ever will be
		ask()
	}
	before, n := heap(), 0
	for b.Loop() {
		ask()
		n++
	}
	b.ReportMetric(float64(heap()-before)/float64(n), "heap-B/op")
}

func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
