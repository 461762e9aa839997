package schedule_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	diff "github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/schedule"
)

// A story is what happens in some weeks around three meetups, told in nine places
// of three platforms, in direct messages, a server's list and to organisers. It
// returns what the ledger has, and what was posted, after each round.
func story(t *testing.T, page int) []string {
	w := newWorld(t)
	place := func(platform, id string) schedule.Place { return schedule.Place{Platform: platform, ID: id} }
	all := []schedule.Kind{schedule.Announcement, schedule.Reminder, schedule.Agenda, schedule.Starting, schedule.Digest, schedule.Change, schedule.Recap}
	groups := []string{"weir"}
	w.channels = []schedule.Channel{
		{Place: place("console", "hall"), Groups: groups},
		{Place: place("console", "bar"), Groups: groups, Leads: leads(t, "1 week before at 9:00", "1 day before at 10:00", "2 hours before")},
		{Place: place("console", "bar"), Groups: groups, Posts: all}, // the first of a place counts
		{Place: place("discord", "1"), Groups: groups, Posts: []schedule.Kind{schedule.Announcement}},
		{Place: place("discord", "2"), Groups: groups, Posts: all, Digest: "0 9 * * MON", Zone: "Europe/London"},
		{Place: place("discord", "3"), Groups: groups, Paused: true},
		{Place: place("slack", "attic"), Groups: groups, Quiet: schedule.Quiet{From: "09:30", To: "12:00"}, Zone: "Europe/London"},
		{Place: place("slack", "cellar"), Groups: groups},
		{Place: place("slack", "desk"), Groups: groups, Digest: "30 8 * * TUE", Zone: "Europe/London"},
		{Place: place("slack", "nobody")},
	}
	w.told = []schedule.Place{place("slack", "desk"), place("discord", "2")}
	w.server = func(p schedule.Place) (schedule.Place, bool) {
		return schedule.ServerOf("discord", "mill"), p.Platform == "discord"
	}
	start := func() { w.restart(); w.runner.PageOf(page) }
	w.refuses(bad{place("slack", "cellar"): refusal{final: true}, place("slack", "desk"): refusal{after: 20 * time.Minute}})
	start()
	var told []string
	round := func(when string) {
		t.Helper()
		next := w.round(when)
		var rows []string
		for _, d := range w.allRows() {
			d.ID, d.Message = 0, strings.Repeat("m", min(len(d.Message), 1)) // as rows were made, and posted beside each other
			if troubles := schedule.ParseTroubles(d.Told); d.Kind == schedule.Report {
				slices.SortFunc(troubles.Named, func(a, b schedule.Trouble) int { return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
				d.Told = troubles.String()
			}
			rows = append(rows, fmt.Sprintf("%+v", d))
		}
		slices.Sort(rows)
		posted := slices.Sorted(slices.Values(w.chat.posted))
		told = append(told, fmt.Sprintf("%s, next %s\n%s\n%s\nedited %d", when, next, strings.Join(rows, "\n"), strings.Join(posted, "\n"), len(w.chat.edited)))
	}
	events := w.keep(evening(), evening(), evening())
	events[1].Title, events[1].Date, events[1].News.Event = "Lock night", "2017-09-27", at("2017-09-10T08:00:00Z")
	events[0].Talks = []content.Talk{{Title: "Gates", Speakers: []string{"Mira Okafor"}}}
	events[2].Title, events[2].Date, events[2].Start = "Mill night", "2017-10-04", ""
	events = w.keep(events...)
	round("2017-09-10T09:00:00+01:00")
	for _, e := range events[:2] {
		w.wish(&e, "2017-09-10T09:01:00+01:00")
	}
	w.ask(schedule.NewTest(place("slack", "nobody"), at("2017-09-10T09:01:00+01:00"), "Hello."))
	round("2017-09-10T09:02:00+01:00")
	round("2017-09-11T09:00:00+01:00") // the digest
	events[0].Date, events[2].Date = "2017-09-28", ""
	w.keep(events...)
	round("2017-09-12T09:00:00+01:00")
	round("2017-09-12T09:01:00+01:00")
	start()
	round("2017-09-26T10:00:00+01:00")
	round("2017-09-26T12:00:00+01:00")
	events[1].Status = content.Cancelled
	w.keep(events...)
	round("2017-09-26T13:00:00+01:00")
	round("2017-09-26T13:02:00+01:00")
	w.vanish(events[2])
	w.channels = w.channels[1:] // the hall is let
	start()
	round("2017-09-27T10:00:00+01:00")
	round("2017-09-28T18:00:00+01:00")
	round("2017-09-28T18:46:00+01:00")
	round("2017-09-30T10:00:00+01:00")
	return told
}

// A plan in pages is the plan at once, wherever their borders are.
func TestPlanInPages(t *testing.T) {
	want := story(t, 1<<20)
	for _, kind := range []string{"reminder", "announcement", "agenda", "starting", "digest", "change", "listing", "personal", "report", "test", string(schedule.Withdrawn), string(schedule.Withheld), string(schedule.Failed)} {
		if !strings.Contains(want[len(want)-1], kind) {
			t.Errorf("the story has no %s", kind)
		}
	}
	for _, page := range []int{1, 2, 3, 5, 8, 13, 21} {
		t.Run(fmt.Sprint(page), func(t *testing.T) {
			got := story(t, page)
			for i := range want {
				if d := diff.Diff(strings.Split(want[i], "\n"), strings.Split(got[i], "\n")); d != "" {
					t.Fatalf("after round %d (-at once +in pages):\n%s", i, d)
				}
			}
		})
	}
}
