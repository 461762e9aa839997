package schedule_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"meetupbot/content"
	"meetupbot/schedule"
)

func TestParseLead(t *testing.T) {
	for in, want := range map[string]string{
		"1 day before at 10:00":     "1 day before at 10:00",
		"3 days before at 18:30":    "3 days before at 18:30",
		"1 week before at 9:00":     "1 week before at 09:00",
		"7 days before at 09:00":    "1 week before at 09:00",
		"2 hours before":            "2 hours before",
		"120 minutes before":        "2 hours before",
		"30 minutes before":         "30 minutes before",
		"90 minutes before":         "90 minutes before",
		"on the day at 9:00":        "on the day at 09:00",
		"  On the  Day at 09:00 ":   "on the day at 09:00",
		"24 hours before":           "24 hours before",
		"1 days before at 00:00":    "1 day before at 00:00",
		"366 days before at 12:00":  "366 days before at 12:00",
		"52 weeks before at 23:59":  "52 weeks before at 23:59",
		"8784 hours before":         "8784 hours before",
		"1 HOUR before":             "1 hour before",
		"2 weeks before at 10:00":   "2 weeks before at 10:00",
		"14 days before at 10:00\n": "2 weeks before at 10:00",
	} {
		l, err := schedule.ParseLead(in)
		if err != nil {
			t.Errorf("ParseLead(%q): %v", in, err)
			continue
		}
		if got := l.String(); got != want {
			t.Errorf("ParseLead(%q) = %q, want %q", in, got, want)
		}
		if again, err := schedule.ParseLead(l.String()); err != nil || again != l {
			t.Errorf("ParseLead(%q) = %v, %v; want %v again", l, again, err, l)
		}
	}
}

func TestParseLeadErrors(t *testing.T) {
	for in, want := range map[string]string{
		"":                           "does not say when to remind",
		"tomorrow":                   "does not say when to remind",
		"1 day before":               "does not say at what time",
		"2 hours before at 10:00":    "can only be one",
		"0 days before at 10:00":     "is no time ahead",
		"1 day before at 25:00":      "there is no time 25:00",
		"1 day before at 24:00":      "there is no time 24:00",
		"367 days before at 10:00":   "more than 366 days",
		"99999 hours before":         "more than 366 days",
		"-1 days before at 10:00":    "does not say when to remind",
		"1 day after at 10:00":       "does not say when to remind",
		"1 fortnight before at 9:00": "does not say when to remind",
	} {
		_, err := schedule.ParseLead(in)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseLead(%q): %v, want %q", in, err, want)
		} else if want != "there is no time 25:00" && want != "there is no time 24:00" && !strings.Contains(err.Error(), "1 day before at 10:00") {
			t.Errorf("ParseLead(%q): %v does not show what a lead looks like", in, err)
		}
	}
}

func TestParseQuiet(t *testing.T) {
	for in, want := range map[string]string{
		"22:00-08:00": "22:00-08:00", " 9:00 - 17:30 ": "09:00-17:30", "": "", "22:00-24:00": "22:00-00:00",
	} {
		q, err := schedule.ParseQuiet(in)
		if err != nil || q.String() != want {
			t.Errorf("ParseQuiet(%q) = %q, %v; want %q", in, q, err, want)
		}
	}
	for _, in := range []string{"22", "22:00", "22:00-22:00", "00:00-24:00", "25:00-08:00", "22:00-08:00-09:00", "-"} {
		if q, err := schedule.ParseQuiet(in); err == nil {
			t.Errorf("ParseQuiet(%q) = %q, want an error", in, q)
		}
	}
}

func TestParseDigest(t *testing.T) {
	for _, in := range []string{"0 9 * * MON", "30 8 1 * *", "0 9 * * 1,4", "@weekly", "@daily", "0 0 29 2 *", " 0 9 * * 1 "} {
		if _, err := schedule.ParseDigest(in); err != nil {
			t.Errorf("ParseDigest(%q): %v", in, err)
		}
	}
	for _, in := range []string{"", "TZ=", "TZ=0", "CRON_TZ=Europe/London", "CRON_TZ=Europe/London 0 9 * * *", "0 0 31 2 *", "@every 1h", "@every -1h",
		"@hourly", "0 9,18 * * *", "* 9 * * *", "*/30 9 * * *", "0 9 * * 7", "0 9 * *", "0 0 9 * * *", "nine o'clock", "@reboot"} {
		if _, err := schedule.ParseDigest(in); err == nil {
			t.Errorf("ParseDigest(%q): no error", in)
		}
	}
}

func TestChannelAsJSON(t *testing.T) {
	c := schedule.Channel{Place: hall, Groups: []string{"weir"}, Posts: []schedule.Kind{schedule.Reminder},
		Leads: leads(t, "1 day before at 10:00", "2 hours before"), Quiet: schedule.Quiet{From: "22:00", To: "08:00"}, Zone: "Europe/London"}
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var got schedule.Channel
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(c, got); diff != "" {
		t.Errorf("%s reads back differently:\n%s", text, diff)
	}
}

func TestParsePlace(t *testing.T) {
	p, err := schedule.ParsePlace("square:C0123:4")
	if want := (schedule.Place{Platform: "square", ID: "C0123:4"}); err != nil || p != want {
		t.Errorf("got %v, %v; want %v", p, err, want)
	}
	for _, in := range []string{"", "square", "square:", ":C0123"} {
		if p, err := schedule.ParsePlace(in); err == nil {
			t.Errorf("ParsePlace(%q) = %v, want an error", in, p)
		}
	}
}

func TestToldChangedBy(t *testing.T) {
	base := content.Event{Date: "2026-05-01", Start: "19:00", Zone: "Europe/London", Status: content.Scheduled, Venue: content.Venue{Name: "Quay 4"},
		Talks: []content.Talk{{Title: "Locks", Speakers: []string{"Ada Marlowe"}}, {Title: "Weirs", Speakers: []string{"Jo Quill"}}}}
	speakers := func(names ...string) func(*content.Event) {
		return func(e *content.Event) { e.Talks = []content.Talk{{Title: "Locks", Speakers: names}} }
	}
	var crowd []string
	for i := range 21 {
		crowd = append(crowd, fmt.Sprintf("Nn%d Xx%d", i, i))
	}
	for _, test := range []struct {
		name   string
		change func(*content.Event)
		want   bool
	}{
		{"nothing", func(e *content.Event) {}, false},
		{"day", func(e *content.Event) { e.Date = "2026-05-02" }, true},
		{"start", func(e *content.Event) { e.Start = "19:30" }, true},
		{"zone", func(e *content.Event) { e.Zone = "Europe/Paris" }, true},
		{"venue", func(e *content.Event) { e.Venue.Name = "Quay 5" }, true},
		{"spelling of the venue", func(e *content.Event) { e.Venue.Name = "QUAY  4." }, false},
		{"venue no longer named", func(e *content.Event) { e.Venue = content.Venue{} }, false},
		{"cancelled", func(e *content.Event) { e.Status = content.Cancelled }, true},
		{"postponed without a day", func(e *content.Event) { e.Status, e.Date = content.Postponed, "" }, true},
		{"called moved, facts the same", func(e *content.Event) { e.Status = content.Moved }, false},
		{"a speaker replaced", speakers("Ada Marlowe", "Sam Reed"), true},
		{"one speaker for two", speakers("Sam Reed"), true},
		{"a speaker more", speakers("Ada Marlowe", "Jo Quill", "Sam Reed"), false},
		{"a speaker less", speakers("Jo Quill"), false},
		{"no speakers", speakers(), false},
		{"a crowd of speakers", speakers(crowd...), false},
		{"another order", speakers("Jo Quill", "Ada Marlowe"), false},
		{"a misspelled speaker", speakers("Ada Marlow", "Jo Quill"), false},
		{"a first name only", speakers("Ada", "Joanna Quill"), false},
		{"a speaker replaced in what is cancelled", func(e *content.Event) { speakers("Sam Reed")(e); e.Status = content.Cancelled }, true},
		{"a speaker without a talk", func(e *content.Event) {
			e.Talks = e.Talks[:1]
			e.Speakers = []content.Speaker{{Name: "Ada Marlowe"}, {Name: "Sam Reed"}}
		}, true},
		{"title", func(e *content.Event) { e.Title = "Another" }, false},
	} {
		e := base
		test.change(&e)
		was := schedule.ParseTold(schedule.Tell(&base).String())
		if got := was.ChangedBy(schedule.Tell(&e)); got != test.want {
			t.Errorf("%s: ChangedBy = %v, want %v", test.name, got, test.want)
		}
	}
}

// Zones of every habit: half hours, midnight changes, none, either hemisphere.
var zones = []string{"Europe/London", "America/New_York", "Europe/Berlin", "Asia/Beirut", "Africa/Cairo", "Australia/Lord_Howe", "America/St_Johns",
	"America/Havana", "Asia/Kathmandu", "Pacific/Chatham", "America/Santiago", "Africa/Casablanca", "Asia/Tokyo", "Pacific/Auckland", "Asia/Gaza", "America/Asuncion",
	"Atlantic/Azores", "America/Nuuk", "Europe/Dublin", "Asia/Tehran", "Pacific/Apia", "UTC"}

// The due instant of a lead in days shows its wall time on its day; where the
// clocks show it twice it is the first, and where they skip it, it is what the
// wall time was before they did.
func TestLeadKeepsItsWallTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loc, err := content.LoadZone(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		first, err := content.NewDate(2020, 1, 1)
		if err != nil {
			t.Fatal(err)
		}
		day := first.AddDays(rapid.IntRange(0, 15*365).Draw(t, "day"))
		if rapid.Bool().Draw(t, "near a change") {
			noon, _ := content.Instant(day, "12:00", loc)
			if _, end := noon.ZoneBounds(); !end.IsZero() {
				day = content.DateOf(end.In(loc))
			}
		}
		clock, err := content.NewClock(rapid.IntRange(0, 5).Draw(t, "hour"), 15*rapid.IntRange(0, 3).Draw(t, "quarter"))
		if err != nil {
			t.Fatal(err)
		}
		lead := schedule.Lead{Days: rapid.IntRange(0, 30).Draw(t, "days"), At: clock}
		e := content.Event{ID: 1, Group: "weir", Date: day.AddDays(lead.Days), Start: "23:00", Zone: loc.String()}
		now, _ := content.Instant(day.AddDays(-1), "", loc)
		posts, omitted := schedule.Plan(now, now, []schedule.Channel{{Place: hall, Groups: []string{"weir"}, Leads: []schedule.Lead{lead}}}, []content.Event{e})
		if len(posts) != 1 {
			t.Fatalf("%d posts; omitted %v", len(posts), omitted)
		}
		due := posts[0].Due.In(loc)
		const shown = "2006-01-02 15:04"
		wall := string(day) + " " + string(clock)
		// What clocks in the zone show, a quarter of an hour at a time.
		start, _ := content.Instant(day.AddDays(-1), "12:00", loc)
		firstShown := start
		for n := 0; firstShown.Format(shown) != wall; n++ {
			if n > 4*60 { // never: a gap
				_, before := due.Add(-2 * time.Hour).Zone()
				if got := due.UTC().Add(time.Duration(before) * time.Second).Format(shown); got != wall {
					t.Fatalf("%s does not exist in %s; due %s, which by the clocks from before is %s", wall, loc, due, got)
				}
				return
			}
			firstShown = firstShown.Add(15 * time.Minute)
		}
		if !due.Equal(firstShown) {
			t.Fatalf("due %s, but clocks in %s show %s first at %s", due, loc, wall, firstShown)
		}
	})
}

func TestParseKind(t *testing.T) {
	if k, err := schedule.ParseKind(" Reminder"); err != nil || k != schedule.Reminder {
		t.Errorf("got %q, %v", k, err)
	}
	if _, err := schedule.ParseKind("test"); err == nil || !strings.Contains(err.Error(), "recap") {
		t.Errorf("got %v, want an error that names the kinds", err)
	}
}

// Whatever people write as a rule is read or refused, and what is read is
// written in a form that reads the same.
func FuzzRules(f *testing.F) {
	for _, s := range []string{"1 day before at 10:00", "2 hours before", "on the day at 9:00", "22:00-08:00", "0 9 * * MON", "TZ=", "CRON_TZ=x",
		"@every 1h", "0 0 31 2 *", "square:C0", "99999 weeks before at 99:99"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if l, err := schedule.ParseLead(s); err == nil {
			if again, err := schedule.ParseLead(l.String()); err != nil || again != l {
				t.Errorf("lead %q is written %q, which reads %v, %v", s, l, again, err)
			}
		}
		if q, err := schedule.ParseQuiet(s); err == nil {
			if again, err := schedule.ParseQuiet(q.String()); err != nil || again != q {
				t.Errorf("quiet hours %q are written %q, which reads %v, %v", s, q, again, err)
			}
		}
		if p, err := schedule.ParsePlace(s); err == nil && p.String() != s {
			t.Errorf("place %q is written %q", s, p)
		}
		if _, err := schedule.ParseDigest(s); err == nil {
			c := schedule.Channel{Place: hall, Groups: []string{"weir"}, Digest: s, Zone: "America/Havana"}
			now := at("2026-03-01T00:00:00Z")
			posts, _ := schedule.Plan(now, now.AddDate(0, 3, 0), []schedule.Channel{c}, []content.Event{
				{ID: 1, Group: "weir", Date: "2026-06-30", Start: "19:00", Zone: "America/Havana"}})
			dates := map[string]bool{}
			for _, d := range posts {
				if d.Kind == schedule.Digest && dates[d.Key.Occurrence] {
					t.Errorf("digest %q comes twice on %s", s, d.Key.Occurrence)
				}
				dates[d.Key.Occurrence] = true
			}
		}
	})
}
