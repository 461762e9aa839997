package parse

import (
	"slices"
	"strconv"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
)

// leastDated is how many items or rows that begin with a day make a list of
// events, where the document holds little else.
const leastDated = 2

// yearIn returns the one year that a heading names, or 0.
func yearIn(s string) int {
	year, n := 0, 0
	for i := 0; i+4 <= len(s); i++ {
		if c := s[i : i+2]; c != "19" && c != "20" || i > 0 && inWord(s[i-1]) || i+4 < len(s) && inWord(s[i+4]) {
			continue
		}
		if y, err := strconv.Atoi(s[i : i+4]); err == nil {
			year, n = y, n+1
		}
	}
	if n != 1 {
		return 0
	}
	return year
}

// inWord reports whether a byte is part of a word or a number in ASCII.
func inWord(c byte) bool { return c == '_' || c >= '0' && c <= '9' || plainLetter(c) }

// entryEdges part the day of an item from what follows, and a venue from a
// quoted title.
const entryEdges = " \t,:;–—-|/)*_"

// diary reads each record of a list of dated items as an event: its talks, or
// what else the entry says. An entry that says that nothing is on is none.
func (f *facts) diary(records []record, taught lessons, h Hints) []content.Event {
	common := newDraft(f.around(records), taught, h, func(*unit) bool { return true })
	common.proseTimes()
	common.readVenue()
	list := make([]*diaryEntry, 0, len(records))
	kinds := map[string]int{}
	for _, r := range records {
		part := f.part(r)
		part.days = nil
		d := newDraft(part, taught, h, func(*unit) bool { return true })
		d.known = newRoster()
		d.event.Origin.Place = string(r.date)
		d.event.Date = r.date
		d.event.Evidence = append(d.event.Evidence, r.said)
		e := &diaryEntry{draft: d, record: r}
		if e.idle() {
			continue
		}
		for _, text := range append([]outline.Text{r.head}, r.more...) {
			if r.grid == nil {
				e.texts = append(e.texts, e.behindTime(text))
			}
		}
		if kind, _ := e.kindFirst(); kind != "" {
			kinds[content.Fold(kind)]++
		}
		list = append(list, e)
	}
	e := entries{list: list, kinds: kinds}
	return e.events(&common.event)
}

// around returns the facts of what stands outside of the records, and of the next
// meetup beside them.
func (f *facts) around(records []record) *facts {
	if next, ok := f.nextSection(); ok && next.ahead(records) {
		i, _ := slices.BinarySearchFunc(records, next.unit, func(r record, unit int) int { return r.unit - unit })
		records = slices.Insert(slices.Clone(records), i, next)
	}
	p := *f
	p.days = nil
	p.units = nil
	at := 0
	for _, r := range records {
		if r.unit > at {
			p.units = append(p.units, f.units[at:r.unit]...)
		}
		at = max(at, r.stop)
	}
	p.units = append(p.units, f.units[at:]...)
	return &p
}

// eventHeadings stand above lists of a group's events.
var eventHeadings = words(`events event meetings meetups dates calendar schedule termine veranstaltungen treffen kalender evenements rencontres dates agenda eventos encuentros fechas calendario evenementen bijeenkomsten eventi incontri encontros 予定 開催予定 イベント`)

// listsMeetups reports whether a list of dated entries is one of meetups: the
// text around it says so, or most entries are talks.
func (f *facts) listsMeetups(records []record, events []content.Event) bool {
	if noEvent.MatchString(f.title.text) {
		return false
	}
	talks := 0
	for _, e := range events {
		if len(e.Talks) > 0 {
			talks++
		}
	}
	if talks*2 >= len(events) {
		return true
	}
	if hintsIn(strings.ToLower(f.title.text)).cues&groupCue != 0 {
		return true
	}
	for _, u := range f.around(records).units {
		if u.cues&groupCue != 0 || u.block.Kind == outline.Heading && (u.role == programme || u.role == coming || eventHeadings[content.Fold(u.text.Plain)]) {
			return true
		}
	}
	return false
}

// inherit takes over the time and place that the text around a list says for
// all of it.
func (d *draft) inherit(common *content.Event) {
	e := &d.event
	for _, ev := range common.Evidence {
		switch {
		case ev.Field == "start" && e.Start == "", ev.Field == "venue" && e.Venue == (content.Venue{}):
			e.Evidence = append(e.Evidence, ev)
		}
	}
	if e.Start == "" {
		e.Start, e.End = common.Start, common.End
	}
	if e.Venue == (content.Venue{}) {
		e.Venue = common.Venue
	}
}
