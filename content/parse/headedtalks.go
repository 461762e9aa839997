package parse

import (
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

var says = pattern.New(`(?i)^(?:(?:by|von|par|por|speakers?:|presented by|referent(?:in)?:|with|mit)\s+)?(.{3,120}?)\s*(?:says|writes|schreibt|sagt|dit)?\s*[.:]?\s*$`)

// headedTalks reads sections whose heading is a talk's title, with the speaker
// in the heading or first thing below it.
func (d *draft) headedTalks() {
	var heads []int
	var texts []outline.Text
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind != outline.Heading || len(heads) == maxTalks {
			continue
		}
		h := u.sec.Heading.Flat()
		if roleOf(h.Plain) != plain || u.role == venueRole || u.role == tickets || u.role == aside || u.role == sponsors || pausing(h.Plain, true) || h.Plain == d.title.text {
			continue
		}
		if l, _, rest := readLabel(h); l == otherLabel && rest.Plain != "" {
			continue // "Where: The Old Mill"
		}
		heads, texts = append(heads, i), append(texts, h)
	}
	split := newSeries(texts, d.known).split()
	named := 0 // headings of sections that name a speaker
	for n, p := range split {
		if len(p.people) > 0 && d.units[heads[n]].sec.Level > 1 {
			named++
		}
	}
	opened := d.openedBelow(heads)
	taken := -1 // the last heading that says who gives the talk of the one above
	for n, i := range heads {
		if i <= taken {
			continue
		}
		u, h := &d.units[i], texts[n]
		t := talk{unit: i, line: h.Line, text: h.Plain, rule: "a heading that names a talk"}
		if p := split[n]; len(p.people) > 0 && !d.labelledBelow(i, p.people) && (p.sure || u.sec.Level > 1 && (u.role == programme || named > 1)) {
			t.Title, t.people = p.title, p.people
			t.Abstract = d.underHeading(i+1, u.sec)
			d.addTalk(t)
			continue
		}
		first, below := d.firstBelow(i)
		if first.Plain == "" {
			continue
		}
		if who := d.nameHeading(u, h); len(who) > 0 {
			title := d.ownTitle(first, below)
			if title == "" {
				title = d.namedPhrase(h, first, below)
			}
			if title != "" {
				t.Title, t.people, t.rule = title, who, "a title below the heading that names its speaker"
				t.Abstract = d.underHeading(below+1, d.units[below].sec)
				d.addTalk(t)
				taken = below
			}
			continue
		}
		if length(h.Plain) < 2 && u.role != programme && u.sec.Level < 3 {
			continue
		}
		if who := d.belowHeading(below, first); len(who) > 0 {
			t.Title, t.people = titleOfHeading(h.Plain), who
			t.Abstract = d.underHeading(below+1, d.units[below].sec)
			d.addTalk(t)
			taken = below
			continue
		}
		if who := opened[i]; who.name != "" {
			t.Title, t.people, t.rule = titleOfHeading(h.Plain), []person{who}, "a heading that names a talk, below which somebody gives it, as below others"
			t.Abstract = d.underHeading(below, d.units[below].sec)
			d.addTalk(t)
			taken = below
			continue
		}
		at, who := d.signedBelow(below)
		if len(who) == 0 {
			at, who = d.presentedBelow(below)
		}
		if len(who) > 0 {
			t.Title, t.people, t.rule = titleOfHeading(h.Plain), who, "a heading that names a talk, with its speaker behind the abstract"
			t.Abstract = d.between(below, at)
			d.addTalk(t)
		}
	}
}

// leastOpened is how many headings have somebody below them who gives the talk.
const leastOpened = 2

// openedBelow returns who gives the talks of headings below which a paragraph
// begins with that, where several do: "Ana Finch gave a talk on what owls eat".
func (d *draft) openedBelow(heads []int) map[int]person {
	var out map[int]person
	var spoken []*tongue
	for _, i := range heads {
		if i+1 >= len(d.units) {
			break
		}
		u, below := &d.units[i], &d.units[i+1]
		if below.sec != u.sec || below.block.Kind != outline.Paragraph || u.role == aside || u.role == speaking || u.next || length(u.sec.Heading.Plain) < 2 ||
			u.cues&groupCue != 0 || len(when.Dates(u.sec.Heading.Plain)) > 0 {
			continue
		}
		s := below.text.Plain
		name, n := namePrefix(s)
		if n == 0 || shaped(name) == 0 || placeNoun.MatchString(name) || strings.Contains(u.sec.Heading.Plain, name) {
			continue
		}
		if spoken == nil {
			spoken = spokenIn(d.units)
		}
		for _, g := range spoken {
			if givesOne.MatchString(s[n:]) || g != english && g.performs.MatchString(s[n:]) {
				if out == nil {
					out = map[int]person{}
				}
				out[i] = person{name: name, line: below.text.Line, text: s}
				break
			}
		}
	}
	if len(out) < leastOpened {
		return nil
	}
	return out
}

// givesOne begins what stands behind somebody's name who gives a talk.
var givesOne = pattern.New(`^\s+(?:then |also |will |has |kindly )*(?:gave|give|gives|giving|delivered|delivers?|presented|presents?|talked|talks?|spoke|speaks?|demonstrated|demonstrates?|demoed|showed|shows?|explained|explains?|introduced|introduces?|discussed|discusses|led|leads?|ran|runs|took us|takes us|walked us|walks us|shared|shares|continues?|continued|be (?:giving|presenting|talking|speaking|showing|discussing))\b`)

// labelledBelow reports whether a label right below a heading names other
// speakers than the heading seems to.
func (d *draft) labelledBelow(i int, people []person) bool {
	first, _ := d.firstBelow(i)
	l, _, rest := readLabel(first)
	if l != speakerLabel || rest.Plain == "" {
		return false
	}
	said := readSlot(rest, d.known)
	return len(said) > 0 && !slices.ContainsFunc(said, func(p person) bool { return sameName(p.name, people[0].name) })
}

// firstBelow returns the first line below a heading and its unit: the one of a
// paragraph, or a line in bold that stands as a heading of its own.
func (d *draft) firstBelow(i int) (outline.Text, int) {
	if i+1 == len(d.units) {
		return outline.Text{}, 0
	}
	u, next := &d.units[i], &d.units[i+1]
	switch {
	case next.block.Kind == outline.Heading:
		if next.sec.Level > u.sec.Level && roleOf(next.sec.Heading.Plain) == plain {
			return next.sec.Heading.Flat(), i + 1
		}
		return outline.Text{}, 0
	case next.sec != u.sec || next.block.Kind == outline.Item || next.block.Kind == outline.Row:
		return outline.Text{}, 0
	}
	return d.firstLine(i + 1), i + 1
}

// nameHeading returns the people whom a heading names and nothing else.
func (d *draft) nameHeading(u *unit, h outline.Text) []person {
	if len(h.Plain) > 120 || quoted(h.Plain) {
		return nil
	}
	who := readPeople(h, d.known)
	if len(who) == 0 || !d.known.has(who[0].name) && shaped(who[0].name) < 2 && u.role != speaking && u.role != programme || placeNoun.MatchString(who[0].name) {
		return nil
	}
	return who
}

// ownTitle returns the title of a talk that stands right below the name of who
// gives it: a heading, or a line in bold, italics or quotation marks.
func (d *draft) ownTitle(first outline.Text, at int) string {
	s := strings.TrimSpace(first.Plain)
	if len(s) > 160 || length(s) < 2 && !quoted(s) || d.known.has(s) || saysBio(first) {
		return ""
	}
	u := &d.units[at]
	switch {
	case u.block.Kind == outline.Heading:
	case len(d.units[at].block.Lines()) == 1 && strings.HasSuffix(s, ".") && !quoted(s):
		return ""
	case quoted(s) && unquote(strings.TrimRight(s, ". ")) != s, first.Covered(outline.Bold, 0, len(first.Plain)), first.Covered(outline.Italic, 0, len(first.Plain)):
	default:
		return ""
	}
	if isRole(s) && len(strings.Fields(s)) < 8 && !quoted(s) {
		return "" // "**CTO, Acme**"
	}
	return s
}

// underHeading joins the section's text from a unit on.
func (d *draft) underHeading(i int, sec *outline.Section) string {
	var text []string
	for j := i; j < len(d.units) && d.units[j].sec == sec && d.units[j].block.Kind != outline.Heading; j++ {
		text = append(text, d.units[j].block.Text.Markdown())
	}
	return strings.Join(text, "\n\n")
}

// belowHeading returns who speaks as the text right below a talk's heading has
// it: a name alone, or the first person of a programme's paragraph.
func (d *draft) belowHeading(i int, first outline.Text) []person {
	var m []int
	if len(first.Plain) <= 160 {
		m = says.FindStringSubmatchIndex(first.Plain)
	}
	if m != nil {
		name := first.Slice(m[2], m[3])
		who := readPeople(name, d.known)
		if m[2] > m[0] && len(who) == 0 {
			who = readSlot(name, d.known)
		}
		alone := d.units[i].block.Kind == outline.Heading || len(first.Marks) > 0 && first.Marks[0].Start == 0 && first.Marks[0].Style <= outline.Italic
		score := peopleScore(name, d.known)
		if alone {
			score++
		}
		if len(who) > 0 && (score > 2 || m[2] > m[0] || score == 2 && who[0].affiliation+who[0].role != "") && !placeNoun.MatchString(who[0].name) {
			return who
		}
	}
	if d.units[i].role != programme || d.units[i].block.Kind == outline.Heading {
		return nil
	}
	one := d.inProse(func(u *unit) bool { return u == &d.units[i] }, d.known)
	if len(one) == 0 || one[0].start > 60 {
		return d.linkedOpening(i)
	}
	return append([]person{one[0].person}, one[0].others...)
}

// numberedGroup is a title that is a group's name and a number: "Fen Users #6".
var numberedGroup = pattern.New(`^[^:–—|]{3,40}?\s#\s?\d{1,3}$`)

// titleTalk makes the event's title its one talk where the front matter or the
// text names the speaker and nothing else names a talk.
func (d *draft) titleTalk() {
	if len(d.talks) > 0 || d.title.text == "" {
		return
	}
	if d.speakerField() != nil {
		t := d.statedTalk(d.front, talk{unit: -1, line: d.title.line, text: d.title.text, rule: "the event's title, as " + d.keyRule("a speaker") + ", is named"})
		if about := d.describedTitle(); about != "" && d.titleOwn() == "" && len(t.people) > 0 {
			t.Title, t.rule = about, d.keyRule("what a numbered meetup is about, and its speaker")
			d.addTalk(t)
			return
		}
		if (hintsIn(strings.ToLower(d.title.text)).cues&groupCue != 0 || numberedGroup.MatchString(d.title.text)) && len(d.titleTopic()) == 0 {
			for _, p := range t.people { // "Our October meetup" is no talk's title
				d.addPerson(p)
			}
			return
		}
		t.Title = d.title.text
		if own := d.titleOwn(); own != "" && hintsIn(strings.ToLower(strings.TrimSuffix(t.Title, own))).cues&groupCue != 0 {
			t.Title = own // "August meetup: Owls"
		}
		if len(t.people) > 0 {
			d.addTalk(t)
		}
		return
	}
	if who := d.panel(); len(who) > 0 {
		t := talk{unit: -1, line: d.title.line, text: d.title.text, rule: "the event's title, as the text names its panel or trainers", people: who}
		t.Title = d.title.text
		if topic := d.titleTopic(); topic != "" {
			t.Title = topic
		}
		d.addTalk(t)
		return
	}
	if t, ok := d.speakerOn(); ok {
		d.addTalk(t)
		return
	}
	if t, ok := d.speakerOnTopic(); ok {
		d.namedTalk = true
		d.addTalk(t)
		return
	}
	if who := d.labelledAlone(); len(who) > 0 {
		title := d.titleOwn()
		if title == "" && panelTitle.MatchString(d.title.text) {
			if title = d.titleTopic(); title == "" {
				title = d.title.text
			}
		}
		if title != "" {
			t := talk{unit: -1, line: d.title.line, text: d.title.text, rule: "the event's title, as a line names its speaker", people: who}
			t.Title = title
			d.addTalk(t)
			return
		}
	}
	if t, ok := d.presentedTalk(); ok {
		d.addTalk(t)
		return
	}
	if p := splitEntry(outline.Text{Plain: d.titleWithoutDay(), Line: d.title.line}, d.known, 0); len(p.people) > 0 && shaped(p.people[0].name) == 2 && (p.sure || d.mentions(p.people[0].name)) {
		t := talk{unit: -1, line: d.title.line, text: d.title.text, rule: "the event's title names a talk and its speaker", people: p.people}
		t.Title = p.title
		d.addTalk(t)
	}
}

// labelledAlone returns the people whom labels name as speakers of no talk.
func (d *draft) labelledAlone() []person {
	var out []person
	for _, name := range d.unpaired {
		for _, p := range d.people {
			if p.name == name {
				out = append(out, p)
			}
		}
	}
	return out
}

// workshopTalk makes the event's title a talk where it says that it is one and
// the text names who gives it, and no other talk: "Workshop: owls by hand".
func (d *draft) workshopTalk() {
	if len(d.talks) > 0 || len(d.people) == 0 || len(d.people) > 4 {
		return
	}
	l, _, rest := readLabel(outline.Text{Plain: d.title.text, Line: d.title.line})
	if l != titleLabel || rest.Plain == "" {
		return
	}
	t := talk{unit: -1, line: d.title.line, text: d.title.text, rule: "the event's title says that it is a talk", people: slices.Clone(d.people)}
	t.Title = rest.Plain
	d.addTalk(t)
}

// titleOwn returns what an event's title says beyond that it is a meetup, which
// one and when: "" for "Our May meetup", the rest of "Meetup #12: Owls".
func (d *draft) titleOwn() string {
	t := outline.Text{Plain: d.titleWithoutDay(), Line: d.title.line}
	if n := len(t.Plain); n > 4 && (t.Plain[1] == '-' || t.Plain[2] == '-') {
		t = t.Slice(len(slotCode.FindString(t.Plain)), n)
	}
	if i := strings.LastIndex(t.Plain, "【"); i > 0 && strings.HasSuffix(t.Plain, "】") {
		t = t.Slice(0, i)
	}
	if l, _, rest := readLabel(t); l == titleLabel || l == topicLabel {
		return rest.Plain
	}
	names := func(s string) bool { // a meetup, not a talk
		return hintsIn(strings.ToLower(s)).cues&groupCue != 0 || len(when.Dates(s)) > 0 || strings.ContainsAny(s, "#0123456789")
	}
	if topic := d.titleTopic(); topic != "" && names(strings.TrimSuffix(t.Plain, topic)) && !names(topic) {
		return topic
	}
	if names(t.Plain) || length(t.Plain) < 2 && !unspaced(t.Plain) {
		return ""
	}
	for _, w := range content.Words(t.Plain) {
		if calendar[w] {
			return ""
		}
	}
	return t.Plain
}

// slotCode begins the title of a session with where it stands in a programme:
// "A-5 Owls by hand".
var slotCode = pattern.New(`^[A-Z]{1,2}-\d{1,2}(?:\s+\([^)]{1,12}\))?[.:]?\s+`)

// titleTopic returns what an event's title says behind its first colon or dash.
func (d *draft) titleTopic() string {
	for _, sep := range []string{": ", " - ", " – ", " — "} {
		if _, topic, ok := strings.Cut(d.title.text, sep); ok {
			return topic
		}
	}
	return ""
}

var personAfter = pattern.New(`^(?:’s|'s|,)?\s+(?:from|who|is|will|of|at|has|works|von|bei|ist|wird|de|est)\s`)

// speaksOf reports whether the text speaks of somebody of that name as of a
// person, outside of quotation marks.
func (d *draft) speaksOf(name string) bool {
	for i := range d.units {
		text := d.units[i].text.Plain
		at := strings.Index(text, name)
		if at < 0 || !d.keep(&d.units[i]) || at > 0 && text[at-1] != ' ' {
			continue
		}
		if personAfter.MatchString(text[at+len(name):]) {
			return true
		}
	}
	return false
}

// mentions reports whether the text names somebody.
func (d *draft) mentions(name string) bool {
	for i := range d.units {
		if d.keep(&d.units[i]) && strings.Contains(d.units[i].text.Plain, name) {
			return true
		}
	}
	return false
}

// titleWithoutDay leaves out of a title such as "Rivertown, 9th March 2017 - Ana
// Finch - Owls" the part that says when and where.
func (d *draft) titleWithoutDay() string {
	pieces := strings.Split(d.title.text, " - ")
	if len(pieces) < 3 {
		return d.title.text
	}
	var out []string
	for _, p := range pieces {
		if len(when.Dates(p)) == 0 && hintsIn(strings.ToLower(p)).cues&groupCue == 0 {
			out = append(out, p)
		}
	}
	return strings.Join(out, " - ")
}

// onQuoted is a title that says who speaks on what: `Ana Finch on "Owls"`, maybe
// with the author of what is spoken on behind it.
var onQuoted = pattern.New(`^(.{3,60}?)\s+(?:on|with|presents?|about|zu|über|sur|sobre)\s+["“„«'‘](.{4,160}?)["”“»'’](?:[\s.,]|$)`)

// speakerOn reads such a title.
func (d *draft) speakerOn() (talk, bool) {
	text := outline.Text{Plain: d.titleWithoutDay(), Line: d.title.line}
	m := onQuoted.FindStringSubmatchIndex(text.Plain)
	if m == nil {
		return talk{}, false
	}
	people := readPeople(text.Slice(m[2], m[3]), d.known)
	if len(people) == 0 || shaped(people[0].name) == 0 {
		return talk{}, false
	}
	t := talk{unit: -1, line: d.title.line, text: d.title.text, rule: "the event's title says who speaks on what", people: people}
	t.Title = text.Plain[m[4]:m[5]]
	return t, true
}
