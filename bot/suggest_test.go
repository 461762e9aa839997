package bot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

var _ bot.Directory = (*store.DB)(nil)

func suggest(r *bot.Router, place, command, option, typed string) (values []string) {
	req := bot.Request{
		Now: instant("2017-09-20T12:00:00+01:00"), Call: bot.Call{Name: command, Args: map[string]string{option: typed}},
		Organiser: func(context.Context, schedule.Place) (bool, error) { return place != "members", nil },
	}
	if place != "" {
		req.Place = schedule.Place{Platform: "test", ID: place}
	}
	for _, s := range r.Suggest(context.Background(), req, option) {
		values = append(values, s.Label+" = "+s.Value)
	}
	return values
}

func TestSuggest(t *testing.T) {
	db, _ := rivertown(t)
	r := bot.NewRouter(bot.Parts{Library: db, Groups: allGroups, Follows: followedBy, Desk: &bot.Desk{}, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	for _, tt := range []struct {
		place, command, option, typed string
		want                          []string
	}{
		{"", "nextmeetup", "group", "", []string{"Rivertown Gophers = gophers", "Harbour Data Club = data", "Quiet Kite Society = kites"}},
		{"data", "nextmeetup", "group", "", []string{"Harbour Data Club = data"}},
		{"data", "follow", "group", "", []string{"Rivertown Gophers = gophers", "Harbour Data Club = data", "Quiet Kite Society = kites"}},
		{"", "follow", "group", "quiet soc", []string{"Quiet Kite Society = kites"}},
		{"", "follow", "group", "uiet", nil},
		{"members", "follow", "group", "", nil}, // who may not follow is not told what there is
		{"data,kites", "unfollow", "group", "", []string{"Harbour Data Club = data", "Quiet Kite Society = kites"}},
		{"", "agenda", "event", "", []string{
			"Tue 26 Sep 2017 – Rivertown Gophers: Autumn meetup = 2017-09-26 Autumn meetup",
			"Thu 5 Oct 2017 – Harbour Data Club: Maps, maps, maps = 2017-10-05 Maps, maps, maps",
			"cancelled: Tue 24 Oct 2017 – Rivertown Gophers: October meetup = 2017-10-24 October meetup",
			"Tue 28 Nov 2017 – Rivertown Gophers: November meetup = 2017-11-28 November meetup",
			"Rivertown Gophers: Docs evening = Docs evening",
			"Rivertown Gophers: Winter meetup = Winter meetup",
			"Tue 15 Mar 2016 – Rivertown Gophers: Spring meetup = 2016-03-15 Spring meetup",
			"cancelled: Tue 20 Jan 2015 – Rivertown Gophers: Lightning night = 2015-01-20 Lightning night",
		}},
		{"data", "calendar", "event", "", []string{"Thu 5 Oct 2017 – Harbour Data Club: Maps, maps, maps = 2017-10-05 Maps, maps, maps"}},
		{"", "calendar", "event", "2017-1 ", []string{"Thu 5 Oct 2017 – Harbour Data Club: Maps, maps, maps = 2017-10-05 Maps, maps, maps",
			"cancelled: Tue 24 Oct 2017 – Rivertown Gophers: October meetup = 2017-10-24 October meetup",
			"Tue 28 Nov 2017 – Rivertown Gophers: November meetup = 2017-11-28 November meetup"}},
		{"", "agenda", "event", "LIGHT", []string{"cancelled: Tue 20 Jan 2015 – Rivertown Gophers: Lightning night = 2015-01-20 Lightning night"}},
		{"", "agenda", "event", "zeppelin", nil},
		{"", "speaker", "name", "", []string{"Ada Marlowe = Ada Marlowe", "Jo Quill = Jo Quill", "Sam Reed = Sam Reed"}},
		{"", "speaker", "name", "ada r", []string{"Ada Reed = Ada Reed"}},
		{"", "speaker", "name", "LU", []string{"Søren Lund = Søren Lund"}},
		{"gophers", "speaker", "name", "lu", nil},
		{"", "talks", "words", "buck", nil},
		{"", "speaker", "bio", "", nil},
		{"", "zeppelin", "words", "", nil},
	} {
		got := suggest(r, tt.place, tt.command, tt.option, tt.typed)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s %s:%q in %q (-want +got):\n%s", tt.command, tt.option, tt.typed, tt.place, diff)
		}
	}
}

// TestSuggestionsAreUnderstood: whatever is suggested, the command finds that
// very thing.
func TestSuggestionsAreUnderstood(t *testing.T) {
	db := open(t)
	long := strings.Repeat("a very long title, that nobody reads, ", 5)
	var events []content.Event
	for i := range 40 {
		day := content.Date("2017-10-01").AddDays(i / 2) // two on each day
		events = append(events, content.Event{Title: fmt.Sprintf("%s %d", []string{"Pub", "Talks", "“Maps”: a 'way' <home>", "@everyone", long}[i%5], i), Date: day, Start: "18:30", Status: content.Scheduled})
	}
	keep(t, db, gophers, events)
	r := router(t, db)
	req := bot.Request{Now: instant("2017-09-20T12:00:00+01:00"), Call: bot.Call{Name: "agenda"}}
	suggested := r.Suggest(t.Context(), req, "event")
	if len(suggested) != 25 {
		t.Errorf("%d suggestions, want 25", len(suggested))
	}
	for i, s := range suggested {
		if bot.Length(s.Label) > 100 || bot.Length(s.Value) > 100 {
			t.Errorf("suggestion too long: %+v", s)
		}
		asked := req
		asked.Call.Args = map[string]string{"event": s.Value}
		card, ok := r.Answer(t.Context(), asked).(bot.AgendaCard)
		day, title, _ := strings.Cut(s.Value, " ")
		if !ok || string(card.Event.When.Date) != day || !strings.HasPrefix(content.Fold(card.Event.Title), content.Fold(title)) {
			t.Errorf("%d: %q is answered with %+v", i, s.Value, card.Event)
		}
	}
}

// TestNoSuggestions: what goes wrong is for the log alone.
func TestNoSuggestions(t *testing.T) {
	for _, library := range []broken{{err: errors.New("disk I/O error")}, {panic: true}} {
		for option, command := range map[string]string{"event": "agenda", "name": "speaker"} {
			var log bytes.Buffer
			r := bot.NewRouter(bot.Parts{Library: library, Groups: allGroups, Log: slog.New(slog.NewTextHandler(&log, nil))})
			if got := suggest(r, "", command, option, ""); got != nil || !strings.Contains(log.String(), "no suggestions") {
				t.Errorf("%s with a broken library suggests %q, log %q", command, got, log.String())
			}
		}
	}
}

func BenchmarkSuggest(b *testing.B) {
	db := archive(b, 33_334, 20_000)
	r := bot.NewRouter(bot.Parts{Library: db, Groups: func() []content.Group { return []content.Group{gophers} }, Log: slog.New(slog.DiscardHandler)})
	for _, tt := range []struct{ command, option, typed string }{{"speaker", "name", "m"}, {"speaker", "name", "ada mar"}, {"agenda", "event", ""}, {"agenda", "event", "evening 12"}} {
		b.Run(strings.ReplaceAll(tt.command+"="+tt.typed, " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			req := bot.Request{Now: archiveNow, Call: bot.Call{Name: tt.command, Args: map[string]string{tt.option: tt.typed}}}
			for b.Loop() {
				if len(r.Suggest(b.Context(), req, tt.option)) == 0 {
					b.Fatal("nothing to suggest")
				}
			}
		})
	}
}

// TestGroupsElsewhere: where groups are followed, nothing is told of others,
// named or nearly named.
func TestGroupsElsewhere(t *testing.T) {
	db, _ := rivertown(t)
	r := router(t, db)
	for _, line := range []string{"nextmeetup kites", "nextmeetup quiet kite society", "nextmeetup kitse", "nextmeetup data", "meetups kites", "nextmeetup x"} {
		reply := r.Answer(t.Context(), bot.Request{
			Line: line, Now: instant("2017-09-20T12:00:00+01:00"), Place: schedule.Place{Platform: "test", ID: "gophers"},
		})
		notice, ok := reply.(bot.Notice)
		if !ok {
			t.Errorf("%q is answered with %T", line, reply)
		}
		for _, said := range slices.Concat(notice.Near, notice.Try) {
			if strings.HasPrefix(said, "nextmeetup ") && (strings.Contains(said, "kites") || strings.Contains(said, "data")) {
				t.Errorf("%q: %q is told of", line, said)
			}
		}
	}
}
