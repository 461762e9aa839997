// Package page finds what a page states of events in a form for programs:
// schema.org's Event in JSON-LD, in microdata and in RDFa, and the microformats
// h-event and hCalendar, be it in HTML or in Markdown that holds HTML.
//
// It knows these forms and how sites break them, and gives what they say as
// they say it, with lines. It refuses to decide: which zone a time is in, what
// the page's own text says to it, and whether the page is about one event or
// many is for the reader of the page.
package page

import (
	"bytes"

	"meetupbot/content/parse/tree"
)

// Said is a text with the line where it stands; no text where nothing is said.
type Said struct {
	Text string
	Line int
}

// An Event is one that a page states. Days and times are as written.
type Event struct {
	Line     int
	Form     string // "JSON-LD", "microdata", ...
	Main     bool   // it is marked as what the page is about
	Series   bool   // it is a series of events, or one of a series
	Name     Said
	Start    Said
	End      Said
	Doors    Said // when the doors open: a time, or a day and a time
	Length   Said // as ISO 8601: "PT2H"
	Status   Status
	StatusAt Said
	Place    Place
	URL      Said
	Offers   []Said // addresses where people take tickets
	People   []Person
	About    Said    // the description: plain text, Markdown or HTML
	Parts    []Event // subEvent
	Whole    *Event  // superEvent
}

// Status is what an event's status says has become of it.
type Status string

const (
	Unsaid      Status = ""
	Scheduled   Status = "scheduled"
	Cancelled   Status = "cancelled"
	Postponed   Status = "postponed"
	Rescheduled Status = "rescheduled"
	MovedOnline Status = "moved online"
)

// A Place is where an event is.
type Place struct {
	Said    // the words that name it
	Name    string
	Address string
	Online  bool // nowhere else
}

// A Person is somebody who performs at an event.
type Person struct {
	Said
	Affiliation string
	Role        string
	URL         string
}

// A Problem is something that could not be used.
type Problem struct {
	Line int
	What string
}

// Find returns the events of a page whose first line is line of its document,
// in order, each once however often it is stated, and what of the page was
// broken.
func Find(src []byte, line int) ([]Event, []Problem) {
	if !MayHold(src) {
		return nil, nil
	}
	f := &finder{ids: map[string]*tree.Value{}}
	f.scan(src, line)
	for _, root := range f.roots {
		f.identify(root.value)
	}
	for _, root := range f.roots {
		f.form = root.form
		f.walk(root.value, false)
	}
	return f.events, f.problems
}

// A mark is a piece of a page that is found by its rarest letter: a page is
// walked through in no time.
type mark struct {
	text string
	rare int // index of that letter
}

// Pieces of pages that may hold an event, and attributes of those that say of
// what type an item is.
var (
	marks = []mark{{"ld+json", 2}, {"h-event", 3}, {"vevent", 2}}
	types = []mark{{"itemtype", 5}, {"typeof", 1}}
)

// behind returns what follows the mark where it stands first, nil for nowhere.
func (m mark) behind(src []byte) []byte {
	for at := 0; ; {
		n := bytes.IndexByte(src[at:], m.text[m.rare])
		if n < 0 {
			return nil
		}
		at += n + 1
		if from := at - 1 - m.rare; from >= 0 && string(src[from:min(len(src), from+len(m.text))]) == m.text {
			return src[from+len(m.text):]
		}
	}
}

// maxType is how far behind the name of its attribute an item's type is looked
// for.
const maxType = 300

// MayHold reports whether a page is worth a closer look: most are not.
func MayHold(src []byte) bool {
	for _, m := range marks {
		if m.behind(src) != nil {
			return true
		}
	}
	for _, m := range types {
		for rest := m.behind(src); rest != nil; rest = m.behind(rest) {
			if namesEvent(rest[:min(len(rest), maxType)]) {
				return true
			}
		}
	}
	return false
}

// namesEvent reports whether a piece of a page holds the name of a type of
// events.
func namesEvent(piece []byte) bool {
	if bytes.Contains(piece, []byte("Event")) {
		return true
	}
	for name := range alsoEvents {
		if bytes.Contains(piece, []byte(name)) {
			return true
		}
	}
	return false
}

type finder struct {
	form     string
	roots    []root
	ids      map[string]*tree.Value // what can be referred to, by @id
	events   []Event
	problems []Problem
	built    int // events, those within others included
}

// A root is a value that stands in the page by itself.
type root struct {
	form  string
	value *tree.Value
}

func (f *finder) problem(line int, what string) {
	f.problems = append(f.problems, Problem{line, what})
}
