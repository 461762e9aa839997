package parse

import (
	"fmt"
	"strings"
	"unicode"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/tree"
	"meetupbot/content/parse/when"
)

// A draft is an event in the making.
type draft struct {
	*facts
	taught lessons
	hints  Hints
	keep   func(*unit) bool // the units that are about this event
	event  content.Event
	moved  bool // the text says that the event was moved to its day
	firm   bool // its day stands in a key, a title or beside a label
	known  *roster
	talks  []talk
	titles map[string]int // folded title -> index of its talk

	titleWords map[string][]string // title -> its words, as far as they were asked for

	namedTalk bool // the title says who speaks on what
	settled   int  // talks that surer places name: later ones add to them
	people    []person
	beside    []person          // named beside the talks by a record
	named     map[string]int    // nameKey -> index of its person
	bios      map[string]string // by folded name
	told      []told            // texts that labels say are about somebody

	slots    []when.Span // of a programme for talks whose titles stand elsewhere
	backSaid int8        // 1: the text looks back, -1: it does not, 0: not asked yet
	given    int         // talks of which a sentence says that they were given
	unpaired []string    // names that a label says are speakers, without a talk
}

// A talk is one in the making.
type talk struct {
	content.Talk
	people []person
	weak   bool // no talk, unless somebody turns out to give it
	unit   int
	line   int
	text   string
	rule   string
}

// decide turns facts into a result.
func decide(f *facts, taught lessons, h Hints) Result {
	beside := f.beside
	if beside != nil {
		f.marked = nil
	}
	r := f.decide(taught, h)
	if beside != nil && f.err == nil {
		f.decideBeside(&r, h)
	}
	return r
}

func (f *facts) decide(taught lessons, h Hints) Result {
	r := Result{Path: f.path, Kind: content.Other, Warnings: f.warnings, Err: f.err}
	if f.data && f.kind != "" {
		r.Kind, r.Events = f.kind, f.events
	}
	if f.err == nil && f.feed {
		return decideFeed(f, taught, h)
	}
	if f.err == nil && f.rows != nil {
		r.Kind, r.Events = f.decideRows(taught, h)
		r.Warnings = f.warnings
	}
	if f.err != nil || f.data {
		return r
	}
	f.heed(&taught)
	about := f.main
	f.main = nil
	kind, listed := f.readListing(taught, h)
	switch {
	case len(listed) > 0 || len(f.marked) > 1 && about == nil:
		r.Kind, r.Events = content.Listing, withMarked(listed, f.markedEvents(h, f.marked...))
		r.Warnings = f.warnings
		if len(f.marked) == 0 {
			r.Kind = kind
		}
		return r
	case about != nil:
		f.main = about
		f.settleMidnight()
		if f.thin() {
			r.Kind, r.Events = content.Announcement, f.markedEvents(h, *about)
			r.Warnings = f.warnings
			return r
		}
	}
	f.partNext()
	main := newDraft(f, taught, h, func(u *unit) bool { return !u.next })
	main.read()
	kind = main.kind()
	if kind != content.Recap && f.hasNext() && main.reports() {
		kind = content.Recap
	}
	if kind == content.Announcement {
		main.partLater()
	}
	if kind == content.Announcement && f.saysNext() && (main.certain() || main.event.Date.IsDay() && f.namesMonthOn()) {
		if e, ok := f.nextEvent(&main.event, taught, h); ok && e.Date.IsDay() {
			r.Kind = kind
			if len(main.event.RSVP) == 0 {
				main.event.RSVP, e.RSVP = e.RSVP, nil // where one signs up stands last
			}
			r.Events = append(r.Events, main.finish(), e)
			return r
		}
	}
	if kind != content.Recap && f.hasNext() {
		f.joinNext() // not a report that ends on the next meetup: that is its subject
		main = newDraft(f, taught, h, func(*unit) bool { return true })
		main.read()
		kind = main.kind()
	}
	if kind == content.Other && f.main != nil && main.event.Date.IsDay() {
		kind = content.Announcement // it says so itself
	}
	r.Kind = kind
	if kind == content.Other {
		return r
	}
	if kind == content.Recap && main.event.Status == content.Moved && hintsIn(strings.ToLower(f.title.text)).cues&movedCue == 0 {
		main.event.Status = content.Scheduled // it took place where it did
	}
	r.Events = append(r.Events, main.finish())
	if kind == content.Recap {
		if e, ok := f.nextEvent(&r.Events[0], taught, h); ok {
			r.Events = append(r.Events, e)
		}
	}
	return r
}

// reports says whether the text tells of talks that were given, however little
// else makes it an event.
func (d *draft) reports() bool {
	recap, ahead := d.tone()
	return recap > ahead && len(d.talks)+len(d.people) > 0
}

func newDraft(f *facts, taught lessons, h Hints, keep func(*unit) bool) *draft {
	d := &draft{facts: f, taught: taught, hints: h, keep: keep, bios: map[string]string{}, titles: map[string]int{}, named: map[string]int{}}
	d.event = content.Event{Group: h.Group, Status: content.Scheduled, Published: f.published, Origin: content.Origin{Path: f.path}}
	return d
}

// read fills the draft from the document, field by field.
func (d *draft) read() {
	d.known = d.presented()
	d.known.lead = d.taught.entries.verdict()
	if !d.row || !namesNothing(d.title.text) {
		d.event.Title = d.title.text
	}
	if d.event.Title != "" {
		d.note("title", d.title.text, d.title.line, d.title.text, d.title.rule)
	}
	d.readDay()
	d.markedDay()
	d.askBackwards()
	d.readTalks()
	d.markedTalks()
	d.readTopic()
	d.readTimes()
	d.markedStart()
	d.readBios()
	d.readVenue()
	d.readSignUp()
	d.markedSignUp()
	d.readSponsors()
	d.readStatus()
	d.markedStatus()
}

func (d *draft) note(field, value string, line int, text, rule string) {
	if len(text) > 200 {
		text = text[:200]
		for !validEnd(text) {
			text = text[:len(text)-1]
		}
	}
	d.event.Evidence = append(d.event.Evidence, content.Evidence{Field: field, Value: value, Path: d.path, Line: line, Text: text, Rule: rule})
}

func (d *draft) doubt(field, question string, readings ...content.Evidence) {
	d.event.Doubts = append(d.event.Doubts, content.Doubt{Field: field, Question: question, Readings: readings})
}

func validEnd(s string) bool { return strings.ToValidUTF8(s, "") == s }

// readZone reads the zone that the document names itself. One that is none, or
// not the group's, is a question: a meetup an hour off is a missed one.
func (d *draft) readZone() {
	v := zoneKey(d.front)
	if v == nil {
		return
	}
	e, name := &d.event, strings.TrimSpace(v.Text)
	said := content.Evidence{Field: "zone", Value: name, Path: d.path, Line: v.Line, Text: v.Text, Rule: d.keyRule("timezone")}
	switch _, err := content.LoadZone(name); {
	case err != nil:
		d.doubt("zone", content.AskZone(name), said)
	case e.Zone == "":
		e.Zone = name
		e.Evidence = append(e.Evidence, said)
	case e.Zone != name:
		d.doubt("zone", fmt.Sprintf("Is the event in the zone %s or in %s?", name, e.Zone), said)
	}
}

// namesNothing reports whether the title of a record stands there for want of
// one: "TBA", "Canceled". A number may well be one.
func namesNothing(title string) bool {
	return strings.ContainsFunc(title, unicode.IsLetter) && (placeholder.MatchString(title) || calledOff.MatchString(title))
}

// finish makes the event of the draft.
func (d *draft) finish() content.Event {
	e := &d.event
	if d.hints.Zone != "" {
		e.Zone = d.hints.Zone
		d.note("zone", e.Zone, 0, d.hints.Zone, "the group's zone")
	}
	d.readZone()
	if e.Zone == "" {
		d.doubt("zone", "In which time zone does this event take place?")
	}
	d.findOrigin()
	d.addTalks()
	return *e
}

// addTalks puts the talks and people of the draft into its event.
func (d *draft) addTalks() {
	e := &d.event
	for _, t := range d.talks {
		for _, p := range t.people {
			t.Speakers = append(t.Speakers, p.name)
		}
		e.Talks = append(e.Talks, t.Talk)
		d.note("talk", t.Title, t.line, t.text, t.rule)
	}
	if len(d.talks) == maxTalks || len(d.people) == maxPeople {
		d.doubt("talk", fmt.Sprintf("Which talks does this event have? Of more than %d talks or people the further ones were left out.", maxTalks))
	}
	for _, p := range d.people {
		s := content.Speaker{Name: p.name, Affiliation: p.affiliation, Role: p.role, Links: p.links, Bio: d.bios[content.Fold(p.name)]}
		e.Speakers = append(e.Speakers, s)
		d.note("speaker", p.name, p.line, p.text, "named as a speaker")
	}
}

// findOrigin says by what the event can be found again: an id or a page of its
// own.
func (d *draft) findOrigin() {
	o := &d.event.Origin
	if o.Place == "" || d.row { // the front matter is about the document's main event
		o.UID = d.front.FindStr("uid", "eventid", "icaluid")
		o.URL = address(d.front.FindStr("eventurl", "eventlink", "meetupurl", "meetuplink"))
	}
	if m := d.main; m != nil && m.URL.Text != "" && (signUp(m.URL.Text) || !groupPage(m.URL.Text)) {
		o.URL = m.URL.Text
	}
	if o.URL == "" && len(d.event.RSVP) == 1 && signUp(d.event.RSVP[0].URL) {
		o.URL = d.event.RSVP[0].URL
	}
}

// addPerson takes somebody into the event, joining what is said of the same
// name elsewhere, and returns the name as first written.
func (d *draft) addPerson(p person) string {
	key := nameKey(p.name)
	if i, ok := d.named[key]; ok {
		q := &d.people[i]
		q.fillFrom(p)
	links:
		for _, l := range p.links {
			for _, have := range q.links {
				if have.URL == l.URL {
					continue links
				}
			}
			q.links = append(q.links, l)
		}
		return q.name
	}
	if len(d.people) == maxPeople {
		return p.name // nobody is named who is not in the list
	}
	if key != "" {
		d.named[key] = len(d.people)
	}
	d.people = append(d.people, p)
	return p.name
}

// presented collects the names that headings, bold beginnings and "About"
// lines present.
func (d *draft) presented() *roster {
	r := newRoster()
	if v := d.speakerField(); v != nil {
		for _, s := range append([]*tree.Value{v}, v.List[:min(len(v.List), maxSpeakers)]...) {
			for _, p := range readPeople(inline(s.Text, s.Line), nil) {
				r.add(p.name)
			}
			if n := s.FindStr("name"); n != "" {
				r.add(n)
			}
		}
	}
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) {
			continue
		}
		if u.block.Kind == outline.Heading {
			h := bareName(u.sec.Heading.Plain)
			if about := aboutName(u.sec.Heading.Plain); about != nil {
				h = bareName(about[1])
			}
			if u.role == speaking && shaped(h) > 0 || shaped(h) == 2 && u.sec.Level >= 3 || hasPersonLink(u.sec.Heading, 0, len(u.sec.Heading.Plain)) && shaped(h) > 0 {
				r.add(h)
			}
		}
		for _, line := range u.block.Lines() {
			if about := aboutName(line.Plain); about != nil && shaped(about[1]) > 0 {
				r.add(about[1])
			}
			for _, m := range line.Marks {
				if m.Style == outline.Bold && m.Start == 0 && shaped(line.Plain[m.Start:m.End]) > 0 && (u.role == speaking || shaped(line.Plain[m.Start:m.End]) == 2) {
					r.add(line.Plain[m.Start:m.End])
				}
			}
			break
		}
		for _, l := range u.text.Links() {
			if words := u.text.Plain[l.Start:l.End]; personLink(l.URL) && shaped(words) == 2 {
				r.add(words)
			}
		}
	}
	return r
}
