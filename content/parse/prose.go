package parse

import (
	"regexp"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
)

// Words before and after a name in prose that make it a speaker's.
var (
	introduces = regexp.MustCompile(`(?i)(?:\b(?:speakers?|talks?|presentations?|sessions?|workshops?)\b[^.]{0,40}?\b(?:is|are|was|were|by|from|with)|\b(?:given|presented|delivered|led|held) by|\bjoined by|\bkick(?:ed|ing)? (?:off|things off)[^.]{0,40}?(?:is|was|are|with|by)?|\b(?:closing|opening|starting|rounding off|wrapping up|first up|next up|up first|up next|then|finally|following that|following this|after that|before that|last but not least|danach|anschließend|zuerst|zunächst|zum schluss|den anfang machte|second(?:ly)?|third(?:ly)?|first(?:ly)?|next|lastly)\b[^.]{0,60}?|\bwe(?:'ll|’ll| will| also)? (?:have|had|welcome[d]?|heard from|hear from|heard|got)(?: the [\w ]{0,30}| local| our own)?|\b(?:features?|featuring|welcome)|\b(?:referent(?:in)?|sprecher(?:in)?|vortragende[r]?)\b[^.]{0,20}|\bvortrag (?:von|mit)|\baccueill\w+|\bcontaremos (?:\w+ ){0,4}con|\bcargo de(?:l)?(?: gran)?|\bhablar[áa]|\bconférence de|\bprésenté\w* par|\banimé\w* par|\bgehouden door|\bgehalten von|\bimpartid[oa] por)[\s,:"*]*$`)
	performs   = regexp.MustCompile(`(?i)^[\s,]*(?:who |will then |then |also )?(?:(?:will|is going to|'ll|’ll|is|was)\s+(?:be\s+)?(?:then\s+|also\s+)?(?:talk|speak|present|giv|shar|show|tell|discuss|demo|introduc|explain|walk|tak|return|describ|cover|explor|join|host(?:ing)? a)|(?:’s|'s)\s+(?:(?:\w+\s+)?(?:talk|presentation|session|demo|lecture|keynote)\b|["“„«])|gave|presented|described|told|spoke|talked|discussed|showed|shared|explained|demonstrated|demoed|introduced|talks|speaks|presents|shares|shows|tells|explains|gives|discusses|took us|walked|covered|wrapping up|wrapped up|with (?:a|an|his|her|their) (?:\w+ )?(?:talk|discussion|presentation|session|demo)|kicking|kicked|coming to (?:talk|speak|tell)|talking|telling|discussing|presenting|sharing|showing|describing|(?:mit \S+ )?zu gast|on ["“]|(?:mit|in) (?:seinem|ihrem|dem|einem) vortrag|stellt|stellte|spricht|sprach|hält|hielt|zeigt|zeigte|berichtet|berichtete|erklärt|erzählt|erzählte|erläutert|gibt|gab|wird\b|führt|présente\w*|nous (?:parl|présent|expliqu|mont)\w*|a présenté|parlera|animera|hablará|nos (?:hablará|contará|mostrará|explicará|visita)|presentará|mostrará|contó|vertelt|presenteert|geeft|says|explores?|looks? at|runs?|hosts? a|closes|opens|joins? us (?:to|with|and))`)
	notSpeaks  = regexp.MustCompile(`(?i)(?:hosted by|\bthanks?\b[^.]{0,60}|contact|organi[sz]|sponsor|dank an|photo|image|written by|author|paper by|book by|created by|developed by|founded by|follow|announcements from|updates from|news from|\bhost\b[^.]{0,20})[\s,:]*$`)
	topicWords = regexp.MustCompile(`(?i)(?:\b(?:talk|talks|talked|talking|spoke|speak|speaking|presentation|discussion|telling|session|workshop|demo|lecture|keynote|tell(?:ing)?|told|sprach|spricht|sprechen|vortrag|conférence|charla|hablará|parlera|parler)\b(?:[^.,;"“]{0,60}?))?\b(?:on|about|entitled|titled|called|über|zum thema|sur|sobre|about:|presented|described|with)\s+`)
	directTalk = regexp.MustCompile(`(?i)^[\s,]*(?:who )?(?:presented|described|introduced|demonstrated|demoed|stellte|présenta|discussed|discussing|presenting|wrapp(?:ed|ing) up our evening (?:by discussing|with)|will (?:present|discuss|introduce|demo|show us|be presenting|be discussing|be demoing)|presents|introduces)\s+`)
	topicEnd   = regexp.MustCompile(`(?i)\s*(?:,\s*(?:explaining|and (?:his|her|their|left|how|told|in|gave|explained)|where|which|who|in which|with|showing|saying|discussing|describing|giving|sharing|demonstrating|as|from|we|he|she|they|telling|his|her|during|including|covering)\b|\s+\((?:starting|slides|video|watch)|\s+(?:with|and) (?:his|her|their) |\.\s|\.$|;|\s+[-–]\s+(?-i:\p{Ll})|:\s+(?-i:\p{Ll})|:\s*$|!$|\?$| and in (?:his|her|their))`)
	quotation  = regexp.MustCompile(`["“„«]([^"“”„«»]{4,160})["”“»]`)
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
	others     []person // named together with them: "Ana Finch and Bo Reed"
}

// inProse finds the speakers that running text names.
func (f *facts) inProse(keep func(*unit) bool, known *roster) []prosePerson {
	var out []prosePerson
	for i := range f.units {
		u := &f.units[i]
		if !keep(u) || u.block.Kind == outline.Row || u.block.Kind == outline.Code || u.block.Kind == outline.Heading || u.cues&speakCue == 0 && !containsAny(u.text.Plain, `'s "`, `’s "`, "'s “", "’s “") || len(u.text.Plain) < 20 || len(u.text.Plain) > 6000 {
			continue
		}
		s := u.text.Plain
		told := -1 // where the title of the talk named last ends
		doubt := doubtfulName(s, 0)
		for at, last := 0, -1; at < len(s); {
			name, start, end := nextName(s, at, known)
			if doubt.end > 0 && doubt.start < at {
				doubt = doubtfulName(s, at)
			}
			if doubt.end > 0 && (name == "" || doubt.start < start) {
				name, start, end = s[doubt.start:doubt.end], doubt.start, doubt.end
			}
			if name == "" {
				break
			}
			p := prosePerson{unit: i, start: start}
			p.name, p.line = name, u.text.LineOf(start)
			for {
				m := andName.FindStringIndex(s[end:])
				if m == nil {
					break
				}
				other, n := namePrefix(s[end+m[1]:])
				if n == 0 || shaped(other) == 1 && !known.has(other) && shaped(name) == 1 && !known.has(name) {
					break
				}
				q := person{name: other, line: p.line}
				q.links = linksOn(u.text, end+m[1], end+m[1]+n, other)
				p.others = append(p.others, q)
				end += m[1] + n
			}
			at = end
			p.end = end
			from, to := sentenceAround(s, start, end)
			before, after := s[max(from, start-110):start], s[end:to]
			ahead := hintsIn(u.lowOf(max(from, start-110), start)).cues
			p.text = s[from:to]
			if start < told {
				at = end
				continue // a name in the title of a talk
			}
			behind := last // of the name before, in the same sentence
			last = end
			if behind >= from && !known.has(name) && shaped(name) < 2 && companyWord.MatchString(s[behind:start]) {
				continue // "Ana Finch, Engineer at Fernhill Parcels"
			}
			var m []int
			if hintsIn(u.lowOf(end, to)).cues&speakCue != 0 || strings.HasPrefix(after, "'s ") || strings.HasPrefix(after, "’s ") {
				m = performs.FindStringIndex(after)
			}
			title, stop := shownTitle(u.text, end, to, told >= from && joinsOn.MatchString(s[told:start]))
			if title != "" && (u.cues&speakCue != 0 || told >= from) {
				p.title, p.titleFirm, p.acts = title, true, true
				p.url = linkOver(u.text, stop-1)
				told, p.told = stop, stop
			}
			if m == nil && orgFirst.MatchString(after) || m == nil && strings.HasPrefix(strings.TrimLeft(after, " "), "(") {
				q := p
				if rest := q.readBeside(u.text, end, to); performs.MatchString(rest) {
					m = []int{0, 0}
				}
			}
			p.acts = p.acts || m != nil || pronounActs(s[to:])
			if ahead&introCue != 0 && introduces.MatchString(before) {
				p.intro = true
			}
			if q := quoteBefore.FindStringSubmatch(before); q != nil {
				p.title, p.titleFirm, p.intro = cleanTitle(q[1]), true, true
			}
			if !p.acts && !p.intro && !known.has(name) {
				continue
			}
			if ahead&standsCue != 0 && (notSpeaks.MatchString(before) || ofCompanies.MatchString(before)) {
				continue
			}
			if m != nil && newsWords.MatchString(after[m[0]:min(len(after), m[1]+40)]) {
				continue // news of the group is no talk
			}
			after = p.readBeside(u.text, end, to)
			acts := p.acts || performs.MatchString(after)
			p.acts = acts
			if known.has(name) && !acts && !p.intro && p.affiliation == "" && p.role == "" {
				continue
			}
			if shaped(name) < 2 && !acts && p.affiliation == "" && p.role == "" && !known.has(name) && !hasPersonLink(u.text, start, end) && !u.block.Ordered {
				if !firmly.MatchString(before) {
					continue
				}
			}
			if shaped(name) < 2 && !known.has(name) && german.MatchString(p.text) && !firmly.MatchString(before) && p.affiliation == "" && !hasPersonLink(u.text, start, end) {
				continue // where every noun has a capital, capitals make no name
			}
			p.links = append(p.links, linksOn(u.text, start, start+len(name), name)...)
			if (acts || p.intro) && p.title == "" {
				if cut := nextActs(s, to-len(after), to, known); cut < to {
					after, to = after[:len(after)-(to-cut)], cut
				}
				p.findTopic(u.text, end, to, after)
			}
			if p.title == "" && p.intro && pronounActs(s[to:]) { // "She will talk about ..."
				next := skipBlank(s, to)
				_, stop := sentenceAround(s, next, next+1)
				if said := s[next:stop]; strings.Contains(said, " ") {
					p.findTopic(u.text, next, stop, said[strings.IndexByte(said, ' '):])
				}
			}
			for j := range p.others {
				q := &p.others[j]
				q.affiliation, q.text = p.affiliation, p.text
				if p.role != "" {
					q.role = p.role
				}
			}
			out = append(out, p)
		}
	}
	return out
}

var (
	firmly      = regexp.MustCompile(`(?i)\b(?:speakers?|talks?|referent(?:in)?|sprecher(?:in)?|vortrag|ponente|intervenant)\b`)
	german      = regexp.MustCompile(`(?i)\s(?:der|die|das|und|ist|ein|eine|mit|wird|nicht|auch)\s`)
	andName     = regexp.MustCompile(`^(?:\s*,\s*(?:and\s+)?|\s+(?:and|und|et|y|en|&)\s+)`)
	ofCompanies = regexp.MustCompile(`(?i)(?:speakers|folks|people|engineers|sponsors?|companies|teams?|colleagues) (?:from|at)\s+[^.]*$`)
	quoteBefore = regexp.MustCompile(`["“„«]([^"“”„«»]{4,160})["”“»],?\s*(?:from|by|with|von|mit|par|avec|por|con)\s+(?:the\s+)?$`)
	newsWords   = regexp.MustCompile(`(?i)\b(?:latest news|group news|news (?:about|of|from)|updates? (?:about|on) the group|announcements)\b`)
	pronounSay  = regexp.MustCompile(`^\s*(?:He|She|They|Er|Sie|Il|Elle)\b`)
	tookStage   = regexp.MustCompile(`^\s*(?:He|She|They)(?:’ll|'ll)?\s+(?:took the stage|(?:also )?(?:will|gave|talked|spoke|presented|told|showed|is going to|explained)\b)`)
)

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

// nextName finds the next name in s from at on: two or more capitalised words
// of the shape of a name.
func nextName(s string, at int, known *roster) (string, int, int) {
	if eastern(s) {
		if name, start, end := nextHanName(s, at); name != "" {
			return name, start, end
		}
	}
	for i := at; i < len(s); i++ {
		if i > 0 && s[i-1] != ' ' && s[i-1] != '(' && s[i-1] != '"' && s[i-1] != '\n' && s[i-1] != '*' && s[i-1] != '/' {
			continue
		}
		if c := s[i]; c >= 'a' && c <= 'z' || c == ' ' || c >= '0' && c <= '9' {
			continue
		}
		name, n := namePrefix(s[i:])
		if n == 0 {
			continue
		}
		if shaped(name) == 1 && !known.has(name) && i > 0 && s[i-1] != ' ' {
			continue
		}
		return name, i, i + n
	}
	return "", 0, 0
}

var (
	roleOpens = regexp.MustCompile(`^(?:\s*,)?\s*(?:(?:who is|who's|who’s|is|[–-]|\p{Lu}\p{Ll}+ (?:is|ist|est|works as)|ist|est|es|he is|she is|he's|she's|der|die)\s+)?(?:currently\s+)?(?:(?:the|a|an|our|one of the|der|die|ein|eine|le|la|un|une|el|als)\s+)?`)
	rolePlace = regexp.MustCompile(`\s+(?:at|for|with|@|in|from|bei|of|de|chez|en|von|bij|der)\s+(?:the\s+|der\s+)?`)
	roleChain = regexp.MustCompile(`^\s*,[^,.;]{3,50}(?:,[^,.;]{2,50})+$`) // ", Engineer, Databases, Acme"
	orgFirst  = regexp.MustCompile(`^\s*,?\s*(?:from|of|at|bei|von|de chez|chez|vom|@)\s+(?:the\s+|der\s+|dem\s+)?(?:team at\s+)?`)
	whoWorks  = regexp.MustCompile(`^\s*,?\s*(?:who|is|der|die|qui|que|leads|works|runs|leitet|arbeitet|travaille|trabaja)\s+`)
)

// readBeside reads company and role right after a name, and returns what
// follows them in the sentence.
func (p *prosePerson) readBeside(t outline.Text, end, to int) string {
	after := t.Plain[end:to]
	if strings.HasPrefix(after, "’s") || strings.HasPrefix(after, "'s") {
		return after
	}
	at := end
	if m := regexpBracket.FindStringSubmatchIndex(after); m != nil && m[0] == 0 {
		p.beside(after[m[2]:m[3]])
		at += m[1]
		after = t.Plain[at:to]
	}
	if m := orgFirst.FindStringIndex(after); m != nil {
		if org, n := orgAt(t, at+m[1], to); n > 0 {
			p.affiliation = org
			rest := t.Plain[at+m[1]+n : to]
			if b := regexpBracket.FindStringIndex(rest); b != nil && b[0] == 0 {
				rest = rest[b[1]:]
			}
			return rest
		}
		return after
	}
	if chain := strings.TrimRight(after, ". "); roleChain.MatchString(chain) && len(chain) < 140 {
		if list := readPeople(outline.Text{Plain: p.name + chain}, nil); len(list) == 1 && list[0].role != "" && list[0].affiliation != "" {
			p.role, p.affiliation = list[0].role, list[0].affiliation
			return ""
		}
	}
	if n := p.roleAt(t, at, to); n > 0 {
		return t.Plain[at+n : to]
	}
	if m := whoWorks.FindStringIndex(after); m != nil && p.affiliation == "" {
		for _, place := range rolePlace.FindAllStringIndex(after[:min(len(after), 110)], 5) {
			if place[1] <= m[1] {
				continue
			}
			if org, n := orgAt(t, at+place[1], to); n > 0 && !isRole(org) {
				p.affiliation = org
				break
			}
		}
	}
	return after
}

var regexpBracket = regexp.MustCompile(`^\s*[(\[]([^()\[\]]{2,60})[)\]]`)

// roleAt reads "the Director of Engineering at Acme" behind a name; it returns
// how much of the text that takes.
func (p *prosePerson) roleAt(t outline.Text, at, to int) int {
	after := t.Plain[at:to]
	open := roleOpens.FindStringIndex(after)[1]
	said := after[open:]
	if i := strings.IndexAny(said, ",;:!?()\"“"); i >= 0 {
		said = said[:i]
	}
	for _, m := range rolePlace.FindAllStringIndex(said, 4) {
		role := said[:m[0]]
		if len(strings.Fields(role)) > 9 || !isRole(role) {
			continue
		}
		org, n := orgAt(t, at+open+m[1], to)
		if n == 0 || isRole(org) || departments[content.Fold(org)] {
			continue
		}
		word := strings.TrimSpace(said[m[0]:m[1]])
		if strings.HasPrefix(word, "of") && !owns(role) || word == "in" {
			if rest := said[min(len(said), m[1]+n):]; atWords.MatchString(rest) {
				continue // "Head of Open Source Strategy at Acme"
			}
		}
		if word == "de" && strings.Contains(said[m[1]:], " de ") {
			continue // "Manager de Relaciones de Acme"
		}
		p.role, p.affiliation = strings.TrimSpace(role), org
		return open + m[1] + n
	}
	return 0
}

var atWords = regexp.MustCompile(`^[^.]{0,40}\s(?:at|for|@|bei|chez)\s+(?:the\s+)?\p{Lu}`)

// owns reports whether a role is held of a company: founder, CTO.
func owns(role string) bool {
	for _, w := range content.Words(role) {
		switch w {
		case "founder", "cofounder", "funder", "founding", "cto", "ceo", "cio", "coo", "owner", "president", "grunder", "geschaftsfuhrer", "fondateur", "fundador", "cofundador", "chairman", "creator", "director", "developer", "engineer", "member":
			return true
		}
	}
	return false
}

// orgAt reads the name of a company or project at an offset of a text: a
// link's words, or capitalised words in a row. n is its length, 0 for none.
func orgAt(t outline.Text, at, to int) (string, int) {
	org, n := capitalsAt(t, at, to)
	if n > 0 && !orgLike(org) {
		return "", 0
	}
	if half := len(org) / 2; half > 3 && len(org)%2 == 1 && org[:half] == org[half+1:] {
		org = org[:half] // "Acme Corp [Acme Corp](address)"
	}
	return org, n
}

func capitalsAt(t outline.Text, at, to int) (string, int) {
	for _, l := range t.Links() {
		if l.Start == at && l.End <= to && l.End-l.Start < 60 {
			return strings.TrimSpace(t.Plain[l.Start:l.End]), l.End - at
		}
	}
	s := t.Plain[at:to]
	end, i := 0, 0
	for i < len(s) {
		start := i
		for start < len(s) && s[start] == ' ' {
			start++
		}
		stop := start
		for stop < len(s) && s[stop] != ' ' && !strings.ContainsRune(",;:()[]\"!?|", rune(s[stop])) {
			stop++
		}
		w := s[start:stop]
		if w == "" {
			break
		}
		bare := strings.TrimSuffix(w, ".")
		r := firstRune(bare)
		capital := isUpper(r) || r >= '0' && r <= '9' || strings.Contains(bare, ".") && !strings.Contains(bare, "..") && len(bare) > 4
		owned := strings.HasSuffix(bare, "'s") || strings.HasSuffix(bare, "’s")
		switch {
		case capital:
			end = start + len(bare)
			if owned {
				end = start + strings.LastIndexAny(bare, "'’")
				if k := strings.LastIndex(bare, "’"); k >= 0 {
					end = start + k
				}
			}
		case end > 0 && (w == "&" || w == "of" || w == "for" || w == "de" || w == "und"):
			rest := strings.TrimLeft(s[stop:], " ")
			if rest == "" || !isUpper(firstRune(rest)) {
				return strings.TrimSpace(s[:end]), end
			}
		default:
			return strings.TrimSpace(s[:end]), end
		}
		i = stop
		if bare != w || owned || stop < len(s) && s[stop] != ' ' {
			break
		}
	}
	return strings.TrimSpace(s[:end]), end
}

// findTopic reads what the person's talk is about from the rest of the
// sentence, and from the sentence after an introduction.
func (p *prosePerson) findTopic(t outline.Text, end, to int, after string) {
	from := to - len(after)
	for _, l := range t.Links() {
		if l.Start >= from && l.End <= to+2 && !personLink(l.URL) {
			words := strings.TrimSpace(t.Plain[l.Start:l.End])
			if quoted(words) || topicWords.MatchString(strings.ToLower(t.Plain[from:l.Start])) && len(strings.Fields(words)) > 2 && !hereWords[strings.ToLower(words)] {
				p.title, p.url, p.titleFirm = cleanTitle(words), l.URL, true
				return
			}
		}
	}
	if m := quotation.FindStringSubmatch(after); m != nil {
		p.title, p.titleFirm = cleanTitle(m[1]), true
		return
	}
	if !performs.MatchString(after) && !p.intro {
		return
	}
	at := -1
	if m := topicWords.FindStringIndex(after); m != nil && m[0] < 60 {
		at = m[1]
		p.titleFirm = true
	}
	if at < 0 {
		if m := directTalk.FindStringIndex(after); m != nil {
			at = m[1]
		}
	}
	if at < 0 {
		return
	}
	topic := after[at:]
	if m := topicEnd.FindStringIndex(topic); m != nil {
		topic = topic[:m[0]]
	}
	topic = cleanTitle(topic)
	if n := len(strings.Fields(topic)); n == 0 || n > 25 || n == 1 && !isUpper(firstRune(topic)) {
		p.titleFirm = false
		return
	}
	p.title = topic
	for _, l := range t.Links() {
		if l.Start >= from && l.Start < to && strings.Contains(t.Plain[l.Start:l.End], topic) {
			p.url = l.URL
		}
	}
}

var hereWords = words(`here slides video hier ici aqui aquí`)
