package ingest

import (
	"slices"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"meetupbot/content"
)

// A face is what an event is recognised by. It is drawn when it is first
// looked at.
type face struct {
	*content.Event
	common []string // words that every title of the group may hold

	drawn               bool
	title               string   // folded
	words, talks, venue []string // the title's telling words; the talks' folded titles; words of the place
}

func (f *face) draw() *face {
	if f.drawn {
		return f
	}
	f.drawn = true
	f.title = content.Fold(f.Title)
	f.words = slices.DeleteFunc(strings.Fields(f.title), func(w string) bool {
		return w[0] >= '0' && w[0] <= '9' || anyTitle[w] || slices.Contains(f.common, w)
	})
	for _, t := range f.Talks {
		f.talks = append(f.talks, content.Fold(t.Title))
	}
	f.venue = slices.DeleteFunc(content.Words(f.Venue.Name+" "+f.Venue.Address), func(w string) bool {
		return w[0] >= '0' && w[0] <= '9' || anyTitle[w]
	})
	return f
}

// likeness is how sure it is that two events of one day are one.
type likeness int

const (
	against  likeness = iota - 1 // something speaks against it
	unlike                       // nothing speaks for it
	possible                     // hardly more than the day is said of one of them
	alike                        // their titles or sign-up pages are
	sameTalk                     // they have a talk in common
)

// like compares two events of one group and one day.
func (f *face) like(g *face) likeness {
	f.draw()
	g.draw()
	switch {
	case shareAny(f.talks, g.talks):
		return sameTalk
	case f.apart(g):
		return against
	case shareSignUp(f.Event, g.Event), f.sameTitle(g):
		return alike
	case f.Title != "" && g.Title != "" && (len(f.words) == 0 || len(g.words) == 0), f.bare(), g.bare():
		// a group that names its meetups after itself has one a day
		return possible
	}
	return unlike
}

// bare reports whether hardly more than the day is said of an event, as where
// a recap ends on when the next meetup is: it is then whatever takes place
// that day.
func (f *face) bare() bool { return len(f.talks) == 0 && len(f.words) == 0 }

// sameTitle reports whether the shorter title has at least half of its telling
// words in the longer one.
func (f *face) sameTitle(g *face) bool {
	shared, of := f.shareWords(g)
	return of > 0 && 2*shared >= of
}

// shareWords counts the telling words of the shorter title, and those of them
// that the longer one has too.
func (f *face) shareWords(g *face) (shared, of int) {
	x, y := f.draw().words, g.draw().words
	if len(x) > len(y) {
		x, y = y, x
	}
	for _, w := range x {
		if slices.Contains(y, w) {
			shared++
		}
	}
	return shared, len(x)
}

// nearby is by how many minutes two documents may differ in when one meetup
// starts: doors and first talk are that far apart.
const nearby = 60

// apart reports whether two events of a day differ in two of what a meetup has
// one of: its start, its place, its talks.
func (f *face) apart(g *face) bool {
	differences := 0
	if f.Start != "" && g.Start != "" && f.Zone == g.Zone && abs(f.Start.Minutes()-g.Start.Minutes()) > nearby {
		differences++
		if len(f.talks) == 0 || len(g.talks) == 0 {
			differences++ // little else could tell them apart
		}
	}
	if len(f.venue) > 0 && len(g.venue) > 0 && !shareAny(f.venue, g.venue) {
		differences++
	}
	if len(f.talks) > 0 && len(g.talks) > 0 {
		differences++ // none in common: that was asked before
	}
	return differences >= 2
}

// strangers reports whether nothing but a day could make two events one: both
// have a title or talks of their own, and nothing in common.
func (f *face) strangers(g *face) bool {
	if shareAny(f.draw().talks, g.draw().talks) {
		return false
	}
	if _, of := f.shareWords(g); of > 0 {
		return !f.sameTitle(g)
	}
	return len(f.talks) > 0 && len(g.talks) > 0
}

func shareAny(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

func shareSignUp(a, b *content.Event) bool {
	return slices.ContainsFunc(a.RSVP, func(x content.Link) bool {
		return slices.ContainsFunc(b.RSVP, func(y content.Link) bool { return x.URL == y.URL })
	})
}

func abs(n int) int { return max(n, -n) }

// idKey is an id of the event's own, "" where it has none. Ids are equal
// whatever their capitals and the form in which letters are composed. The dates
// of a series share one and differ in their place.
func idKey(e *content.Event) string {
	if e.Origin.UID == "" {
		return ""
	}
	return "uid " + cases.Fold().String(norm.NFC.String(e.Origin.UID)) + "\x00" + e.Origin.Place
}

// pageKey is a page of the event's own, "" where it has none. The page that is
// the source is none, for it tells of several meetups, or always of the next;
// nor is that of a series.
func pageKey(e *content.Event) string {
	if o := e.Origin; o.URL == "" || o.URL == o.Source || ofSeries(e) {
		return ""
	}
	return "url " + e.Origin.URL
}

// otherID reports whether both events have an id and these differ.
func otherID(a, b *content.Event) bool {
	x, y := idKey(a), idKey(b)
	return x != "" && y != "" && x != y
}

// anyTitle are words that any meetup's title may hold.
var anyTitle = func() map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(`a an and at for from in of on our the to with
		meetup meetups meeting meet up event evening afternoon morning night talk talks recap roundup notes next
		monday tuesday wednesday thursday friday saturday sunday
		january february march april may june july august september october november december`) {
		words[w] = true
	}
	return words
}()
