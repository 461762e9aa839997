package parse

import (
	"fmt"
	"slices"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/when"
)

// lessons are what the documents of a source teach together: which of the
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
	regular       regularity
}

// Minimal agreement before a place is trusted, and how many times it must
// outweigh the contradictions.
const (
	leastAgreeing = 3
	agreeRatio    = 4
)

func (l *lesson) holdsDay() bool {
	if l == nil {
		return false
	}
	return l.agree >= leastAgreeing && l.agree >= agreeRatio*l.differ || l.differ == 0 && l.regular.holds() && (l.agree > 0 || l.regular.timed())
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
	if l.agree < leastAgreeing {
		return fmt.Sprintf("%s; in the %d documents of this source it is %s, and no text names another day", place, l.regular.days, l.regular.says())
	}
	return fmt.Sprintf("%s; in %d of %d documents of this source it is the day that the text names", place, l.agree, l.agree+l.differ)
}

// A witness is what one document contributes to what all of them teach.
type witness struct {
	path      string
	class     string
	places    []place
	named     []content.Date // the days that title and text clearly name as the event's
	hinted    []content.Date // ... and those that they name at all
	denied    []content.Date // "tomorrow" and its like, counted from the publishing date
	announced []content.Date // the next one's
	titled    time.Month     // the month that the title names
	order     when.Order
}

func (f *facts) witness() witness {
	w := witness{path: f.path, class: f.class, places: f.places}
	reports := f.reports()
	for _, s := range f.days {
		if s.mention.Order != when.AnyOrder {
			w.order = s.mention.Order
		}
		if s.unit < 0 && s.mention.Day == 0 && s.mention.Relative.Unit == when.Absolute {
			w.titled = s.mention.Month
		}
		relative := s.mention.Relative.Unit != when.Absolute
		switch {
		case !s.reading.Date.IsDay() || s.weak:
		case s.next:
			w.announced = append(w.announced, s.reading.Date)
			if !reports {
				w.hinted = append(w.hinted, s.reading.Date)
			}
		case relative && s.mention.Relative.Unit == when.Days && s.mention.Relative.Count > 0 && s.weight >= leastWeight:
			w.denied = append(w.denied, s.reading.Date)
		case relative:
		case s.weight >= 4:
			w.named = append(w.named, s.reading.Date)
		case s.mention.HasWeekday && s.weight > 0 || s.ours:
			w.hinted = append(w.hinted, s.reading.Date)
		}
	}
	return w
}

// reports says whether the text looks back more than ahead: what it calls the
// next meetup is then another one.
func (f *facts) reports() bool {
	if recapTitle.MatchString(f.title.text) {
		return true
	}
	recap, ahead := 0, 0
	for i := range f.units {
		if u := &f.units[i]; u.role != aside && u.role != speaking {
			recap += u.recap
			ahead += u.coming
		}
	}
	return recap > ahead
}

// learn compares every place that holds a day with the days that titles and
// texts name: the same document's, or the announcement in another document of
// what this one reports.
func learn(all []witness) lessons {
	taught := lessons{places: map[placeKey]*lesson{}}
	announced := map[content.Date]bool{}
	proven := map[when.Order]bool{}
	for _, w := range all {
		for _, day := range w.announced {
			announced[day] = true
		}
		proven[w.order] = true
	}
	switch {
	case proven[when.DayFirst] && !proven[when.MonthFirst]:
		taught.order = when.DayFirst
	case proven[when.MonthFirst] && !proven[when.DayFirst]:
		taught.order = when.MonthFirst
	}
	for _, w := range all {
		for _, p := range w.places {
			key := placeKey{p.name, w.class}
			l := taught.places[key]
			if l == nil {
				l = &lesson{}
				taught.places[key] = l
			}
			l.regular.add(p, w.titled)
			switch {
			case slices.Contains(w.named, p.day), len(w.named) == 0 && slices.Contains(w.hinted, p.day):
				l.agree++
			case len(w.named) > 0, len(w.denied) > 0 && !slices.Contains(w.denied, p.day):
				l.differ++
			case announced[p.day] && !slices.Contains(w.announced, p.day):
				l.agree++
			}
		}
	}
	return taught
}
