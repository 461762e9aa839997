package parse

import (
	"slices"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
)

// nextSection returns the section of a group's own page that is headed as its next
// meetup and tells of one day: of all units below the heading, as one record.
func (f *facts) nextSection() (record, bool) {
	if f.publishDay.IsDay() {
		return record{}, false
	}
	for i := range f.units {
		if !headsNext(&f.units[i]) {
			continue
		}
		r := record{unit: i + 1, stop: i + 1}
		for r.stop < len(f.units) && (f.units[r.stop].block.Kind != outline.Heading || f.units[r.stop].sec.Level > f.units[i].sec.Level) {
			r.stop++
		}
		for j := r.unit; j < r.stop; j++ {
			day, said, ok := f.fullDay(j, f.units[j].text.Plain)
			if !ok || day == r.date {
				continue
			}
			if r.date != "" {
				return record{}, false // several
			}
			r.date, r.said = day, said
		}
		return r, r.date != ""
	}
	return record{}, false
}

// ahead reports whether a record stands by itself and is later than those of a list.
func (r record) ahead(list []record) bool {
	return !slices.ContainsFunc(list, func(o record) bool { return r.date <= o.date || o.unit >= r.unit && o.unit < r.stop })
}

// nextBeside reads the next meetup of a page that lists those that were.
func (f *facts) nextBeside(list []record, taught lessons, h Hints) []content.Event {
	r, ok := f.nextSection()
	if !ok || !r.ahead(list) {
		return nil
	}
	for _, line := range f.lineRecords(outline.Paragraph, f.yearsBySection()) {
		if line.unit >= r.unit && line.unit < r.stop && line.date == r.date && tells(line.head.Plain) {
			return f.diary([]record{line}, taught, h)
		}
	}
	events := f.eventsOf([]record{r}, taught, h)
	events[0].Title = "" // its first line is a sentence, and the heading names none
	return events
}
