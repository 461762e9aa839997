package store_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

func BenchmarkImport(b *testing.B) {
	const posts = 5000
	events := newArchive(4000).events(posts, 2)
	record := content.SourceRecord{Name: "posts/", Group: rivertown.Name, Imported: noon}
	for i := range events {
		record.Documents = append(record.Documents, content.DocumentRecord{Path: fmt.Sprintf("posts/%d.md", i), Hash: "0123456789abcdef0123456789abcdef"})
	}
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		path := filepath.Join(b.TempDir(), "meetupbot.db")
		db, err := store.Open(b.Context(), "sqlite:"+path, store.Writer)
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		_, err = db.Import(b.Context(), content.Import{Group: rivertown, Source: record, Events: events, First: true, At: noon})
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(posts*b.N)/b.Elapsed().Seconds(), "posts/s")
}

// BenchmarkAsk asks a usual archive and one of a conference circuit. Of both,
// 30 events are still to come.
func BenchmarkAsk(b *testing.B) {
	for _, size := range []struct{ events, people int }{{2000, 4000}, {33334, 40000}} {
		a := newArchive(size.people)
		a.every = size.events/2000 + 1
		db := open(b)
		for left := size.events; left > 0; left -= 5000 {
			keep(b, db, a.events(min(left, 5000), 3)...)
		}
		now := instant(string(a.first.AddDays((size.events-30)/a.every)) + "T12:00:00Z")
		person, begun := a.people[1234], a.people[1235][:len(a.people[1235])-2]
		misspelt := a.people[1236][:len(a.people[1236])-2] + "x"
		questions := []struct {
			name string
			ask  func() (int, error)
		}{
			{"next", func() (int, error) {
				events, err := db.Events(b.Context(), content.EventQuery{Groups: []string{"rivertown"}, After: now, Limit: 1})
				return len(events), err
			}},
			{"person", func() (int, error) {
				found, err := db.People(b.Context(), nil, person)
				return len(found.People), err
			}},
			{"person/begun", func() (int, error) {
				found, err := db.People(b.Context(), nil, begun)
				return len(found.People), err
			}},
			{"person/misspelt", func() (int, error) {
				found, err := db.People(b.Context(), nil, misspelt)
				return len(found.Near), err
			}},
			{"names/letter", names(b, db, person[:1])},
			{"names/begun", names(b, db, person[:3])},
			{"names/two", names(b, db, person[:len(person)-2])},
			{"names/group", names(b, db, person[:2], "rivertown")},
			{"talks/common", talks(b, db, a.words[3])},
			{"talks/one", talks(b, db, a.words[900])},
			{"talks/two", talks(b, db, a.words[40]+" "+a.words[90])},
			{"talks/group", talks(b, db, a.words[40]+" "+a.words[90], "rivertown")},
			{"talks/misspelt", func() (int, error) {
				found, err := db.Talks(b.Context(), content.TalkQuery{Words: a.words[900] + "x", Limit: 10})
				return len(found.Near) + len(found.Talks), err
			}},
			{"events/words", func() (int, error) {
				events, err := db.Events(b.Context(), content.EventQuery{Words: a.words[40] + " " + a.words[90], Newest: true, Limit: 5})
				return len(events), err
			}},
		}
		for _, q := range questions {
			b.Run(fmt.Sprintf("%s/talks=%d", q.name, size.events*3), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if n, err := q.ask(); err != nil || n == 0 {
						b.Fatalf("%d found, %v", n, err)
					}
				}
			})
		}
	}
}

func names(b *testing.B, db *store.DB, begun string, groups ...string) func() (int, error) {
	return func() (int, error) {
		names, err := db.Names(b.Context(), groups, begun, 25)
		return len(names), err
	}
}

func talks(b *testing.B, db *store.DB, words string, groups ...string) func() (int, error) {
	return func() (int, error) {
		found, err := db.Talks(b.Context(), content.TalkQuery{Words: words, Groups: groups, Limit: 10})
		return len(found.Talks), err
	}
}

func BenchmarkSave(b *testing.B) {
	db := open(b)
	d := schedule.Delivery{Key: schedule.Key{Place: schedule.Place{Platform: "console", ID: "1"}, Event: 1, Slot: "reminder"}, Kind: schedule.Reminder, State: schedule.Planned, Due: noon}
	b.ReportAllocs()
	for b.Loop() {
		d.Key.Revision++
		if _, err := db.Save(b.Context(), []schedule.Delivery{d}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "meetupbot.db")
	openAt(b, path, store.Writer)
	b.ReportAllocs()
	for b.Loop() {
		db, err := store.Open(b.Context(), "sqlite:"+path, store.Reader)
		if err != nil {
			b.Fatal(err)
		}
		db.Close()
	}
}
