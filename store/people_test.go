package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/store"
)

func people(t *testing.T, db *store.DB, groups []string, name string) content.PeopleFound {
	t.Helper()
	found, err := db.People(t.Context(), groups, name)
	if err != nil {
		t.Fatalf("People(%q): %v", name, err)
	}
	return found
}

// spoken is an event at which people speak, one talk each.
func spoken(group string, date content.Date, speakers ...content.Speaker) content.Event {
	e := content.Event{Group: group, Title: "Meetup of " + string(date), Date: date, Start: "18:30", Zone: "Europe/London", Speakers: speakers}
	for _, s := range speakers {
		e.Talks = append(e.Talks, content.Talk{Title: fmt.Sprintf("What %s did by %s", s.Name, date), Speakers: []string{s.Name}})
	}
	return e
}

func page(url string) []content.Link { return []content.Link{{URL: url}} }

// crowd is a store with people of all sorts.
func crowd(t *testing.T) *store.DB {
	db := open(t)
	keep(t, db,
		spoken("rivertown", "2023-01-10", content.Speaker{Name: "Søren Kloster"}, content.Speaker{Name: "Mary Ann Tilling"}),
		spoken("rivertown", "2023-02-10", content.Speaker{Name: "Hannah Quill", Links: page("https://twitter.com/hquill")}, content.Speaker{Name: "Priya Nadar"}),
		spoken("rivertown", "2023-03-10", content.Speaker{Name: "Hana Quill", Links: page("https://www.x.com/HQuill/")}, content.Speaker{Name: "Petra Nadler"}),
		spoken("hilltop", "2023-04-10", content.Speaker{Name: "Soren  KLOSTER"}, content.Speaker{Name: "Marianne Till"}),
	)
	return db
}

func TestNamesBegunLike(t *testing.T) {
	db := crowd(t)
	for _, c := range []struct {
		begun, groups string
		limit         int
		want          string
	}{
		{begun: "h", limit: 9, want: "Hana Quill"},
		{begun: "Mary A", limit: 9, want: "Mary Ann Tilling"},
		{begun: "til", limit: 9, want: "Marianne Till, Mary Ann Tilling"},
		{begun: "til", limit: 1, want: "Marianne Till"},
		{begun: "til", groups: "rivertown", limit: 9, want: "Mary Ann Tilling"},
		{begun: "tilling mar", limit: 9, want: "Mary Ann Tilling"},
		{begun: "hannah", limit: 9, want: "Hana Quill"}, // her other spelling
		{begun: "SØR", limit: 9, want: "Soren  KLOSTER"},
		{begun: "sor x", limit: 9},
		{begun: "", limit: 9},
		{begun: "%_'\"", limit: 9},
	} {
		var groups []string
		if c.groups != "" {
			groups = []string{c.groups}
		}
		names, err := db.Names(t.Context(), groups, c.begun, c.limit)
		if got := strings.Join(names, ", "); err != nil || got != c.want {
			t.Errorf("Names(%q, %q, %d) = %q, %v, want %q", c.groups, c.begun, c.limit, got, err, c.want)
		}
	}
}

func TestWhomANameNames(t *testing.T) {
	db := crowd(t)
	for _, c := range []struct {
		ask, groups, people, near string
	}{
		{ask: "Søren Kloster", people: "Soren  KLOSTER"},
		{ask: "soren kloster", groups: "rivertown", people: "Soren  KLOSTER"},
		{ask: "Hannah Quill", people: "Hana Quill"},
		{ask: "hana quill", people: "Hana Quill"},
		{ask: "quill", people: "Hana Quill"},
		{ask: "Kloster, Soren", people: "Soren  KLOSTER"},
		{ask: "mary tilling", people: "Mary Ann Tilling"},
		{ask: "mary till", people: "Mary Ann Tilling"},
		{ask: "till", people: "Marianne Till"},
		{ask: "pet", people: "Petra Nadler"},
		{ask: "nad", people: "Petra Nadler, Priya Nadar"},
		{ask: "m", people: ""},
		{ask: "Sorin Kloster", near: "Soren  KLOSTER"},
		{ask: "Kloser", near: "Soren  KLOSTER"},
		{ask: "hanna quil", near: "Hana Quill"},
		{ask: "Pryia Nadar", near: "Priya Nadar"},
		{ask: "kloster", groups: "hilltop", people: "Soren  KLOSTER"},
		{ask: "Priya Nadar", groups: "hilltop"},
		{ask: "Pryia Nadar", groups: "hilltop"},
		{ask: "Wolfgang Utterly-Unknown"},
		{ask: ""},
		{ask: "?!"},
	} {
		t.Run(c.ask+" "+c.groups, func(t *testing.T) {
			var groups, names []string
			if c.groups != "" {
				groups = []string{c.groups}
			}
			found := people(t, db, groups, c.ask)
			for _, p := range found.People {
				names = append(names, p.Name)
			}
			if got := strings.Join(names, ", "); got != c.people {
				t.Errorf("people are %q, want %q", got, c.people)
			}
			if got := strings.Join(found.Near, ", "); got != c.near {
				t.Errorf("near are %q, want %q", got, c.near)
			}
		})
	}
}

func TestHowAPersonIsDescribed(t *testing.T) {
	db := open(t)
	keep(t, db,
		spoken("rivertown", "2023-02-01", content.Speaker{Name: "Ada Fenn", Bio: "The longest bio of all, but long ago, when she sold kites.", Role: "Kite seller"}),
		spoken("rivertown", "2023-05-01", content.Speaker{Name: "Ada Fenn", Affiliation: "Weir", Bio: "Ada builds weirs. She has built two.", Links: page("https://ada.example/")}),
		spoken("hilltop", "2023-06-01", content.Speaker{Name: "Ada Fenn", Bio: "Ada builds."}),
		spoken("rivertown", "2023-07-01", content.Speaker{Name: "Áda Fenn", Affiliation: "Lock & Weir"}),
	)
	found := people(t, db, []string{"rivertown"}, "ada fenn")
	if len(found.People) != 1 {
		t.Fatalf("found %+v, want one person", found)
	}
	p := found.People[0]
	want := content.Speaker{Name: "Áda Fenn", Affiliation: "Lock & Weir", Role: "Kite seller", Bio: "Ada builds weirs. She has built two.", Links: page("https://ada.example/")}
	if diff := cmp.Diff(want, p.Speaker); diff != "" {
		t.Errorf("described as (-want +got):\n%s", diff)
	}
	var talks []string
	for _, g := range p.Talks {
		talks = append(talks, string(g.Event.Date)+" "+g.Event.Group)
	}
	if diff := cmp.Diff([]string{"2023-07-01 rivertown", "2023-05-01 rivertown", "2023-02-01 rivertown"}, talks); diff != "" {
		t.Errorf("talks in the group (-want +got):\n%s", diff)
	}
	if all := people(t, db, nil, "ada fenn").People[0].Talks; len(all) != 4 {
		t.Errorf("%d talks anywhere, want 4", len(all))
	}
	ref := content.EventRef{ID: p.Talks[0].Event.ID, Group: "rivertown", Title: "Meetup of 2023-07-01", Date: "2023-07-01", Zone: "Europe/London"}
	if diff := cmp.Diff(ref, p.Talks[0].Event); diff != "" {
		t.Errorf("the event of a talk (-want +got):\n%s", diff)
	}
}

func TestWhoIsOnePerson(t *testing.T) {
	gh := func(account string) []content.Link { return page("https://github.com/" + account) }
	for _, c := range []struct {
		name string
		a, b content.Speaker
		one  bool
	}{
		{"short first name", content.Speaker{Name: "Kat Pellow", Links: gh("kpellow")}, content.Speaker{Name: "Katherine Pellow", Links: gh("KPellow/")}, true},
		{"misspelt", content.Speaker{Name: "Oswin Treharne", Links: gh("oswin")}, content.Speaker{Name: "Oswin Trehane", Links: gh("oswin")}, true},
		{"middle name", content.Speaker{Name: "Noor van der Elst", Links: page("https://fedi.example/@noor")}, content.Speaker{Name: "Noor Elst", Links: page("https://fedi.example/@noor")}, true},
		{"no page", content.Speaker{Name: "Kat Pellow"}, content.Speaker{Name: "Katherine Pellow"}, false},
		{"other page", content.Speaker{Name: "Kat Pellow", Links: gh("kat")}, content.Speaker{Name: "Katherine Pellow", Links: gh("katherine")}, false},
		{"company's account", content.Speaker{Name: "Kat Pellow", Links: gh("weir")}, content.Speaker{Name: "Jory Pellow", Links: gh("weir")}, false},
		{"a project's page", content.Speaker{Name: "Kat Pellow", Links: gh("weir/gauge")}, content.Speaker{Name: "Katherine Pellow", Links: gh("weir/gauge")}, false},
		{"no address", content.Speaker{Name: "Kat Pellow", Links: page("%zz")}, content.Speaker{Name: "Katherine Pellow", Links: page("%zz")}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := open(t)
			keep(t, db, spoken("rivertown", "2023-01-01", c.a), spoken("rivertown", "2023-02-01", c.b))
			p := people(t, db, nil, c.a.Name).People[0]
			if one := len(p.Talks) == 2; one != c.one {
				t.Errorf("%s and %s are one: %v, want %v", c.a.Name, c.b.Name, one, c.one)
			}
			if c.one && (p.Name != c.b.Name || len(p.Aliases) != 1 || p.Aliases[0] != c.a.Name) {
				t.Errorf("shown as %q with other spellings %q, want the newest spelling first", p.Name, p.Aliases)
			}

			// At one event they are two, whatever they share.
			db = open(t)
			keep(t, db, spoken("rivertown", "2023-01-01", c.a, c.b))
			if p := people(t, db, nil, c.a.Name).People[0]; len(p.Talks) != 1 {
				t.Errorf("two who speak at one event are one: %+v", p)
			}
		})
	}
}

func TestNameThatWasCorrectedIsForgotten(t *testing.T) {
	db := open(t)
	e := keep(t, db, spoken("rivertown", "2023-01-01", content.Speaker{Name: "Jane Dow"}))[0]
	fixed := spoken("rivertown", "2023-01-01", content.Speaker{Name: "Jane Doeberl"})
	fixed.ID = e.ID
	keep(t, db, fixed)
	if found := people(t, db, nil, "Jane Dow"); len(found.People) != 0 || len(found.Near) > 1 {
		t.Errorf("Jane Dow is still found: %+v", found)
	}
	if found := people(t, db, nil, "Jane Doeberl"); len(found.People) != 1 || len(found.People[0].Talks) != 1 {
		t.Errorf("Jane Doeberl is %+v, want one person with one talk", found)
	}
}

func TestManyNamesakes(t *testing.T) {
	db := open(t)
	var all []content.Event
	for i := range 30 {
		all = append(all, spoken("rivertown", content.Date("2023-01-01").AddDays(i), content.Speaker{Name: fmt.Sprintf("Sam Number%d", i)}))
	}
	keep(t, db, all...)
	found := people(t, db, nil, "sam")
	if len(found.People) != 10 || found.People[0].Name != "Sam Number29" {
		t.Errorf("found %d, first %q, want the ten who spoke last", len(found.People), found.People[0].Name)
	}
	for _, p := range found.People {
		if p.ID == 0 || p.Name == "" || p.Talks != nil {
			t.Errorf("of one among ten %+v is read, want ID and name", p)
		}
	}
	for name, n := range map[string]int{"sam numb": 10, "sam number27": 1} {
		found := people(t, db, nil, name)
		if full := len(found.People[0].Talks) > 0; len(found.People) != n || full != (n <= 3) {
			t.Errorf("%q finds %d people, in full: %v", name, len(found.People), full)
		}
	}
}

func FuzzPeople(f *testing.F) {
	db := open(f)
	keep(f, db, meetup())
	for _, seed := range []string{"ines brathen", `"`, "%_", "a*", "' OR 1=1 --", "\x00\xff", "Ł", strings.Repeat("ы", 300), "§72"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		for _, groups := range [][]string{nil, {"rivertown"}, {name}} {
			if _, err := db.People(t.Context(), groups, name); err != nil {
				t.Errorf("People(%q, %q): %v", groups, name, err)
			}
		}
	})
}
