package parse

import (
	"fmt"

	"meetupbot/content"
	"meetupbot/content/parse/when"
)

// Lessons are what the documents of a source teach together: which of the
// places outside of the text hold the event's day.
type lessons struct {
	places map[placeKey]*lesson
	order  when.Order
}

// placeKey is a place, apart for documents of each class: a site may date its
// events by the event and its articles by their writing.
type placeKey struct {
	place string
	class string
}

type lesson struct {
	agree, differ int
	example       string // a document that agrees
}

// Minimal agreement before a place is trusted, and how many times it must
// outweigh the contradictions.
const (
	leastAgreeing = 3
	agreeRatio    = 4
)

func (l *lesson) holdsDay() bool {
	return l != nil && l.agree >= leastAgreeing && l.agree >= agreeRatio*l.differ
}

func (l *lesson) holdsNone() bool {
	return l != nil && l.differ >= leastAgreeing && l.differ > l.agree
}

// contradicted reports whether the texts name other days as often as this one:
// the place then holds a publishing date.
func (l *lesson) contradicted() bool {
	return l != nil && l.differ > 0 && l.differ >= l.agree
}

// why puts the lesson into words, for evidence.
func (l *lesson) why(place string) string {
	return fmt.Sprintf("%s; in %d of %d documents of this source it is the day that the text names", place, l.agree, l.agree+l.differ)
}

// learn compares every place that holds a day with the days that titles and
// texts name: the same document's, or the announcement in another document of
// what this one reports.
func learn(all []*facts) lessons {
	taught := lessons{places: map[placeKey]*lesson{}}
	announced := map[content.Date]int{}
	for _, f := range all {
		if f.tree == nil {
			continue
		}
		for _, s := range f.days {
			if s.next && s.reading.Date.IsDay() {
				announced[s.reading.Date]++
			}
			if s.mention.Order != when.AnyOrder {
				taught.order = s.mention.Order
			}
		}
	}
	for _, f := range all {
		if f.tree == nil {
			continue
		}
		named := f.named()
		own := map[content.Date]bool{}
		for _, s := range f.days {
			if s.next {
				own[s.reading.Date] = true
			}
		}
		for _, p := range f.places {
			key := placeKey{p.name, f.class}
			l := taught.places[key]
			if l == nil {
				l = &lesson{}
				taught.places[key] = l
			}
			switch {
			case named[p.day]:
				l.agree++
				l.example = f.path
			case len(named) > 0:
				l.differ++
			case announced[p.day] > 0 && !own[p.day]:
				l.agree++
				l.example = f.path
			}
		}
	}
	return taught
}

// named returns the days that title and text clearly name as the event's.
func (f *facts) named() map[content.Date]bool {
	days := map[content.Date]bool{}
	for _, s := range f.days {
		if !s.next && s.reading.Date.IsDay() && s.weight >= 4 && s.mention.Relative.Unit == when.Absolute {
			days[s.reading.Date] = true
		}
	}
	return days
}
