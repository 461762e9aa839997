package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/slack"
	"meetupbot/bot/slack/slacktest"
	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

var benchGroup = content.Group{Name: "gophers", Title: "Rivertown Gophers", Zone: "Europe/London"}

// benchStore keeps 2,000 meetups with 6,000 talks of 4,000 speakers, the last
// twenty of them ahead of benchNow.
func benchStore(b *testing.B) *store.DB {
	b.Helper()
	db, err := store.Open(b.Context(), "sqlite:"+filepath.Join(b.TempDir(), "meetupbot.db"), store.Writer)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	const events, speakers = 2_000, 4_000
	first := []string{"Ada", "Jo", "Sam", "Mira", "Tove", "Ilse", "Bram", "Noor", "Piet", "Yuna"}
	last := []string{"Marlowe", "Quill", "Reed", "Thorn", "Vale", "Wick", "Ash", "Fenn", "Lund", "Moor"}
	rng := rand.New(rand.NewPCG(3, 4))
	var all []content.Event
	for i := range events {
		e := content.Event{
			Group: benchGroup.Name, Zone: benchGroup.Zone, Status: content.Scheduled, Title: fmt.Sprintf("Evening %d", i),
			Date: content.Date("2026-06-30").AddDays(7 * (20 - events + i)), Start: "18:45", End: "21:00",
			Venue: content.Venue{Name: "The Old Mill", Address: "3 Mill Lane, Rivertown"},
			RSVP:  []content.Link{{Text: "Sign up", URL: fmt.Sprintf("https://rivertown.example/%d/rsvp", i)}},
		}
		for range 3 {
			n := rng.IntN(speakers)
			name := fmt.Sprintf("%s %s %d", first[n%10], last[n/10%10], n/100)
			e.Speakers = append(e.Speakers, content.Speaker{
				Name: name, Affiliation: "Lantern Works", Role: "Staff engineer",
				Bio: "Has kept the lights on at [Lantern Works](https://lantern.example) for nine years, and collects slide rules.",
			})
			e.Talks = append(e.Talks, content.Talk{Title: fmt.Sprintf("About queues, part %d", rng.IntN(90)), Abstract: "Queues from the inside.", Speakers: []string{name}})
		}
		all = append(all, e)
	}
	at := benchNow().Product
	_, err = db.Import(b.Context(), content.Import{Group: benchGroup, Events: all, At: at,
		Source: content.SourceRecord{Name: "posts", Group: benchGroup.Name, Imported: at}, First: true})
	if err != nil {
		b.Fatal(err)
	}
	return db
}

// benchNow is a product time with meetups ahead, and the real time.
func benchNow() schedule.Now {
	now := time.Now()
	return schedule.Now{Product: time.Unix(1782900000, 0).UTC(), Real: now}
}

func benchRouter(db *store.DB) *bot.Router {
	groups := []content.Group{benchGroup}
	return bot.NewRouter(bot.Parts{
		Library: db, Groups: func() []content.Group { return groups }, Follows: func(schedule.Place) []content.Group { return groups },
		Log: slog.New(slog.DiscardHandler),
	})
}

// cpu is what this process has used of its processors.
func cpu(t testing.TB) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// answers measures a handler with requests that were made beforehand. Beside
// the time it reports what all processors did, the collector's work included.
func answers(b *testing.B, handler http.Handler, request func() *http.Request, want string) {
	b.Helper()
	requests := make([]*http.Request, b.N)
	for i := range requests {
		requests[i] = request()
	}
	b.ReportAllocs()
	before := cpu(b)
	b.ResetTimer()
	for _, r := range requests {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != http.StatusOK || !bytes.Contains(w.Body.Bytes(), []byte(want)) {
			b.Fatalf("answer %d %s", w.Code, w.Body)
		}
	}
	b.StopTimer()
	b.ReportMetric(float64((cpu(b)-before).Microseconds())/float64(b.N), "cpu-us/op")
}

// BenchmarkSlack is one signed slash command, from the request to the body of
// the answer.
func BenchmarkSlack(b *testing.B) {
	server := slacktest.New(b)
	adapter, err := slack.New(slack.Config{
		BotToken: server.BotToken, SigningSecret: server.SigningSecret, APIURL: server.URL(),
		Router: benchRouter(benchStore(b)), Clock: benchNow, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		b.Fatal(err)
	}
	for _, q := range []struct{ command, text, want string }{
		{"/nextmeetup", "", "The Old Mill"}, {"/speaker", "Ada Marlowe 7", "slide rules"}, {"/talks", "queues", "About queues"},
	} {
		b.Run(q.command[1:], func(b *testing.B) {
			answers(b, adapter, func() *http.Request {
				return server.Request("http://bot.example", server.Command(server.Channel, server.Member, q.command, q.text), time.Now())
			}, q.want)
		})
	}
}
