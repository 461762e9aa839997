package parse

import (
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// How many records make a list.
const (
	leastRecords  = 5  // of lines that are a date and nothing else
	leastSections = 3  // of headings that hold one
	longestEvent  = 10 // days between the first and last record of one event
)

// readListing reads a list of many sessions or events; no events when the
// document is none.
func (f *facts) readListing(taught lessons, h Hints) (content.Kind, []content.Event) {
	if records := f.dateLines(); len(records) >= leastRecords {
		first, last := records[0].date, records[0].date
		for _, r := range records {
			first, last = min(first, r.date), max(last, r.date)
		}
		if last.Sub(first) <= longestEvent {
			return content.Listing, []content.Event{f.sessions(records, first, last, taught, h)}
		}
		return content.Listing, f.eventsOf(records, taught, h)
	}
	if own := f.ownDay(); own != "" && !f.datesOneOn(own) {
		return content.Other, nil // a report of one evening that names others' events
	}
	if records := f.aheadSections(); records != nil {
		return content.Announcement, f.eventsOf(records, taught, h)
	}
	if records := f.datedSections(); inARow(records) {
		return content.Other, nil // the days of one event
	} else if len(records) >= leastSections {
		return content.Listing, f.eventsOf(records, taught, h)
	} else if f.firstlyDated(records) {
		kind := content.Listing
		if now := f.publishDay; now.IsDay() && records[0].date >= now && records[len(records)-1].date >= now {
			kind = content.Announcement // of two evenings
		}
		return kind, f.eventsOf(records, taught, h)
	}
	if records := f.labelledCards(); len(records) > 0 {
		return content.Listing, f.eventsOf(records, taught, h)
	}
	if records := f.datedItems(); len(records) > 0 {
		if sections := f.headed(records); sections != nil {
			return content.Listing, f.eventsOf(sections, taught, h)
		}
		if events := f.diary(records, taught, h); f.listsMeetups(records, events) {
			return content.Listing, append(f.nextBeside(records, taught, h), events...)
		}
	} else if records := f.soleAhead(); len(records) > 0 {
		return content.Announcement, f.diary(records, taught, h)
	}
	return content.Other, nil
}

// ownDay returns the day that a key of the front matter says, or is trusted, to hold as
// the event's, or "".
func (f *facts) ownDay() content.Date {
	for _, p := range f.places {
		if (p.trust != untrusted || p.own()) && p.day.IsDay() && strings.HasPrefix(p.name, "front matter") {
			return p.day
		}
	}
	return ""
}

// datesOneOn reports whether a record of what might be a listing is of a day.
func (f *facts) datesOneOn(day content.Date) bool {
	on := func(r record) bool { return r.date == day }
	return slices.ContainsFunc(f.datedSections(), on) || slices.ContainsFunc(f.datedItems(), on)
}

// eventsOf reads each record as an event of its own.
func (f *facts) eventsOf(records []record, taught lessons, h Hints) []content.Event {
	var out []content.Event
	var drafts []*draft
	given, placed := f.givenNames(records), placedHeads(records)
	for _, r := range records {
		part := f.part(r)
		d := newDraft(part, taught, h, func(*unit) bool { return true })
		d.known = d.presented()
		d.event.Origin.Place = string(r.date)
		d.event.Date = r.date
		d.event.Evidence = append(d.event.Evidence, r.said)
		if place := headPlace(r); placed && place != "" {
			d.setVenue(place, "", r.head.Line, r.head.Plain, "in brackets behind the day in the entry's heading")
		} else if title := withoutDay(r.head, r.said.Text); title != "" {
			d.event.Title = title
			d.note("title", title, r.head.Line, r.head.Plain, "the heading of the entry")
		} else if r.head.Plain == "" && len(part.units) > 0 {
			d.event.Title = d.firstLine(0).Plain
		}
		d.readTalks()
		if len(d.talks) == 0 {
			d.oneLine()
		}
		d.ledTalks(given)
		drafts = append(drafts, d)
	}
	seriesTalks(drafts)
	for _, d := range drafts {
		d.readTimes()
		d.readBios()
		d.readVenue()
		d.readSignUp()
		d.readStatus()
		out = append(out, d.finish())
	}
	return out
}

// oneLine reads a record whose only line is its talk.
func (d *draft) oneLine() {
	for i := range d.units {
		u := &d.units[i]
		if u.block.Kind == outline.Heading || len(u.low) > 160 {
			continue
		}
		if p := splitEntry(u.text, d.known, 0); len(p.people) > 0 && p.sure {
			t := talk{unit: i, line: u.text.Line, text: u.text.Plain, rule: "the only line of an entry of the list", people: p.people}
			t.Title = p.title
			for j := range t.people {
				t.people[j].name = d.addPerson(t.people[j])
			}
			d.addTalk(t)
		}
		return
	}
}

// part returns the facts of one record alone.
func (f *facts) part(r record) *facts {
	p := *f
	p.front, p.places, p.days, p.marked, p.main = nil, nil, nil, nil, nil
	p.title = said{text: r.head.Plain, line: r.head.Line}
	p.units = f.units[r.unit:r.stop:r.stop]
	if r.line {
		u := f.units[r.unit]
		u.block = &outline.Block{Kind: outline.Paragraph, Text: r.head}
		u.text = r.head.Flat()
		u.low = strings.ToLower(u.text.Plain)
		u.hinting = hintsIn(u.low)
		p.units = []unit{u}
	}
	for i := range p.units {
		p.units[i].next = false
	}
	for _, s := range f.daysOf(r.unit, r.stop) {
		s.unit -= r.unit
		s.next = false
		p.days = append(p.days, s)
	}
	return &p
}

// withoutDay takes the date and what ties it in out of a heading.
func withoutDay(h outline.Text, day string) string {
	i := strings.Index(h.Plain, day)
	if i < 0 {
		return cleanTitle(h.Plain)
	}
	before := tieWords.ReplaceAllString(strings.TrimRight(h.Plain[:i], " ,:–-("), "")
	if strings.TrimSpace(before) != "" {
		return cleanTitle(before)
	}
	rest := strings.TrimLeft(h.Plain[i+len(day):], headEdges)
	if spans := when.Times(rest); len(spans) > 0 && len(strings.TrimSpace(rest[:spans[0].Start])) <= longestAt {
		rest = strings.TrimLeft(rest[spans[0].End:], headEdges)
	}
	if shownAlone.MatchString(rest) {
		return "" // "3 May 2018, 19:30: Slides"
	}
	return cleanTitle(rest)
}

// headEdges part a heading's day and time from what follows, of which longestAt
// is how many bytes "um" or "klo" has.
const (
	headEdges = " ,:–—-|/)"
	longestAt = 4
)

// shownAlone are words that lead to what is left of an evening, and name none.
var shownAlone = pattern.New(`(?i)^(?:(?:slides?|videos?|photos?|pictures|recordings?|recap|summary|notes|minutes|code|report|folien|fotos|aufzeichnung(?:en)?|rückblick|bericht|diapositivas|presentaci(?:ón|ones)|vídeos?|grabaci(?:ón|ones)|resumen|resumo|código|fotos|apresentaç(?:ão|ões)|relato|présentations?|vidéos?|compte[ -]rendu|opnames?|verslag|foto['’]?s|resum|gravaci(?:ó|ons)|relacja|zdjęcia|nagrani[ae]|prezentacj[ae]|bilder|referat|opptak|slajdy|záznam|fotky|zápis|записи?|слайды|відео|видео|отч[её]т|resoconto|diapositive|スライド|動画|レポート|資料)(?:\s*(?:[,&+/|]|and|und|et|y|e|en|i|og|och|и|та)\s*)?)+[\s.)]*$`)

var tieWords = pattern.New(`(?i)(?:\s*,)?\s+(?:am|on|vom|le|du|el|op|der|den|(?:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun)\w*\.?,?)$`)
