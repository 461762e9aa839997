package pattern

import (
	"regexp/syntax"
	"unicode/utf8"
)

// maxStart is how many bytes of a beginning are looked at.
const maxStart = 4

// A start is how a text has to begin that an expression matches which is bound
// to the beginning: characters that may be skipped, then one of some texts.
type start struct {
	skip   []rune // pairs of bounds
	chance [4]uint64
	texts  map[byte][]string // by their first byte
}

// startOf returns how the matches of an expression begin, or nil.
func startOf(re *syntax.Regexp) *start {
	if re.Op != syntax.OpConcat || re.Sub[0].Op != syntax.OpBeginText {
		return nil
	}
	st := &start{texts: map[byte][]string{}}
	rest := re.Sub[1:]
	if len(rest) > 0 && rest[0].Op == syntax.OpStar && rest[0].Sub[0].Op == syntax.OpCharClass {
		st.skip, rest = rest[0].Sub[0].Rune, rest[1:]
	}
	b := beginAll(rest)
	list := union(b.open, b.closed)
	if len(list) == 0 || len(list) > maxWords || shortest(list) == 0 {
		return nil
	}
	for _, s := range list {
		st.texts[s[0]] = append(st.texts[s[0]], s)
		st.chance[s[0]>>6] |= 1 << (s[0] & 63)
	}
	return st
}

// of reports whether a text begins so.
func (st *start) of(s string) bool {
	for {
		if s == "" {
			return false // each of the texts has a letter
		}
		c := small[s[0]]
		if st.chance[c>>6]&(1<<(c&63)) != 0 {
			for _, t := range st.texts[c] {
				if beginsWith(s, t) {
					return true
				}
			}
		}
		for i := range min(maxStart, len(s)) {
			if s[i] >= 0xc5 && foldsToASCII(s[i:]) {
				return true
			}
		}
		r, n := utf8.DecodeRuneInString(s)
		if !within(st.skip, r) {
			return false
		}
		s = s[n:]
	}
}

func within(pairs []rune, r rune) bool {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i] <= r && r <= pairs[i+1] {
			return true
		}
	}
	return false
}

// beginnings are how the matches of an expression begin: open ones end where
// the match may end, and behind closed ones more of it follows.
type beginnings struct{ open, closed []string }

func begin(re *syntax.Regexp) beginnings {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return beginnings{open: []string{""}}
	case syntax.OpLiteral:
		b := beginnings{open: []string{""}}
		for _, r := range re.Rune {
			forms := letter(r, re.Flags&syntax.FoldCase != 0)
			if forms == nil {
				return b.then(beginnings{closed: []string{""}})
			}
			b = b.then(beginnings{open: forms})
		}
		return b
	case syntax.OpCharClass:
		if list := spelled(re); list != nil {
			return beginnings{open: list}
		}
	case syntax.OpCapture:
		return begin(re.Sub[0])
	case syntax.OpConcat:
		return beginAll(re.Sub)
	case syntax.OpAlternate:
		var b beginnings
		for _, sub := range re.Sub {
			one := begin(sub)
			b.open, b.closed = union(b.open, one.open), union(b.closed, one.closed)
		}
		return b
	case syntax.OpQuest:
		b := begin(re.Sub[0])
		b.open = union(b.open, []string{""})
		return b
	case syntax.OpStar, syntax.OpPlus, syntax.OpRepeat:
		b := begin(re.Sub[0])
		again := beginnings{closed: union(b.open, b.closed)}
		if re.Op == syntax.OpStar || re.Op == syntax.OpRepeat && re.Min == 0 {
			again.open = []string{""}
		}
		return again
	}
	return beginnings{closed: []string{""}}
}

func beginAll(subs []*syntax.Regexp) beginnings {
	b := beginnings{open: []string{""}}
	for _, sub := range subs {
		if len(b.open) == 0 || len(b.open)+len(b.closed) > maxWords {
			break
		}
		b = b.then(begin(sub))
	}
	return b
}

// then returns how a match of one expression and one of the next begin
// together.
func (b beginnings) then(next beginnings) beginnings {
	both := beginnings{open: product(b.open, next.open), closed: union(b.closed, product(b.open, next.closed))}
	var open []string
	for _, s := range both.open {
		if len(s) < maxStart {
			open = append(open, s)
			continue
		}
		both.closed = append(both.closed, s)
	}
	for i, s := range both.closed {
		both.closed[i] = s[:min(len(s), maxStart)]
	}
	both.open, both.closed = open, union(nil, both.closed)
	return both
}
