package parse

import (
	"strings"
	"unicode"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

var (
	roleOpens = pattern.New(`^(?:\s*,)?\s*(?:(?:who is|who's|who’s|is|[–-]|\p{Lu}\p{Ll}+ (?:is|ist|est|works as)|ist|est|es|he is|she is|he's|she's|der|die)\s+)?(?:currently\s+)?(?:(?:the|a|an|our|one of the|der|die|ein|eine|le|la|un|une|el|als)\s+)?`)
	rolePlace = pattern.New(`\s+(?:at|for|with|@|in|from|bei|of|de|chez|en|von|bij|der)\s+(?:the\s+|der\s+)?`)
	workPlace = pattern.New(`\s+(?:at|for|@|bei|bei der|chez|en|bij|presso|na|no)\s+(?:the\s+|der\s+)?`)
	roleChain = pattern.New(`^\s*,[^,.;]{3,50}(?:,[^,.;]{2,50})+$`) // ", Engineer, Databases, Acme"
	orgFirst  = pattern.New(`^\s*,?\s*(?:from|of|at|bei|von|de chez|chez|vom|van|bij|di|de|da|do|del|della|presso|@)\s+(?:the\s+|der\s+|dem\s+|la\s+|het\s+|de\s+)?(?:team at\s+)?(?:\p{Ll}+ \p{Ll}+ )?`)
	whoWorks  = pattern.New(`^\s*,?\s*(?:who|is|der|die|qui|que|leads|works|runs|leitet|arbeitet|travaille|trabaja)\s+`)
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
	if m := orgFirst.FindStringIndex(after); m != nil && !containsAny(after[:m[1]], " uns ", " us ", " ons ", " nous ") { // "bei uns einen Vortrag"
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
	if role, n := apposition(after); n > 0 {
		if rest := after[n:]; !orgFirst.MatchString(rest) && unicode.IsLower(firstRune(strings.TrimLeft(rest, " "))) {
			p.role = join(p.role, role, "")
			return rest
		}
	}
	if chain := strings.TrimRight(after, ". "); roleChain.MatchString(chain) && len(chain) < 140 && orgLike(strings.TrimSpace(chain[strings.LastIndexByte(chain, ',')+1:])) {
		if list := readPeople(outline.Text{Plain: p.name + chain}, nil); len(list) == 1 && list[0].role != "" && list[0].affiliation != "" {
			p.role, p.affiliation = list[0].role, list[0].affiliation
			return ""
		}
	}
	if n := p.roleAt(t, at, to); n > 0 {
		return t.Plain[at+n : to]
	}
	if m := whoWorks.FindStringIndex(after); m != nil && p.affiliation == "" {
		places := workPlace
		if containsAny(after[:m[1]], "lead", "run", "leitet") {
			places = rolePlace
		}
		if next := strings.TrimLeft(after[m[1]:], " "); containsAny(after[:m[1]], "who", "der", "die", "qui", "que") && (strings.HasPrefix(next, "lead") || strings.HasPrefix(next, "run") || strings.HasPrefix(next, "head")) {
			places = rolePlace
		}
		for _, place := range places.FindAllStringIndex(after[:min(len(after), 110)], 5) {
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

// apposed is what somebody does, between commas behind their name.
var apposed = pattern.New(`^,\s+(?:(?:an?|the|our|ein|eine|unsere?|une?|notre|un|una|nuestr[oa]|een|onze|uma?|noss[oa])\s+)?(\p{L}[^,.;:!?()"“”„«»\n]{2,50}),\s`)

// longestApposed is how many bytes such words take at most, in any script.
const longestApposed = 240

// apposition reads what somebody does behind their name, ", senior engineer,",
// and returns how much of the text that takes: nothing where it names a place,
// or is no job.
func apposition(after string) (role string, n int) {
	if !strings.HasPrefix(after, ", ") || strings.IndexByte(after[2:min(len(after), longestApposed)], ',') < 0 {
		return "", 0
	}
	m := apposed.FindStringSubmatchIndex(after)
	if m == nil {
		return "", 0
	}
	role = after[m[2]:m[3]]
	if !isRole(role) || len(strings.Fields(role)) > 5 || rolePlace.MatchString(role) || shaped(role) > 0 {
		return "", 0
	}
	return role, m[1] - 1
}

// farthestJoined is how many bytes behind a name the word stands at most that
// joins the next one.
const farthestJoined = 90

// saidBetween reads what stands between a name and the next one: a job between
// commas, a bracket, "from Acme"; it returns how much of the text that takes.
// joined says that such a thing stood behind a name before, so that nobody has to
// follow.
func saidBetween(t outline.Text, end int, joined bool) (person, int) {
	var p person
	rest := t.Plain[end:]
	if role, n := apposition(rest); n > 0 {
		p.role = role
		return p, n
	}
	if !joined && !containsAny(rest[:runeStart(rest, min(len(rest), farthestJoined))], " and ", " und ", " et ", " y ", " en ", " e ", " & ", "), ") {
		return p, 0
	}
	next := strings.TrimLeft(rest, " ")
	if strings.HasPrefix(next, "(") || strings.HasPrefix(next, "[") {
		if m := regexpBracket.FindStringSubmatchIndex(rest); m != nil && m[0] == 0 {
			p.beside(rest[m[2]:m[3]])
			return p, m[1]
		}
	} else if m := orgFirst.FindStringIndex(rest); m != nil {
		if org, n := orgAt(t, end+m[1], len(t.Plain)); n > 0 {
			p.affiliation = org
			return p, m[1] + n
		}
	}
	return p, 0
}

var regexpBracket = pattern.New(`^\s*[(\[]([^()\[\]]{2,60})[)\]]`)

// roleAt reads "the Director of Engineering at Acme" behind a name; it returns
// how much of the text that takes.
func (p *prosePerson) roleAt(t outline.Text, at, to int) int {
	after := t.Plain[at:to]
	if !rolePlace.MatchString(after) {
		return 0
	}
	open := roleOpens.FindStringIndex(after)[1]
	said := after[open:]
	if i := strings.IndexAny(said, ",;:!?()\"“"); i >= 0 {
		said = said[:i]
	}
	for _, word := range []string{" who ", " that ", " which ", " qui "} {
		said, _, _ = strings.Cut(said, word)
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

var atWords = pattern.New(`^[^.]{0,40}\s(?:at|for|@|bei|chez)\s+(?:the\s+)?\p{Lu}`)

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
