package parse

import (
	"slices"
	"strings"
	"unicode"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

var (
	andWords   = pattern.New(`\s*(?:&|\+|;|\s(?:and|und|u\.|et|y|en|e|with|oraz|och|og|és|și|та|и|i|a|ja|і)\s|/)\s*`)
	moderators = pattern.New(`(?i)^(?:(?:panel\s+)?(?:moderated|hosted|presented|led|chaired|moderiert|geleitet|animée?|modérée?|moderad[oa]|moderat[oa]|geleid) (?:by|von|par|por|da|door)|(?:moderator(?:in)?|moderation|gespreksleider|modera|animation|chair|modération)\s?:|speakers?:|referent(?:in)?:|by|von|par|por|mit|with)\s+`)
	fromWords  = pattern.New(`^(?:\s*,)?\s*(?:from|of|at|bei|von|de chez|chez|de|d[’']|@|vom|van|bij|di|da|del|della|do|für|for|från|fra|hos|ze?|из|из компании|з|od)\s+(?:the\s+)?`)
	handleWord = pattern.New(`^@\w{2,30}$`)
)

// readPeople reads a list of speakers: "Ana Finch & Bo Reed, Acme", "Ana
// Finch, Acme & Bo Reed, Initech", "Ana Finch (Acme), CTO".
func readPeople(t outline.Text, known *roster) []person {
	t = narrow(t)
	if m := moderators.FindStringIndex(t.Plain); m != nil {
		t = t.Slice(m[1], len(t.Plain))
	}
	t = t.Slice(0, withoutLength(t.Plain))
	var out []person
	group := 0       // the first of the people whom a company behind them concerns
	settled := false // ... and one was named
	for _, chunk := range chunks(t) {
		text := t.Slice(chunk.start, chunk.end)
		if text.Plain == "" {
			continue
		}
		if m := moderators.FindStringIndex(text.Plain); m != nil && len(out) > 0 {
			text, chunk.joined = text.Slice(m[1], len(text.Plain)), true
		}
		if p, ok := readPerson(text, known); ok && (len(out) == 0 || chunk.joined || known.has(p.name) || chunk.listed && (known == nil || shaped(p.name) == 2 || p.affiliation+p.role != "") || p.affiliation == "" && (shaped(p.name) == 2 || initialed(p.name) && len(out) > 0 && initialed(out[len(out)-1].name)) || settled && bracketed(text.Plain, p)) {
			p.line, p.text = t.Line, t.Plain
			if settled {
				group, settled = len(out), false
			}
			if n := len(out); chunk.joined && n > 0 && out[n-1].affiliation+out[n-1].role == "" {
				for i := group; i < n; i++ { // "Ana Finch and Bo Reed (Acme)"
					out[i].affiliation = p.affiliation
				}
			}
			out = append(out, p)
			settled = p.affiliation != ""
			continue
		}
		if len(out) == 0 {
			return nil
		}
		if chunk.joined && !chunk.amp { // "and June Castell", whose name looks like none
			if name := slotName(text.Plain); name != "" {
				loose := newRoster()
				loose.add(name)
				if p, ok := readPerson(text, loose); ok {
					p.line, p.text = t.Line, t.Plain
					out = append(out, p)
					continue
				}
			}
		}
		say := strings.Trim(text.Plain, " .()")
		last := &out[len(out)-1]
		if all := bothOf.FindStringIndex(say); all != nil && len(out) > 1 {
			say, group = say[all[1]:], 0
		}
		switch {
		case chunk.joined && chunk.amp && last.affiliation != "" && orgLike(say) && !isRole(say):
			for i := group; i < len(out); i++ { // "Weir & Sons"
				if out[i].affiliation == last.affiliation && i < len(out)-1 {
					out[i].affiliation += " & " + say
				}
			}
			last.affiliation += " & " + say
		case chunk.joined && last.role != "" && last.affiliation == "":
			role, at := roleAndPlace(say)
			last.role, last.affiliation = last.role+" & "+role, at
		case isRole(say) && !chunk.joined:
			role, at := roleAndPlace(say)
			if out[group].role == "" && at == "" {
				settled = false
			}
			settled = settled || at != ""
			for i := group; i < len(out); i++ {
				out[i].role = join(out[i].role, role, ", ")
				if at != "" {
					out[i].affiliation = at
				}
			}
		case !chunk.joined && last.affiliation == "" && containsAny(say, " at ", " @ ", " bei ", " chez ", " bij ", " presso "):
			last.role, last.affiliation = roleAndPlace(say)
			settled = true
		case say != "" && !chunk.joined && lowerRole(say):
			for i := group; i < len(out); i++ {
				out[i].role = join(out[i].role, say, ", ")
			}
		case say != "" && !chunk.joined:
			// the last of several is the company: "VP, Software Group, Acme"
			settled = true
			for i := group; i < len(out); i++ {
				if suffixes[content.Fold(say)] && out[i].affiliation != "" {
					out[i].affiliation += ", " + say
				} else {
					out[i].affiliation = say
				}
			}
		}
	}
	return out
}

// bracketed reports whether a piece is a name and what somebody is in brackets
// behind it: "Ben Reed (Kiln Works)".
func bracketed(s string, p person) bool {
	s = strings.TrimRight(s, " .")
	return strings.HasSuffix(s, ")") && strings.HasPrefix(s, p.name+" (") && shaped(p.name) > 0 && p.affiliation+p.role != ""
}

// lengthBehind is how long a talk lasts, behind who gives it.
var lengthBehind = pattern.New(`(?i)[\s,–—-]+[(\[]?(?:ca\.? ?|~ ?)?\d{1,3}(?:[.,]5)? ?(?:['’′]|min(?:s|ut[a-zéàąęów]*|\.)?|h|hrs?|hours?|horas?|heures?|stunden?|std\.?|or[ae]|uur|tim(?:mar|er|e)?|godz\.?|минут[а-я]*|мин\.?|分)[)\]]?\.?$`)

// withoutLength returns where a list of speakers ends that has the length of the
// talk behind it: "Ana Finch of Acme, 45 min".
func withoutLength(s string) int {
	for i := max(0, len(s)-16); i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			if m := lengthBehind.FindStringIndex(s); m != nil && m[0] > 3 {
				return m[0]
			}
			break
		}
	}
	return len(s)
}

// bothOf says that what follows is true of all who were named.
var bothOf = pattern.New(`(?i)^(?:both|all|beide|alle|tous (?:les )?deux|toutes (?:les )?deux|ambos|ambas|todos|allebei|entrambi|entrambe)\s+(?:(?:of|at|from|von|bei|vom|der|de|chez|en|van|bij|di|da)\s+)?(?:the\s+)?`)

// lowerRole reports whether a piece behind a name can be a job for which there
// is no word here: a few words in lower case.
func lowerRole(s string) bool {
	r := firstRune(s)
	if !unicode.IsLower(r) || strings.Contains(s, ".") || len(strings.Fields(s)) > 3 {
		return false
	}
	first, _, _ := strings.Cut(strings.ToLower(s), " ")
	return !noRole[first] && !placeholder.MatchString(s)
}

// noRole are words that begin what stands behind a name and is no job.
var noRole = words(`online remote remotely via virtual live zoom in on at by and or with who which the a an no not he she they his her their it is was will tba tbc from per im am um mit ohne und oder auf per wird ist der die das en con y que sera sur avec et qui que le la les met e di il lo een het`)

// suffixes of companies, which a comma may part from the name.
var suffixes = words(`inc ltd llc gmbh ag plc corp bv sa sas sl kg`)

func join(a, b, sep string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + sep + b
}

// joins reports whether what stands at a place of a list parts two of it. A
// word that is another one in other languages does only between two names:
// "Jan Sowa i Ewa Kos", but "Anna Berg i Oslo".
func joins(s string, from, to int) bool {
	switch strings.Trim(s[from:to], " \t\n") {
	case "i", "a", "ja", "и", "та", "і":
		name, n := namePrefix(strings.TrimLeft(s[to:], "*_ "))
		return n > 0 && shaped(name) > 0 && isUpper(firstRune(s[strings.LastIndexAny(s[:from], " ,(*_")+1:]))
	}
	return true
}

type chunk struct {
	start, end int
	joined     bool // "&" or "and" stands before it
	amp        bool // ... and it is "&"
	listed     bool // a comma before it, and an "&" after it: "A, B & C"
}

// chunks cuts a list of people at commas and ands that stand outside of
// brackets.
func chunks(t outline.Text) []chunk {
	s := t.Plain
	var out []chunk
	cuts := slices.DeleteFunc(andWords.FindAllStringIndex(s, -1), func(m []int) bool { return !joins(s, m[0], m[1]) })
	start, joined, amp, depth := 0, false, false, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth = max(0, depth-1)
		case ',':
			if depth == 0 {
				out = append(out, chunk{start: start, end: i, joined: joined, amp: amp})
				start, joined = i+1, false
			}
		}
		if depth > 0 && len(cuts) > 0 && i >= cuts[0][0] {
			cuts = cuts[1:] // inside brackets
		}
		if depth == 0 && len(cuts) > 0 && i >= cuts[0][0] {
			if cuts[0][0] > start || len(out) > 0 {
				if cuts[0][0] > start {
					out = append(out, chunk{start: start, end: cuts[0][0], joined: joined, amp: amp})
				}
				start, joined, amp = cuts[0][1], true, strings.Contains(s[cuts[0][0]:cuts[0][1]], "&")
				i = max(i, cuts[0][1]-1)
			}
			cuts = cuts[1:]
		}
	}
	out = append(out, chunk{start: start, end: len(s), joined: joined, amp: amp})
	for i := range out {
		out[i].listed = i > 0 && !out[i].joined && i+1 < len(out) && out[i+1].joined
	}
	return out
}

// readPerson reads one name with what stands beside it: "[Ana Finch](url)
// ([Acme](url))", "Ana Finch from Acme", "Ana Finch (@ana)".
func readPerson(t outline.Text, known *roster) (person, bool) {
	if org, at := hanOrg(t.Plain); at > 0 {
		p, ok := readPerson(t.Slice(at, len(t.Plain)), known)
		if p.affiliation == "" {
			p.affiliation = org
		}
		return p, ok
	}
	s := t.Plain
	for _, word := range politely[:3] { // "@ogura さん"
		if cut, ok := strings.CutSuffix(s, word); ok && cut != "" && !script(firstRune(cut)) {
			t = t.Slice(0, len(cut))
			s = t.Plain
		}
	}
	name, n := namePrefix(s)
	if n == 0 {
		bare := bareName(s)
		if i := strings.Index(bare, " from "); i > 0 && known.has(bare[:i]) {
			bare = bare[:i]
		}
		switch {
		case known.has(bare):
			name, n = bare, strings.Index(s, bare)+len(bare)
		case handleWord.MatchString(s):
			return person{name: s}, true
		default:
			// "Ana Finch ([Acme](url))" where the link is the whole name
			for _, l := range t.Links() {
				if personLink(l.URL) && l.Start == 0 && len(strings.Fields(s[l.Start:l.End])) <= 4 && !strings.HasPrefix(s, "http") {
					name, n = bareName(s[:l.End]), l.End
				}
			}
		}
	}
	if n == 0 || name == "" {
		return person{}, false
	}
	p := person{name: name}
	for _, l := range t.Links() {
		if l.Start < n {
			p.links = append(p.links, content.Link{Text: name, URL: l.URL})
		} else if personLink(l.URL) {
			p.links = append(p.links, content.Link{Text: s[l.Start:l.End], URL: l.URL})
		}
	}
	rest := s[min(n, len(s)):]
	for {
		rest = strings.TrimLeft(rest, " ,")
		if rest == "" || rest == "." {
			break
		}
		if rest[0] == '(' || rest[0] == '[' {
			end := strings.IndexAny(rest, ")]")
			if end < 0 {
				end = len(rest) - 1
			}
			p.beside(strings.Trim(rest[1:end], " [](),"))
			rest = rest[min(len(rest), end+1):]
			continue
		}
		if m := fromWords.FindStringIndex(rest); m != nil {
			p.beside(strings.Trim(rest[m[1]:], " .,()"))
			break
		}
		if rest[0] == '@' {
			_, rest, _ = strings.Cut(rest, " ")
			continue
		}
		if say := strings.TrimLeft(rest, "-–— :"); say != rest {
			p.beside(strings.Trim(say, " .()"))
			break
		}
		return person{}, false
	}
	return p, true
}

// beside takes in what stands in brackets or after "from".
func (p *person) beside(s string) {
	if strings.Contains(s, " / ") { // "Designer / Acme Ltd"
		s = strings.ReplaceAll(s, " / ", ", ")
	}
	for _, piece := range strings.Split(s, ",") {
		piece = strings.Trim(piece, " ()[]")
		if org, job, ok := strings.Cut(piece, " "); ok && strings.Contains(org, "会社") { // 株式会社アシ 代表取締役
			p.affiliation, piece = org, job
		}
		switch {
		case hanRole(piece):
			p.role = join(p.role, piece, ", ")
		case piece == "" || strings.HasPrefix(piece, "@") || strings.HasPrefix(piece, "http"):
		case isRole(piece):
			role, at := roleAndPlace(piece)
			p.role = join(p.role, role, ", ")
			if at != "" {
				p.affiliation = at
			}
		case bothOf.MatchString(piece):
			p.affiliation = piece[bothOf.FindStringIndex(piece)[1]:]
		case lowerRole(piece) && !strings.Contains(piece, "/"):
			p.role = join(p.role, piece, ", ")
		case p.affiliation == "" && (orgLike(piece) || hanOrgLike(piece)):
			p.affiliation = piece
		}
	}
}

// orgLike reports whether a piece of text can be a company's name.
func orgLike(s string) bool {
	r := firstRune(s)
	return (isUpper(r) || r >= '0' && r <= '9' || strings.Contains(s, ".")) && strings.IndexFunc(s, unicode.IsLetter) >= 0 && !strings.Contains(s, " for short") && len(strings.Fields(s)) <= 6
}

var atPlace = pattern.New(`(?:^|\s)(?:at|@|bei|von|chez|en|of|for|bij|de)\s+(?:the\s+)?([\p{Lu}\d].*)$`)

// roleAndPlace parts "Director of Engineering at Acme".
func roleAndPlace(s string) (role, place string) {
	s = strings.TrimSpace(s)
	for _, word := range []string{" at ", " @ ", " @", " bei ", " chez ", " bij ", " presso "} {
		if i := strings.Index(s, word); i > 0 {
			return strings.TrimSpace(s[:i]), strings.TrimSpace(strings.TrimPrefix(s[i+len(word):], "the "))
		}
	}
	for _, word := range []string{" na ", " no "} { // "Engenheira na Acme"
		if i := strings.Index(s, word); i > 0 && isRole(s[:i]) && isUpper(firstRune(s[i+len(word):])) {
			return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+len(word):])
		}
	}
	if m := atPlace.FindStringSubmatchIndex(s); m != nil {
		head := strings.TrimSpace(s[:m[0]])
		if i := strings.LastIndex(s, " de "); i > m[0] && isUpper(firstRune(s[i+4:])) {
			return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+4:])
		}
		if strings.HasPrefix(strings.TrimSpace(s[m[0]:]), "of ") && owns(head) && !isRole(s[m[2]:]) && !departments[content.Fold(s[m[2]:])] && !strings.Contains(strings.ToLower(head), "director") {
			return head, strings.TrimSpace(s[m[2]:m[3]])
		}
		last := strings.Fields(head)
		// "Director of Engineering" is a role, "Engineer of Acme" has a place
		if len(last) > 0 && !isRole(s[m[2]:]) && !departments[content.Fold(s[m[2]:])] && !strings.HasPrefix(strings.TrimSpace(s[m[0]:]), "of ") {
			return head, strings.TrimSpace(s[m[2]:m[3]])
		}
	}
	return s, ""
}

// departments are what one may be director of.
var departments = words(`engineering development technology product infrastructure operations research security marketing software data platform`)
