package parse

import (
	"strings"

	"meetupbot/content/parse/outline"
)

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
