package parse

import (
	"strings"

	"meetupbot/content/parse/tree"
)

// tongueEnds are the codes of languages that end the name of a key.
var tongueEnds = words(`de en fr it es nl pt cs sk pl ja ko zh ru uk sv da fi hu ro ca gl eu tr el he ar`)

// oneLanguage gives the records of a file that says the same in several
// languages, each under a key of its own, keys without the language: {title_de:
// ..., title_fr: ...} has the title that stands first.
func oneLanguage(v *tree.Value) {
	if speaksTwice(v) {
		dropTongues(v)
	}
}

// speaksTwice reports whether a record says something in two languages.
func speaksTwice(v *tree.Value) bool {
	var seen map[string]bool
	for _, f := range v.Fields {
		if base := withoutTongue(f.Name); base != "" {
			if seen[base] {
				return true
			}
			if seen == nil {
				seen = map[string]bool{}
			}
			seen[base] = true
		}
		if speaksTwice(f.Value) {
			return true
		}
	}
	for _, x := range v.List {
		if speaksTwice(x) {
			return true
		}
	}
	return false
}

func dropTongues(v *tree.Value) {
	var said map[string]bool // by folded name
	fields := v.Fields
	for _, f := range fields {
		dropTongues(f.Value)
		base := withoutTongue(f.Name)
		if base == "" || f.Value.Empty() {
			continue
		}
		if said == nil {
			said = make(map[string]bool, len(fields))
			for i := range fields {
				said[fields[i].Key()] = true
			}
		}
		if key := tree.Fold(base); !said[key] {
			said[key] = true
			v.Fields = append(v.Fields, tree.Field{Name: base, Line: f.Line, Value: f.Value})
		}
	}
	for _, x := range v.List {
		dropTongues(x)
	}
}

// withoutTongue is the name of a key before the code of a language: "title" of
// title_de, title-DE, title.de and titleDe; "" where it ends on none.
func withoutTongue(name string) string {
	at := len(name) - 2
	if at < 2 || !tongueEnds[strings.ToLower(name[at:])] {
		return ""
	}
	if base := strings.TrimRight(name[:at], "_-. "); base != name[:at] {
		return base
	}
	if name[at] >= 'A' && name[at] <= 'Z' && name[at-1] >= 'a' && name[at-1] <= 'z' {
		return name[:at]
	}
	return ""
}
