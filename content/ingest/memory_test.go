package ingest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"
	"time"

	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/store"
)

// BenchmarkMemory reads archives of five sources into a fresh store, one after
// the other: of five groups, or of one group where each source tells of each
// meetup. The figures are the most that the collector found in use during the
// first source and during the last, the most that was taken with what waited to be
// collected, and posts a second. With five groups of the most documents that a
// source may have, first and last differ by what grows with the number of
// documents.
func BenchmarkMemory(b *testing.B) {
	for _, together := range []bool{false, true} {
		for _, posts := range []int{5_000, 50_000} {
			name := "apart"
			if together {
				name = "together"
			}
			b.Run(fmt.Sprintf("%s/posts=%d", name, posts), func(b *testing.B) {
				sources := writeArchives(b, posts)
				var first, last, taken uint64
				for b.Loop() {
					db, err := store.Open(b.Context(), "sqlite:"+filepath.Join(b.TempDir(), "bench.db"), store.Writer)
					if err != nil {
						b.Fatal(err)
					}
					for i, dir := range sources {
						stop := watchHeap()
						in, im := group, &ingest.Importer{Store: db, Declared: sources}
						if !together {
							in.Name = fmt.Sprintf("%s%d", group.Name, i)
						}
						report, err := im.Import(b.Context(), in, ingest.Source{Name: dir, Location: dir}, now)
						if err != nil {
							b.Fatal(err)
						}
						if got := report.New + report.Changed + report.Unchanged; got != posts/len(sources) {
							b.Fatalf("import: %s, want %d in all", report.Summary(), posts/len(sources))
						}
						l, t := stop()
						if taken = max(taken, t); i == 0 {
							first = max(first, l)
						} else if i == len(sources)-1 {
							last = max(last, l)
						}
					}
					if err := db.Close(); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(first)/1e6, "MB-live-first")
				b.ReportMetric(float64(last)/1e6, "MB-live-last")
				b.ReportMetric(float64(taken)/1e6, "MB-heap")
				b.ReportMetric(float64(posts*b.N)/b.Elapsed().Seconds(), "posts/s")
			})
		}
	}
}

// More documents than are kept in memory are read as few are: all that they say
// is kept, and a change of one is a change of one.
func TestLargeSource(t *testing.T) {
	f := newFolder(t)
	day := content.Date("2015-01-06")
	tell := func(i int, talk string) {
		d := day.AddDays(i)
		text := post(fmt.Sprintf("Meetup number %d", i), fmt.Sprintf("%s %s", d.Weekday(), written(d)), talk, "Mira Okafor")
		f.write(fmt.Sprintf("%05d.md", i), strings.Replace(text, "2017-09-01", string(d.AddDays(-20)), 1))
	}
	const posts = 620
	for i := range posts {
		tell(i, fmt.Sprintf("Talk number %d", i))
	}
	f.run("620 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	f.run("0 new, 0 changed, 0 held, 0 gone, 620 unchanged")
	tell(posts-1, "Queues that never lie")
	wantIn(t, f.run("0 new, 1 changed, 0 held, 0 gone, 619 unchanged"), `talk "Queues that never lie" added`)
	e := f.event(fmt.Sprintf("Meetup number %d", posts-1))
	evidence, err := f.db.Evidence(t.Context(), e.ID)
	if err != nil {
		t.Fatal(err)
	}
	if e.Date != day.AddDays(posts-1) || !slices.ContainsFunc(evidence, func(ev content.Evidence) bool {
		return ev.Field == "talk" && ev.Value == "Queues that never lie" && ev.Path == "00619.md"
	}) {
		t.Errorf("the last is %+v, read from %v", e, evidence)
	}
}

// writeArchives writes posts of five folders, of which each tells of the same
// meetups in its own words.
func writeArchives(b *testing.B, posts int) (folders []string) {
	for s := range 5 {
		dir := b.TempDir()
		folders = append(folders, dir)
		day := content.Date("1990-01-06")
		for i := range posts / 5 {
			text := post(fmt.Sprintf("Meetup number %d", i), fmt.Sprintf("%s %s", day.Weekday(), written(day)),
				fmt.Sprintf("Talk number %d", i), fmt.Sprintf("Mira Okafor%d", i%700))
			text = strings.Replace(text, "2017-09-01", string(day.AddDays(-20-s)), 1)
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d.md", i)), []byte(text), 0o644); err != nil {
				b.Fatal(err)
			}
			day = day.AddDays(1)
		}
	}
	return folders
}

// watchHeap looks at the heap until it is stopped.
func watchHeap() (stop func() (live, taken uint64)) {
	runtime.GC()
	done, out := make(chan bool), make(chan [2]uint64)
	go func() {
		var most [2]uint64
		samples := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}}
		for {
			metrics.Read(samples)
			for i, s := range samples {
				most[i] = max(most[i], s.Value.Uint64())
			}
			select {
			case <-done:
				out <- most
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	}()
	return func() (uint64, uint64) {
		close(done)
		most := <-out
		return most[0], most[1]
	}
}
