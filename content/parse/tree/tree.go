// Package tree reads what programs write, JSON and XML, into one form: values
// that know the line where they stand. It refuses what no schedule or feed
// holds: nesting beyond a hundred, values by the hundred thousand, keys that
// stand twice, entities that a document defines itself. It refuses to know
// what the values mean.
package tree

import (
	"fmt"
	"strings"
)

// Limits on what strangers write. A conference of four days has some thousand
// values.
const (
	maxDepth  = 100
	maxValues = 100_000
)

// Kind is what a value is.
type Kind int

const (
	Null   Kind = iota
	Text        // a string, a number, a truth value; an XML element without parts
	List        // of JSON
	Object      // of JSON; an XML element with attributes or children
)

// A Value is one of a document's values. A nil Value is one that is not there:
// it may be asked anything, and has nothing.
type Value struct {
	Line   int // from 1
	Kind   Kind
	Text   string   // as written; the characters of an XML element itself, trimmed
	List   []*Value // of a list
	Fields []Field  // of an object, in order; of an XML element, attributes first
}

// A Field is a named part of an object. Names stand once in JSON; children of
// an XML element may share theirs.
type Field struct {
	Name  string
	Value *Value
}

// Get returns the field of the first of these names that is there and not
// null, or nil.
func (v *Value) Get(names ...string) *Value {
	if v == nil {
		return nil
	}
	for _, name := range names {
		for _, f := range v.Fields {
			if f.Name == name && f.Value.Kind != Null {
				return f.Value
			}
		}
	}
	return nil
}

// Str returns the trimmed text of the field of the first of these names that
// has any.
func (v *Value) Str(names ...string) string {
	for _, name := range names {
		if f := v.Get(name); f != nil {
			if s := strings.TrimSpace(f.Text); s != "" {
				return s
			}
		}
	}
	return ""
}

// All returns the values under a name: the items of a list, the children of
// an XML element that share the name, or the one value that stands there.
func (v *Value) All(name string) []*Value {
	if v == nil {
		return nil
	}
	var out []*Value
	for _, f := range v.Fields {
		switch {
		case f.Name != name || f.Value.Kind == Null:
		case f.Value.Kind == List:
			out = append(out, f.Value.List...)
		default:
			out = append(out, f.Value)
		}
	}
	return out
}

// An Error says on which line a document cannot be read, and why.
type Error struct {
	Line    int
	Problem string
}

func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Problem) }

// A budget counts values, so that a document cannot make more of them than it
// is worth.
type budget int

func (b *budget) spend(line int) error {
	if *b++; *b > maxValues {
		return &Error{line, fmt.Sprintf("it holds more than %d values", maxValues)}
	}
	return nil
}

func deep(line int) error {
	return &Error{line, fmt.Sprintf("it nests more than %d deep", maxDepth)}
}
