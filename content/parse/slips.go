package parse

import (
	"strings"
	"unicode"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// A slip is a talk as labels tell it: "Title: ...", "Speaker: ...",
// "Abstract: ...", "Bio: ...", in whatever order they stand.
type slip struct {
	talk
	number   int    // "Talk 2"
	said     string // the title, as far as a label or the heading above says it
	weak     bool   // its label stands before other things than talks, too
	abstract []string
	bio      []outline.Text
}

// A slipReader walks a document's units and fills slips.
type slipReader struct {
	*draft
	slips   []slip
	cur     int   // the slip that is being filled; -1 for none
	field   label // the label whose text may go on
	pending bool  // ... and which has none so far
	number  int   // of the pending label
	head    int   // the unit of the heading above that may be a title; -1
	used    bool  // ... and is one
	loose   []string
	given   outline.Text // who gives the talk whose title is next
}

// labelledTalks reads talks whose title and speakers have labels.
func (d *draft) labelledTalks() {
	r := slipReader{draft: d, cur: -1, head: -1}
	for i := range d.units {
		r.unit(i)
	}
	for _, s := range r.slips {
		r.take(s)
	}
}

func (r *slipReader) unit(i int) {
	u := &r.units[i]
	if !r.keep(u) || u.block.Kind == outline.Code {
		return
	}
	if u.block.Kind == outline.Heading {
		r.heading(i)
		return
	}
	if u.role == aside || u.role == sponsors || u.role == tickets || u.role == venueRole || u.text.Plain == "" {
		return
	}
	if u.block.Kind == outline.Row {
		r.field, r.pending = noLabel, false
		if len(u.block.Cells) == 2 {
			if l, n := labelCalled(u.block.Cells[0].Plain); l != noLabel {
				r.label(i, l, n, u.block.Cells[1].Flat())
			} else {
				r.numbered(i)
			}
		}
		return
	}
	lines := u.block.Lines()
	if name := r.given; name.Plain != "" { // "**Talk by Ana Finch:**", and its title below
		if r.given = (outline.Text{}); len(lines) > 0 {
			r.talkOf(i, name, withRest(lines[0], lines[1:]))
			return
		}
	}
	for n, line := range lines {
		if name, title, ok := talkOf(line); ok && (title.Plain != "" || n+1 < len(lines)) {
			if title.Plain == "" {
				r.talkOf(i, name, withRest(lines[n+1], lines[n+2:]))
			} else if len(line.Plain) < 30 {
				r.talkOf(i, name, title)
			} else {
				r.talkOf(i, name, withRest(title, lines[n+1:]))
			}
		} else if l, number, rest := readLabel(line); l != noLabel && !r.amidItems(i, l) {
			if l == speakerLabel && r.presented(i, number, rest, lines[n+1:]) {
				return
			}
			r.label(i, l, number, rest)
		} else if r.more(i, line, lines[n:]) {
			return
		}
	}
}

// presented reads a speaker with whose bio the label's paragraph goes on, and
// reports whether it is one.
func (r *slipReader) presented(i, n int, rest outline.Text, more []outline.Text) bool {
	for _, line := range more {
		if l, _, _ := readLabel(line); l != noLabel {
			return false
		}
	}
	name, bio, ok := nameAndBio(joinTexts(append([]outline.Text{rest}, more...), " "))
	if !ok {
		return false
	}
	p := person{name: bareName(name.Plain), line: rest.Line, text: rest.Plain}
	for _, l := range name.Links()[:min(1, len(name.Links()))] {
		p.links = []content.Link{{Text: p.name, URL: l.URL}}
	}
	r.field, r.pending, r.number = noLabel, false, n
	r.name(i, n, name, []person{p})
	if r.cur >= 0 {
		r.slips[r.cur].bio = append(r.slips[r.cur].bio, bio)
	}
	return true
}

// amidItems reports whether an item's label is nothing but the first word of
// one entry of a list: its neighbours have none.
func (r *slipReader) amidItems(i int, l label) bool {
	if r.units[i].block.Kind != outline.Item || l != titleLabel && l != topicLabel {
		return false
	}
	for _, j := range []int{i - 1, i + 1} {
		if j < 0 || j >= len(r.units) || r.units[j].block.Kind != outline.Item {
			continue
		}
		if next, _, _ := readLabel(r.units[j].text); next == noLabel && r.units[j].block.Depth == r.units[i].block.Depth {
			return true
		}
	}
	return false
}

// withRest joins a title with the lines below on which it goes on.
func withRest(title outline.Text, lines []outline.Text) outline.Text {
	for _, more := range lines {
		if strings.HasSuffix(title.Plain, ".") || len(more.Plain) > 120 || !startsSmall(more.Plain) {
			break
		}
		title = joinTexts([]outline.Text{title, more}, " ")
	}
	return title
}

// startsSmall reports whether a line goes on with the one above: it begins with a
// small letter and has no label.
func startsSmall(s string) bool {
	r := firstRune(s)
	return unicode.IsLower(r) && strings.IndexByte(s[:min(len(s), longestLabel)], ':') < 0
}

// talkOf reads "Talk by Ana Finch: Owls", "Vortrag von Ana: Eulen".
func talkOf(line outline.Text) (name, title outline.Text, ok bool) {
	s := line.Plain
	colon := strings.IndexByte(s[:min(len(s), 80)], ':')
	if colon < 0 || colon+2 > len(s) && colon+1 < len(s) {
		return name, title, false
	}
	word := strings.IndexByte(s, ' ')
	if word < 0 || word > colon {
		return name, title, false
	}
	if l, _ := labelCalled(s[:word]); l != titleLabel && l != topicLabel {
		return name, title, false
	}
	from := word + 1
	if by := byWords(s[word:colon]); len(by) > 0 && by[0][0] == 0 {
		from = word + by[0][1]
	} else if of := strings.IndexByte(s[from:colon], ' '); of > 0 && ofWords[s[from:from+of]] {
		from += of + 1 // "Talk de Ana Finch : Hiboux"
	} else if shaped(s[from:colon]) < 2 {
		return name, title, false
	}
	return line.Slice(from, colon), line.Slice(colon+1, len(s)), true
}

// talkOf takes in a talk whose label names who gives it, be it by the first
// name alone.
func (r *slipReader) talkOf(i int, name, title outline.Text) {
	who := readPeople(name, r.known)
	first := content.Fold(name.Plain)
	if full := r.known.called(name.Plain); len(who) == 0 && full != "" {
		who = []person{{name: full, line: name.Line, text: name.Plain}}
	}
	if r.cur >= 0 && r.slips[r.cur].said == "" && len(r.slips[r.cur].people) == 1 && strings.HasPrefix(content.Fold(r.slips[r.cur].people[0].name), first) {
		r.title(i, titleLabel, 0, title)
		return
	}
	if len(who) == 0 {
		return
	}
	s := slip{said: title.Plain}
	s.talk = talk{unit: i, line: title.Line, text: title.Plain, rule: "a line labelled as a talk", people: who}
	r.add(s)
}

// heading reads a heading that is a label, or may be a talk's title or the
// name of who gives one.
func (r *slipReader) heading(i int) {
	u := &r.units[i]
	h := u.sec.Heading.Flat()
	if name, title, ok := talkOf(h); ok && title.Plain == "" {
		r.given = name
		return
	}
	l, n := labelCalled(h.Plain)
	rest := outline.Text{Line: h.Line}
	if l == noLabel {
		l, n, rest = readLabel(h)
	}
	if l != noLabel && r.head >= 0 && u.sec.Level < r.units[r.head].sec.Level {
		r.cur, r.head, r.used, r.loose = -1, -1, false, nil // the part that it heads is over
	}
	if l == bioLabel || l == abstractLabel || l == speakerLabel && r.cur >= 0 && len(r.slips[r.cur].people) == 0 || l != noLabel && rest.Plain != "" {
		if (l == titleLabel || l == topicLabel) && r.cur >= 0 && r.slips[r.cur].said != "" {
			r.cur = -1
		}
		r.label(i, l, n, rest)
		r.head, r.used = -1, false
		return
	}
	if r.pending && l == noLabel && u.sec.Level == 7 && (r.field == titleLabel || r.field == topicLabel) { // "## Talk 1", "**Owls**"
		r.title(i, r.field, r.number, h)
		return
	}
	r.field, r.pending = noLabel, false
	if l == titleLabel || l == topicLabel || l == speakerLabel {
		if rest.Plain == "" && u.sec.Level < 7 {
			r.head = -1
		}
		r.field, r.pending, r.number = l, true, n
		return
	}
	if u.sec.Level == 7 && r.cur >= 0 && len(r.slips[r.cur].people) == 0 && shaped(h.Plain) > 0 {
		r.slips[r.cur].people = readPeople(h, r.known)
		return
	}
	if r.head >= 0 && r.units[r.head].sec.Level < u.sec.Level && u.role == r.units[r.head].role && l == noLabel && r.used {
		return // a heading inside of a talk's section
	}
	r.cur, r.head, r.used, r.loose = -1, i, false, nil
}

// label takes in what stands behind a label.
func (r *slipReader) label(i int, l label, n int, rest outline.Text) {
	r.field, r.pending, r.number = l, rest.Plain == "", n
	if r.pending {
		if l == abstractLabel {
			r.need(i)
		}
		return
	}
	switch l {
	case titleLabel, topicLabel:
		r.title(i, l, n, rest)
	case speakerLabel:
		r.speakers(i, n, rest)
	case chairLabel:
		if r.cur >= 0 && len(r.slips[r.cur].people) > 0 {
			r.slips[r.cur].people = append(r.slips[r.cur].people, readSlot(rest, r.known)...)
		}
	case orgLabel, roleLabel:
		if r.cur >= 0 && len(r.slips[r.cur].people) == 1 && len(rest.Plain) < 80 {
			p := &r.slips[r.cur].people[0]
			if l == orgLabel {
				p.affiliation = rest.Plain
			} else {
				p.role = rest.Plain
			}
		}
	case abstractLabel:
		if r.need(i) {
			r.slips[r.cur].abstract = append(r.slips[r.cur].abstract, rest.Markdown())
		}
	case bioLabel:
		if r.cur >= 0 {
			r.slips[r.cur].bio = append(r.slips[r.cur].bio, rest)
		}
	}
}

// title begins a slip, or names the talk of the one that has only a speaker.
func (r *slipReader) title(i int, l label, n int, rest outline.Text) {
	if l == topicLabel && peopleScore(rest, r.known) > 3 {
		r.speakers(i, n, rest)
		return
	}
	s := slip{number: n, said: rest.Plain, weak: l == topicLabel}
	s.talk = talk{unit: i, line: rest.Line, text: rest.Plain, rule: "a line labelled as a talk"}
	if p := splitEntry(rest, r.known, 0); len(p.people) > 0 && p.sure {
		s.said, s.people = p.title, p.people
	}
	if words := len(strings.Fields(s.said)); words > 30 || len(s.said) < 3 || announcing(s.said) || words > 14 && l == topicLabel && strings.HasSuffix(s.said, ".") {
		return
	}
	r.field = noLabel
	if r.cur >= 0 {
		if c := &r.slips[r.cur]; c.said == "" && len(c.people) > 0 && len(s.people) == 0 && (c.number == n || c.number == 0 || n == 0) {
			c.said, c.weak = s.said, false
			c.talk.unit, c.line, c.text = i, s.line, s.text
			return
		}
	}
	if r.head >= 0 && len(s.people) == 0 && !r.used {
		if h := r.units[r.head].sec.Heading; r.known.has(h.Plain) || shaped(h.Plain) == 2 {
			s.people, r.used = readPeople(h.Flat(), r.known), true
			for _, text := range r.loose {
				s.bio = append(s.bio, outline.Text{Plain: text, Line: h.Line})
			}
		}
	}
	r.add(s)
}

// announcing reports whether a text announces the list below it and is no title
// itself: "The talks were:".
func announcing(s string) bool {
	return strings.HasSuffix(s, ":") && len(strings.Fields(s)) > 3
}

// speakers gives the slip at hand its people, or begins one whose title is the
// heading above, or follows.
func (r *slipReader) speakers(i, n int, rest outline.Text) {
	who := readSlot(rest, r.known)
	if len(who) == 0 {
		who = labelledName(rest)
	}
	if len(who) > 0 {
		r.name(i, n, rest, who)
	}
}

// loneName is what stands behind a label for speakers and can be nothing but the
// name that somebody goes by, with what brackets or a comma add to it.
var loneName = pattern.New(`^(\p{Lu}[\p{L}'’.-]{1,20})(?: (\p{L}[\p{L}'’-]{2,20}))?\s*(?:$|[(\[,])`)

// labelledName reads such a name: "Speaker: Ana (her page)". A second name in
// small letters belongs to a first one that is common.
func labelledName(rest outline.Text) []person {
	m := loneName.FindStringSubmatchIndex(rest.Plain)
	if m == nil {
		return nil
	}
	first, end := rest.Plain[m[2]:m[3]], m[3]
	if m[4] > 0 {
		if end = m[5]; !common(first) {
			return nil
		}
	}
	name := rest.Plain[:end]
	if nobody[content.Fold(name)] || placeholder.MatchString(name) || isRole(name) || noName.lower(first) && !common(first) || isRole(first) {
		return nil
	}
	p := person{name: name, line: rest.Line, text: rest.Plain}
	p.links = linksOn(rest, 0, len(rest.Plain), name)
	return []person{p}
}

// name gives a slip the people whom a line names.
func (r *slipReader) name(i, n int, rest outline.Text, who []person) {
	if n > 0 {
		for j := range r.slips {
			if r.slips[j].number == n && len(r.slips[j].people) == 0 {
				r.slips[j].people, r.cur = who, j
				return
			}
		}
	}
	if r.cur >= 0 && len(r.slips[r.cur].people) == 0 {
		r.slips[r.cur].people = who
		return
	}
	s := r.headed(i)
	s.people, s.number = who, n
	s.line, s.text = rest.Line, rest.Plain
	r.add(s)
}

func (r *slipReader) add(s slip) {
	if len(r.slips) < maxTalks {
		r.slips = append(r.slips, s)
		r.cur = len(r.slips) - 1
	}
}

// headed returns a new slip whose title is the heading above, where that is
// none already and names no part of a programme.
func (r *slipReader) headed(i int) slip {
	s := slip{talk: talk{unit: i, rule: "a heading above a line labelled as the speaker"}}
	if r.head < 0 || r.used {
		return s
	}
	u := &r.units[r.head]
	h := u.sec.Heading.Flat()
	if roleOf(h.Plain) != plain || h.Plain == r.draft.title.text || pausing(h.Plain, false) || r.known.has(h.Plain) || shaped(h.Plain) == 2 {
		return s
	}
	s.said, s.abstract, r.used = h.Plain, r.loose, true
	s.unit, r.loose = r.head, nil
	return s
}

// need makes sure that there is a slip for an abstract.
func (r *slipReader) need(i int) bool {
	if r.cur < 0 {
		if s := r.headed(i); s.said != "" {
			r.add(s)
		}
	}
	return r.cur >= 0
}

// more reads a line without a label: the text of the label above. It reports
// whether it took all the lines that are left of the unit.
func (r *slipReader) more(i int, line outline.Text, left []outline.Text) bool {
	u := &r.units[i]
	if r.pending {
		switch r.field {
		case titleLabel, topicLabel:
			r.pending = false
			if len(line.Plain) < 160 && !strings.HasSuffix(line.Plain, ".") && len(left) == 1 && u.block.Kind != outline.Item {
				r.title(i, topicLabel, r.number, line)
				return false
			}
		case speakerLabel:
			line = undashed(line)
			if len(line.Plain) < 160 && (peopleScore(line, r.known) > 1 || len(left) < len(u.block.Lines()) && len(readPeople(line, r.known)) > 0) {
				r.pending = u.block.Kind == outline.Item || len(left) > 1
				if r.pending && r.cur >= 0 && len(r.slips[r.cur].people) > 0 && r.slips[r.cur].said != "" {
					r.slips[r.cur].people = append(r.slips[r.cur].people, readPeople(line, r.known)...)
					return false
				}
				r.speakers(i, r.number, line)
				return false
			}
		}
	}
	switch {
	case r.cur >= 0 && r.field == noLabel && r.slips[r.cur].said != "" && len(r.slips[r.cur].people) == 0 && len(line.Plain) < 120 && peopleScore(line, r.known) > 1 && len(readPeople(line, r.known)) > 0:
		r.slips[r.cur].people = readPeople(line, r.known)
		return false
	case r.cur < 0 || r.field == otherLabel:
	case r.field == bioLabel:
		r.pending = false
		r.slips[r.cur].bio = append(r.slips[r.cur].bio, joinLines(left))
		return true
	case r.field == abstractLabel:
		r.pending = false
		r.slips[r.cur].abstract = append(r.slips[r.cur].abstract, joinLines(left).Markdown())
		return true
	case len(r.slips[r.cur].people) > 0 && r.slips[r.cur].said != "" && len(r.slips[r.cur].abstract) == 0 && u.block.Kind != outline.Item && len(strings.Fields(line.Plain)) >= 8 && r.mine(line):
		r.slips[r.cur].abstract = append(r.slips[r.cur].abstract, joinLines(left).Markdown())
		return true
	}
	if r.cur >= 0 && r.field == noLabel && u.block.Kind == outline.Paragraph && len(strings.Fields(line.Plain)) >= 8 {
		c := &r.slips[r.cur]
		if at := &r.units[c.unit]; c.said != "" && len(c.people) == 0 && at.block.Kind == outline.Heading && at.sec == u.sec {
			c.abstract = append(c.abstract, joinLines(left).Markdown())
			return true
		}
	}
	if r.head >= 0 && !r.used && len(r.loose) < 6 {
		r.loose = append(r.loose, joinLines(left).Markdown())
		return true
	}
	return false
}

// undashed takes the dash off a line that is an item in looks alone.
func undashed(t outline.Text) outline.Text {
	for _, dash := range []string{"- ", "– ", "• ", "* ", "· ", "・"} {
		if strings.HasPrefix(t.Plain, dash) {
			return t.Slice(len(dash), len(t.Plain))
		}
	}
	return t
}

// mine reports whether a paragraph behind a slip's labels can be its abstract:
// not one about the speaker, nor about the meetup.
func (r *slipReader) mine(line outline.Text) bool {
	for _, p := range r.slips[r.cur].people {
		first, _, _ := strings.Cut(p.name, " ")
		if strings.HasPrefix(line.Plain, first) {
			return false
		}
	}
	return hintsIn(strings.ToLower(line.Plain)).cues&(groupCue|clockCue) == 0
}

// take makes a talk of a slip, or takes in its people where it names none.
func (r *slipReader) take(s slip) {
	d := r.draft
	if s.said == "" {
		for _, p := range s.people {
			d.unpaired = append(d.unpaired, d.addPerson(p))
		}
	} else {
		t := s.talk
		t.Title, t.weak = s.said, s.weak
		t.Abstract = strings.TrimSpace(strings.Join(s.abstract, "\n\n"))
		d.addTalk(t)
	}
	for _, text := range s.bio {
		if len(s.people) > 0 {
			d.told = append(d.told, told{s.people, text})
		}
	}
}

// A told text is one that a label says is about some people.
type told struct {
	who  []person
	text outline.Text
}

// spokenOf adds a text below a label such as "Bio" to the bios of a talk's
// people: to the one's, or sentence by sentence to whom each names first.
func (d *draft) spokenOf(who []person, text outline.Text) {
	if len(who) == 1 {
		d.addBio(d.addPerson(who[0]), text)
		return
	}
	name := ""
	var parts []outline.Text
	end := func() {
		if name != "" && len(parts) > 0 {
			d.addBio(name, joinTexts(parts, " "))
		}
		parts = nil
	}
	for s := range sentences(text) {
		for _, p := range who {
			first, _, _ := strings.Cut(p.name, " ")
			if strings.HasPrefix(s.Plain, p.name) || strings.HasPrefix(s.Plain, first+" ") {
				if p.name != name {
					end()
				}
				name = d.addPerson(p)
			}
		}
		parts = append(parts, s)
	}
	end()
}
