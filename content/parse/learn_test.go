package parse_test

import (
	"fmt"
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/content/parse"
)

// A series is six documents of one site: second Wednesdays, published about a
// week before.
var series = []struct{ event, published, words content.Date }{
	{"2021-01-13", "2021-01-05", "Wednesday 13 January"},
	{"2021-02-10", "2021-02-03", "Wednesday 10 February"},
	{"2021-03-10", "2021-03-04", "Wednesday 10 March"},
	{"2021-04-14", "2021-04-01", "Wednesday 14 April"},
	{"2021-05-12", "2021-05-07", "Wednesday 12 May"},
	{"2021-06-09", "2021-06-01", "Wednesday 9 June"},
}

// TestWhatASeriesTeaches reads a series of which only some documents say their
// day, with the front matter's date written in different ways.
func TestWhatASeriesTeaches(t *testing.T) {
	for _, c := range []struct {
		name  string
		front string // with EVENT and PUBLISHED for the days
		say   string // of the day in words
		who   []int  // which documents say it
		taken bool   // the date is the event's day
	}{
		{"the next meetup is on", "date: EVENT", "Our next meetup is on %s.", []int{0, 2, 4}, true},
		{"the day leads", "date: EVENT", "%s, 19:00, in the Quilt Room.", []int{0, 2, 4}, true},
		{"a rule and one witness", "date: EVENT", "On %s we meet.", []int{3}, true},
		{"a rule and an evening's time", "date: EVENTT19:00:00", "", nil, true},
		{"a rule alone, which all keep to", "date: EVENT", "", nil, true},
		{"later than the publishing date beside it", "date: EVENT\npublishDate: PUBLISHED", "", nil, true},
		{"the publishing date", "date: PUBLISHED", "We meet on %s.", []int{0, 2, 4}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var docs []parse.Document
			says := map[int]bool{}
			for _, i := range c.who {
				says[i] = true
			}
			for i, s := range series {
				front := strings.NewReplacer("EVENT", string(s.event), "PUBLISHED", string(s.published)).Replace(c.front)
				text := fmt.Sprintf("---\ntitle: \"Pocket Tools #%d\"\n%s\n---\n\n", i+1, front)
				if says[i] {
					text += fmt.Sprintf(c.say, s.words) + "\n\n"
				}
				text += "## Talks\n\n* 19:00 Doors\n* 19:15 Hinges and how to hang them - Dervla Quain\n* 20:00 Break\n"
				docs = append(docs, parse.Document{Path: fmt.Sprintf("posts/%d.md", i), Data: []byte(text)})
			}
			for i, r := range read(docs, parse.Hints{Zone: "Europe/Dublin"}) {
				if r.Kind != content.Announcement || len(r.Events) != 1 {
					t.Fatalf("document %d: %s with %d events", i, r.Kind, len(r.Events))
				}
				want := content.Date("")
				if c.taken || says[i] {
					want = series[i].event
				}
				if e := r.Events[0]; e.Date != want {
					t.Errorf("document %d: date %q, want %q", i, e.Date, want)
				} else if _, held := e.Held(); held != (want == "") {
					t.Errorf("document %d: held %v", i, held)
				}
			}
		})
	}
}

// TestTomorrowIsNotToday reads posts of the day before, of which some say so.
func TestTomorrowIsNotToday(t *testing.T) {
	var docs []parse.Document
	for i, s := range series {
		text := fmt.Sprintf("---\ntitle: \"Pocket Tools #%d\"\ndate: %sT19:00:00\n---\n\n", i+1, s.event.AddDays(-1))
		if i%2 == 0 {
			text += "We meet tomorrow. "
		}
		text += "Come along!\n\n## Talks\n\n* 19:15 Hinges and how to hang them - Dervla Quain\n* 20:00 Break\n"
		docs = append(docs, parse.Document{Path: fmt.Sprintf("posts/%d.md", i), Data: []byte(text)})
	}
	for i, r := range read(docs, parse.Hints{Zone: "Europe/Dublin"}) {
		for _, e := range r.Events {
			if e.Date != "" && e.Date != series[i].event {
				t.Errorf("document %d: date %q, want %q or none", i, e.Date, series[i].event)
			}
		}
	}
}

// TestASharedDayTeachesNothing reads documents that were all moved to the site
// on one day, which was an evening of the group's too: that its report and the
// others' keys agree says nothing of the others.
func TestASharedDayTeachesNothing(t *testing.T) {
	const moved = "2021-02-10"
	var docs []parse.Document
	for i, s := range series {
		text := fmt.Sprintf("---\ntitle: \"Pocket Tools #%d\"\ndate: %s\n---\n\n", i+1, moved)
		if s.event == moved {
			text += "We meet on Wednesday 10 February 2021. "
		}
		text += "Come to our meetup, 19:00 in the Quilt Room.\n\n## Talks\n\n* 19:00 Doors\n* 19:15 Hinges and how to hang them - Dervla Quain\n"
		docs = append(docs, parse.Document{Path: fmt.Sprintf("posts/%d.md", i), Data: []byte(text)})
	}
	for i, r := range read(docs, parse.Hints{Zone: "Europe/Dublin"}) {
		for _, e := range r.Events {
			want := content.Date("")
			if series[i].event == moved {
				want = moved
			}
			if e.Date != want {
				t.Errorf("document %d: date %q, want %q", i, e.Date, want)
			}
		}
	}
}
