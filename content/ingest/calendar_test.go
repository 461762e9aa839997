package ingest_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"meetupbot/content"
	"meetupbot/content/ingest"
)

func vcalendar(events ...string) string {
	return "BEGIN:VCALENDAR\nVERSION:2.0\n" + strings.Join(events, "") + "END:VCALENDAR\n"
}

func vevent(lines ...string) string {
	return "BEGIN:VEVENT\n" + strings.Join(lines, "\n") + "\nEND:VEVENT\n"
}

// onDay returns the kept event of a day.
func (f *folder) onDay(d content.Date) content.Event {
	f.t.Helper()
	events := f.events()
	i := slices.IndexFunc(events, func(e content.Event) bool { return e.Date == d })
	if i < 0 {
		f.t.Fatalf("no event on %s among %d", d, len(events))
	}
	return events[i]
}

// TestDatesOfASeriesAreEventsOfTheirOwn: they share their UID and their page.
func TestDatesOfASeriesAreEventsOfTheirOwn(t *testing.T) {
	f := newFolder(t)
	series := func(more ...string) string {
		return vevent(append([]string{"UID:series@example.org", "SUMMARY:Open table", "URL:https://gophers.example/table",
			"DTSTART;TZID=Europe/London:20170905T190000", "RRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=4"}, more...)...)
	}
	f.write("a.ics", vcalendar(series()))
	f.run("4 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	october, november := f.onDay("2017-10-03"), f.onDay("2017-11-07")

	f.write("a.ics", vcalendar(series(), vevent("UID:series@example.org", "RECURRENCE-ID;TZID=Europe/London:20171003T190000",
		"SUMMARY:Open table", "DTSTART;TZID=Europe/London:20171010T183000")))
	f.run("0 new, 1 changed, 0 held, 0 gone, 3 unchanged")
	if moved := f.onDay("2017-10-10"); moved.ID != october.ID || moved.Start != "18:30" {
		t.Errorf("the date that moved is event %d at %s, want %d at 18:30", moved.ID, moved.Start, october.ID)
	}

	f.write("a.ics", vcalendar(series("EXDATE;TZID=Europe/London:20171003T190000")))
	f.run("0 new, 0 changed, 0 held, 1 gone, 3 unchanged")
	if again := f.onDay("2017-11-07"); again.ID != november.ID {
		t.Errorf("the date after it is event %d, want %d", again.ID, november.ID)
	}
}

// TestGroupsPageIsNoEventsOwn: a calendar of coming events only, each of which
// gives the group's page as its address.
func TestGroupsPageIsNoEventsOwn(t *testing.T) {
	f := newFolder(t)
	one := vevent("UID:1@example.org", "SUMMARY:Queues that never lie", "URL:https://gophers.example/", "DTSTART;TZID=Europe/London:20171003T190000")
	two := vevent("UID:2@example.org", "SUMMARY:Small daemons", "URL:https://gophers.example/", "DTSTART;TZID=Europe/London:20171107T190000")
	f.write("a.ics", vcalendar(one))
	f.run("1 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	first := f.onDay("2017-10-03").ID
	f.write("a.ics", vcalendar(two, one))
	f.run("1 new, 0 changed, 0 held, 0 gone, 1 unchanged")
	if second := f.onDay("2017-11-07").ID; second == first || f.onDay("2017-10-03").ID != first {
		t.Errorf("events %d and %d, want %d to stay the first", second, f.onDay("2017-10-03").ID, first)
	}
}

// TestSeriesWithoutEndGoesOn: how far one is read depends on the day, so a
// calendar that did not change is read again in another month.
func TestSeriesWithoutEndGoesOn(t *testing.T) {
	f := newFolder(t)
	f.write("a.ics", vcalendar(vevent("UID:series@example.org", "SUMMARY:Open table", "DTSTART;TZID=Europe/London:20150901T190000", "RRULE:FREQ=MONTHLY;BYDAY=1TU")))
	im := &ingest.Importer{Store: f.db, Program: "one"}
	look := func(now time.Time, want string) {
		t.Helper()
		report, err := im.Import(t.Context(), group, ingest.Source{Name: "posts", Location: f.dir}, now)
		if err != nil {
			t.Fatal(err)
		}
		if got := report.Summary(); got != want {
			t.Errorf("on %s: %s, want %s", now.Format(time.DateOnly), got, want)
		}
	}
	look(now, "31 new, 0 changed, 0 held, 0 gone, 0 unchanged") // 13 months back, 18 ahead
	look(now.AddDate(0, 0, 9), "0 new, 0 changed, 0 held, 0 gone, 31 unchanged")
	look(now.AddDate(0, 0, 20), "1 new, 0 changed, 0 held, 0 gone, 30 unchanged") // another month, in which the oldest date is passed over
	if n := len(f.events()); n != 32 {
		t.Errorf("%d events are kept, want 32: what took place stays", n)
	}
}

// TestANewSeriesIsNewsOnce: whoever hears of new meetups hears of the next date
// of a series, not of all of them, and not of another one each month.
func TestANewSeriesIsNewsOnce(t *testing.T) {
	f := newFolder(t)
	single := vevent("UID:1@example.org", "SUMMARY:Small daemons", "DTSTART;TZID=Europe/London:20171107T190000")
	f.write("a.ics", vcalendar(single))
	f.run("1 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	f.write("a.ics", vcalendar(single, vevent("UID:series@example.org", "SUMMARY:Open table", "DTSTART;TZID=Europe/London:20170705T190000", "RRULE:FREQ=WEEKLY")))
	news := func(at time.Time) (days []content.Date) {
		t.Helper()
		im := &ingest.Importer{Store: f.db}
		if _, err := im.Import(t.Context(), group, ingest.Source{Name: "posts", Location: f.dir}, at); err != nil {
			t.Fatal(err)
		}
		for _, e := range f.events() {
			if e.News.Event.Equal(at) {
				days = append(days, e.Date)
			}
		}
		return days
	}
	if got := news(now); !slices.Equal(got, []content.Date{"2017-09-27"}) {
		t.Errorf("news are %v, want the first date to come", got)
	}
	if got := news(now.AddDate(0, 2, 0)); len(got) > 0 {
		t.Errorf("news two months later are %v", got)
	}
}
