package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

var (
	notSpeaks = pattern.New(`(?i)(?:hosted by|\bthanks?\b[^.]{0,60}|contact|organi[sz]|sponsor|\bdank(?:e|en)?\b[^.]{0,40}|\bmerci\b[^.]{0,40}|\bgracias\b[^.]{0,40}|\bgrazie\b[^.]{0,40}|photo|image|written by|author|paper by|book by|created by|developed by|founded by|follow|announcements from|updates from|news from|\bhost\b[^.]{0,20})[\s,:]*$`)
	quotation = pattern.New(`["“„«]([^"“”„«»]{4,160})["”“»]`)
)

// A prosePerson is somebody whom a sentence names as a speaker.
type prosePerson struct {
	person
	unit       int
	start, end int      // of the name in the unit's text
	title      string   // of the talk, as far as the sentence says one
	titleFirm  bool     // it is quoted or linked, or follows "a talk on"
	url        string   // the title's link
	told       int      // where the title ends in the unit's text, if it stands out
	intro      bool     // introduced: "our first speaker is"
	acts       bool     // the sentence says that they speak
	given      bool     // nothing but the first name is known
	others     []person // named together with them: "Ana Finch and Bo Reed"
	apposed    bool     // what each of them does stands behind their name
}

// A proseReader finds the speakers that running text names.
type proseReader struct {
	*facts
	known   *roster
	tongues []*tongue
	found   []prosePerson
}

// inProse returns the speakers that the running text of some units names.
func (f *facts) inProse(keep func(*unit) bool, known *roster) []prosePerson {
	r := proseReader{facts: f, known: known, tongues: f.spokenTongues()}
	for i := range f.units {
		u := &f.units[i]
		if keep(u) && strings.Contains(u.text.Plain, "「") && u.block.Kind != outline.Code && u.block.Kind != outline.Heading && u.block.Kind != outline.Row && len(u.text.Plain) <= 6000 {
			r.hanProse(i)
			continue
		}
		if keep(u) && u.block.Kind != outline.Row && u.block.Kind != outline.Code && u.block.Kind != outline.Heading && len(u.text.Plain) >= 20 && len(u.text.Plain) <= 6000 &&
			(f.tongues[0] != english || u.cues&speakCue != 0 || containsAny(u.text.Plain, `'s "`, `’s "`, "'s “", "’s “")) {
			r.unit(i)
		}
	}
	return r.found
}

// spokenTongues returns the languages of the document.
func (f *facts) spokenTongues() []*tongue {
	if f.tongues == nil {
		f.tongues = spokenIn(f.units)
	}
	return f.tongues
}

// letterHe is no name, but the end of one sentence and the beginning of the next:
// "libraries in C. He then".
var letterHe = pattern.New(`^\p{Lu}\. (?:He|She|They|We|It|You|The|This|In)$`)

func (r *proseReader) unit(i int) {
	u := &r.units[i]
	s := u.text.Plain
	if lines := u.block.Lines(); len(lines) > 1 && labelled(lines) {
		return
	}
	told := -1 // where the title of the talk named last ends
	doubt := doubtfulName(s, 0)
	for at, last := 0, -1; at < len(s); {
		name, start, end := r.next(s, at)
		if doubt.end > 0 && doubt.start < at {
			doubt = doubtfulName(s, at)
		}
		if doubt.end > 0 && (name == "" || doubt.start < start) {
			name, start, end = s[doubt.start:doubt.end], doubt.start, doubt.end
		}
		if name == "" {
			break
		}
		if br := strings.IndexByte(u.block.Text.Plain[start:end], '\n'); br > 0 && shaped(s[start:start+br]) > 0 {
			name, end = bareName(s[start:start+br]), start+br // the next line is another matter
		}
		p := prosePerson{unit: i, start: start}
		p.name, p.line = name, u.text.LineOf(start)
		_, second, more := strings.Cut(name, " ")
		p.given = !more || len(strings.TrimSuffix(second, ".")) == 1
		end = r.together(&p, u.text, end)
		at, p.end = end, end
		if start < told || len(name) < 9 && letterHe.MatchString(name) {
			continue // a name in the title of a talk
		}
		behind := last // of the name before, in the same sentence
		last = end
		if title, stop, ok := r.person(u, &p, behind, told); ok {
			if title != "" {
				told, p.told = stop, stop
			}
			r.found = append(r.found, p)
		}
	}
}

// labelled reports whether most lines of a text begin with a label.
func labelled(lines []outline.Text) bool {
	n := 0
	for _, line := range lines {
		if l, _, _ := readLabel(line); l != noLabel {
			n++
		}
	}
	return n*2 > len(lines)
}

// together reads the names that an "and" or a comma joins to somebody's, and
// returns where they end.
func (r *proseReader) together(p *prosePerson, t outline.Text, end int) int {
	s := t.Plain
	last := &p.person
	for {
		said, behind := saidBetween(t, end, p.apposed)
		m := andName.FindStringIndex(s[end+behind:])
		other, n := "", 0
		if m != nil {
			other, n = namePrefix(s[end+behind+m[1]:])
		}
		if behind > 0 && (n > 0 || p.apposed) {
			last.fillFrom(said)
			p.apposed = true
			end += behind
		}
		if n == 0 || r.tongues[0].name == "de" && shaped(other) == 1 && !r.known.has(other) && shaped(p.name) == 1 && !r.known.has(p.name) || placeNoun.MatchString(other) {
			return end
		}
		q := person{name: other, line: p.line}
		q.links = linksOn(t, end+m[1], end+m[1]+n, other)
		p.others = append(p.others, q)
		last = &p.others[len(p.others)-1]
		end += m[1] + n
	}
}

// person judges a name in its sentence: whether somebody speaks there, and
// about what. behind is where the name before ends and told where the title
// named last does; it returns the title that stands out behind the name and
// where it ends.
func (r *proseReader) person(u *unit, p *prosePerson, behind, told int) (shown string, stop int, ok bool) {
	s, start, end := u.text.Plain, p.start, p.end
	from, to := sentenceAround(s, start, end)
	before, after := s[runeStart(s, max(from, start-110)):start], s[end:to]
	p.text = s[from:to]
	known := r.known.has(p.name)
	alias := strings.Contains(p.name, " ") && !strings.Contains(s[start:end], " ") // a first name alone
	if !known && placeNext.MatchString(before[max(0, len(before)-longestPlaceNext):]) {
		return "", 0, false // "our next meetup is on Tuesday at Marram House"
	}
	if behind >= from && !known && shaped(p.name) < 2 && companyWord.MatchString(s[behind:start]) {
		return "", 0, false // "Ana Finch, Engineer at Fernhill Parcels"
	}
	foreign := r.tongues[0] != english
	var ahead cue
	if !foreign {
		ahead = hintsIn(u.lowOf(from+len(s[from:start])-len(before), start)).cues
	}
	acts := r.acting(u, p, before, after, end, to)
	shown, stop = shownTitle(u.text, end, to, told >= from && joinsOn.MatchString(s[told:start]), acts != nil)
	if shown != "" && (acts != nil || u.cues&speakCue != 0 || told >= from) {
		p.title, p.titleFirm, p.acts = shown, true, true
		p.url = linkOver(u.text, stop-1)
	} else {
		shown = ""
	}
	p.acts = p.acts || acts != nil || pronounActs(s[to:])
	if known && !p.acts {
		r.nextSentence(p, u, to)
		p.acts = p.titleFirm
	}
	if foreign || ahead&introCue != 0 {
		for _, g := range r.tongues {
			p.intro = p.intro || g.introduces.MatchString(before)
		}
	}
	if q := quotedBefore(before); q != "" {
		p.title, p.titleFirm, p.intro = cleanTitle(q), true, true
	}
	if !p.acts && !p.intro && (!known || alias) {
		return "", 0, false
	}
	if (foreign || ahead&standsCue != 0) && !talksFrom.MatchString(before) && (notSpeaks.MatchString(before) || ofCompanies.MatchString(before)) {
		return "", 0, false
	}
	if acts != nil && newsWords.MatchString(after[:min(len(after), 90)]) {
		return "", 0, false // news of the group is no talk
	}
	after = p.readBeside(u.text, end, to)
	if acts == nil {
		acts = r.performs(after)
		p.acts = p.acts || acts != nil
	}
	if known && !p.acts && !p.intro && p.affiliation == "" && p.role == "" {
		return "", 0, false
	}
	linked := hasPersonLink(u.text, start, end)
	known = known || alias
	if shaped(p.name) < 2 && !p.acts && p.affiliation == "" && p.role == "" && !known && !linked && !u.block.Ordered && !firmly.MatchString(before) {
		return "", 0, false
	}
	if shaped(p.name) < 2 && !known && r.tongues[0].name == "de" && !firmly.MatchString(before) && p.affiliation == "" && !linked && acts == nil {
		return "", 0, false // where every noun has a capital, capitals make no name
	}
	if !alias {
		p.links = append(p.links, linksOn(u.text, start, start+len(p.name), p.name)...)
	}
	if (p.acts || p.intro) && p.title == "" {
		if cut := r.nextActs(s, to-len(after), to); cut < to {
			after, to = after[:len(after)-(to-cut)], cut
		}
		r.findTopic(p, u.text, end, to, after, acts)
	}
	if !p.titleFirm && (p.intro || p.acts) {
		r.nextSentence(p, u, to)
	}
	for j := range p.others {
		q := &p.others[j]
		if q.text = p.text; !p.apposed {
			q.affiliation = p.affiliation
		}
		if p.role != "" && !p.apposed {
			q.role = p.role
		}
	}
	return shown, stop, true
}

// acting returns the language whose words around a name say that somebody
// speaks, or nil.
func (r *proseReader) acting(u *unit, p *prosePerson, before, after string, end, to int) *tongue {
	foreign := r.tongues[0] != english
	if foreign || hintsIn(u.lowOf(end, to)).cues&speakCue != 0 || strings.HasPrefix(after, "'s ") || strings.HasPrefix(after, "’s ") {
		if g := r.performs(after); g != nil {
			return g
		}
		if len(p.others) > 0 && actTogether.MatchString(after) {
			return english
		}
	}
	for _, g := range r.tongues {
		if g.inverted == nil {
			continue
		}
		if m := g.inverted.FindStringSubmatch(before); m != nil && g.finishes(strings.ToLower(m[1]), after) {
			return g
		}
	}
	if orgFirst.MatchString(after) || strings.HasPrefix(strings.TrimLeft(after, " "), "(") || strings.HasPrefix(after, ",") {
		q := *p
		return r.performs(q.readBeside(u.text, end, to))
	}
	return nil
}

// placeNext ends what stands before a place, in so many bytes at most.
var placeNext = pattern.New(`(?i)\s(?:at|@)\s+(?:the\s+)?$`)

const longestPlaceNext = 16

// actTogether is how a sentence goes on behind the names of several people.
var actTogether = pattern.New(`^\s+(?:(?:both|then|also|kindly) )?(?:talk|speak|present|show|discuss|give|tell|explain|introduce|demo)\s`)

func (r *proseReader) performs(after string) *tongue {
	for _, g := range r.tongues {
		if g.performs.MatchString(after) {
			return g
		}
	}
	return nil
}

// finishes reports whether a sentence whose first verb is an auxiliary, or
// half of one, ends as speaking does: "wird ... sprechen", "stellt ... vor".
func (g *tongue) finishes(verb, after string) bool {
	switch verb {
	case "wird", "zal", "gaat", "komt":
		return g.infinitive.MatchString(after)
	case "war", "ist", "waren", "sind":
		return strings.Contains(strings.ToLower(after), "zu gast")
	case "stellt", "stellte":
		return strings.Contains(after, " vor")
	case "laat", "liet":
		return strings.Contains(after, " zien")
	case "gibt", "gab", "führt", "führte", "hält", "hielt", "geeft", "gaf", "houdt", "hield":
		return g.speech.MatchString(after)
	}
	return true
}

// nextSentence looks for the talk in what follows an introduction: "She will
// talk about ...", "Her talk is called ...".
func (r *proseReader) nextSentence(p *prosePerson, u *unit, to int) {
	s := u.text.Plain
	next := skipBlank(s, to)
	if next >= len(s) {
		return
	}
	_, stop := sentenceAround(s, next, next+1)
	said := s[next:stop]
	space := strings.IndexByte(said, ' ')
	if space < 0 {
		return
	}
	if p.title == "" && p.intro && pronounActs(s[to:]) {
		r.findTopic(p, u.text, next, stop, said[space:], english)
		return
	}
	if m := theirTalk.FindStringIndex(said); m != nil {
		if title, _ := shownTitle(u.text, next+m[1], stop, true, true); title != "" {
			p.title, p.titleFirm = title, true
		}
	}
}

// theirTalk is how a sentence begins that goes on with somebody's talk.
var theirTalk = pattern.New(`(?i)^(?:in )?(?:his|her|their|sein(?:em|en)?|ihr(?:em|en)?|son|sa|leur|su|zijn|haar|hun|il suo|la sua|nel suo|nella sua|dans (?:son|sa|leur)|en su) (?:\p{L}+ )?(?:talk|presentation|session|vortrag|präsentation|présentation|conférence|intervention|charla|ponencia|presentación|presentatie|lezing|verhaal|intervento|presentazione)\b`)

var (
	firmly      = pattern.New(`(?i)\b(?:speakers?|talks?|referent(?:in|en|innen)?|sprecher(?:in|innen)?|vortrag|ponentes?|intervenante?s?|orateurs?|sprekers?|relator[ei])\b|(?:palestra|apresentação|charla|ponencia|lezing|presentatie|intervento|relazione|présentation|conférence|prelekcja|wykład) (?:de|da|do|del|di|van|par|por|door|d['’])\s*$`)
	andName     = pattern.New(`^(?:\s*,\s*(?:(?:and|und|et|y|en|e|&)\s+)?|\s+(?:and|und|et|y|en|e|&)\s+(?:[oa] )?)`)
	ofCompanies = pattern.New(`(?i)(?:speakers|folks|people|engineers|sponsors?|companies|teams?|colleagues) (?:from|at)\s+[^.]*$`)
	quoteBefore = pattern.New(`["“„«]([^"“”„«»]{4,160})["”“»],?\s*(?:from|by|with|von|mit|par|avec|por|con|door|di|da)\s+(?:the\s+)?$`)
	newsWords   = pattern.New(`(?i)\b(?:latest news|group news|news (?:about|of|from)|updates? (?:about|on) the group|announcements)\b`)
	pronounSay  = pattern.New(`^\s*(?:He|She|They|Er|Sie|Il|Elle)\b`)
	tookStage   = pattern.New(`^\s*(?:He|She|They)(?:’ll|'ll)?\s+(?:took the stage|be (?:giving|talking|speaking|presenting|showing|discussing)\b|(?:also )?(?:will|gave|talked|spoke|presented|told|showed|is going to|explained)\b)`)
)

// quotedBefore returns the title in quotation marks that stands before a name,
// "" for none.
func quotedBefore(before string) string {
	if strings.IndexByte(before, '"') < 0 && !strings.Contains(before, "”") && !strings.Contains(before, "“") && !strings.Contains(before, "»") {
		return ""
	}
	if m := quoteBefore.FindStringSubmatch(before); m != nil {
		return m[1]
	}
	return ""
}

// lowOf returns a part of the unit's text in lower case.
func (u *unit) lowOf(from, to int) string {
	if len(u.low) == len(u.text.Plain) {
		return u.low[from:to]
	}
	return strings.ToLower(u.text.Plain[from:to])
}

// pronounActs reports whether the next sentence goes on with "She gave ...".
func pronounActs(next string) bool {
	return pronounSay.MatchString(next) && tookStage.MatchString(next)
}

// linksOn returns a person's own links among those on their name.
func linksOn(t outline.Text, start, end int, name string) []content.Link {
	var out []content.Link
	for _, l := range t.Links() {
		if l.Start < end && l.End > start && personLink(l.URL) {
			out = append(out, content.Link{Text: name, URL: l.URL})
		}
	}
	return out
}

func hasPersonLink(t outline.Text, start, end int) bool {
	for _, l := range t.Links() {
		if l.Start < end && l.End > start && personLink(l.URL) {
			return true
		}
	}
	return false
}
