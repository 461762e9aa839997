package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/discord"
	"meetupbot/bot/discord/discordtest"
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
func cpu(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
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

// BenchmarkDiscordHTTP is one signed interaction, from the request to the body
// of the answer.
func BenchmarkDiscordHTTP(b *testing.B) {
	server := discordtest.New(b)
	adapter, err := discord.New(discord.Config{
		Token: server.Token, PublicKey: server.PublicKey, AppID: server.AppID, APIURL: server.URL(),
		Router: benchRouter(benchStore(b)), Clock: benchNow, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		b.Fatal(err)
	}
	for _, q := range []struct {
		command, want string
		options       []discordtest.Option
	}{
		{"nextmeetup", "The Old Mill", nil},
		{"speaker", "slide rules", []discordtest.Option{{Name: "name", Value: "Ada Marlowe 7"}}},
	} {
		b.Run(q.command, func(b *testing.B) {
			answers(b, adapter, func() *http.Request {
				begun := server.Begin(discordtest.Ask{Command: q.command, Options: q.options})
				return server.Sign("http://bot.example/discord/interactions", begun.Body, time.Now())
			}, q.want)
		})
	}
}

// connectedDiscord is a bot on a gateway connection that is ready.
func connectedDiscord(b *testing.B, server *discordtest.Server) {
	b.Helper()
	adapter, err := discord.New(discord.Config{
		Token: server.Token, AppID: server.AppID, APIURL: server.URL(),
		Router: benchRouter(benchStore(b)), Clock: benchNow, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- adapter.Run(ctx) }()
	b.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	})
	soon, stop := context.WithTimeout(ctx, 10*time.Second)
	defer stop()
	if _, err := server.Gateway().AwaitReady(soon, 1); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkDiscordMessage is one "!speaker NAME" over the gateway with the call
// that answers it. The adapter sends no more than 50 a second, so that only the
// processors' time means something; the server that stands for Discord works
// in this process, and its part is in it.
func BenchmarkDiscordMessage(b *testing.B) {
	server := discordtest.New(b)
	channels := make([]string, 500) // a channel takes only so many messages in a second
	for i := range channels {
		channels[i] = server.AddChannel(discordtest.Channel{Name: "river"})
	}
	connectedDiscord(b, server)
	b.ReportAllocs()
	before := cpu(b)
	b.ResetTimer()
	for i := range b.N {
		server.Say(discordtest.Said{Text: "!speaker Ada Marlowe 7", Channel: channels[i%len(channels)]})
	}
	if _, err := server.Await(b.Context(), discordtest.CreateMessage, b.N); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64((cpu(b)-before).Microseconds())/float64(b.N), "cpu-us/op")
}

// BenchmarkSoak is one slash command over the gateway with the call that
// answers it, and reports how much more memory is held at the end, for each of
// them: run it with -benchtime 100000x.
func BenchmarkSoak(b *testing.B) {
	server := discordtest.New(b)
	connectedDiscord(b, server)
	held := func() float64 {
		server.Forget()
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc)
	}
	once := func() {
		begun := server.Interact(discordtest.Ask{Command: "speaker", Options: []discordtest.Option{{Name: "name", Value: "Ada Marlowe 7"}}})
		if _, err := server.AwaitAnswer(b.Context(), begun.ID); err != nil {
			b.Fatal(err)
		}
	}
	for range 2_000 { // until caches are as large as they become
		once()
	}
	before, n := held(), 0
	for b.Loop() {
		once()
		if n++; n%1_000 == 0 {
			server.Forget()
		}
	}
	after := held()
	b.ReportMetric((after-before)/float64(n), "heap-B/op")
	b.ReportMetric(after/(1<<20), "heap-MB")
}
