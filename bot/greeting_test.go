package bot_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/schedule"
)

// TestGreetOnce: a place without rules is greeted once, whatever happens at
// the same time and after a restart; one with rules is not.
func TestGreetOnce(t *testing.T) {
	o := newOffice(t)
	lounge := schedule.Place{Platform: "test", ID: "lounge"}
	var greetings atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			reply, ok := o.router.Greet(t.Context(), lounge)
			if !ok {
				return
			}
			greetings.Add(1)
			want := bot.Notice{
				Text: "Hello! I answer questions about meetups here, and can post reminders of them. One command sets that up; without it I post nothing.",
				Try:  []string{"meetupbot follow gophers", "meetupbot follow data", "meetupbot follow kites"},
			}
			if diff := cmp.Diff(bot.Reply(want), reply); diff != "" {
				t.Errorf("greeting (-want +got):\n%s", diff)
			}
		})
	}
	all.Wait()
	if n := greetings.Load(); n != 1 {
		t.Errorf("%d greetings, want 1", n)
	}
	again := bot.NewRouter(bot.Parts{Library: o.db, Groups: allGroups, Follows: o.follows, Desk: o.desk, Log: slog.New(slog.DiscardHandler)})
	if _, ok := again.Greet(t.Context(), lounge); ok {
		t.Error("greeted again after a restart")
	}
	if _, ok := o.router.Greet(t.Context(), declaredRoom.Place); ok {
		t.Error("greeted where there are rules")
	}
	if _, ok := router(t, o.db).Greet(t.Context(), lounge); ok {
		t.Error("greeted where nothing can be set up")
	}
}

// The greeting leads to a place that is set up.
func TestGreetingIsUnderstood(t *testing.T) {
	o := newOffice(t)
	reply, _ := o.router.Greet(t.Context(), schedule.Place{Platform: "test", ID: "attic"})
	for _, line := range reply.(bot.Notice).Try {
		rules, ok := o.router.Answer(t.Context(), o.asked("2017-09-20T12:00:00+01:00 organiser in attic: "+line)).(bot.Rules)
		if !ok || !strings.HasPrefix(rules.Said, "From now on") || len(rules.Missing) != 1 {
			t.Errorf("%s = %+v, want new rules and what is missing", line, rules)
		}
	}
}

func TestGreetWithoutGroups(t *testing.T) {
	o := newOffice(t)
	r := bot.NewRouter(bot.Parts{Library: o.db, Groups: func() []content.Group { return nil }, Desk: o.desk, Log: slog.New(slog.DiscardHandler)})
	reply, ok := r.Greet(t.Context(), schedule.Place{Platform: "test", ID: "cellar"})
	if notice := reply.(bot.Notice); !ok || len(notice.Try) > 0 || !strings.Contains(notice.Text, "no group yet") {
		t.Errorf("greeting without groups = %+v", notice)
	}
}

// A greeting that could not be remembered is not given: better none than one
// at every restart.
func TestGreetFaults(t *testing.T) {
	for about, spoil := range map[string]func(*bot.Desk){
		"notes": func(d *bot.Desk) { d.Notes = lost{} },
		"rules": func(d *bot.Desk) { d.Rules = lost{} },
	} {
		o := newOffice(t)
		spoil(o.desk)
		if reply, ok := o.router.Greet(t.Context(), schedule.Place{Platform: "test", ID: "lounge"}); ok {
			t.Errorf("lost %s: greeted with %+v", about, reply)
		}
		if !strings.Contains(o.log.String(), "no greeting") {
			t.Errorf("lost %s: the log says %q", about, o.log.String())
		}
	}
}

// What is lost cannot be read.
type lost struct{ bot.Rulebook }

func (lost) Note(context.Context, string) (string, error)  { return "", errors.New("disk I/O error") }
func (lost) SetNote(context.Context, string, string) error { return errors.New("disk I/O error") }
func (lost) Channels(context.Context) ([]schedule.Channel, error) {
	return nil, errors.New("disk I/O error")
}
