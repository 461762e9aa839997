package parse

import (
	"strings"

	"meetupbot/content/parse/pattern"
)

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
