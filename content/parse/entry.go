package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// A diaryEntry is one meetup of a list in the reading.
type diaryEntry struct {
	*draft
	record
	texts []outline.Text // what stands beside its day, the time left out
	kind  string         // which of the group's kinds of meetup it is: "Social"
}

// entries are those of one list, which are written alike.
type entries struct {
	list  []*diaryEntry
	kinds map[string]int  // how many begin with the same words
	given map[string]bool // first names of those whom entries name in full
}

// breaks are what a list says, folded, of a day or month without a meetup.
var breaks = words(`pause sommerpause winterpause weihnachtspause ferien osterferien sommerferien vacances vacaciones vacanze ferie feriado feestdag zomerstop zomerpauze winterstop zomerreces prazdniny`)

// idle reports whether the entry says that there is no meetup on its day.
func (e *diaryEntry) idle() bool {
	s := strings.Trim(e.head.Plain, entryEdges)
	if e.grid != nil {
		s = e.grid.at(e.rows[0], titleColumn).Plain
	}
	if len(s) > 60 {
		return false
	}
	low := strings.ToLower(s)
	w := content.Words(s)
	return idleWords.MatchString(low) || len(w) > 0 && len(w) <= 2 && breaks[w[len(w)-1]]
}

var idleWords = pattern.New(`^(?:no (?:meeting|meetup|event|talks?)|(?:summer|winter|christmas|holiday|easter) break|holidays?|kein(?:e)? (?:treffen|stammtisch|meetup|veranstaltung|termin)|pas de (?:rencontre|meetup|réunion|soirée)|relâche|sin (?:reunión|charla|encuentro)|no hay|nessun incontro|pausa (?:estiva|de verano|de verão)|geen (?:bijeenkomst|meetup|avond)|sem encontro|letní přestávka|休み|夏休み|冬休み|お休み|開催なし)`)

// behindTime takes what parts the day from what follows off a text, and the
// time that stands first there.
func (e *diaryEntry) behindTime(text outline.Text) outline.Text {
	cut := func() {
		trimmed := strings.TrimLeft(text.Plain, entryEdges)
		text = text.Slice(len(text.Plain)-len(trimmed), len(text.Plain))
	}
	cut()
	if spans := when.Settle(when.Times(text.Plain)); len(spans) > 0 && spans[0].Start <= 3 && !spans[0].Half {
		e.clock(spans[0], text.Line, "the time behind the day")
		text = text.Slice(spans[0].End, len(text.Plain))
		cut()
	}
	return text
}

func (e *diaryEntry) clock(s when.Span, line int, rule string) {
	ev := &e.event
	if ev.Start != "" || s.From == "" {
		return
	}
	ev.Start, ev.End = s.From, s.To
	e.note("start", string(ev.Start), line, s.Text, rule)
}

// kindFirst returns the words with which the entry begins, up to a dash or a
// colon, where they can be a kind of meetup, and what follows them.
func (e *diaryEntry) kindFirst() (kind string, rest outline.Text) {
	if len(e.texts) == 0 {
		return "", rest
	}
	t := e.texts[0]
	end, to := len(t.Plain), len(t.Plain)
	if cuts := separators(t.Plain); len(cuts) > 0 {
		var sep string
		if end, to, sep = cutAt(t.Plain, cuts[0]); sep == "," || sep == "(" {
			return "", rest
		}
	}
	kind = strings.TrimSpace(t.Plain[:end])
	if kind == "" || len(kind) > 40 || len(strings.Fields(kind)) > 4 || shaped(kind) > 1 {
		return "", rest
	}
	return kind, t.Slice(to, len(t.Plain))
}

// events reads the talks of all entries, and makes them events. On which side
// of a title its speaker stands the entries tell together.
func (s *entries) events(common *content.Event) []content.Event {
	var first []outline.Text
	for _, e := range s.list {
		first = append(first, e.texts[:min(1, len(e.texts))]...)
	}
	s.given = givenIn(first)
	for _, e := range s.list {
		if who, _ := s.leading(e); len(who) > 0 {
			continue
		}
		if kind, rest := e.kindFirst(); kind != "" && s.kinds[content.Fold(kind)] > 1 {
			e.kind, e.texts[0] = kind, rest
		}
	}
	s.readTexts()
	var out []content.Event
	for _, e := range s.list {
		if e.grid != nil {
			for _, row := range e.rows {
				e.readRow(row)
			}
		}
		if len(e.talks) == 0 && e.grid == nil && e.stop > e.unit+1 && !e.line {
			e.units[0].next = true // read already
			e.keep = func(u *unit) bool { return !u.next }
			e.readTalks()
		}
		e.call()
		e.readSignUp()
		e.readStatus()
		e.inherit(common)
		out = append(out, e.finish())
	}
	return out
}

// leading returns the people with whose names and a colon an entry begins.
func (s *entries) leading(e *diaryEntry) ([]person, outline.Text) {
	if len(e.texts) == 0 {
		return nil, outline.Text{}
	}
	return leadingNames(e.texts[0], s.given)
}

// readTexts takes the texts of lines and items apart, all together.
func (s *entries) readTexts() {
	var pieces []outline.Text
	var owner []*diaryEntry
	known := newRoster()
	for _, e := range s.list {
		for _, t := range append(e.texts, e.below()...) {
			for _, p := range talkPieces(e.untilQuote(t)) {
				pieces, owner = append(pieces, p), append(owner, e)
			}
		}
	}
	for n, p := range newSeries(pieces, known).split() {
		if who, title := leadingNames(pieces[n], s.given); len(p.people) == 0 && len(who) > 0 {
			p.title, p.people = cleanTitle(title.Plain), who
		}
		if len(p.people) == 0 || pausing(p.title, true) {
			continue
		}
		owner[n].talk(p.title, p.people, pieces[n])
	}
}

// longestBelow is how many bytes an item below an entry has that is a talk.
const longestBelow = 200

// below lists the items below an entry that has no talk on its own line.
func (e *diaryEntry) below() []outline.Text {
	if e.grid != nil || e.line || e.units[0].block.Kind != outline.Item || len(e.texts) == 0 || len(e.texts[0].Plain) > 40 {
		return nil
	}
	var out []outline.Text
	for i := range e.units[1:] {
		if u := &e.units[i+1]; u.block.Kind == outline.Item && u.block.Depth > e.units[0].block.Depth && len(u.text.Plain) < longestBelow {
			out = append(out, u.text)
		}
	}
	return out
}

// untilQuote cuts off the place that stands behind a quoted title.
func (e *diaryEntry) untilQuote(t outline.Text) outline.Text {
	for _, q := range [...][2]string{{`"`, `"`}, {"“", "”"}, {"„", "“"}, {"„", "”"}} {
		from := strings.Index(t.Plain, q[0])
		if from < 2 || strings.Count(t.Plain, q[0]) > 2 {
			continue
		}
		if n := strings.Index(t.Plain[from+len(q[0]):], q[1]); n > 0 {
			if who, title := leadingNames(t, nil); len(who) > 0 && !quoted(title.Plain) {
				return t // the quotation is part of the title
			}
			return t.Slice(0, from+len(q[0])+n+len(q[1]))
		}
	}
	return t
}

func (e *diaryEntry) talk(title string, people []person, text outline.Text) {
	t := talk{line: text.Line, text: text.Plain, rule: "an entry of a list of dated entries", people: people}
	t.Title = title
	for i := range t.people {
		t.people[i].name = e.addPerson(t.people[i])
	}
	for _, l := range text.Links() {
		e.material(&t, l.URL, text.Plain[l.Start:l.End])
	}
	e.addTalk(t)
}

// readRow reads the columns of a row.
func (e *diaryEntry) readRow(row *outline.Block) {
	title, people := e.grid.at(row, titleColumn), e.grid.at(row, peopleColumn)
	for c, cell := range row.Cells[:min(len(row.Cells), len(e.grid.columns))] {
		if k := e.grid.columns[c]; k == timeColumn || k == dayColumn {
			if spans := when.Settle(when.Times(cell.Plain)); len(spans) > 0 && !spans[0].Half {
				e.clock(spans[0], cell.Line, "the time in the row")
			}
		}
	}
	if venue := e.grid.at(row, venueColumn); venue.Plain != "" && e.event.Venue == (content.Venue{}) {
		name, address := nameAndAddress(venue.Flat().Plain)
		e.setVenue(name, address, venue.Line, venue.Plain, "the row's column for places")
	}
	before := len(e.talks)
	titles, names := title.Lines(), people.Lines()
	switch {
	case title.Plain == "" && people.Plain == "":
		return
	case title.Plain == "":
		for _, p := range e.talksIn(people) {
			e.talk(p.title, p.people, people)
		}
		if len(e.talks) == before {
			for _, p := range readSlot(people.Flat(), e.known) {
				e.addPerson(p)
			}
		}
	case people.Plain == "":
		for _, p := range e.talksIn(title) {
			e.talk(p.title, p.people, title)
		}
	case len(titles) > 1 && len(titles) == len(names):
		for i := range titles {
			e.rowTalk(row, titles[i], names[i])
		}
	default:
		e.rowTalk(row, title.Flat(), people.Flat())
	}
	if len(e.talks) == before && e.kind == "" && title.Plain != "" {
		e.kind = cleanTitle(title.Flat().Plain)
	}
}

func (e *diaryEntry) rowTalk(row *outline.Block, title, people outline.Text) {
	who := readSlot(people, e.known)
	if len(who) == 0 || pausing(title.Plain, true) {
		return
	}
	if org := e.grid.at(row, companyColumn); orgLike(org.Plain) && who[0].affiliation == "" {
		for i := range who {
			who[i].affiliation = org.Plain
		}
	}
	text := row.Text
	t := talk{line: row.Text.Line, text: text.Plain, rule: "a row of a list of meetups", people: who}
	t.Title = title.Plain
	for i := range t.people {
		t.people[i].name = e.addPerson(t.people[i])
	}
	for _, l := range text.Links() {
		e.material(&t, l.URL, text.Plain[l.Start:l.End])
	}
	e.addTalk(t)
}

// call gives an entry a title: its kind, or all that it says where it says
// nothing of talks.
func (e *diaryEntry) call() {
	title := e.kind
	if title == "" && len(e.talks) == 0 && len(e.texts) > 0 {
		title = cleanTitle(e.texts[0].Plain)
	}
	e.event.Title = title
	if title != "" {
		e.note("title", title, e.said.Line, e.head.Plain, "what the entry says")
	}
}
