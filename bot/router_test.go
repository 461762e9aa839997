package bot_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"meetupbot/bot"
	"meetupbot/bot/console"
	"meetupbot/content"
	"meetupbot/schedule"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestTranscripts asks what testdata asks and compares what a member reads.
// Each file of an archive is one question: "TIME [in GROUP[,GROUP]]: WORDS".
// The places of 2017 follow no group unless the question says so.
func TestTranscripts(t *testing.T) {
	db, _ := rivertown(t)
	transcripts, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(transcripts) == 0 {
		t.Fatalf("no transcripts in testdata: %v", err)
	}
	for _, path := range transcripts {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			r := router(t, db)
			for i, file := range archive.Files {
				got := console.Render(r.Answer(t.Context(), request(t, file.Name)), false) + "\n"
				if !*update && got != string(file.Data) {
					t.Errorf("%s (-want +got):\n%s", file.Name, cmp.Diff(string(file.Data), got))
				}
				archive.Files[i].Data = []byte(got)
			}
			if *update {
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// request reads "2017-09-20T12:00:00+01:00 in gophers,data: nextmeetup".
func request(t *testing.T, asked string) bot.Request {
	t.Helper()
	where, line, ok := strings.Cut(asked, ": ")
	if !ok {
		where, line = strings.TrimSuffix(asked, ":"), ""
	}
	at, groups, _ := strings.Cut(where, " in ")
	req := bot.Request{Line: line, Now: instant(at)}
	if groups != "" {
		req.Place = schedule.Place{Platform: "test", ID: groups}
	}
	return req
}

// TestCallEqualsLine: a platform that takes options apart itself gets the same
// answer as one that passes on what was typed.
func TestCallEqualsLine(t *testing.T) {
	db, _ := rivertown(t)
	r := router(t, db)
	now := instant("2017-09-20T12:00:00+01:00")
	for line, call := range map[string]bot.Call{
		"nextmeetup gophers":         {Name: "nextmeetup", Args: map[string]string{"group": "gophers"}},
		"meetups past buckets":       {Name: "meetups", Args: map[string]string{"past": "true", "words": "buckets"}},
		"meetups limit:1":            {Name: "meetups", Args: map[string]string{"limit": "1"}},
		"meetups":                    {Name: "meetups", Args: map[string]string{"past": "false"}},
		"!speaker bio Ada Marlowe":   {Name: "speaker", Args: map[string]string{"bio": "true", "name": "Ada Marlowe"}},
		"/talks buckets limit:zero":  {Name: "talks", Args: map[string]string{"words": "buckets", "limit": "zero"}},
		"agenda":                     {Name: "agenda"},
		"what is all this in reason": {Name: "what is all this in reason"},
	} {
		typed := r.Answer(t.Context(), bot.Request{Line: line, Now: now})
		taken := r.Answer(t.Context(), bot.Request{Call: call, Now: now})
		if diff := cmp.Diff(typed, taken); diff != "" {
			t.Errorf("%q and %+v are answered differently (-typed +taken apart):\n%s", line, call, diff)
		}
	}
}

func TestEmptyStore(t *testing.T) {
	r := router(t, open(t))
	for _, line := range []string{"nextmeetup", "meetups", "agenda", "speaker bio", "meetups past"} {
		got := r.Answer(t.Context(), bot.Request{Line: line, Now: instant("2017-09-20T12:00:00Z")})
		notice, ok := got.(bot.Notice)
		if !ok || !strings.Contains(notice.Text, "meetupbot import") {
			t.Errorf("%q of an empty store = %+v, want a Notice that says how to import", line, got)
		}
	}
	// A single group that has no meetup is not named as if there were others.
	alone := bot.NewRouter(bot.Parts{Library: open(t), Groups: func() []content.Group { return []content.Group{gophers} }, Log: slog.New(slog.DiscardHandler)})
	got := alone.Answer(t.Context(), bot.Request{Line: "nextmeetup", Now: instant("2017-09-20T12:00:00Z")})
	if notice, ok := got.(bot.Notice); !ok || !strings.Contains(notice.Text, "meetupbot import") {
		t.Errorf("nextmeetup of an empty store with one group = %+v, want how to import", got)
	}
}

// A broken library is ours to mend: it fails, or panics, at every question.
type broken struct {
	err   error
	panic bool
}

func (b broken) fail() error {
	if b.panic {
		panic("slice bounds out of range")
	}
	return b.err
}

func (b broken) Events(context.Context, content.EventQuery) ([]content.Event, error) {
	return nil, b.fail()
}

func (b broken) People(context.Context, []string, string) (content.PeopleFound, error) {
	return content.PeopleFound{}, b.fail()
}

func (b broken) Talks(context.Context, content.TalkQuery) (content.TalksFound, error) {
	return content.TalksFound{}, b.fail()
}

func TestFaults(t *testing.T) {
	secret := "disk I/O error: /var/secret.db"
	for _, library := range []broken{{err: errors.New(secret)}, {panic: true}} {
		for _, line := range []string{"nextmeetup", "meetups", "agenda", "agenda spring", "agenda 2017-09", "speaker bio", "speaker Ada", "talks buckets"} {
			var log bytes.Buffer
			r := bot.NewRouter(bot.Parts{Library: library, Groups: allGroups, Log: slog.New(slog.NewTextHandler(&log, nil))})
			notice, ok := r.Answer(t.Context(), bot.Request{Line: line, Now: instant("2017-09-20T12:00:00Z")}).(bot.Notice)
			if !ok || strings.Contains(notice.Text, "secret") || strings.Contains(notice.Text, "slice") {
				t.Errorf("%q with a broken library = %+v, want a Notice that keeps the cause to itself", line, notice)
			}
			const reference = "0920-1200-1"
			if !strings.Contains(notice.Text, reference) || !strings.Contains(log.String(), reference) {
				t.Errorf("%q: reference %s is not in both the answer %q and the log %q", line, reference, notice.Text, log.String())
			}
			if want := map[bool]string{false: "disk", true: "slice bounds"}[library.panic]; !strings.Contains(log.String(), want) {
				t.Errorf("%q: the log %q does not say the cause", line, log.String())
			}
		}
	}
}

// TestGivenUp: a question whose time is over is no fault, but the log has it.
func TestGivenUp(t *testing.T) {
	var log bytes.Buffer
	db, _ := rivertown(t)
	r := bot.NewRouter(bot.Parts{Library: db, Groups: allGroups, Log: slog.New(slog.NewTextHandler(&log, nil))})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	notice, ok := r.Answer(ctx, bot.Request{Line: "nextmeetup", Now: instant("2017-09-20T12:00:00Z")}).(bot.Notice)
	if !ok || !strings.Contains(notice.Text, "too long") || !strings.Contains(log.String(), "level=WARN") || !strings.Contains(log.String(), "command=nextmeetup") {
		t.Errorf("a question given up = %+v, log %q, want a Notice and a warning", notice, log.String())
	}
}

// TestEveryCommandAnswers: whatever stands in the table has code, and its
// examples are understood.
func TestEveryCommandAnswers(t *testing.T) {
	db, _ := rivertown(t)
	var log bytes.Buffer
	r := bot.NewRouter(bot.Parts{Library: db, Groups: allGroups, Log: slog.New(slog.NewTextHandler(&log, nil))})
	for _, c := range bot.Commands() {
		lines := append([]string{c.Name}, c.Examples...)
		lines = append(lines, c.Aliases...)
		for _, line := range lines {
			call, ok := bot.Parse(line)
			if !ok || call.Name != c.Name {
				t.Errorf("Parse(%q) = %+v, %v, want %s", line, call, ok, c.Name)
			}
			if reply := r.Answer(t.Context(), bot.Request{Line: line, Now: instant("2017-09-20T12:00:00Z")}); reply == nil {
				t.Errorf("%q has no answer", line)
			}
		}
	}
	if log.Len() > 0 {
		t.Errorf("faults:\n%s", log.String())
	}
}

func ExampleRouter() {
	library := shelf{{
		Group: "gophers", Title: "Autumn meetup", Zone: "Europe/London",
		Date: "2017-09-26", Start: "18:45", Venue: content.Venue{Name: "The Old Mill"},
		Talks: []content.Talk{{Title: "Slices from the inside", Speakers: []string{"Ada Marlowe"}}},
	}}
	groups := func() []content.Group {
		return []content.Group{{Name: "gophers", Title: "Rivertown Gophers", Zone: "Europe/London"}}
	}
	r := bot.NewRouter(bot.Parts{Library: library, Groups: groups, Log: slog.New(slog.DiscardHandler)})
	reply := r.Answer(context.Background(), bot.Request{Line: "/nextmeetup", Now: instant("2017-09-20T12:00:00+01:00")})
	fmt.Print(console.Render(reply, false))
	// Output:
	// Rivertown Gophers: Autumn meetup
	// Tuesday 26 September 2017, 18:45 (London time, BST), in 6 days
	// The Old Mill
	//
	//   Slices from the inside – Ada Marlowe
}

// A shelf is a library of events whose days are known, earliest first.
type shelf []content.Event

func (s shelf) Events(_ context.Context, q content.EventQuery) (found []content.Event, err error) {
	for _, e := range s {
		if _, to, ok := e.Span(); ok && to.After(q.After) && !q.Undated {
			found = append(found, e)
		}
	}
	return found, nil
}

func (s shelf) People(context.Context, []string, string) (content.PeopleFound, error) {
	return content.PeopleFound{}, nil
}

func (s shelf) Talks(context.Context, content.TalkQuery) (content.TalksFound, error) {
	return content.TalksFound{}, nil
}
