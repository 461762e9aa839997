package parse

import (
	"slices"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// A witness is what one document contributes to what all of them teach.
type witness struct {
	path      string
	id        string // of the document among those of its source
	class     string
	places    []place
	reports   bool           // it looks back
	moved     bool           // it names the day to which its event was moved
	named     []content.Date // the days that title and text clearly name as the event's
	hinted    []content.Date // ... and those that they name at all
	denied    []content.Date // "tomorrow" and its like, counted from the publishing date
	announced []content.Date // the next one's
	titled    time.Month     // the month that the title names
	weekday   time.Weekday   // of the event, where the text says it without a day
	onWeekday bool
	rule      when.Rule // by which the text says that meetups repeat
	hasRule   bool
	order     when.Order
	clocks    []content.Clock // the times that the text gives
	known     []known         // people, places and companies that it presents by ids
	uploads   uploadCount     // of the records of a data file
	stamps    []place         // the times of records that are written as UTC
	entry     *entryOrder     // where the speaker stands in its entries, where that is clear
}

// maxClocks is how many times of a text are compared with those of its keys.
const maxClocks = 40

// witnesses are those of the documents that the document holds: a feed's
// entries, else itself.
func (f *facts) witnesses() []witness {
	if !f.feed {
		return []witness{f.witness()}
	}
	var out []witness
	for _, p := range f.items {
		if p.err == nil {
			out = append(out, p.witness())
		}
	}
	return out
}

func (f *facts) witness() witness {
	if f.rows != nil {
		return f.rowsWitness()
	}
	w := witness{path: f.path, id: f.id(), class: f.class, places: f.places, order: f.order}
	if f.tree == nil || f.err != nil {
		return w
	}
	w.reports, w.entry = f.back, f.clearEntry()
	w.known = f.presents()
	for _, s := range f.days {
		if s.mention.Order != when.AnyOrder {
			w.order = s.mention.Order
		}
		if s.unit < 0 && s.mention.Day == 0 && s.mention.Nth == 0 && s.mention.Relative.Unit == when.Absolute {
			w.titled = s.mention.Month
		}
		w.take(s)
	}
	if slices.ContainsFunc(f.places, func(p place) bool { return p.other && p.clock != p.otherClock }) {
		w.clocks = f.textClocks()
	}
	for i := range f.units {
		u := &f.units[i]
		if u.block.Kind == outline.Code || u.role == aside || u.role == speaking {
			continue
		}
		if !w.hasRule && u.cues&dayCue != 0 && len(u.low) < 600 && mayRule(u.low) {
			if rules := when.Rules(u.text.Plain); len(rules) == 1 {
				w.rule, w.hasRule = rules[0], true
			}
		}
	}
	return w
}

var repeating = pattern.OneOf("every", "each", "month", "jede", "monat", "chaque", "tous les", "mois", "cada", "todos", "mes", "elke", "iedere", "maand", "ogni", "毎")

// mayRule is a cheap test for texts that may say how days repeat.
func mayRule(low string) bool {
	return repeating.In(low)
}

// take sorts a day that the text states by what it tells of the places.
func (w *witness) take(s stated) {
	rel := s.mention.Relative
	relative := rel.Unit != when.Absolute && s.mention.Nth == 0
	switch {
	case s.moved:
		w.moved = true
	case s.weak:
	case relative && s.weight >= leastWeight && s.mention.HasWeekday && !s.next && (rel.Unit == when.OnWeekday || rel.Unit == when.ThisWeekday) && s.mention.Problem == "":
		w.weekday, w.onWeekday = s.mention.Weekday, true
	}
	switch {
	case !s.reading.Date.IsDay() || s.weak:
	case s.next:
		if !relative {
			w.announced = append(w.announced, s.reading.Date)
		}
		if !w.reports {
			w.hinted = append(w.hinted, s.reading.Date)
		}
	case relative && s.weight >= leastWeight && rel.Unit == when.Days && rel.Count > 0:
		w.denied = append(w.denied, s.reading.Date)
	case relative:
	case s.weight >= 4:
		w.named = append(w.named, s.reading.Date)
	case s.mention.HasWeekday && s.weight > 0 || s.ours:
		w.hinted = append(w.hinted, s.reading.Date)
	}
}

// clocksIn lists the times of a text; an hour of which the half of the day is
// not said stands there twice.
func clocksIn(s string) []content.Clock {
	var out []content.Clock
	for _, x := range when.Times(s) {
		for _, c := range [...]content.Clock{x.From, x.Begins} {
			if c == "" {
				continue
			}
			out = append(out, c)
			if x.Half {
				if late, err := content.NewClock((c.Minutes()/60+12)%24, c.Minutes()%60); err == nil {
					out = append(out, late)
				}
			}
		}
	}
	return out
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
