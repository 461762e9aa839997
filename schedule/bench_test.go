package schedule_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

// many returns events on consecutive days, each of one of twenty groups, and
// as many channels as asked for, each following every group.
func many(events, channels int) ([]schedule.Channel, []content.Event) {
	var cs []schedule.Channel
	var groups []string
	for i := range 20 {
		groups = append(groups, fmt.Sprint("group", i))
	}
	for i := range channels {
		cs = append(cs, schedule.Channel{Place: schedule.Place{Platform: "console", ID: fmt.Sprint(i)}, Groups: groups})
	}
	var es []content.Event
	for i := range events {
		e := evening()
		e.ID, e.Group, e.Date = content.EventID(i+1), groups[i%len(groups)], e.Date.AddDays(i%300)
		es = append(es, e)
	}
	return cs, es
}

func BenchmarkPlan(b *testing.B) {
	channels, events := many(2000, 20)
	now := at("2017-09-20T10:00:00+01:00")
	b.ReportAllocs()
	for b.Loop() {
		if posts, _ := schedule.Plan(now, now, channels, events); len(posts) != 40000 {
			b.Fatal(len(posts))
		}
	}
}

// Ten thousand reminders of one event to as many places, all due: planned,
// claimed and marked in a file, with the collector set as serve sets it.
func BenchmarkRound(b *testing.B) {
	const rows = 10000
	defer debug.SetGCPercent(debug.SetGCPercent(50))
	most := watchMemory(b)
	var channels []schedule.Channel
	for i := range rows {
		channels = append(channels, schedule.Channel{Place: schedule.Place{Platform: "console", ID: fmt.Sprint(i)}, Groups: []string{"weir"}})
	}
	dir := b.TempDir()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		db, err := store.Open(b.Context(), "sqlite:"+filepath.Join(dir, fmt.Sprint(i)), store.Writer)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := db.Import(b.Context(), content.Import{Group: content.Group{Name: "weir", Zone: "Europe/London"},
			Source: content.SourceRecord{Name: "posts"}, Events: []content.Event{evening()}}); err != nil {
			b.Fatal(err)
		}
		c := &chat{}
		runner := schedule.NewRunner(schedule.Parts{
			Calendar: db, Ledger: db, Poster: c, Workers: 32,
			Channels: func(context.Context) ([]schedule.Channel, error) { return channels, nil },
			Log:      slog.New(slog.NewTextHandler(io.Discard, nil)),
		})
		b.StartTimer()
		if _, err := runner.Round(b.Context(), stopped(at("2017-09-25T10:00:00+01:00"))); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if len(c.posted) != rows {
			b.Fatal(len(c.posted))
		}
		db.Close()
		b.StartTimer()
	}
	b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "posts/s")
	most()
}

// watchMemory has the system forget how much memory this process had resident, and
// returns a function that reports the most of it since: its own, which the system
// cannot have back, and the pages of its files, which it takes back when it needs
// room. What the test keeps of the posts is part of it.
func watchMemory(b *testing.B) (report func()) {
	debug.FreeOSMemory() // what was before
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		return func() {} // the system does not say
	}
	return func() {
		status, err := os.ReadFile("/proc/self/status")
		if err != nil {
			b.Fatal(err)
		}
		mb := map[string]float64{}
		for line := range strings.Lines(string(status)) {
			if f := strings.Fields(line); len(f) == 3 && f[2] == "kB" {
				kib, _ := strconv.ParseFloat(f[1], 64) // digits
				mb[f[0]] = kib / 1024
			}
		}
		files := mb["RssFile:"] + mb["RssShmem:"] // they only grow
		b.ReportMetric(mb["VmHWM:"]-files, "MB-own")
		b.ReportMetric(files, "MB-of-files")
	}
}

// A minute's tick with nothing due: the usual round.
func BenchmarkIdleRound(b *testing.B) {
	db, err := store.Open(b.Context(), "sqlite:"+filepath.Join(b.TempDir(), "idle.db"), store.Writer)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	channels, events := many(100, 5)
	for i := range events {
		events[i].ID = 0
	}
	if _, err := db.Import(b.Context(), content.Import{Group: content.Group{Name: "weir", Zone: "Europe/London"},
		Source: content.SourceRecord{Name: "posts"}, Events: events}); err != nil {
		b.Fatal(err)
	}
	runner := schedule.NewRunner(schedule.Parts{Calendar: db, Ledger: db, Poster: &chat{},
		Channels: func(context.Context) ([]schedule.Channel, error) { return channels, nil }})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := runner.Round(b.Context(), stopped(at("2017-09-20T10:00:00+01:00"))); err != nil {
			b.Fatal(err)
		}
	}
}

// A minute's tick beside two thousand announcements that are up to date.
func BenchmarkLivingRound(b *testing.B) {
	db, err := store.Open(b.Context(), "sqlite:"+filepath.Join(b.TempDir(), "living.db"), store.Writer)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	channels, events := many(100, 20)
	for i := range channels {
		channels[i].Posts = []schedule.Kind{schedule.Announcement}
	}
	for i := range events {
		events[i].ID, events[i].News.Event = 0, at("2017-09-20T09:00:00+01:00")
	}
	if _, err := db.Import(b.Context(), content.Import{Group: content.Group{Name: "weir", Zone: "Europe/London"},
		Source: content.SourceRecord{Name: "posts"}, Events: events}); err != nil {
		b.Fatal(err)
	}
	c := &chat{}
	runner := schedule.NewRunner(schedule.Parts{Calendar: db, Ledger: db, Poster: c, Workers: 32, Delays: patient(),
		Channels: func(context.Context) ([]schedule.Channel, error) { return channels, nil }})
	if _, err := runner.Round(b.Context(), stopped(at("2017-09-20T10:00:00+01:00"))); err != nil || len(c.posted) != 2000 {
		b.Fatal(len(c.posted), err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := runner.Round(b.Context(), stopped(at("2017-09-20T10:01:00+01:00"))); err != nil || len(c.edited) > 0 {
			b.Fatal(len(c.edited), err)
		}
	}
}

// patient are delays with which a round posts all that is due.
func patient() schedule.Delays {
	d := schedule.DefaultDelays()
	d.Round = time.Minute
	return d
}
