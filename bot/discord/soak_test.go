package discord_test

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
	"meetupbot/bot/discord/discordtest"
	"meetupbot/content"
)

// bare makes a world whose router has nothing to do, to see what the rest
// costs.
func bare(w *world) {
	w.config.Router = bot.NewRouter(bot.Parts{
		Library: bottest.Nothing{}, Groups: func() []content.Group { return nil }, Log: slog.New(slog.DiscardHandler),
	})
	w.config.Log = slog.New(slog.DiscardHandler)
}

// signed makes n requests to the HTTP door, each of an interaction of its own.
func (w *world) signed(n int) []*http.Request {
	i := w.Begin(discordtest.Ask{Command: "nextmeetup"})
	id, err := strconv.ParseUint(i.ID, 10, 64)
	if err != nil {
		w.t.Fatal(err)
	}
	requests := make([]*http.Request, n)
	for k := range requests {
		body := strings.Replace(string(i.Body), i.ID, strconv.FormatUint(id+uint64(k), 10), 1)
		requests[k] = w.Sign("http://bot.example/discord/interactions", []byte(body), time.Now())
	}
	return requests
}

// TestBounded: what is kept of many interactions and messages does not grow
// with them, as the library's rate limits do, of which there is one for each
// interaction.
func TestBounded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, bare).connected()
	const many = 500
	for _, r := range w.signed(many) {
		w.adapter.ServeHTTP(httptest.NewRecorder(), r)
	}
	for i := range 150 {
		w.answer(w.Interact(discordtest.Ask{Command: "nextmeetup"}))
		if i%50 == 0 {
			w.Forget()
		}
	}
	buckets, ids, servers := w.adapter.Remembered()
	if buckets > 10 || ids < many || servers > 1 {
		t.Errorf("%d rate limits, %d ids, %d servers", buckets, ids, servers)
	}
}

// TestInvalidRequestsEnd: long before Discord bans the address, nothing is
// asked any more.
func TestInvalidRequestsEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t, bare).connected()
	w.Play(discordtest.AnswerInteraction, discordtest.Refuse(403, 50001, "Missing Access").For(discordtest.Always))
	const batch = 20 // a fifth of what may be under way
	for n := batch; n <= 1000; n += batch {
		member := strconv.Itoa(1<<60 + n) // of one no more than a quarter may be under way
		for range batch {
			w.Interact(discordtest.Ask{Command: "nextmeetup", User: member})
		}
		if _, err := w.Await(w.ctx, discordtest.AnswerInteraction, n); err != nil {
			t.Fatal(err)
		}
	}
	var err error
	w.until("nothing is asked any more", func() bool {
		_, err = w.adapter.Send(w.ctx, w.reminder())
		return err != nil
	})
	for range batch {
		w.Interact(discordtest.Ask{Command: "nextmeetup"})
	}
	w.Say(discordtest.Said{Text: "!nextmeetup"})
	time.Sleep(50 * time.Millisecond)
	if failed, ok := err.(*bot.SendError); !ok || failed.After < 8*time.Minute || failed.Hopeless || failed.Doubtful {
		t.Errorf("a post meanwhile: %+v", err)
	}
	if n := w.Invalid(); n != 1000 {
		t.Errorf("%d invalid requests", n)
	}
}

// BenchmarkHTTPInteraction is a signed slash command, whose answer costs
// nothing, beside what looking at its signature costs alone.
func BenchmarkHTTPInteraction(b *testing.B) {
	b.Run("signature", func(b *testing.B) {
		w := newWorld(b, bare)
		r := w.signed(1)[0]
		key, _ := hex.DecodeString(w.PublicKey)
		sig, _ := hex.DecodeString(r.Header.Get("X-Signature-Ed25519"))
		body, _ := io.ReadAll(r.Body)
		text := append([]byte(r.Header.Get("X-Signature-Timestamp")), body...)
		for b.Loop() {
			if !ed25519.Verify(key, text, sig) {
				b.Fatal("not signed")
			}
		}
	})
	b.Run("whole", func(b *testing.B) {
		w := newWorld(b, bare)
		requests := w.signed(b.N)
		b.ReportAllocs()
		b.ResetTimer()
		for _, r := range requests {
			answer := httptest.NewRecorder()
			w.adapter.ServeHTTP(answer, r)
			if answer.Code != http.StatusOK {
				b.Fatal(answer.Code, answer.Body)
			}
		}
	})
}

// BenchmarkMessage is "!nextmeetup" in a channel, from the gateway's event to
// the request that replies to it, the work of the fake Discord included.
func BenchmarkMessage(b *testing.B) {
	w := newWorld(b, bare, func(w *world) {
		w.Limit(discordtest.CreateMessage, 1<<30, time.Hour)
		w.config.PerSecond = 1 << 20
	}).connected()
	b.ReportAllocs()
	began := processorTime(b)
	for b.Loop() {
		w.Say(discordtest.Said{Text: "!nextmeetup", Unstored: true})
		if _, err := w.Await(context.Background(), discordtest.CreateMessage, 1); err != nil {
			b.Fatal(err)
		}
		w.Forget()
	}
	b.ReportMetric(float64(processorTime(b)-began)/float64(b.N), "cpu-ns/op")
}

// processorTime is what this process used so far.
func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkSoak answers interactions and reports what is held in memory of each
// at the end, which falls with their number where nothing piles up: run it with
// -benchtime 100000x.
func BenchmarkSoak(b *testing.B) {
	w := newWorld(b, bare)
	const batch = 1000
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for n := 0; n < b.N; n += batch {
		b.StopTimer()
		requests := w.signed(min(batch, b.N-n))
		w.Forget()
		b.StartTimer()
		for _, r := range requests {
			w.adapter.ServeHTTP(&discard{}, r)
		}
	}
	b.StopTimer()
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/float64(b.N), "held-B/op")
	b.ReportMetric(float64(runtime.NumGoroutine()), "goroutines")
}

// discard is a response that nobody reads.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header {
	if d.header == nil {
		d.header = http.Header{}
	}
	return d.header
}
func (d *discard) Write(p []byte) (int, error) { return io.Discard.Write(p) }
func (d *discard) WriteHeader(int)             {}
