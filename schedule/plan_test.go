package schedule_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"meetupbot/content"
	"meetupbot/schedule"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Each file in testdata/plan holds the moment and the horizon, channels and
// events as JSON, and the plan that follows.
func TestPlan(t *testing.T) {
	files, err := filepath.Glob("testdata/plan/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files (%v)", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			parts := map[string]*txtar.File{}
			for i := range archive.Files {
				parts[archive.Files[i].Name] = &archive.Files[i]
			}
			var channels []schedule.Channel
			if err := json.Unmarshal(parts["channels"].Data, &channels); err != nil {
				t.Fatal(err)
			}
			var events []content.Event
			if err := json.Unmarshal(parts["events"].Data, &events); err != nil {
				t.Fatal(err)
			}
			var when [2]time.Time
			for i, field := range strings.Fields(string(parts["now until"].Data)) {
				if when[i], err = time.Parse(time.RFC3339, field); err != nil {
					t.Fatal(err)
				}
			}
			got := planText(schedule.Plan(when[0], when[1], channels, events))
			if *update {
				parts["plan"].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(parts["plan"].Data), got); diff != "" {
				t.Errorf("plan differs (-want +got):\n%s", diff)
			}
		})
	}
}

func planText(posts []schedule.Delivery, omitted []schedule.Omission) string {
	var b strings.Builder
	for _, d := range posts {
		fmt.Fprintf(&b, "%s until %s %s event %d %s: %s\n", d.Due.Format(time.RFC3339), d.Until.Format(time.RFC3339),
			d.Key.Place, d.Key.Event, orDash(d.Key.Occurrence), d.Key.Slot)
	}
	for _, o := range omitted {
		fmt.Fprintf(&b, "not %s event %d %s %q: %s\n", o.Place, o.Event, o.Kind, o.Slot, o.Reason)
	}
	return b.String()
}

func TestPlanLeavesEventsAlone(t *testing.T) {
	at := time.Date(2026, 5, 1, 12, 0, 0, 123456789, time.UTC)
	event := content.Event{ID: 1, Group: "weir", Date: "2026-05-20", Start: "19:00", Zone: "Europe/London", News: content.News{Event: at}}
	before := event
	schedule.Plan(at, at, []schedule.Channel{{Place: schedule.Place{Platform: "console", ID: "hall"}, Groups: []string{"weir"},
		Posts: []schedule.Kind{schedule.Announcement}}}, []content.Event{event})
	if diff := cmp.Diff(before, event); diff != "" {
		t.Errorf("Plan changed its argument:\n%s", diff)
	}
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
