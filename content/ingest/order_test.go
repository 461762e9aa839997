package ingest_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"meetupbot/content"
)

// drawDocument is a document that may tell of the same meetup as another, or of
// nearly the same, or of another one.
func drawDocument(t *rapid.T, calendars bool) string {
	title := rapid.SampledFrom([]string{"Rivertown Gophers", "Autumn meetup", "Queues that never lie", "Rivertown Gophers: small compilers", "Open table for cooks"}).Draw(t, "title")
	day := content.Date("2017-10-03").AddDays(rapid.SampledFrom([]int{0, 0, 0, 1, 7, 28}).Draw(t, "day"))
	start := rapid.SampledFrom([]string{"18:30", "18:30", "19:00", "10:30"}).Draw(t, "start")
	talk := rapid.SampledFrom([]string{"", "Queues that never lie", "Small compilers"}).Draw(t, "talk")
	page := rapid.SampledFrom([]string{"", "", "https://meet.example/gophers", "https://meet.example/1"}).Draw(t, "page")
	if calendars {
		lines := []string{"UID:" + rapid.SampledFrom([]string{"1", "2", "3"}).Draw(t, "id") + "@" + title, "SUMMARY:" + title,
			"DTSTART;TZID=Europe/London:" + strings.ReplaceAll(string(day), "-", "") + "T" + strings.ReplaceAll(start, ":", "") + "00"}
		if page != "" {
			lines = append(lines, "URL:"+page)
		}
		return vcalendar(vevent(lines...))
	}
	when := fmt.Sprintf("%s %s", day.Weekday(), written(day))
	switch rapid.IntRange(0, 9).Draw(t, "how") {
	case 0:
		when = "a day in October 2017"
	case 1:
		title += " cancelled"
	case 2:
		title += ": moved to " + when
	}
	text := fmt.Sprintf("---\ntitle: %q\ndate: 2017-09-01\nevent_url: %q\n---\n\nWe meet on %s at %s.\n", title, page, when, start)
	if talk != "" {
		text += "\n## Talks\n\n### " + talk + " - Mira Okafor\n"
	}
	return text
}

// TestOrderOfImportDoesNotMatter: the same documents give the same events,
// whichever source is read first, or again.
func TestOrderOfImportDoesNotMatter(t *testing.T) {
	names := []string{"posts", "calendar", "pages"}
	rapid.Check(t, func(r *rapid.T) {
		type document struct{ name, text string }
		var documents []document
		for i := range rapid.IntRange(1, 7).Draw(r, "documents") {
			source := rapid.SampledFrom(names).Draw(r, "source")
			ending := map[string]string{"posts": ".md", "calendar": ".ics", "pages": ".md"}[source]
			documents = append(documents, document{fmt.Sprintf("%s/%d%s", source, i, ending), drawDocument(r, source == "calendar")})
		}
		var want []content.Event
		for n, order := range [][]string{names, append(rapid.Permutation(names).Draw(r, "order"), rapid.SampledFrom(names).Draw(r, "again"))} {
			d := newDesk(t, names...)
			for _, doc := range documents {
				d.tell(doc.name, doc.text)
			}
			d.bring(order...)
			got := d.whole()
			if n == 0 {
				want = got
				continue
			}
			if diff := gocmp.Diff(want, got); diff != "" {
				r.Fatalf("imported as %v (-as declared +so):\n%s\n%+v", order, diff, documents)
			}
		}
	})
}

// whole returns all that is kept of events but their ids, in an order of their own.
func (d *desk) whole() []content.Event {
	d.t.Helper()
	events, err := d.db.Events(d.t.Context(), content.EventQuery{Told: true})
	if err != nil {
		d.t.Fatal(err)
	}
	for i := range events {
		if events[i].Evidence, err = d.db.Evidence(d.t.Context(), events[i].ID); err != nil {
			d.t.Fatal(err)
		}
		events[i].ID = 0
	}
	slices.SortFunc(events, func(a, b content.Event) int {
		return cmp.Or(cmp.Compare(a.Origin.Source, b.Origin.Source), cmp.Compare(a.Origin.Path, b.Origin.Path), cmp.Compare(a.Origin.Place, b.Origin.Place))
	})
	return events
}
