package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// maxBio is how long, in bytes, a bio may grow.
const maxBio = 2400

var (
	aboutLine = pattern.New(`^(?:About|Über|Ueber|Zu|À propos de|A propos de|Sobre|Acerca de|Over|Bio(?:graphy)?(?: of|:))\s+((?:\S+\s+){0,4}\S+?)\s*(?:\([^)]*\))?\s*:?\s*$`)
	// describes is how a sentence begins that tells who somebody is, behind
	// the name.
	describes = pattern.New(`^(?:\s*\([^)]{1,60}\))?,?\s+(?:is|was|has|have|works?|worked|leads?|runs?|loves?|likes?|lives?|currently|started|joined|co-founded|founded|specialises|specializes|enjoys|spends|spent|began|studied|studies|builds?|writes?|wrote|teaches|taught|develops|maintains|manages|heads|helps|organi[sz]es|researches|draws|drew|designs|grew|came|moved|holds|plays|ist|arbeitet|hat|leitet|war|beschäftigt|entwickelt|studiert|studierte|lebt|schreibt|unterrichtet|lehrt|forscht|promovierte|gründete|berät|betreut|programmiert|interessiert|est|travaille|dirige|développe|enseigne|habite|vit|écrit|maintient|a |es|trabaja|lleva|ha|tiene|desarrolla|estudió|vive|creció|mantiene|dirige|enseña|lidera|fundó|werkt|heeft|studeerde|woont|schrijft|ontwikkelt|leidt|è|lavora|sviluppa|insegna|si occupa|contribuisce|é|trabalha|tem|who|är|jobbar|arbetar|utvecklar|jobber|arbeider|arbejder|utvikler|udvikler|jest|pracuje|zajmuje|prowadzi|pisze|vyvíjí|работает|занимается|пишет|руководит|является|працює|займається|atua|desenvolve|coordena|coordina|trabalhou|fundou)(?:[^\p{L}]|$)`)
	pageLinks = pattern.New(`^(?:(?:Twitter|Tweet|Facebook|Message|LinkedIn|Connect|Website|GitHub|Blog|Contact|Email)\s*)+$`)
)

// readBios finds what is said of the event's people: under a heading with
// their name, after "About X", in paragraphs that begin with them.
func (d *draft) readBios() {
	who := ""      // whose section or "About" block this is
	block := false // who comes from an "About" line and ends with the section
	if len(d.people) == 0 {
		return
	}
	d.frontBios()
	for _, t := range d.told {
		d.spokenOf(t.who, t.text)
	}
	names := d.callNames()
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind == outline.Row {
			continue
		}
		if u.block.Kind == outline.Heading {
			who, block = "", false
			h := u.sec.Heading.Plain
			if about := aboutName(h); about != nil {
				h = about[1]
			}
			who = d.personCalled(h)
			if who == "" && u.role == speaking && len(d.people) == 1 && roleOf(u.sec.Heading.Plain) == speaking {
				who = d.people[0].name
			}
			continue
		}
		lines := u.block.Lines()
		if len(lines) == 0 {
			continue
		}
		if about := aboutName(lines[0].Plain); about != nil {
			who, block = d.personCalled(about[1]), true
			lines = lines[1:]
		} else if name := d.loneName(lines); name != "" {
			who, block = name, true
			lines = lines[1:]
		} else if len(d.people) == 1 && saysBio(lines[0]) {
			who, block = d.people[0].name, true
			lines = lines[1:]
		}
		text := u.block.Text
		if len(lines) == 0 {
			continue
		}
		if len(lines) < len(u.block.Lines()) {
			text = joinLines(lines)
		}
		if ofOneself.In(lines[0].Plain[:min(len(lines[0].Plain), openingBytes)]) {
			if m := aboutOneself.FindStringSubmatchIndex(text.Plain); m != nil && m[1] < len(text.Plain) {
				if name := d.personCalled(text.Plain[m[2]:m[3]]); name != "" {
					d.addBio(name, text.Slice(m[1], len(text.Plain)))
					continue
				}
			}
		}
		if other := d.begins(text, names); other != "" && other != who && who != "" {
			if who, block = "", false; u.role == speaking {
				who, block = other, true
			}
		}
		if who != "" && (block || u.role == speaking || d.personCalled(u.sec.Heading.Plain) == who || d.aboutHeading(u.sec)) {
			if !pageLinks.MatchString(text.Plain) && !d.isTitle(text) {
				d.addBio(who, text)
			}
			continue
		}
		d.stands(u)
		if d.isEntryUnit(i) {
			continue
		}
		if last := d.toldBySentence(u, names); last != "" {
			if u.role == speaking || strings.HasPrefix(u.text.Markdown(), "**") {
				who, block = last, true
			}
			continue
		}
		name := d.opens(u.text, names)
		if name == "" && u.role == speaking && fullSentence(text.Plain) {
			name = d.begins(text, names)
		}
		if name != "" {
			d.addBio(name, d.aboutThem(u.text))
			if u.role == speaking || strings.HasPrefix(u.text.Markdown(), "**") {
				who, block = name, true
			}
		}
	}
}

// saysBio reports whether a line is nothing but a label such as "Bio".
func saysBio(line outline.Text) bool {
	l, _ := labelCalled(line.Plain)
	return l == bioLabel
}

// aboutName matches an "About X" line.
func aboutName(line string) []string {
	if len(line) < 4 || len(line) > 160 {
		return nil
	}
	if len(line) < longestLabel+20 && ofOneself.In(line) {
		if m := aboutOneself.FindStringSubmatchIndex(line); m != nil && m[1] == len(line) {
			return []string{line, line[m[2]:m[3]]}
		}
	}
	if !strings.Contains("AÀUÜZSOB\xc3", line[:1]) {
		return nil
	}
	return aboutLine.FindStringSubmatch(line)
}

// aboutOneself stands above or before what somebody says of themselves: "Tom o
// sobie (krótko):".
var aboutOneself = pattern.New(`^(\p{Lu}\S*(?:\s+\S+){0,3}?)\s+(?:o sobie|o sobě|o sebe|о себе|про себе|über sich(?: selbst)?|about (?:him|her|them)sel(?:f|ves)|par (?:lui|elle)-même|sobre (?:sí|él|ella) mism[oa]|sobre si(?: mesm[oa])?|su di (?:sé|lui|lei)|over zichzelf|om sig sj[äa]lv|om seg selv|om sig selv|itsestään)\s*(?:\([^)]*\))?\s*(?::\s*|$)`)

var ofOneself = pattern.OneOf("o sobie", "o sobě", "o sebe", "о себе", "про себе", "ber sich", "about h", "about them", "-même", "sobre ", "su di ", "over zich", "om s", "itsest")

// stands adds role and company from a short line that begins with somebody's
// name: "Ana Finch - Engineer at Acme".
func (d *draft) stands(u *unit) {
	if len(u.text.Plain) > 220 {
		return
	}
	name, n := namePrefix(u.text.Plain)
	if n == 0 || d.personNamed(name) == "" || n+3 > len(u.text.Plain) || describes.MatchString(u.text.Plain[n:]) || d.isTalkLine(u) {
		return
	}
	if list := readPeople(u.text, d.known); len(list) == 1 && list[0].role != "" {
		d.addPerson(list[0])
	}
}

func (d *draft) isTalkLine(u *unit) bool {
	for _, t := range d.talks {
		if t.unit >= 0 && &d.units[t.unit] == u {
			return true
		}
	}
	return false
}

func (d *draft) aboutHeading(s *outline.Section) bool {
	return aboutName(s.Heading.Plain) != nil
}

func joinLines(lines []outline.Text) outline.Text { return joinTexts(lines, "\n") }

// loneName returns the person whose name is all of a block's first line.
func (d *draft) loneName(lines []outline.Text) string {
	if len(lines) < 2 || len(lines[0].Plain) > 60 {
		return ""
	}
	return d.personNamed(lines[0].Plain)
}

func (d *draft) personNamed(s string) string {
	if i, ok := d.named[nameKey(bareName(s))]; ok {
		return d.people[i].name
	}
	return ""
}

// personCalled is personNamed, or the one person of a first name.
func (d *draft) personCalled(s string) string {
	if n := d.personNamed(s); n != "" {
		return n
	}
	s = content.Fold(bareName(s))
	found := ""
	if s == "" || strings.Contains(s, " ") {
		return ""
	}
	if len(d.people) == 1 && calledShort(s, content.Fold(d.people[0].name)) {
		return d.people[0].name
	}
	for i := range d.people {
		first, _, _ := strings.Cut(content.Fold(d.people[i].name), " ")
		if first == s {
			if found != "" {
				return ""
			}
			found = d.people[i].name
		}
	}
	return found
}

// calledShort reports whether a folded first name is short for that of a folded
// name: "krzysiek" for "krzysztof", "pawla" for "pawel". Both begin alike.
func calledShort(short, name string) bool {
	first, _, _ := strings.Cut(name, " ")
	n := 0
	for n < len(short) && n < len(first) && short[n] == first[n] {
		n++
	}
	return n >= 4
}

// openingBytes is how far into a paragraph the name of the person may stand
// whom it begins to describe.
const openingBytes = 140

// opens returns the person whom a paragraph begins to describe: "Ana Finch is
// ...", "Our first speaker is Ana Finch, who ...".
func (d *draft) opens(t outline.Text, names *callNames) string {
	s := t.Plain
	for _, i := range names.in(s[:min(len(s), 2*openingBytes)]) {
		name := d.people[i].name
		first := names.first[i]
		for _, n := range []string{name, first} {
			if n == "" {
				continue
			}
			at := indexWord(s[:min(len(s), openingBytes+len(n))], n)
			if at < 0 {
				continue
			}
			after := s[at+len(n):]
			if containsAny(s[:at], "hanks", "hank you", "ank an", "erci ", "racias ") {
				break
			}
			from, _ := sentenceAround(s, at, at+len(n))
			opening := from == at || isWords.MatchString(s[from:at]) || bioPrefix.MatchString(s[from:at])
			if describes.MatchString(after) && at < 90 && opening && d.talking(after) == nil {
				return name
			}
			if again := indexWord(after, first); n == name && first != "" && at < 90 && again >= 0 && again < 5 && describes.MatchString(after[again+len(first):]) {
				return name // "is Ana Finch, Ana is ..."
			}
			if n == name && opening {
				p := prosePerson{}
				_, to := sentenceAround(s, at, at+len(n))
				p.readBeside(t, at+len(n), to)
				if p.role != "" || p.affiliation != "" && first != "" && strings.Contains(after, first+" ") {
					return name
				}
			}
		}
	}
	return ""
}

var bioLead = pattern.New(`(?i)^(?:\*\*)?(?:(?:speaker |short )?(?:bio|biography|vita)|about the (?:speaker|author)|über (?:den|die) referent(?:en|in)|zur person|à propos de l'orateur|sobre (?:el|la) ponente)(?:\*\*)?:(?:\*\*)?\s*`)

var bioPrefix = pattern.New(`(?i)^(?:(?:speaker |short )?(?:bio\w*|vita)|about the (?:speaker|author)|über (?:den|die) referent(?:en|in)|zur person|à propos de l'orateur|sobre (?:el|la) ponente)\s*:\s*$`)

// isWords ends what introduces somebody: "Our first speaker is".
var isWords = pattern.New(`(?i)\b(?:is|are|was|ist|war|est|es|have|developer|colleague)\s+$`)

// begins returns the person whose name a paragraph begins with.
func (d *draft) begins(t outline.Text, names *callNames) string {
	s := strings.TrimLeft(t.Plain, " *")
	for _, i := range names.at(s) {
		for _, n := range []string{d.people[i].name, names.first[i]} {
			if n != "" && strings.HasPrefix(s, n) && (len(s) == len(n) || !letterAt(s, len(n))) {
				return d.people[i].name
			}
		}
	}
	return ""
}

func indexWord(s, w string) int {
	for at := 0; ; {
		i := strings.Index(s[at:], w)
		if i < 0 {
			return -1
		}
		i += at
		end := i + len(w)
		if (i == 0 || !letterAt(s, i-1)) && (end == len(s) || !letterAt(s, end)) {
			return i
		}
		at = end
	}
}

func letterAt(s string, i int) bool {
	c := s[i]
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 && !strings.HasPrefix(s[i:], "’") && !strings.HasPrefix(s[i:], "“") && !strings.HasPrefix(s[i:], "”")
}

// aboutThem cuts a paragraph where it turns from the person to the talk.
func (d *draft) aboutThem(t outline.Text) outline.Text {
	end := 0
	for s := range sentences(t) {
		low := strings.ToLower(s.Plain)
		if end > 0 && (strings.Contains(low, "talk is") || strings.Contains(low, "his talk") || strings.Contains(low, "her talk") || strings.Contains(low, "this talk") || strings.HasPrefix(low, "tonight") || strings.Contains(low, "will be talking") || strings.Contains(low, "will talk about") || strings.Contains(low, "will speak about") || strings.Contains(low, "vortrag")) {
			break
		}
		if j := strings.Index(t.Plain[end:], s.Plain); j >= 0 {
			end += j + len(s.Plain)
		}
	}
	return t.Slice(0, end)
}

func (d *draft) addBio(name string, t outline.Text) {
	key := content.Fold(name)
	bio := strings.TrimSpace(t.Markdown())
	bio = bioLead.ReplaceAllString(bio, "")
	if strings.HasPrefix(bio, "**") { // the name in bold
		if i := strings.Index(bio[2:], "**"); i >= 0 && d.personCalled(bio[2:2+i]) != "" {
			bio = bio[2:2+i] + bio[i+4:]
		}
	}
	if said, ok := strings.CutPrefix(bio, name); ok && len(said) < 200 && willSpeak.MatchString(said) {
		return
	}
	if nameOnly(t.Flat().Plain, name) {
		return
	}
	have := d.bios[key]
	if bio == "" || strings.Contains(have, bio) || !fullSentence(bio) && have == "" || len(have)+len(bio) > maxBio && have != "" {
		return
	}
	if len(bio) > maxBio {
		bio = bio[:strings.LastIndex(bio[:maxBio], " ")]
	}
	d.bios[key] = join(have, bio, "\n\n")
	if have == "" {
		d.employed(name, t)
	}
}

// nameOnly reports whether a text is somebody's name and what stands in brackets
// beside it: "Ana Finch (Designer, Acme)".
func nameOnly(s, name string) bool {
	rest, ok := strings.CutPrefix(s, name)
	if !ok {
		return false
	}
	for _, word := range politely {
		rest = strings.TrimPrefix(rest, word)
	}
	rest = strings.TrimSpace(rest)
	if strings.HasPrefix(rest, "（") {
		return strings.Index(rest, "）") == len(rest)-len("）")
	}
	return strings.HasPrefix(rest, "(") && strings.IndexByte(rest, ')') == len(rest)-1
}

// worksNow is how a bio's first sentence says where somebody works.
var worksNow = pattern.New(`^\s+(?:is|works|leads|runs|builds|writes|heads|looks after|maintains|ist|arbeitet|leitet|est|travaille|dirige|es|trabaja|werkt|leidt)\b[^.;:!?"]{0,80}?\s(?:at|bei|bei der|chez|bij)\s+(?:the\s+)?`)

// employed takes the company from a bio's first sentence: "Ana builds scales at
// Acme".
func (d *draft) employed(name string, t outline.Text) {
	first, _, _ := strings.Cut(name, " ")
	for i := range d.people {
		if d.people[i].name != name || d.people[i].affiliation != "" {
			continue
		}
		for _, n := range []string{name, first} {
			at := indexWord(t.Plain, n)
			if at < 0 || at > 40 {
				continue
			}
			_, to := sentenceAround(t.Plain, at, at+len(n))
			m := worksNow.FindStringIndex(t.Plain[at+len(n) : to])
			if m == nil {
				continue
			}
			if org, size := orgAt(t, at+len(n)+m[1], to); size > 0 && d.company(org) {
				d.people[i].affiliation = org
			}
			return
		}
	}
}

// fullSentence tells a bio from a line with a job title.
func fullSentence(s string) bool {
	return len(strings.Fields(s)) >= 6 || eastern(s) && runes(s) >= 15
}

// isTitle reports whether a text is the title of a talk and nothing else.
func (d *draft) isTitle(t outline.Text) bool {
	if len(t.Plain) > 200 {
		return false
	}
	_, ok := d.titles[content.Fold(t.Flat().Plain)]
	return ok
}

// isEntryUnit reports whether a unit is a point of the programme.
func (d *draft) isEntryUnit(i int) bool {
	for _, t := range d.talks {
		if t.unit == i && t.Start != "" {
			return true
		}
	}
	return false
}
