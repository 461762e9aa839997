// Package keyed reads what is written as keys and values, in YAML, JSON, TOML
// and EDN, into one tree in which every value knows its line.
//
// It keeps scalars as they are written: a YAML 2026-05-01, 22:22, 1e3 or no is
// text, and so is a number with more digits than a machine has room for. It
// refuses what no organiser writes and only an attacker needs: aliases and
// anchors, binary values and tags of a program's own, a key twice, several
// documents in one, deep nesting. It refuses to know what any key means.
package keyed

import (
	"bytes"
	"fmt"
)

// Limits on what strangers write.
const (
	maxDepth  = 20
	maxValues = 100_000
)

// An Error says why a text cannot be read.
type Error struct {
	Line    int    // of the text, from 1
	Problem string // what is wrong
	Fix     string // what to do about it
}

func (e *Error) Error() string { return fmt.Sprintf("line %d: %s; %s", e.Line, e.Problem, e.Fix) }

// within keeps the line that a decoder blames inside of its text.
func (e *Error) within(src []byte) *Error {
	e.Line = min(max(e.Line, 1), 1+bytes.Count(src, []byte{'\n'}))
	return e
}

const correctLine = "correct this line"

func twice(line int, key string) *Error {
	return &Error{line, fmt.Sprintf("the key %q stands twice", key), "keep one of the two"}
}

// A budget is what is left of the limits while a text is read.
type budget struct{ values int }

// spend takes one value at a depth.
func (b *budget) spend(line, depth int) *Error {
	if depth > maxDepth {
		return &Error{line, fmt.Sprintf("it nests more than %d deep", maxDepth), "make it flatter"}
	}
	if b.values++; b.values > maxValues {
		return &Error{line, fmt.Sprintf("it holds more than %d values", maxValues), "split it"}
	}
	return nil
}
