package parse

import (
	"strings"

	"meetupbot/content/parse/pattern"
)

// next finds the next name from at on: as nextName does, or a first name alone
// that begins a sentence about speaking, of somebody whom the text names in
// full elsewhere.
func (r *proseReader) next(s string, at int) (string, int, int) {
	name, start, end := nextName(s, at, r.known)
	for i := at; i < len(s) && (name == "" || i < start); i++ {
		if i > 0 && s[i-1] != ' ' || s[i] < 'A' || s[i] > 'Z' {
			continue
		}
		first := plainWord(s[i:])
		if len(first) < 3 || len(first) > 20 || !(common(first) && nameWord(first)) && !alsoNames.lower(first) {
			continue
		}
		after := s[i+len(first):]
		opens := i == 0 || i == 1 || strings.IndexByte(".!?:\n", s[i-2]) >= 0 || strings.HasSuffix(s[:i], " and ") || strings.HasSuffix(s[:i], "break ")
		if opens && strings.HasPrefix(after, " ") && r.performs(after) != nil {
			if full := r.inFull(first); full != "" {
				return full, i, i + len(first)
			}
		}
		if r.givenActs(first, after) && r.inFull(first) == "" {
			return first, i, i + len(first)
		}
	}
	return name, start, end
}

// talksFrom ends what stands before somebody who gives a talk, whatever is said
// of hosts and thanks in the same sentence.
var talksFrom = pattern.New(`(?i)\b(?:talks?|presentations?|demos?) (?:from|by)\s+$`)

// givenActs reports whether what stands behind a first name alone says that its
// bearer speaks: "Ana will walk us through", "Will, Engineer at Acme, will". A
// name that is a word, too, has to come with a job.
func (r *proseReader) givenActs(first, after string) bool {
	if job, ok := strings.CutPrefix(after, ", "); ok {
		end := strings.IndexByte(job, ',')
		return end > 0 && end < 70 && !strings.ContainsAny(job[:end], ".:;") && isRole(job[:end]) && givesTalk.MatchString(job[end:])
	}
	return !alsoNames.lower(first) && strings.HasPrefix(after, " ") && givesTalk.MatchString(after)
}

// givesTalk is how a sentence goes on that can be about nothing but a talk.
var givesTalk = pattern.New(`^[\s,]*(?:(?:will|is going to|'ll|’ll) (?:be )?(?:talk(?:ing)? (?:about|us through)|speak(?:ing)? (?:about|on)|present(?:ing)?\b|walk(?:ing)? (?:us|you) through|work(?:ing)? (?:us )?through|demo(?:ing)?\b|giv(?:e|ing) (?:us )?(?:a|an|his|her|their) (?:\w+ )?(?:talk|presentation|overview|demo|introduction)|show(?:ing)? us (?:how|what|why))|(?:wird|spricht|sprach) (?:uns )?(?:über|zum)|parlera (?:de|d[’'])|nous (?:parlera|présentera|expliquera)|nos (?:hablará|contará|presentará)|ci (?:parlerà|racconterà)|vertelt (?:ons )?over|vai falar)`)

// plainWord returns the letters that s begins with.
func plainWord(s string) string {
	n := 0
	for n < len(s) && (s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || s[n] >= 0x80) {
		n++
	}
	return strings.TrimSuffix(s[:n], "’")
}

// inFull returns the full name of the one person of a first name whom the text
// names, or "".
func (r *proseReader) inFull(first string) string {
	full := ""
	for i := range r.units {
		s := r.units[i].text.Plain
		for at := 0; ; {
			j := indexWord(s[at:], first)
			if j < 0 {
				break
			}
			at += j
			if name, n := namePrefix(s[at:]); n > 0 && strings.HasPrefix(name, first+" ") {
				if full != "" && !sameName(full, name) {
					return ""
				}
				full = name
			}
			at += len(first)
		}
	}
	return full
}
