package parse

import (
	"maps"
	"strings"
	"unicode"

	"meetupbot/content"
	"meetupbot/content/parse/agenda"
	"meetupbot/content/parse/pattern"
)

// maxNameWords is how many words a name may have, particles included.
const maxNameWords = 5

// nameWord reports whether a token can be part of a person's name: "Ana",
// "O'Neil", "A.J.", "Müller-Lüdenscheidt", "JJ".
func nameWord(w string) bool {
	if w == "" || !isUpper(firstRune(w)) || len(w) > 24 {
		return false
	}
	if len(w) == 2 && w[1] == '.' {
		return true // an initial, be it that of "a"
	}
	letters, upper := 0, 0
	for _, r := range w {
		switch {
		case unicode.IsLetter(r):
			letters++
			if isUpper(r) {
				upper++
			}
		case r == '\'' || r == '’' || r == '-' || r == '.' || unicode.Is(unicode.Mn, r):
		default:
			return false
		}
	}
	if strings.HasSuffix(w, "'s") || strings.HasSuffix(w, "’s") {
		return false
	}
	if letters > 3 && upper == letters { // NGINX, HTTP
		return false
	}
	if strings.Contains(w, ".") && upper != letters && !abbreviated(w) { // solo.io
		return false
	}
	if strings.Contains(w, "-") {
		for _, part := range strings.Split(w, "-") {
			if len(part) > 3 && strings.ToUpper(part) == part {
				return false
			}
		}
	}
	if asciiLetters(w) {
		return !nameless.lower(w)
	}
	for part := range strings.SplitSeq(content.Fold(w), " ") {
		if nameless.set[part] {
			return false
		}
	}
	return true
}

// nameless are the words of noName and those of entries that nobody comes to
// hear.
var nameless = func() lexicon {
	s := set(agenda.PauseWords())
	maps.Copy(s, noName.set)
	return newLexicon(s)
}()

// inCapitals reports whether a word is written in capitals throughout, as many
// write surnames: "Ana FINCH".
func inCapitals(w string) bool {
	if len(w) < 3 || len(w) > 24 {
		return false
	}
	for _, r := range w {
		if !isUpper(r) && r != '-' && r != '\'' && r != '’' {
			return false
		}
	}
	return true
}

// asciiLetters reports whether a word is nothing but ASCII letters, as most are:
// Fold is its lower case then.
func asciiLetters(w string) bool {
	for i := range len(w) {
		if !plainLetter(w[i]) {
			return false
		}
	}
	return true
}

// abbreviated reports whether a token is a piece of a name cut short: "Chr.",
// "Jr."
func abbreviated(w string) bool {
	switch w {
	case "Jr.", "Sr.", "St.", "Chr.", "Ph.", "Wm.", "Joh.", "Fr.", "Th.":
		return true
	}
	return false
}

// honorifics stand before a name and do not belong to it.
var honorifics = newLexicon(words(`dr dr. prof prof. professor mr mr. mrs mrs. ms ms. herr frau hr hr. fr fr. m. mme ing ing. dipl.-inf dipl.-ing sir don`))

// honours reports whether the first word of a text is no part of the name behind
// it. "M." is an initial before a single name.
func honours(first, rest string) bool {
	if !honorifics.lower(first) {
		return false
	}
	if first != "M." {
		return true
	}
	rest = strings.TrimLeft(rest, " ")
	if i := strings.IndexAny(rest, ",;:()[]\n&"); i >= 0 {
		rest = strings.TrimRight(rest[:i], " ")
	}
	return strings.Contains(rest, " ")
}

// initialed reports whether a name begins with an initial: "A. Finch". Hardly a
// company's does.
func initialed(name string) bool {
	first, rest, ok := strings.Cut(name, ". ")
	return ok && len([]rune(first)) == 1 && isUpper(firstRune(first)) && shaped(name) > 0 && !strings.ContainsAny(rest, "&0123456789")
}

// bareName strips what stands around a name: titles of honour, marks, a
// handle.
func bareName(s string) string {
	s = strings.TrimSpace(strings.Trim(strings.TrimSpace(s), " \t\n,;:–—|·•*_\""))
	s = strings.TrimSuffix(strings.TrimPrefix(s, "- "), " -")
	for {
		first, rest, ok := strings.Cut(s, " ")
		if !ok || !honours(first, rest) {
			break
		}
		s = strings.TrimSpace(rest)
	}
	if i := strings.IndexAny(s, "(@["); i > 0 {
		s = strings.TrimSpace(s[:i])
	}
	s = strings.TrimRight(s, " ,;:-–")
	if script(firstRune(s)) {
		for _, word := range politely {
			if bare, ok := strings.CutSuffix(s, word); ok && nameLength(bare) {
				return strings.TrimRight(bare, " 　")
			}
		}
	}
	return s
}

// shaped tells how much s looks like one person's name: 0 not at all, 1 by its
// capitals, 2 also by a common first name.
func shaped(s string) int {
	s = bareName(s)
	if script(firstRune(s)) {
		return hanShaped(s)
	}
	var room [maxNameWords + 1]string
	tokens := fields(room[:0], s, len(room))
	if len(tokens) < 2 || len(tokens) > maxNameWords {
		return 0
	}
	capital := 0
	for i, w := range tokens {
		switch {
		case len(w) == 1 && i+1 < len(tokens) && particles[w] && common(tokens[i+1]):
			return 0 // "Ana Finch y Inés Olmedo": two
		case nameWord(w) || i == len(tokens)-1 && i > 0 && (surnamesToo.lower(w) && isUpper(firstRune(w)) || inCapitals(w)) && common(tokens[0]):
			capital++
		case i > 0 && i < len(tokens)-1 && particles.lower(w):
		default:
			return 0
		}
	}
	if capital < 2 || !nameWord(tokens[0]) || len([]rune(strings.Trim(tokens[len(tokens)-1], "."))) < 2 {
		return 0
	}
	if common(tokens[0]) && !roleWords[content.Fold(tokens[len(tokens)-1])] {
		return 2
	}
	if isRole(s) {
		return 0
	}
	return 1
}

// common reports whether a token is a common first name.
func common(w string) bool {
	if asciiLetters(w) {
		return firstNames.lower(w)
	}
	w = content.Fold(w)
	if first, _, ok := strings.Cut(w, " "); ok { // Marie-Claire
		w = first
	}
	return firstNames.set[w]
}

var article = pattern.New(`^ (?:la|las|los|le)\b`)

// surnamesToo are words of titles and places that are names behind a common
// first name.
var surnamesToo = newLexicon(words(`welsh english page chase post hall house day may june summer winter best good long case love place rest west power flow price field fields stone rice cook bell bird gray grey young brown king park street church close march friday weekend short low high early bright rose marsh wood woods hill mill bank banks`))

// namePrefix returns the name that s begins with, as far as it looks like one,
// and its length in bytes; "" when there is none.
func namePrefix(s string) (string, int) {
	if script(firstRune(s)) {
		name, n, _ := hanName(s)
		return name, n
	}
	if oneWord(s) {
		return "", 0
	}
	end, n, capital := 0, 0, 0
	at := 0
	for n < maxNameWords {
		start := at
		for start < len(s) && s[start] == ' ' {
			start++
		}
		if n > 0 && start == at { // a token must be parted from the one before
			break
		}
		stop := start
		for stop < len(s) && s[stop] != ' ' && s[stop] != '\n' && !strings.ContainsRune(",;:()[]\"!?/&|@", rune(s[stop])) {
			stop++
		}
		w := s[start:stop]
		if w == "" {
			break
		}
		closed := stop < len(s) && s[stop] != ' '
		bare := w
		if strings.HasSuffix(bare, ".") && len(bare) > 3 && !abbreviated(bare) || strings.HasSuffix(bare, ".") && !isUpper(firstRune(bare)) {
			bare, closed = strings.TrimSuffix(bare, "."), true
		} else if strings.HasSuffix(bare, ".") && stop == len(s) && len(bare) > 3 {
			bare, closed = strings.TrimSuffix(bare, "."), true
		}
		for _, own := range []string{"'s", "’s", "'", "’"} {
			if strings.HasSuffix(bare, own) {
				bare, closed = strings.TrimSuffix(bare, own), true
				break
			}
		}
		if n == 0 && honours(w, s[stop:]) {
			at = stop
			continue
		}
		switch {
		case nameWord(bare) || n == 1 && (surnamesToo.lower(bare) && isUpper(firstRune(bare)) || inCapitals(bare)) && common(s[:end]):
			capital++
			n++
			end = start + len(bare)
		case capital >= 2 && ofWord[bare] && !article.MatchString(s[stop:]) && (bare[0] == 'v' || bare == "de" || !common(s[strings.LastIndexByte(s[:end], ' ')+1:end])):
			closed = true // "Ana Finch de Acme"
		case n > 0 && particles.lower(bare) && !closed && !(len(bare) == 1 && common(wordAt(s, stop))):
			n++
		default:
			closed = true
		}
		at = stop
		if closed {
			break
		}
	}
	name := bareName(s[:end])
	if capital < 2 || shaped(name) == 0 {
		return "", 0
	}
	return name, end
}

// oneWord reports whether what s begins with is surely no name, because of what
// stands behind its first word: a figure, a plain word in small letters.
func oneWord(s string) bool {
	i := 0
	for i < len(s) && s[i] == ' ' {
		i++
	}
	for i < len(s) && s[i] != ' ' {
		i++
	}
	for i < len(s) && s[i] == ' ' {
		i++
	}
	if i == len(s) || s[i] >= '0' && s[i] <= '9' {
		return true
	}
	from := i
	for i < len(s) && s[i] >= 'a' && s[i] <= 'z' {
		i++
	}
	return i > from && (i == len(s) || s[i] == ' ') && !particles[s[from:i]] && !honorifics.set[s[from:i]]
}

// wordAt returns the word behind a place in s.
func wordAt(s string, at int) string {
	w, _, _ := strings.Cut(strings.TrimLeft(s[at:], " "), " ")
	return strings.Trim(w, ",.;:()")
}

// ofWord are particles that also stand between a name and a company.
var ofWord = words(`von de van di da del della dal du des der vom`)

// sameName compares names folded, allowing one of them to leave out middle
// names or to be the first name alone.
func sameName(a, b string) bool {
	if a == b {
		return a != ""
	}
	if a == "" || b == "" || a[0] < 0x80 && b[0] < 0x80 && a[0]|0x20 != b[0]|0x20 || otherLetters(a, b) {
		return false
	}
	a, b = content.Fold(a), content.Fold(b)
	if a == b {
		return a != ""
	}
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) < 2 || len(y) < 2 {
		return false
	}
	return x[0] == y[0] && x[len(x)-1] == y[len(y)-1]
}

// nameKey is the same for two names if sameName says so of them, and "" where
// there is no name.
func nameKey(s string) string {
	w := strings.Fields(content.Fold(s))
	if len(w) < 2 {
		return strings.Join(w, "")
	}
	return w[0] + " " + w[len(w)-1]
}

// otherLetters reports whether the first or the last words of two names differ
// in plain letters: nearly all names do, and of many pairs nothing has to be
// folded.
func otherLetters(a, b string) bool {
	n := min(len(a), len(b))
	for i := 0; i < n && plainLetter(a[i]) && plainLetter(b[i]); i++ {
		if a[i]|0x20 != b[i]|0x20 {
			return true
		}
	}
	for i := 1; i <= n && plainLetter(a[len(a)-i]) && plainLetter(b[len(b)-i]); i++ {
		if a[len(a)-i]|0x20 != b[len(b)-i]|0x20 {
			return true
		}
	}
	return false
}

func plainLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
