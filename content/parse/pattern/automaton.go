package pattern

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// Limits on an automaton: what needs more of it is left to package regexp.
const (
	maxStates  = 1000
	maxClasses = 64
)

// latin is one more than the highest letter whose class is kept, as of one more
// than punctuation: quotation marks, dashes, bullets.
const (
	latin       = 0x250
	punctuation = 0x2000
	beyond      = 0x2070
)

// An automaton answers whether a text holds a match, in one walk over the text
// and with one step for each of its characters. Its states are built when a text
// first leads to them.
type automaton struct {
	prog  *syntax.Prog
	bound bool                                        // matches begin where the text does
	kinds []*syntax.Inst                              // instructions that read a character, one of those that read the same ones
	class [latin + beyond - punctuation]atomic.Uint32 // of a character: 1 + its number; 0 where it was not asked

	mu      sync.Mutex
	classes []string // which of the kinds take a character of that class
	sample  []rune   // one of that class
	states  map[string]*state
	first   *state
	seen    []uint32 // by which walk of follow's an instruction was seen ...
	walks   uint32   // ... of so many
	readers []uint32 // what follow returns
}

// A state is what the text read so far may go on with.
type state struct {
	next  [maxClasses]atomic.Pointer[state]
	end   atomic.Int32 // whether there is a match if the text ends here: 1 no, 2 yes; 0 where it was not asked
	at    []uint32     // instructions, not yet followed to those that read a character
	prev  rune         // one of the class of the last character, as far as \b, ^ and $ tell it apart; -1 at the beginning
	match bool         // there was one
}

func newAutomaton(tree *syntax.Regexp) *automaton {
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return nil
	}
	a := &automaton{prog: prog, bound: prog.StartCond()&syntax.EmptyBeginText != 0, states: map[string]*state{}, seen: make([]uint32, len(prog.Inst))}
	seen := map[string]bool{}
	for i := range prog.Inst {
		inst := &prog.Inst[i]
		if !reads(inst) {
			continue
		}
		key := []byte{byte(inst.Op), byte(inst.Arg)}
		for _, r := range inst.Rune {
			key = binary.AppendVarint(key, int64(r))
		}
		if !seen[string(key)] {
			seen[string(key)] = true
			a.kinds = append(a.kinds, inst)
		}
	}
	a.first = a.state([]uint32{uint32(prog.Start)}, -1)
	return a
}

// reads reports whether an instruction reads a character.
func reads(inst *syntax.Inst) bool {
	switch inst.Op {
	case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
		return true
	}
	return false
}

// matches reports whether a text holds a match; sure is false where only package
// regexp knows.
func (a *automaton) matches(s string) (yes, sure bool) {
	st := a.first
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		at := int(r)
		if r >= latin {
			if r < punctuation || r >= beyond {
				return false, false
			}
			at += latin - punctuation
		}
		c := a.class[at].Load()
		if c == 0 {
			if c = a.classify(r, at); c == 0 {
				return false, false
			}
		}
		next := st.next[c-1].Load()
		if next == nil {
			if next = a.step(st, int(c-1)); next == nil {
				return false, false
			}
		}
		if next.match {
			return true, true
		}
		if st = next; len(st.at) == 0 {
			return false, true
		}
		i += n
	}
	switch st.end.Load() {
	case 0:
		a.mu.Lock()
		defer a.mu.Unlock()
		_, yes = a.follow(st, -1)
		st.end.Store(map[bool]int32{false: 1, true: 2}[yes])
		return yes, true
	case 2:
		return true, true
	}
	return false, true
}

// classify finds the class of a character that was not seen before: 1 + its
// number, 0 where there are too many of them.
func (a *automaton) classify(r rune, at int) uint32 {
	a.mu.Lock()
	defer a.mu.Unlock()
	key := make([]byte, 0, len(a.kinds)+1)
	for _, inst := range a.kinds {
		key = append(key, '0')
		if inst.MatchRune(r) {
			key[len(key)-1] = '1'
		}
	}
	key = append(key, byte(context(r)))
	c := slices.Index(a.classes, string(key))
	if c < 0 {
		if len(a.classes) == maxClasses {
			return 0
		}
		c = len(a.classes)
		a.classes, a.sample = append(a.classes, string(key)), append(a.sample, r)
	}
	a.class[at].Store(uint32(c + 1))
	return uint32(c + 1)
}

// context returns the character that is like r to all of \b, ^ and $.
func context(r rune) rune {
	switch {
	case r == '\n':
		return r
	case syntax.IsWordChar(r):
		return 'a'
	}
	return ' '
}

// step builds where a class of characters leads; nil where there are too many
// states.
func (a *automaton) step(st *state, class int) *state {
	a.mu.Lock()
	defer a.mu.Unlock()
	r := a.sample[class]
	readers, matched := a.follow(st, r)
	var next *state
	if matched {
		next = &state{match: true}
	} else {
		at := make([]uint32, 0, 64)
		for _, pc := range readers {
			if inst := &a.prog.Inst[pc]; inst.MatchRune(r) {
				at = append(at, inst.Out)
			}
		}
		if !a.bound {
			at = append(at, uint32(a.prog.Start))
		}
		next = a.state(at, context(r))
	}
	if next != nil {
		st.next[class].Store(next)
	}
	return next
}

// state returns the state with some instructions.
func (a *automaton) state(at []uint32, prev rune) *state {
	slices.Sort(at)
	at = slices.Compact(at)
	key := append(make([]byte, 0, 256), byte(prev))
	for _, pc := range at {
		key = binary.AppendUvarint(key, uint64(pc))
	}
	if st := a.states[string(key)]; st != nil {
		return st
	}
	if len(a.states) == maxStates {
		return nil
	}
	st := &state{at: slices.Clone(at), prev: prev}
	a.states[string(key)] = st
	return st
}

// follow returns the instructions that read the next character, which is -1 at
// the end, or that there is a match before it.
func (a *automaton) follow(st *state, next rune) (readers []uint32, matched bool) {
	flags := syntax.EmptyOpContext(st.prev, next)
	a.walks++
	a.readers = a.readers[:0]
	todo := append(make([]uint32, 0, 64), st.at...)
	for len(todo) > 0 {
		pc := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if a.seen[pc] == a.walks {
			continue
		}
		a.seen[pc] = a.walks
		switch inst := &a.prog.Inst[pc]; inst.Op {
		case syntax.InstMatch:
			return nil, true
		case syntax.InstAlt, syntax.InstAltMatch:
			todo = append(todo, inst.Out, inst.Arg)
		case syntax.InstCapture, syntax.InstNop:
			todo = append(todo, inst.Out)
		case syntax.InstEmptyWidth:
			if syntax.EmptyOp(inst.Arg)&^flags == 0 {
				todo = append(todo, inst.Out)
			}
		case syntax.InstFail:
		default:
			a.readers = append(a.readers, pc)
		}
	}
	return a.readers, false
}
