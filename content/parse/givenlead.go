package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
)

// longestLead is how many bytes the names before a talk's title have.
const longestLead = 80

// leadingNames parts a line that names people, a colon and a title: "Ana:
// Owls", "Ana and Bo F.: Owls". A first name alone has to be a common one, or
// that of somebody in called. It returns no people where the line is another.
func leadingNames(t outline.Text, called map[string]bool) (who []person, title outline.Text) {
	colon := strings.Index(t.Plain, ": ")
	if colon < 2 || colon > longestLead || strings.TrimSpace(t.Plain[colon+2:]) == "" {
		return nil, t
	}
	left := t.Slice(0, colon)
	for _, c := range chunks(left) {
		name := strings.TrimSpace(left.Plain[c.start:c.end])
		first, last, _ := strings.Cut(name, " ")
		initial := len([]rune(strings.TrimSuffix(last, "."))) == 1 && isUpper(firstRune(last))
		given := nameWord(first) && (last == "" || initial) && (initial && strings.HasSuffix(last, ".") || common(first) && (initial || !alsoNames.lower(first)) || called[content.Fold(first)])
		if !given && shaped(name) < 2 && !(shaped(name) == 1 && called[content.Fold(first)]) {
			return nil, t
		}
		who = append(who, person{name: name, line: t.Line, text: t.Plain})
	}
	return who, t.Slice(colon+2, len(t.Plain))
}

// givenIn collects the first names, folded, of those who stand in full before
// the colons of lines.
func givenIn(lines []outline.Text) map[string]bool {
	out := map[string]bool{}
	for _, t := range lines {
		colon := strings.Index(t.Plain, ": ")
		if colon < 2 || colon > longestLead {
			continue
		}
		left := t.Slice(0, colon)
		for _, c := range chunks(left) {
			if name := strings.TrimSpace(left.Plain[c.start:c.end]); shaped(name) == 2 {
				out[content.Fold(firstWord(name))] = true
			}
		}
	}
	return out
}
