package ingest

import (
	"slices"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"meetupbot/content"
)

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
func (c *card) like(d *card) likeness {
	switch {
	case shareAny(c.talks(), d.talks()):
		return sameTalk
	case c.apart(d):
		return against
	case shareAny(c.signUp(), d.signUp()), c.sameTitle(d):
		return alike
	case c.name() != "" && d.name() != "" && (len(c.words()) == 0 || len(d.words()) == 0), c.bare(), d.bare():
		// a group that names its meetups after itself has one a day
		return possible
	}
	return unlike
}

// bare reports whether hardly more than the day is said of an event, as where
// a recap ends on when the next meetup is: it is then whatever takes place
// that day.
func (c *card) bare() bool { return len(c.talks()) == 0 && len(c.words()) == 0 }

// sameTitle reports whether the shorter title has at least half of its telling
// words in the longer one.
func (c *card) sameTitle(d *card) bool {
	shared, of := c.shareWords(d)
	return of > 0 && 2*shared >= of
}

// shareWords counts the telling words of the shorter title, and those of them
// that the longer one has too.
func (c *card) shareWords(d *card) (shared, of int) {
	x, y := c.words(), d.words()
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
func (c *card) apart(d *card) bool {
	differences := 0
	if c.start >= 0 && d.start >= 0 && c.zone == d.zone && abs(int(c.start-d.start)) > nearby {
		differences++
		if len(c.talks()) == 0 || len(d.talks()) == 0 {
			differences++ // little else could tell them apart
		}
	}
	if len(c.venue()) > 0 && len(d.venue()) > 0 && !shareAny(c.venue(), d.venue()) {
		differences++
	}
	if len(c.talks()) > 0 && len(d.talks()) > 0 {
		differences++ // none in common: that was asked before
	}
	return differences >= 2
}

// strangers reports whether nothing but a day could make two events one: both
// have a title or talks of their own, and nothing in common.
func (c *card) strangers(d *card) bool {
	if shareAny(c.talks(), d.talks()) {
		return false
	}
	if _, of := c.shareWords(d); of > 0 {
		return !c.sameTitle(d)
	}
	return len(c.talks()) > 0 && len(d.talks()) > 0
}

func shareAny(a, b []key) bool {
	return slices.ContainsFunc(a, func(k key) bool { return slices.Contains(b, k) })
}

func abs(n int) int { return max(n, -n) }

// idKey is an id of the event's own, 0 where it has none. Ids are equal
// whatever their capitals and the form in which letters are composed. The dates
// of a series share one and differ in their place.
func idKey(o *content.Origin) key {
	if o.UID == "" {
		return 0
	}
	return keyOf("uid ", cases.Fold().String(norm.NFC.String(o.UID)), o.Place)
}

// pageKey is a page of the event's own, 0 where it has none. The page that is
// the source is none, for it tells of several meetups, or always of the next;
// nor is that of a series.
func pageKey(o *content.Origin) key {
	if o.URL == "" || o.URL == o.Source || ofSeries(o) {
		return 0
	}
	return keyOf("url ", o.URL)
}

// otherID reports whether both events have an id and these differ.
func otherID(a, b *card) bool { return a.id != 0 && b.id != 0 && a.id != b.id }

// tellingWord reports whether a word of a title or place tells anything.
func tellingWord(w string) bool { return !(w[0] >= '0' && w[0] <= '9' || anyTitle[w]) }

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
