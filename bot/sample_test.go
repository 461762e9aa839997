package bot_test

import (
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

// What the bot asks of a library, the store answers.
var _ bot.Library = (*store.DB)(nil)

var (
	gophers = content.Group{Name: "gophers", Title: "Rivertown Gophers", Zone: "Europe/London"}
	data    = content.Group{Name: "data", Title: "Harbour Data Club", Zone: "Europe/Lisbon"}
	kites   = content.Group{Name: "kites", Title: "Quiet Kite Society", Zone: "Pacific/Auckland"}
)

func allGroups() []content.Group { return []content.Group{gophers, data, kites} }

// followedBy reads the groups that a place follows from its id: "gophers,data".
func followedBy(p schedule.Place) []content.Group {
	var groups []content.Group
	for _, g := range allGroups() {
		if slices.Contains(strings.Split(p.ID, ","), g.Name) {
			groups = append(groups, g)
		}
	}
	return groups
}

func instant(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

// open returns a new database, closed with the test.
func open(t testing.TB) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "meetupbot.db"), store.Writer)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// keep imports events of one group and returns their ids.
func keep(t testing.TB, db *store.DB, group content.Group, events []content.Event) []content.EventID {
	t.Helper()
	at := instant("2017-09-01T08:00:00Z")
	for i := range events {
		events[i].Group = group.Name
		if events[i].Zone == "" {
			events[i].Zone = group.Zone
		}
	}
	ids, err := db.Import(t.Context(), content.Import{
		Group: group, Events: events, At: at,
		Source: content.SourceRecord{Name: group.Name + "/", Group: group.Name, Imported: at},
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// rivertown keeps two groups' meetups; the third group has none.
func rivertown(t testing.TB) (*store.DB, []content.EventID) {
	t.Helper()
	db := open(t)
	ids := keep(t, db, gophers, gopherMeetups())
	keep(t, db, data, []content.Event{{
		Title: "Maps, maps, maps", Date: "2017-10-05", Start: "19:00",
		Venue:    content.Venue{Name: "Harbour House"},
		Talks:    []content.Talk{{Title: "Drawing the coast", Speakers: []string{"Søren Lund", "Jo"}}},
		Speakers: []content.Speaker{{Name: "Søren Lund"}, {Name: "Jo"}},
	}})
	return db, ids
}

// autumn is the place of the autumn meetup among gopherMeetups.
const autumn = 2

func gopherMeetups() []content.Event {
	ada := content.Speaker{
		Name: "Ada Marlowe", Role: "Staff engineer", Affiliation: "Lantern Works",
		Bio: "Ada has kept the lights on at [Lantern Works](https://lantern.example) for nine years.\n\n" +
			"* wrote *the* book on buckets\n* never met a queue she could not shorten\n",
		Links: []content.Link{{Text: "Site", URL: "https://ada.example"}, {Text: "Trap", URL: "javascript:alert(1)"}},
	}
	return []content.Event{
		{
			Title: "Lightning night", Date: "2015-01-20", Start: "18:30", Status: content.Cancelled,
			Talks: []content.Talk{
				{Title: "Five minutes of lint", Speakers: []string{"Ada Quill", "Ada Reed"}},
				{Title: "Five minutes of rest", Speakers: []string{"Ada Thorn"}},
			},
			Speakers: []content.Speaker{{Name: "Ada Quill"}, {Name: "Ada Reed"}, {Name: "Ada Thorn"}},
		},
		{
			Title: "Spring meetup", Date: "2016-03-15", Start: "18:30", End: "21:00", Status: content.Scheduled,
			Venue: content.Venue{Name: "The Corn Exchange"},
			Talks: []content.Talk{{
				Title: "Buckets all the way down", Speakers: []string{"Ada Marlowe", "Sam Reed"},
				Abstract: "Hashing, growing, and the price of both.",
				Video:    "https://video.example/buckets", Slides: "https://slides.example/buckets.pdf",
			}},
			Speakers: []content.Speaker{ada, {Name: "Sam Reed"}},
		},
		{
			Title: "Autumn meetup", Date: "2017-09-26", Start: "18:45", End: "21:00", Status: content.Scheduled,
			Venue: content.Venue{Name: "The Old Mill", Address: "3 Mill Lane, Rivertown"},
			Talks: []content.Talk{
				{Title: "Slices from the inside", Start: "19:00", Speakers: []string{"Ada Marlowe"}},
				{Title: "Jo Quill: small daemons, small bills", Start: "19:45", Speakers: []string{"Jo Quill", "Sam Reed"}},
			},
			Speakers: []content.Speaker{{Name: "Ada Marlowe"}, {Name: "Jo Quill", Bio: "Jo writes small daemons."}, {Name: "Sam Reed"}},
			Agenda: []content.AgendaItem{
				{Start: "18:45", Text: "Doors open, pizza"},
				{Start: "19:00", End: "19:40", Text: "Slices from the inside"},
				{Start: "20:30", Text: "To the pub"},
			},
			RSVP:      []content.Link{{Text: "Sign up", URL: "https://rivertown.example/autumn/rsvp"}},
			Origin:    content.Origin{URL: "https://rivertown.example/autumn"},
			Published: instant("2017-09-01T10:00:00+01:00"),
		},
		{Title: "October meetup", Date: "2017-10-24", Start: "18:45", Status: content.Cancelled},
		{
			Title: "November meetup", Date: "2017-11-28", Start: "18:45", Status: content.Scheduled,
			Doubts: []content.Doubt{{Field: "date", Question: "Is it the 21st or the 28th?"}},
		},
		{Title: "Winter meetup", Date: "2017-12", Published: instant("2017-09-10T10:00:00+01:00")},
		{Title: "Docs evening", Published: instant("2017-09-12T10:00:00+01:00")},
	}
}

func router(t testing.TB, library bot.Library) *bot.Router {
	return bot.NewRouter(bot.Parts{Library: library, Groups: allGroups, Follows: followedBy, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
}
