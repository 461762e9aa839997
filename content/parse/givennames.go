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
	return !alsoNames.lower(first) && strings.HasPrefix(after, " ") && (givesTalk.MatchString(after) || r.back && common(first) && gaveTalk.MatchString(after))
}

// gaveTalk is how a report goes on that can be about nothing but a talk.
var gaveTalk = pattern.New(`^ (?:then |also |next |kindly )?(?:showed us|showed (?:off )?(?:his|her|their)\b|demoed|demonstrated|talked (?:about|us through)|spoke (?:about|on)|presented (?:on|an?|his|her|their|us)\b|gave (?:us )?(?:an?|his|her|their) (?:\w+ ){0,2}(?:talk|presentation|overview|demo|demonstration|introduction)|walked us through|told us (?:about|how|why)|explained (?:how|what|why)|zeigte uns|sprach über|erzählte (?:uns )?(?:von|über)|nous a (?:présenté|montré|expliqué|parlé)|nos (?:habló|contó|mostró|presentó|explicó)|ci ha (?:raccontato|mostrato|presentato|parlato)|vertelde (?:ons )?over|liet ons)`)

// initialBehind returns how many bytes behind a first name an initial takes:
// "Dave S showed us".
func initialBehind(after string) int {
	if len(after) < 4 || after[0] != ' ' || after[1] < 'A' || after[1] > 'Z' {
		return 0
	}
	if after[2] == '.' && after[3] == ' ' {
		return 3
	}
	if after[2] == ' ' && after[1] != 'I' && after[1] != 'A' {
		return 2
	}
	return 0
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
