package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
)

func TestTalkSearch(t *testing.T) {
	db := open(t)
	talk := func(group string, date content.Date, title, speaker, abstract string) content.Event {
		return content.Event{Group: group, Title: "Meetup", Date: date, Zone: "Europe/London",
			Talks: []content.Talk{{Title: title, Speakers: []string{speaker}, Abstract: abstract}}}
	}
	keep(t, db,
		talk("rivertown", "2020-01-01", "Tidal networking", "Ada Fenn", "On kubernetes and the sea."),
		talk("rivertown", "2021-01-01", "Kubernetes at low tide", "Bo Lind", "Networking for boats."),
		talk("hilltop", "2022-01-01", "Sheep", "Cleo Voss", "No Kubernetes here; a naïve networking story."),
		talk("hilltop", "2023-01-01", "OPS-306: what \"broke\"", "Dov Kubernetes", "Łódź."),
		talk("hilltop", "", "Some day: kubernetes", "Eli Moor", ""),
	)
	for _, c := range []struct {
		q    content.TalkQuery
		want string
		near string
	}{
		{q: content.TalkQuery{Words: "kubernetes"}, want: "2023-01-01 2021-01-01  2022-01-01 2020-01-01"},
		{q: content.TalkQuery{Words: "Kubernetes", Groups: []string{"rivertown"}}, want: "2021-01-01 2020-01-01"},
		{q: content.TalkQuery{Words: "kubernetes", Groups: []string{"nowhere"}}},
		{q: content.TalkQuery{Words: "kubernetes", Groups: []string{"nowhere", "hilltop"}, Limit: 1}, want: "2023-01-01"},
		{q: content.TalkQuery{Words: "networking kubernetes"}, want: "2022-01-01 2021-01-01 2020-01-01"},
		{q: content.TalkQuery{Words: "naive"}, want: "2022-01-01"},
		{q: content.TalkQuery{Words: "lodz"}, want: "2023-01-01"},
		{q: content.TalkQuery{Words: "ops-306"}, want: "2023-01-01"},
		{q: content.TalkQuery{Words: `"broke`}, want: "2023-01-01"},
		{q: content.TalkQuery{Words: "ada fenn sea"}, want: "2020-01-01"},
		{q: content.TalkQuery{Words: "kubernets"}, near: "kubernetes"},
		{q: content.TalkQuery{Words: "kubernets sheep"}, near: "kubernetes sheep"},
		{q: content.TalkQuery{Words: "sheep tidal"}, near: "sheep, tidal"},
		{q: content.TalkQuery{Words: "kubernets", Groups: []string{"nowhere"}}},
		{q: content.TalkQuery{Words: "zzzzzz"}},
		{q: content.TalkQuery{Words: " !"}},
		{q: content.TalkQuery{Words: `kubernetes AND NOT sea`}, near: "kubernetes, and, sea"},
		{q: content.TalkQuery{Words: `title:sheep NEAR(kubernetes) OR *`}, near: "sheep, kubernetes"},
		// No more than 200 bytes are looked for, and no more than eight words.
		{q: content.TalkQuery{Words: strings.Repeat("sheep     ", 20) + "zzzzzz"}, want: "2022-01-01"},
		{q: content.TalkQuery{Words: "sheep cleo voss no kubernetes here a naive zzzzzz"}, want: "2022-01-01"},
	} {
		t.Run(fmt.Sprint(c.q), func(t *testing.T) {
			found, err := db.Talks(t.Context(), c.q)
			if err != nil {
				t.Fatal(err)
			}
			var days []string
			for _, g := range found.Talks {
				days = append(days, string(g.Event.Date))
			}
			if diff := cmp.Diff(c.want, strings.Join(days, " ")); diff != "" {
				t.Errorf("days (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.near, strings.Join(found.Near, ", ")); diff != "" {
				t.Errorf("near (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTalkComesBackWhole(t *testing.T) {
	db := open(t)
	e := keep(t, db, meetup())[0]
	found, err := db.Talks(t.Context(), content.TalkQuery{Words: "maps", Groups: []string{"rivertown"}})
	want := content.TalksFound{Total: 1, Talks: []content.Given{{
		Talk:  e.Talks[0],
		Event: content.EventRef{ID: e.ID, Group: "rivertown", Title: e.Title, Date: e.Date, Zone: e.Zone, Status: e.Status},
	}}}
	if diff := cmp.Diff(want, found); diff != "" || err != nil {
		t.Errorf("talk: %v (-kept +read)\n%s", err, diff)
	}
}

func TestTalksOfOneEventKeepTheirOrder(t *testing.T) {
	db := open(t)
	keep(t, db, meetup())
	found, err := db.Talks(t.Context(), content.TalkQuery{Words: "ines"})
	if err != nil || len(found.Talks) != 2 || found.Talks[0].Title != "Maps that grow" {
		t.Errorf("Talks(ines) = %+v, %v, want the first talk first", found.Talks, err)
	}
	if talks := people(t, db, nil, "Ines Bråthen").People[0].Talks; talks[0].Title != "Maps that grow" {
		t.Errorf("her talks are %+v, want the first talk first", talks)
	}
}

func TestTalksAreCountedUpTo100(t *testing.T) {
	db := open(t)
	var all []content.Event
	for i := range 60 {
		all = append(all, content.Event{Date: content.Date("2023-01-01").AddDays(i), Zone: "UTC", Talks: []content.Talk{{Title: "Boats"}, {Title: "Sails", Abstract: "for boats"}}})
	}
	keep(t, db, all...)
	for _, c := range []struct {
		words        string
		limit        int
		total, talks int
	}{
		{"sails", 7, 60, 7},
		{"sails", 0, 60, 60},
		{"boats", 10, 100, 10},
		{"boats", 0, 100, 100},
	} {
		found, err := db.Talks(t.Context(), content.TalkQuery{Words: c.words, Limit: c.limit})
		if err != nil || found.Total != c.total || found.AtLeast != (c.total == 100) || len(found.Talks) != c.talks {
			t.Errorf("Talks(%q, %d) = %d of %d, %v, want %d of %d", c.words, c.limit, len(found.Talks), found.Total, err, c.talks, c.total)
		}
	}
	found, err := db.Talks(t.Context(), content.TalkQuery{Words: "boats"})
	if err != nil || found.Talks[0].Title != "Boats" || found.Talks[60].Title != "Sails" || found.Talks[60].Event.Date != all[59].Date {
		t.Errorf("titles do not come first, each newest first (%v)", err)
	}
}

func FuzzTalks(f *testing.F) {
	db := open(f)
	keep(f, db, meetup())
	for _, seed := range []string{"hash table", `"`, "AND", "NEAR(", "a*", "title:x", "-", "OPS-306", "§ § §", "\x00", "x\xff y", "Ⅷ ꙮ ᲀ", strings.Repeat("long ", 3000), strings.Repeat("ы", 150)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, words string) {
		for _, groups := range [][]string{nil, {"rivertown"}, {words}} {
			if _, err := db.Talks(t.Context(), content.TalkQuery{Words: words, Groups: groups, Limit: 3}); err != nil {
				t.Errorf("Talks(%q, %q): %v", groups, words, err)
			}
			if _, err := db.Events(t.Context(), content.EventQuery{Words: words, Groups: groups, Limit: 3}); err != nil {
				t.Errorf("Events(%q, %q): %v", groups, words, err)
			}
		}
	})
}
