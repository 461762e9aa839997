package schedule

import (
	"cmp"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"meetupbot/content"
)

// overdueFrom is the delay from which organisers hear of a post that does not
// get through, before it has.
const overdueFrom = 5 * time.Minute

// Trouble says in a word what is wrong with a row at now, by the product
// clock; "" where nothing is. That a pause withheld it is as it should be.
func (d *Delivery) Trouble(now time.Time) string {
	switch {
	case d.State == Failed, d.State == Withheld && d.Reason != whilePaused:
		return string(d.State)
	case d.State == Unknown && d.Reason == holding:
		return string(d.State)
	case d.State == Sent && d.Reason != "":
		return "still there"
	case d.State == Planned && d.Reason != "" && now.Sub(d.Due) >= overdueFrom:
		return notYet
	case d.Doubles > 0:
		return "doubled"
	case d.Late():
		return "late"
	}
	return ""
}

// Waits is the State of a Trouble that is about no post: something that waits
// for organisers.
const Waits = "waits"

// A Trouble is one thing that organisers hear of: what became of a post, or
// what waits for them.
type Trouble struct {
	About    string          `json:"about,omitempty"` // names what waits, or what keeps several posts back, so that it is told once; "" of a post
	State    string          `json:"state"`           // what Delivery.Trouble says, or Waits
	Kind     Kind            `json:"kind,omitempty"`
	Slot     string          `json:"slot,omitempty"`
	Place    Place           `json:"place,omitzero"`
	Event    content.EventID `json:"event,omitempty"`
	Due      time.Time       `json:"due,omitzero"`
	Sent     time.Time       `json:"sent,omitzero"`
	Tries    int             `json:"tries,omitempty"`
	Second   int             `json:"second,omitempty"`   // second messages that were found and deleted
	Source   string          `json:"source,omitempty"`   // what waits, where it is a source, as content.ShownSource shows it
	Group    string          `json:"group,omitempty"`    // of Source
	Document string          `json:"document,omitempty"` // of Source, which cannot be read
	Reason   string          `json:"reason,omitempty"`   // in words for an organiser
}

// notYet is the trouble of a post that does not get through.
const notYet = "not yet"

// troubleOf returns what organisers are to hear of a row, and false where there
// is nothing or they have heard it. That its platform is cut off, or a server's
// list closed to us, they hear at once. Reports report nothing of reports,
// whoever asked for a test looks for it, and what one person asked for is that
// person's business.
func troubleOf(d *Delivery, now time.Time, cut bool) (Trouble, bool) {
	state := d.Trouble(now)
	if cut && state == "" && d.State == Planned && d.Reason != "" && !d.Due.After(now) {
		state = notYet
	}
	if _, personal := d.Key.Place.Person(); personal && d.Kind != Report {
		return Trouble{}, false
	}
	if state == "" || state == d.Reported || d.Kind == Report || d.Kind == Test {
		return Trouble{}, false
	}
	about := ""
	switch {
	case d.Kind != Listing:
	case state == notYet:
		about = aboutList(d)
	case state == string(Failed) && d.Reported == notYet:
		return Trouble{}, false // that it never got through is no news
	}
	return Trouble{
		About: about, State: state, Kind: d.Kind, Slot: d.Key.Slot, Place: d.Key.Place, Event: d.Key.Event,
		Due: d.Due, Sent: d.SentAt, Tries: d.Attempts, Second: d.Doubles, Reason: d.Reason,
	}, true
}

// aboutList names what keeps a listing from its server's list: it keeps all from
// there, and is told once.
func aboutList(d *Delivery) string {
	h := fnv.New32a()
	fmt.Fprint(h, d.Reason)
	return fmt.Sprintf("list %s %08x", d.Key.Place, h.Sum32())
}

// reportLength is how many troubles a report names.
const reportLength = 10

// maxAbouts bounds how much a report remembers to have told of what waits.
const maxAbouts = 1000

// Troubles are what a report tells: the text of it is its row's Told.
type Troubles struct {
	Named  []Trouble `json:"named"`            // the worst, at most reportLength
	More   int       `json:"more,omitempty"`   // how many it leaves out
	Abouts []string  `json:"abouts,omitempty"` // of all that waits, named or not
}

// ParseTroubles reads the text of a report. A text that is none tells nothing.
func ParseTroubles(s string) Troubles {
	var t Troubles
	if json.Unmarshal([]byte(s), &t) != nil {
		return Troubles{}
	}
	return t
}

// String is the text that a report's row carries.
func (t Troubles) String() string {
	b, err := json.Marshal(t)
	if err != nil {
		return "" // cannot be: strings, numbers and times
	}
	return string(b)
}

// with returns t with more troubles in it.
func (t Troubles) with(more []Trouble) Troubles {
	all := slices.Concat(t.Named, more)
	slices.SortStableFunc(all, func(a, b Trouble) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), a.Due.Compare(b.Due))
	})
	t.More += max(0, len(all)-reportLength)
	t.Named = all[:min(len(all), reportLength)]
	for _, m := range more {
		if m.About != "" && len(t.Abouts) < maxAbouts {
			t.Abouts = append(t.Abouts, m.About)
		}
	}
	return t
}

// rank orders troubles: first where people miss something, and where somebody
// can still do something.
func (t Trouble) rank() int {
	return slices.Index([]string{string(Failed), string(Unknown), notYet, Waits, string(Withheld), "still there", "doubled", "late"}, t.State)
}
