package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"meetupbot/bot/discord"
	"meetupbot/bot/discord/discordtest"
)

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

// connectedDiscord is a bot on a gateway connection.
func connectedDiscord(b *testing.B, c discord.Config) {
	b.Helper()
	c.Router, c.Clock, c.Log = benchRouter(benchStore(b)), benchNow, slog.New(slog.DiscardHandler)
	adapter, err := discord.New(c)
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
	for deadline := time.Now().Add(10 * time.Second); adapter.Connection().Since.IsZero(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			b.Fatal("not connected")
		}
	}
}

// An aside is a Discord in a process of its own, so that this one's time and
// memory are the bot's alone.
type aside struct {
	URL, Token, AppID, Channel string

	b    *testing.B
	asks io.Writer
	says *json.Decoder
}

// asideVariable tells the test binary to be a Discord.
const asideVariable = "MEETUPBOT_BENCH_DISCORD"

func newAside(b *testing.B) *aside {
	b.Helper()
	a := &aside{b: b}
	cmd := exec.Command(os.Args[0], "-test.run=^TestDiscordAside$")
	cmd.Env, cmd.Stderr = append(os.Environ(), asideVariable+"=yes"), os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		in.Close()
		said, _ := io.ReadAll(out)
		if err := cmd.Wait(); err != nil {
			b.Errorf("%v\n%s", err, said)
		}
	})
	a.asks, a.says = in, json.NewDecoder(out)
	if err := a.says.Decode(a); err != nil {
		b.Fatal(err)
	}
	return a
}

// ask has members ask n times, waits for the answers, and returns what that
// cost the other process.
func (a *aside) ask(way string, n int) (used time.Duration) {
	a.b.Helper()
	if _, err := fmt.Fprintln(a.asks, way, n); err != nil {
		a.b.Fatal(err)
	}
	if err := a.says.Decode(&used); err != nil {
		a.b.Fatal(err)
	}
	return used
}

// TestDiscordAside is the other process.
func TestDiscordAside(t *testing.T) {
	if os.Getenv(asideVariable) == "" {
		t.Skip("this is a part of benchmarks")
	}
	server := discordtest.New(t)
	server.Limit(discordtest.CreateMessage, 1<<30, time.Hour)
	say := json.NewEncoder(os.Stdout)
	if err := say.Encode(aside{URL: server.URL(), Token: server.Token, AppID: server.AppID, Channel: server.ChannelID}); err != nil {
		t.Fatal(err)
	}
	for asked := bufio.NewScanner(os.Stdin); asked.Scan(); {
		var way string
		var n int
		if _, err := fmt.Sscan(asked.Text(), &way, &n); err != nil {
			t.Fatal(err)
		}
		before := cpu(t)
		for n > 0 {
			const batch = 50 // a bot turns away what is far more at a time, and a quarter of that of one member
			now, route := min(batch, n), discordtest.AnswerInteraction
			n -= now
			for i := range now {
				member := fmt.Sprint(900000000000000000 + i)
				if way == "message" {
					route = discordtest.CreateMessage
					server.Say(discordtest.Said{Author: member, Text: "!speaker Ada Marlowe 7", Unstored: true})
					continue
				}
				server.Interact(discordtest.Ask{User: member, Command: "speaker", Options: []discordtest.Option{{Name: "name", Value: "Ada Marlowe 7"}}})
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			_, err := server.Await(ctx, route, now)
			if cancel(); err != nil {
				t.Fatal(err)
			}
			server.Forget()
		}
		if err := say.Encode(cpu(t) - before); err != nil {
			t.Fatal(err)
		}
	}
}

// BenchmarkDiscordGateway is one question over the gateway with the call that
// answers it. The metrics are the bot's own, and server-us/op what the Discord
// took that stands beside it. What a call costs by itself is the benchmark call.
func BenchmarkDiscordGateway(b *testing.B) {
	server := newAside(b)
	connectedDiscord(b, discord.Config{Token: server.Token, AppID: server.AppID, APIURL: server.URL, PerSecond: 1 << 20})
	for _, way := range []string{"message", "slash"} {
		b.Run(way, func(b *testing.B) {
			server.ask(way, 500) // until connections and caches are as they stay
			b.ReportAllocs()
			before := cpu(b)
			b.ResetTimer()
			used := server.ask(way, b.N)
			b.StopTimer()
			b.ReportMetric(float64((cpu(b)-before).Microseconds())/float64(b.N), "cpu-us/op")
			b.ReportMetric(float64(used.Microseconds())/float64(b.N), "server-us/op")
		})
	}
	b.Run("call", func(b *testing.B) {
		client := &http.Client{Transport: &http.Transport{}}
		defer client.CloseIdleConnections()
		b.ReportAllocs()
		before := cpu(b)
		for b.Loop() {
			r, err := http.NewRequest(http.MethodPost, server.URL+"/api/v10/channels/"+server.Channel+"/messages", strings.NewReader(`{"content":"Ada Marlowe","allowed_mentions":{"parse":[]}}`))
			if err != nil {
				b.Fatal(err)
			}
			r.Header.Set("Authorization", "Bot "+server.Token)
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("User-Agent", "DiscordBot (https://rivertown.example, 1)")
			response, err := client.Do(r)
			if err != nil {
				b.Fatal(err)
			}
			_, err = io.Copy(io.Discard, response.Body)
			response.Body.Close()
			if err != nil || response.StatusCode != http.StatusOK {
				b.Fatal(response.Status, err)
			}
		}
		b.ReportMetric(float64((cpu(b)-before).Microseconds())/float64(b.N), "cpu-us/op")
	})
}

// BenchmarkSoak is one slash command over the gateway with the call that
// answers it, and reports how much more memory is held at the end, for each of
// them: run it with -benchtime 100000x.
func BenchmarkSoak(b *testing.B) {
	server := discordtest.New(b)
	// It keeps each event until the next heartbeat says that it has arrived.
	server.Set(func(s *discordtest.Settings) { s.Heartbeat = 500 * time.Millisecond })
	connectedDiscord(b, discord.Config{Token: server.Token, AppID: server.AppID, APIURL: server.URL()})
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
