package pattern

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// Limits on an automaton, and on all of them: what needs more is left to package
// regexp. A state takes some 500 bytes.
const (
	maxStates  = 3000
	maxClasses = 96
	maxBuilt   = 40_000
)

// built counts the states of all automata.
var built atomic.Int32

// latin is one more than the highest letter whose class is kept, as of one more
// than punctuation: quotation marks, dashes, bullets.
const (
	ascii       = utf8.RuneSelf
	latin       = 0x250
	punctuation = 0x2000
	beyond      = 0x2070
)

// An automaton answers whether a text holds a match, in one walk over the text
// and with one step for each of its characters. Its states are built when a text
// first leads to them.
type automaton struct {
	prog  *syntax.Prog
	bound bool                                                // matches begin where the text does
	kinds []*syntax.Inst                                      // instructions that read a character, one of those that read the same ones
	plain [ascii]uint8                                        // the class of a character: 1 + its number; 0 where it has none
	class [latin - ascii + beyond - punctuation]atomic.Uint32 // of one beyond ASCII; 0 also where it was not asked
	rows  [maxStates / rowsAtOnce]atomic.Pointer[[rowsAtOnce]row]

	mu      sync.Mutex
	classes []string // which of the kinds take a character of that class
	sample  []rune   // one of that class
	numbers map[string]uint32
	states  []state
	seen    []uint32 // by which walk of follow's an instruction was seen ...
	walks   uint32   // ... of so many
	readers []uint32 // what follow returns
}

// A row holds, by class, where a state leads: unknown, match, dead, or a state's
// number from first on. The last place is for the end of the text. Rows hold no
// pointers, so that collecting garbage passes them over.
type row [maxClasses + 1]atomic.Uint32

const rowsAtOnce = 8

const (
	unknown = iota
	match   // there was one
	dead    // there will be none
	first   // the state in which each text begins
)

// A state is what the text read so far may go on with.
type state struct {
	at   []uint32 // instructions, not yet followed to those that read a character
	prev rune     // one of the class of the last character, as far as \b, ^ and $ tell it apart; -1 at the beginning
}

func newAutomaton(tree *syntax.Regexp) *automaton {
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return nil
	}
	a := &automaton{prog: prog, bound: prog.StartCond()&syntax.EmptyBeginText != 0, numbers: map[string]uint32{}, seen: make([]uint32, len(prog.Inst))}
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
	for c := range a.plain {
		a.plain[c] = uint8(a.classOf(rune(c)))
	}
	a.number([]uint32{uint32(prog.Start)}, -1)
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
	st := uint32(first)
	leads := a.row(st)
	for i := 0; i < len(s); {
		n := 1
		c := uint32(0)
		if s[i] < ascii {
			c = uint32(a.plain[s[i]])
		} else {
			c, n = a.beyond(s[i:])
		}
		if c == 0 {
			return false, false
		}
		next := leads[c-1].Load()
		if next == unknown {
			next = a.step(st, int(c-1))
		}
		if next < first {
			return next == match, next != unknown
		}
		if next != st {
			st, leads = next, a.row(next)
		}
		i += n
	}
	end := leads[maxClasses].Load()
	if end == unknown {
		end = a.finish(st)
	}
	return end == match, true
}

// row returns where a state leads.
func (a *automaton) row(st uint32) *row {
	st -= first
	return &a.rows[st/rowsAtOnce].Load()[st%rowsAtOnce]
}

// finish builds where a state leads at the end of the text.
func (a *automaton) finish(st uint32) uint32 {
	a.mu.Lock()
	defer a.mu.Unlock()
	end := uint32(dead)
	if _, matched := a.follow(a.states[st-first], -1); matched {
		end = match
	}
	a.row(st)[maxClasses].Store(end)
	return end
}

// beyond returns the class of the character beyond ASCII that a text begins with,
// and its length.
func (a *automaton) beyond(s string) (class uint32, n int) {
	r, n := utf8.DecodeRuneInString(s)
	at := int(r) - ascii
	if r >= latin {
		if r < punctuation || r >= beyond {
			return 0, n
		}
		at += latin - punctuation
	}
	if class = a.class[at].Load(); class == 0 {
		a.mu.Lock()
		defer a.mu.Unlock()
		class = a.classOf(r)
		a.class[at].Store(class)
	}
	return class, n
}

// classOf finds the class of a character: 1 + its number, 0 where there are too
// many of them.
func (a *automaton) classOf(r rune) uint32 {
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

// step builds where a class of characters leads; unknown where there are too
// many states.
func (a *automaton) step(st uint32, class int) uint32 {
	a.mu.Lock()
	defer a.mu.Unlock()
	r := a.sample[class]
	readers, matched := a.follow(a.states[st-first], r)
	next := uint32(match)
	if !matched {
		at := make([]uint32, 0, 64)
		for _, pc := range readers {
			if inst := &a.prog.Inst[pc]; inst.MatchRune(r) {
				at = append(at, inst.Out)
			}
		}
		if !a.bound {
			at = append(at, uint32(a.prog.Start))
		}
		next = a.number(at, context(r))
	}
	a.row(st)[class].Store(next)
	return next
}

// number returns the number of the state with some instructions.
func (a *automaton) number(at []uint32, prev rune) uint32 {
	if len(at) == 0 {
		return dead
	}
	slices.Sort(at)
	at = slices.Compact(at)
	key := append(make([]byte, 0, 256), byte(prev))
	for _, pc := range at {
		key = binary.AppendUvarint(key, uint64(pc))
	}
	if n := a.numbers[string(key)]; n != 0 {
		return n
	}
	n := len(a.states)
	if n == maxStates || n > 0 && built.Load() >= maxBuilt {
		return unknown
	}
	built.Add(1)
	if n%rowsAtOnce == 0 {
		a.rows[n/rowsAtOnce].Store(new([rowsAtOnce]row))
	}
	a.states = append(a.states, state{at: slices.Clone(at), prev: prev})
	a.numbers[string(key)] = uint32(first + n)
	return uint32(first + n)
}

// follow returns the instructions that read the next character, which is -1 at
// the end, or that there is a match before it.
func (a *automaton) follow(st state, next rune) (readers []uint32, matched bool) {
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
