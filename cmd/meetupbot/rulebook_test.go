package main

import (
	"context"
	"errors"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

var (
	square = schedule.Place{Platform: "console", ID: "square"} // declared
	lounge = schedule.Place{Platform: "slack", ID: "C0LOUNGE"}
	attic  = schedule.Place{Platform: "discord", ID: "4242"} // of a platform that is not connected
)

// newRulebook returns a rulebook whose file declares gophers and data, and what
// is posted in the square.
func newRulebook(t *testing.T, kept ...schedule.Channel) *rulebook {
	t.Helper()
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "meetupbot.db"), store.Writer)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for _, c := range kept {
		if err := db.SaveChannel(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	r := &rulebook{store: db, config: fixed(&Config{
		Groups:   []ConfiguredGroup{{Group: content.Group{Name: "gophers"}}, {Group: content.Group{Name: "data"}}},
		Channels: []schedule.Channel{{Place: square, Groups: []string{"data"}, Declared: true}},
	}), connected: func(platform string) bool { return platform != attic.Platform }}
	if err := r.load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return r
}

// following is which groups each place with rules follows.
func (r *rulebook) following(t *testing.T) map[schedule.Place][]string {
	t.Helper()
	channels, err := r.Channels(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	following := map[schedule.Place][]string{}
	for _, c := range channels {
		if following[c.Place] != nil {
			t.Errorf("%s has rules twice", c.Place)
		}
		following[c.Place] = append([]string{}, c.Groups...)
	}
	return following
}

// TestRulesInForce: the file comes before what was set in a conversation, and
// what cannot be served now waits, without being lost.
func TestRulesInForce(t *testing.T) {
	r := newRulebook(t,
		schedule.Channel{Place: square, Groups: []string{"gophers"}},
		schedule.Channel{Place: lounge, Groups: []string{"opera", "gophers"}},
		schedule.Channel{Place: attic, Groups: []string{"gophers"}},
	)
	want := map[schedule.Place][]string{square: {"data"}, lounge: {"gophers"}}
	if diff := cmp.Diff(want, r.following(t)); diff != "" {
		t.Errorf("the rules in force (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]schedule.Place{attic}, r.waiting()); diff != "" {
		t.Errorf("waiting for their platform (-want +got):\n%s", diff)
	}
	for _, err := range []error{r.SaveChannel(t.Context(), schedule.Channel{Place: square}), r.DeleteChannel(t.Context(), square)} {
		if !errors.Is(err, errDeclared) {
			t.Errorf("what is declared is changed: %v", err)
		}
	}
	// The file is read again: without its channel and with another group.
	r.config.Store(&Config{Groups: []ConfiguredGroup{{Group: content.Group{Name: "opera"}}}})
	r.connected = func(string) bool { return true }
	want = map[schedule.Place][]string{square: {}, lounge: {"opera"}, attic: {}}
	if diff := cmp.Diff(want, r.following(t)); diff != "" {
		t.Errorf("the rules in force after the file was read again (-want +got):\n%s", diff)
	}
}

// TestDigestOfAGroupThatIsGone: a channel that follows nothing but a group that
// the file no longer has is told nothing of the others.
func TestDigestOfAGroupThatIsGone(t *testing.T) {
	r := newRulebook(t, schedule.Channel{Place: lounge, Groups: []string{"opera"}, Digest: "0 9 * * MON", Zone: "Europe/London"})
	db := r.store.(*store.DB)
	for _, group := range []string{"opera", "gophers"} {
		_, err := db.Import(t.Context(), content.Import{
			Group:  content.Group{Name: group, Zone: "Europe/London"},
			Events: []content.Event{{Group: group, Title: "An evening", Date: "2026-06-09", Zone: "Europe/London", Status: content.Scheduled}},
			Source: content.SourceRecord{Name: group, Group: group},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	now, err := content.Instant("2026-06-01", "08:00", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	f, err := schedule.NewRunner(schedule.Parts{Calendar: db, Channels: r.Channels, Ledger: db}).Forecast(t.Context(), now, now.AddDate(0, 0, 14))
	if err != nil || len(f.Posts) > 0 {
		t.Errorf("to be posted: %+v, %v, want nothing", f.Posts, err)
	}
}

// A slowStore holds the first who reads from it until another change was made,
// or none can be.
type slowStore struct {
	bot.Rulebook
	asked      atomic.Bool
	read, made chan struct{}
}

func (s *slowStore) Channels(ctx context.Context) ([]schedule.Channel, error) {
	kept, err := s.Rulebook.Channels(ctx)
	if !s.asked.Swap(true) {
		close(s.read)
		select {
		case <-s.made:
		case <-time.After(50 * time.Millisecond):
		}
	}
	return kept, err
}

// TestRulesChangedAtOnce: of two changes made at once neither is forgotten
// until the next start.
func TestRulesChangedAtOnce(t *testing.T) {
	r := newRulebook(t)
	s := &slowStore{Rulebook: r.store, read: make(chan struct{}), made: make(chan struct{})}
	r.store = s
	follow := func(place schedule.Place) error {
		return r.SaveChannel(t.Context(), schedule.Channel{Place: place, Groups: []string{"gophers"}})
	}
	first := make(chan error, 1)
	go func() { first <- follow(lounge) }()
	<-s.read
	second := follow(schedule.Place{Platform: "slack", ID: "C0ANNEX"})
	close(s.made)
	if err := errors.Join(second, <-first); err != nil {
		t.Fatal(err)
	}
	if got := r.following(t); len(got) != 3 {
		t.Errorf("these places have rules: %v, want three", got)
	}
}
