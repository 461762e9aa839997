package pattern

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits on what is kept of an expression: beyond them the look would cost more
// than it spares.
const (
	maxWords = 400
	maxRunes = 6 // of a class of characters that is spelled out
)

// words are texts of which each match holds one, with small ASCII letters.
type words struct{ index }

// wordsOf returns the words of an expression, or nil.
func wordsOf(re *syntax.Regexp) *words {
	e := expect(re)
	list := e.words()
	if len(list) == 0 {
		return nil
	}
	return &words{indexOf(list)}
}

// small holds the small letter of each byte that is an ASCII letter.
var small = func() (t [256]byte) {
	for i := range t {
		t[i] = byte(i)
		if 'A' <= i && i <= 'Z' {
			t[i] += 'a' - 'A'
		}
	}
	return t
}()

// in reports whether a text holds one of the words.
func (w *words) in(s string) bool {
	mask := w.mask
	key := uint32(0)
	for i := range len(s) {
		c := small[s[i]]
		if c >= 0xc5 && foldsToASCII(s[i:]) {
			return true
		}
		key = (key<<8 | uint32(c)) & mask
		if i+1 < w.n || !w.may(key) {
			continue
		}
		for _, word := range w.at(key) {
			if beginsWith(s[i+1-w.n:], word) {
				return true
			}
		}
	}
	return false
}

// foldsToASCII reports whether a text begins with one of the two letters
// outside of ASCII that are a form of an ASCII letter: ſ and the Kelvin sign.
func foldsToASCII(s string) bool {
	return strings.HasPrefix(s, "ſ") || strings.HasPrefix(s, "\u212a")
}

func beginsWith(s, word string) bool {
	if len(s) < len(word) {
		return false
	}
	for i := range len(word) {
		if small[s[i]] != word[i] {
			return false
		}
	}
	return true
}

// An expectation is what is known of the matches of an expression: all of them,
// or words of which each holds one. Both are nil where neither is known.
type expectation struct{ exact, holds []string }

// words returns what each match holds, or nil.
func (e expectation) words() []string {
	list := e.holds
	if e.exact != nil {
		list = e.exact
	}
	if len(list) == 0 || shortest(list) == 0 {
		return nil
	}
	return list
}

func expect(re *syntax.Regexp) expectation {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return expectation{exact: []string{""}}
	case syntax.OpLiteral, syntax.OpConcat:
		return expectAll(re)
	case syntax.OpCharClass:
		return expectation{exact: spelled(re)}
	case syntax.OpCapture:
		return expect(re.Sub[0])
	case syntax.OpQuest:
		if e := expect(re.Sub[0]); e.exact != nil {
			return expectation{exact: union(e.exact, []string{""})}
		}
	case syntax.OpPlus:
		return expectation{holds: expect(re.Sub[0]).words()}
	case syntax.OpRepeat:
		if re.Min > 0 {
			return expectation{holds: expect(re.Sub[0]).words()}
		}
	case syntax.OpAlternate:
		return expectOne(re.Sub)
	}
	return expectation{}
}

// expectAll is for what follows one another.
func expectAll(re *syntax.Regexp) expectation {
	parts := make([]expectation, 0, len(re.Sub)+len(re.Rune))
	for _, r := range re.Rune {
		parts = append(parts, expectation{exact: letter(r, re.Flags&syntax.FoldCase != 0)})
	}
	for _, sub := range re.Sub {
		parts = append(parts, expect(sub))
	}
	whole := true
	var best []string
	run := []string{""}
	for _, p := range parts {
		if p.exact != nil && len(run)*len(p.exact) <= maxWords {
			run = product(run, p.exact)
			continue
		}
		whole = false
		best = better(best, expectation{exact: run}.words())
		best = better(best, p.words())
		run = []string{""}
		if p.exact != nil {
			run = p.exact
		}
	}
	if whole {
		return expectation{exact: run}
	}
	return expectation{holds: better(best, expectation{exact: run}.words())}
}

// expectOne is for alternatives.
func expectOne(subs []*syntax.Regexp) expectation {
	exact, holds := []string{}, []string{}
	for _, sub := range subs {
		e := expect(sub)
		if exact != nil && e.exact != nil {
			exact = union(exact, e.exact)
		} else {
			exact = nil
		}
		if w := e.words(); holds != nil && w != nil {
			holds = union(holds, w)
		} else {
			holds = nil
		}
	}
	if len(exact) > maxWords {
		exact = nil
	}
	if len(holds) > maxWords {
		holds = nil
	}
	return expectation{exact, holds}
}

// better returns the words that fewer texts hold: longer ones, then fewer.
func better(a, b []string) []string {
	switch {
	case b == nil:
		return a
	case a == nil:
		return b
	}
	if x, y := min(4, shortest(a)), min(4, shortest(b)); x != y {
		if x > y {
			return a
		}
		return b
	}
	if len(b) < len(a) {
		return b
	}
	return a
}

// letter returns how a letter of an expression is written, or nil: the sign for
// what is no text matches that, too.
func letter(r rune, fold bool) []string {
	if r == utf8.RuneError {
		return nil
	}
	if r >= utf8.RuneSelf && fold && unicode.SimpleFold(r) != r {
		var forms []string
		for x := unicode.SimpleFold(r); ; x = unicode.SimpleFold(x) {
			forms = append(forms, lower(x))
			if x == r {
				return union(nil, forms)
			}
		}
	}
	return []string{lower(r)}
}

func lower(r rune) string {
	if r < utf8.RuneSelf {
		return string(small[r])
	}
	return string(r)
}

// spelled returns the characters of a small class, or nil.
func spelled(re *syntax.Regexp) []string {
	var list []string
	for i := 0; i < len(re.Rune); i += 2 {
		if re.Rune[i+1]-re.Rune[i] > maxRunes {
			return nil
		}
		for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
			if r == utf8.RuneError {
				return nil
			}
			list = append(list, lower(r))
		}
	}
	if list = union(nil, list); len(list) == 0 || len(list) > maxRunes {
		return nil
	}
	return list
}

func union(a, b []string) []string {
	list := append(slices.Clone(a), b...)
	slices.Sort(list)
	return slices.Compact(list)
}

func product(a, b []string) []string {
	list := make([]string, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			list = append(list, x+y)
		}
	}
	return union(nil, list)
}
