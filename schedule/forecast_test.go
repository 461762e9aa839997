package schedule_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/schedule"
)

func forecastText(f schedule.Forecast) string {
	var b strings.Builder
	line := func(p schedule.Prospect) {
		due := "-"
		if !p.Due.IsZero() {
			due = p.Due.Format("2006-01-02T15:04Z07:00")
		}
		fmt.Fprintf(&b, "%s %s %d %q %s %s", due, p.Place, p.Event, p.Title, orDash(string(p.Kind)), orDash(p.Slot))
		if p.State != "" {
			fmt.Fprintf(&b, " %s", p.State)
		}
		if p.Reason != "" {
			fmt.Fprintf(&b, ": %s", p.Reason)
		}
		b.WriteString("\n")
	}
	for _, p := range f.Posts {
		line(p)
	}
	b.WriteString("not:\n")
	for _, p := range f.Not {
		line(p)
	}
	return b.String()
}

func TestForecast(t *testing.T) {
	w := newWorld(t)
	w.channels[0].Leads = leads(t, "1 week before at 9:00", "1 day before at 10:00", "2 hours before")
	w.channels[0].Digest, w.channels[0].Zone = "0 9 * * MON", "Europe/London"
	held, undated, later, doubled := evening(), evening(), evening(), evening()
	held.Title, held.Date, held.Doubts = "Lock night", "2017-09-28", []content.Doubt{{Field: "start", Question: "When does it begin?"}}
	undated.Title, undated.Date, undated.Published = "Some day", "2017-11", at("2017-09-01T10:00:00Z")
	later.Title, later.Date = "Next year", "2018-03-01"
	doubled.Title, doubled.Date, doubled.Status = "Called off", "2017-09-29", content.Cancelled
	w.keep(evening(), held, undated, later, doubled)

	forecast := func(now string) string {
		f, err := w.runner.Forecast(t.Context(), at(now), at(now).AddDate(0, 0, 7))
		if err != nil {
			t.Fatal(err)
		}
		return forecastText(f)
	}
	// Before anything ran: what the first round will do.
	want := `2017-09-19T09:00+01:00 console:hall 1 "Sluice night" reminder reminder 1 week before at 09:00 planned
2017-09-25T09:00+01:00 console:hall 0 "" digest digest planned
2017-09-25T10:00+01:00 console:hall 1 "Sluice night" reminder reminder 1 day before at 10:00 planned
2017-09-26T16:45+01:00 console:hall 1 "Sluice night" reminder reminder 2 hours before planned
2017-10-02T09:00+01:00 console:hall 0 "" digest digest planned
not:
- console:hall 2 "Lock night" - -: held: When does it begin?
- console:hall 5 "Called off" - -: cancelled
- console:hall 3 "Some day" - -: its day is not known
`
	if diff := cmp.Diff(want, forecast("2017-09-25T09:00:00+01:00")); diff != "" {
		t.Errorf("before the first round (-want +got):\n%s", diff)
	}
	w.rows() // it changes nothing

	// Afterwards: what was posted is over, what was missed is said.
	w.round("2017-09-25T10:00:00+01:00")
	want = `2017-09-26T16:45+01:00 console:hall 1 "Sluice night" reminder reminder 2 hours before planned
2017-10-02T09:00+01:00 console:hall 0 "" digest digest planned
not:
- console:hall 2 "Lock night" - -: held: When does it begin?
- console:hall 5 "Called off" - -: cancelled
- console:hall 3 "Some day" - -: its day is not known
2017-09-19T09:00+01:00 console:hall 1 "Sluice night" reminder reminder 1 week before at 09:00 withheld: the reminder 1 day before at 10:00 takes its place
`
	if diff := cmp.Diff(want, forecast("2017-09-25T10:00:01+01:00")); diff != "" {
		t.Errorf("after the first round (-want +got):\n%s", diff)
	}
}

func TestForecastIsJSON(t *testing.T) {
	w := newWorld(t)
	w.keep(evening())
	f, err := w.runner.Forecast(t.Context(), at("2017-09-25T09:00:00+01:00"), at("2017-09-26T09:00:00+01:00"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"posts":[{"due":"2017-09-25T10:00:00+01:00","place":"console:hall","event":1,"group":"weir","title":"Sluice night","date":"2017-09-26",` +
		`"kind":"reminder","slot":"reminder 1 day before at 10:00","state":"planned"}],"not":[]}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestForecastNamesWhatWaits: an event without a day is named while its month is
// not over, while it is news, and where it waits and nobody knows of when it is.
func TestForecastNamesWhatWaits(t *testing.T) {
	w := newWorld(t)
	for title, e := range map[string]struct {
		date      content.Date
		published string
		doubted   bool
	}{
		"month ahead": {"2017-11", "2017-01-01T10:00:00Z", false}, "month over": {"2017-08", "2017-09-01T10:00:00Z", false},
		"news": {"", "2017-09-01T10:00:00Z", false}, "old news": {"", "2017-01-01T10:00:00Z", true},
		"asked": {"", "", true}, "of no time": {"", "", false},
	} {
		kept := evening()
		kept.Title, kept.Date, kept.Origin.Path = title, e.date, title+".md"
		if e.published != "" {
			kept.Published = at(e.published)
		}
		if e.doubted {
			kept.Doubts = []content.Doubt{{Field: "date", Question: "Which day?"}}
		}
		w.keep(kept)
	}
	f, err := w.runner.Forecast(t.Context(), at("2017-09-25T09:00:00+01:00"), at("2017-09-26T09:00:00+01:00"))
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, p := range f.Not {
		named[p.Title] = true
	}
	if diff := cmp.Diff(map[string]bool{"month ahead": true, "news": true, "asked": true}, named); diff != "" {
		t.Errorf("named are (-want +got):\n%s", diff)
	}
}

// TestForecastOfFewDays: a digest that has its row already is no loss only
// because the forecast ends before it.
func TestForecastOfFewDays(t *testing.T) {
	w := newWorld(t)
	w.channels[0].Digest, w.channels[0].Zone = "0 9 * * MON", "Europe/London"
	w.keep(evening())
	w.round("2017-09-19T12:00:00+01:00")
	now := at("2017-09-19T12:00:01+01:00")
	for days, want := range map[int]string{
		1: "not:\n",
		7: `2017-09-25T09:00+01:00 console:hall 0 "" digest digest planned
2017-09-25T10:00+01:00 console:hall 1 "Sluice night" reminder reminder 1 day before at 10:00 planned
not:
`,
	} {
		f, err := w.runner.Forecast(t.Context(), now, now.AddDate(0, 0, days))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, forecastText(f)); diff != "" {
			t.Errorf("of %d days (-want +got):\n%s", days, diff)
		}
	}
}

// TestForecastOfAPause: of each event one line says that nothing is posted, not
// one more for each of its posts.
func TestForecastOfAPause(t *testing.T) {
	w := newWorld(t)
	w.channels[0].Digest, w.channels[0].Zone = "0 9 * * MON", "Europe/London"
	w.channels[0].Posts = []schedule.Kind{schedule.Reminder, schedule.Digest, schedule.Agenda, schedule.Recap}
	w.channels[0].Leads = leads(t, "1 day before at 10:00", "2 hours before")
	w.keep(evening())
	w.round("2017-09-24T12:00:00+01:00")
	w.channels[0].Paused = true
	want := `not:
- console:hall 0 "" digest digest: nothing is posted in this channel until it is resumed
- console:hall 1 "Sluice night" - -: nothing is posted in this channel until it is resumed
`
	forecast := func(what string) {
		now := at("2017-09-24T12:01:00+01:00")
		f, err := w.runner.Forecast(t.Context(), now, now.AddDate(0, 0, 7))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, strings.ReplaceAll(forecastText(f), "paused: ", "")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	forecast("just paused")
	w.round("2017-09-24T12:01:00+01:00")
	forecast("withdrawn")
}
