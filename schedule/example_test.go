package schedule_test

import (
	"fmt"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

func ExamplePlan() {
	lead, err := schedule.ParseLead("1 day before at 10:00")
	if err != nil {
		fmt.Println(err)
		return
	}
	channels := []schedule.Channel{{
		Place:  schedule.Place{Platform: "console", ID: "hall"},
		Groups: []string{"weir"},
		Leads:  []schedule.Lead{lead},
	}}
	events := []content.Event{
		{ID: 1, Group: "weir", Title: "Sluice night", Date: "2026-10-26", Start: "18:45", Zone: "Europe/London"},
		{ID: 2, Group: "weir", Title: "Lock night", Date: "2026-11", Zone: "Europe/London"},
	}
	now, err := time.Parse(time.RFC3339, "2026-10-20T12:00:00Z")
	if err != nil {
		fmt.Println(err)
		return
	}
	posts, omitted := schedule.Plan(now, now, channels, events)
	for _, d := range posts {
		fmt.Printf("%s event %d: %s, useful until %s\n", d.Due.Format(time.RFC3339), d.Key.Event, d.Key.Slot, d.Until.Format(time.RFC3339))
	}
	for _, o := range omitted {
		fmt.Printf("not event %d: %s\n", o.Event, o.Reason)
	}
	// Output:
	// 2026-10-25T10:00:00Z event 1: reminder 1 day before at 10:00, useful until 2026-10-26T18:45:00Z
	// not event 2: its day is not known
}
