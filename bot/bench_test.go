package bot_test

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/console"
	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

// archive keeps so many events with three talks each: all but the last twenty
// are over at archiveNow.
func archive(b *testing.B, events, speakers int) *store.DB {
	b.Helper()
	db := open(b)
	first := []string{"Ada", "Jo", "Sam", "Mira", "Tove", "Ilse", "Bram", "Noor", "Piet", "Yuna"}
	last := []string{"Marlowe", "Quill", "Reed", "Thorn", "Vale", "Wick", "Ash", "Fenn", "Lund", "Moor"}
	words := strings.Fields("slices buckets daemons queues maps channels errors tests tables ledgers parsers clocks zones caches graphs trees pipes locks rings heaps")
	rng := rand.New(rand.NewPCG(1, 2))
	name := func() string {
		n := rng.IntN(speakers)
		return fmt.Sprintf("%s %s %d", first[n%10], last[n/10%10], n/100)
	}
	end := content.Date("2017-12-31")
	var all []content.Event
	for i := range events {
		e := content.Event{
			Title: fmt.Sprintf("Evening %d", i), Date: end.AddDays(7 * (20 - events + i)), Start: "18:45", End: "21:00", Status: content.Scheduled,
			Venue: content.Venue{Name: "The Old Mill", Address: "3 Mill Lane, Rivertown"},
			RSVP:  []content.Link{{Text: "Sign up", URL: fmt.Sprintf("https://rivertown.example/%d/rsvp", i)}},
		}
		if e.Date < "1970-01-01" {
			e.Date = content.Date("1970-01-01").AddDays(i % 17000)
		}
		for range 3 {
			speaker := content.Speaker{
				Name: name(), Affiliation: "Lantern Works", Role: "Staff engineer",
				Bio:   "Has kept the lights on at [Lantern Works](https://lantern.example) for nine years, and collects slide rules. Reads other people's allocators for pleasure.",
				Links: []content.Link{{URL: "https://lantern.example/people"}},
			}
			e.Speakers = append(e.Speakers, speaker)
			e.Talks = append(e.Talks, content.Talk{
				Title:    fmt.Sprintf("About %s and %s", words[rng.IntN(len(words))], words[rng.IntN(len(words))]),
				Abstract: strings.Repeat(words[rng.IntN(len(words))]+" from the inside. ", 20),
				Speakers: []string{speaker.Name},
			})
		}
		all = append(all, e)
	}
	keep(b, db, gophers, all)
	return db
}

var archiveNow = instant("2018-01-02T12:00:00Z")

// BenchmarkAnswer is one question from its words to the text on a terminal.
func BenchmarkAnswer(b *testing.B) {
	for _, size := range []struct{ events, speakers int }{{2_000, 4_000}, {33_334, 20_000}} {
		db := archive(b, size.events, size.speakers)
		groups := []content.Group{gophers}
		r := bot.NewRouter(bot.Parts{Library: db, Groups: func() []content.Group { return groups }, Follows: func(schedule.Place) []content.Group { return groups }, Log: slog.New(slog.DiscardHandler)})
		for _, line := range []string{"nextmeetup", "speaker Ada Marlowe 7", "speaker marlowe", "speaker Ida Marlow", "speaker bio", "agenda", "meetups", "talks buckets ledgers"} {
			b.Run(fmt.Sprintf("talks=%d/%s", 3*size.events, strings.ReplaceAll(line, " ", "_")), func(b *testing.B) {
				b.ReportAllocs()
				req := bot.Request{Line: line, Now: archiveNow}
				begun := cpuTime(b)
				for b.Loop() {
					reply := r.Answer(b.Context(), req)
					if text := console.Render(reply, false); strings.Contains(text, "went wrong") {
						b.Fatal(text)
					}
				}
				b.ReportMetric(float64(cpuTime(b)-begun)/float64(b.N), "cpu-ns/op")
			})
		}
	}
}

// cpuTime is what this process has used of the processors so far, whatever
// else they do: the time that passed says little on a busy machine.
func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// BenchmarkParse is what reading a question costs.
func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		bot.Parse("!speaker bio Ada Marlowe")
	}
}
