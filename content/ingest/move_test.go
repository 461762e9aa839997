package ingest_test

import (
	"testing"

	"meetupbot/content"
)

// A source that is declared for another group takes its meetups along, with
// their ids and what organisers decided. What another source tells of as well
// stays with the group it was of, without what the moved source said.
func TestSourceMovesToAnotherGroup(t *testing.T) {
	d := newDesk(t, "posts", "calendar")
	d.tell("posts/autumn.md", post("Autumn meetup", tuesday, "Queues that never lie", "Mira Okafor"))
	d.tell("posts/winter.md", post("Winter meetup", "Tuesday 5 December 2017", "Small compilers", "Jonas Lindqvist"))
	d.tell("calendar/1.ics", calendar("1@example.org", "Autumn meetup", "20170926T183000", "The Old Mill"))
	d.bring()
	winter := d.event("Winter meetup")
	if _, err := d.im.Decide(t.Context(), d.group, content.Decision{Event: winter.ID, Verdict: content.Correct, Field: "start", Value: "19:15", By: "mira"}, d.now); err != nil {
		t.Fatal(err)
	}
	was := d.group
	d.im.Groups = []content.Group{was}
	d.group = content.Group{Name: "makers", Title: "Rivertown Makers", Zone: "Europe/London"}
	d.bring("posts")

	of := func(group string) map[string]content.Event {
		found, err := d.db.Events(t.Context(), content.EventQuery{Groups: []string{group}, Told: true})
		if err != nil {
			t.Fatal(err)
		}
		byTitle := map[string]content.Event{}
		for _, e := range found {
			byTitle[e.Title] = e
		}
		return byTitle
	}
	here, there := of("makers"), of(was.Name)
	e := here["Winter meetup"]
	if len(here) != 2 || e.ID != winter.ID || e.Group != "makers" || e.Start != "19:15" || len(e.Decisions) != 1 || e.Decisions[0].Group != "makers" {
		t.Errorf("the new group has %+v", here)
	}
	if e := here["Autumn meetup"]; e.Venue.Name == "The Old Mill" && len(e.Talks) == 0 || !e.News.Event.IsZero() {
		t.Errorf("the meetup that both told of is %+v, and news", e)
	}
	if e := there["Autumn meetup"]; len(there) != 1 || len(e.Talks) != 0 || e.Origin.Source != "calendar" || len(e.Tellings) != 0 {
		t.Errorf("the old group has %+v", there)
	}
	// the calendar follows: the two are one again, the older of them
	d.im.Groups = nil
	d.bring("calendar")
	here = of("makers")
	if e := here["Autumn meetup"]; len(here) != 2 || len(e.Tellings) != 2 || len(e.Talks) != 1 || e.ID != there["Autumn meetup"].ID {
		t.Errorf("with the calendar the new group has %+v", here)
	}
	if there := of(was.Name); len(there) != 0 {
		t.Errorf("the old group still has %+v", there)
	}
}
