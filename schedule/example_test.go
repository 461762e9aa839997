package schedule_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

func ExampleRunner_Forecast() {
	if err := forecast(context.Background()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 2026-10-25T10:00:00Z event 1: reminder 1 day before at 10:00
	// not event 2: its day is not known
}

func forecast(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "forecast")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(dir, "meetupbot.db"), store.Writer)
	if err != nil {
		return err
	}
	defer db.Close()
	now, err := time.Parse(time.RFC3339, "2026-10-20T12:00:00Z")
	if err != nil {
		return err
	}
	_, err = db.Import(ctx, content.Import{
		Group: content.Group{Name: "weir", Zone: "Europe/London"}, Source: content.SourceRecord{Name: "posts"},
		Events: []content.Event{
			{Group: "weir", Title: "Sluice night", Date: "2026-10-26", Start: "18:45", Zone: "Europe/London"},
			{Group: "weir", Title: "Lock night", Date: "2026-11", Zone: "Europe/London", Published: now},
		},
	})
	if err != nil {
		return err
	}
	lead, err := schedule.ParseLead("1 day before at 10:00")
	if err != nil {
		return err
	}
	hall := schedule.Channel{Place: schedule.Place{Platform: "console", ID: "hall"}, Groups: []string{"weir"}, Leads: []schedule.Lead{lead}}
	runner := schedule.NewRunner(schedule.Parts{
		Calendar: db,
		Ledger:   db,
		Channels: func(context.Context) ([]schedule.Channel, error) { return []schedule.Channel{hall}, nil },
	})
	f, err := runner.Forecast(ctx, now, now.AddDate(0, 0, 7))
	for _, p := range f.Posts {
		fmt.Printf("%s event %d: %s\n", p.Due.UTC().Format(time.RFC3339), p.Event, p.Slot)
	}
	for _, p := range f.Not {
		fmt.Printf("not event %d: %s\n", p.Event, p.Reason)
	}
	return err
}
