package parse

import (
	"strings"
	"unicode"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
)

func (p parts) form() [2]string {
	if p.first {
		return [2]string{"first", p.sep}
	}
	return [2]string{"last", p.sep}
}

// splitLike splits an entry where its siblings are split.
func splitLike(t outline.Text, known *roster, forms map[[2]string]int) (parts, bool) {
	s := t.Plain
	try := func(title, people outline.Text, sep string, first bool) (parts, bool) {
		p := parts{title: cleanTitle(title.Plain), sep: sep, first: first}
		seen := forms[p.form()]
		if seen == 0 || p.title == "" {
			return parts{}, false
		}
		p.people = readPeople(people, known)
		if len(p.people) == 0 {
			p.people = readSlot(people, known)
			if len(p.people) > 0 && seen < 2 && p.people[0].affiliation == "" {
				return parts{}, false // the form is not sure enough, nor is the name
			}
		}
		return p, len(p.people) > 0
	}
	by := byWords(s)
	for n := len(by) - 1; n >= 0; n-- {
		if p, ok := try(t.Slice(0, by[n][0]), t.Slice(by[n][1], len(s)), "by", false); ok {
			return p, true
		}
	}
	cuts := separators(s)
	for n := len(cuts) - 1; n >= 0; n-- {
		from, to, sep := cutAt(s, cuts[n])
		if p, ok := try(t.Slice(0, from), t.Slice(to, len(s)), sep, false); ok {
			return p, true
		}
	}
	if len(cuts) > 0 {
		from, to, sep := cutAt(s, cuts[0])
		if p, ok := try(t.Slice(to, len(s)), t.Slice(0, from), sep, true); ok {
			return p, true
		}
	}
	return parts{}, false
}

// cutAt returns the bytes that a separator takes, and its mark.
func cutAt(s string, cut [2]int) (from, to int, sep string) {
	from, to = cut[0], cut[1]
	sep = strings.TrimSpace(s[from:to])
	if strings.HasSuffix(sep, ":") && len(sep) > 1 {
		from++
		sep = ":"
	}
	if mark := strings.TrimRight(sep, `"“`); mark != sep {
		to -= len(sep) - len(mark)
		sep = mark
	}
	return from, to, sep
}

// readSlot reads the people of a place where the form says that people stand:
// behind "by", in the slot that holds a name in every sibling.
func readSlot(t outline.Text, known *roster) []person {
	if m := moderators.FindStringIndex(t.Plain); m != nil {
		t = t.Slice(m[1], len(t.Plain))
	}
	who := readPeople(t, known)
	var names []string
	for i, c := range chunks(t) {
		if i > 0 && !c.joined {
			continue
		}
		if name := slotName(t.Plain[c.start:c.end]); name != "" {
			names = append(names, name)
		}
	}
	if len(names) <= len(who) {
		return who
	}
	loose := newRoster()
	if known != nil {
		for _, name := range known.names {
			loose.add(name)
		}
	}
	for _, name := range names {
		loose.add(name)
	}
	return readPeople(t, loose)
}

// readGiven is readSlot for a place that cannot hold anything but people, where
// a first name alone, or one with an initial, is a name, too: "(by Ana)",
// "(Par Ana F.)".
func readGiven(t outline.Text, known *roster) []person {
	if who := readSlot(t, known); len(who) > 0 {
		return who
	}
	s := strings.TrimSpace(t.Plain)
	first, initial, _ := strings.Cut(s, " ")
	if !common(first) || !nameWord(first) || len([]rune(strings.TrimSuffix(initial, "."))) > 1 || initial != "" && !isUpper(firstRune(initial)) {
		return nil
	}
	if full := known.called(first); full != "" && initial == "" {
		s = full
	}
	return []person{{name: s, line: t.Line, text: t.Plain}}
}

// slotName returns the name that a piece of a slot begins with, "" when it can
// be none.
func slotName(s string) string {
	for _, word := range []string{"(", "[", " from ", " at ", " of ", " von ", " bei ", " chez ", " - ", " – ", "@"} {
		if i := strings.Index(s, word); i > 0 {
			s = s[:i]
		}
	}
	s = strings.TrimRight(bareName(s), ".!")
	if !looseName(s) || placeholder.MatchString(s) || nobody[content.Fold(s)] || isRole(s) {
		return ""
	}
	return s
}

// looseName reports whether s can be a name where nothing but a name is to be
// expected: two to four words with capitals, not all of them words of titles.
func looseName(s string) bool {
	tokens := strings.Fields(s)
	if len(tokens) < 2 || len(tokens) > 4 || pausing(s, false) {
		return false
	}
	words := 0
	for i, w := range tokens {
		if i > 0 && particles.lower(w) {
			continue
		}
		w = strings.Trim(w, `"“”„'’‘().`)
		if w == "" || strings.IndexFunc(w, notInName) >= 0 {
			return false
		}
		r := firstRune(w)
		if unicode.IsLower(r) && !strings.ContainsAny(w, "'’") {
			return false
		}
		if noName.set[content.Fold(w)] {
			words++
		}
	}
	return words < len(tokens) && (words == 0 || alsoNames.set[content.Fold(tokens[0])] || surnamesToo.set[content.Fold(tokens[len(tokens)-1])])
}

func notInName(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && r != '\'' && r != '’' && r != '-' && r != '.'
}

// alsoNames are first names that are words of titles, too.
var alsoNames = newLexicon(words(`may june april august will summer autumn ruby chase art case chip dawn drew grace hope jack king mark max page pat penny rich rose rusty sandy sky star storm swift violet jan mar dee sue una april bill`))
