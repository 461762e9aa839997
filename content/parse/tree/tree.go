// Package tree reads what programs and people write as data, JSON, XML, YAML,
// TOML, EDN and CSV, into one form: values that know the line where they stand.
//
// Texts, numbers and days stay as they are written: a YAML 2026-05-01, 22:22,
// 1e3 or no is text. It refuses what no schedule, feed or data file holds:
// nesting beyond a hundred, values by the hundred thousand, keys that stand
// twice, entities that a document defines itself, aliases of YAML that repeat
// more than a megabyte or themselves, binary values, several documents in one. It refuses to know what the values mean.
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
	maxKeys   = 50_000 // of TOML, each part of a dotted one counted: the decoder keeps several copies of them
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
	Line int // from 1
	Kind Kind
	Text string // as written; the characters of an XML element itself, trimmed
	// Literal says that the line breaks of the text are the document's, as in a
	// literal block of YAML; else all of the text is taken to stand on its line.
	Literal bool
	List    []*Value // of a list
	Fields  []Field  // of an object, in order; of an XML element, attributes first
}

// A Field is a named part of an object. Names stand once in JSON; children of
// an XML element may share theirs.
type Field struct {
	Name  string
	Line  int // of the name
	Value *Value

	folded string // the name, if it is known
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

// An Error says on which line a document cannot be read, why, and what to do.
type Error struct {
	Line    int
	Problem string
	Fix     string
}

// What to do about a document that is beyond a limit.
const (
	splitIt   = "split it"
	flattenIt = "make it flatter"
)

// Limit reports whether the document is beyond a limit: mending it does not
// help.
func (e *Error) Limit() bool { return e.Fix == splitIt || e.Fix == flattenIt }

func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Problem) }

// A budget counts values, so that a document cannot make more of them than it
// is worth.
type budget int

// spend takes one value at a depth.
func (b *budget) spend(line, depth int) error {
	if depth > maxDepth {
		return deep(line, maxDepth)
	}
	if *b++; *b > maxValues {
		return &Error{line, fmt.Sprintf("it holds more than %d values", maxValues), splitIt}
	}
	return nil
}

func deep(line, most int) error {
	return &Error{line, fmt.Sprintf("it nests more than %d deep", most), flattenIt}
}

func twice(line int, name string) error {
	return &Error{line, fmt.Sprintf("the key %q stands twice", name), "keep one of the two"}
}

const correctLine = "correct this line"

// Shallow returns an *Error for the first value that nests more than most
// deep.
func (v *Value) Shallow(most int) error { return v.shallow(most, most) }

func (v *Value) shallow(left, most int) error {
	if left < 0 {
		return deep(v.Line, most)
	}
	for _, f := range v.Fields {
		if err := f.Value.shallow(left-1, most); err != nil {
			return err
		}
	}
	for _, x := range v.List {
		if err := x.shallow(left-1, most); err != nil {
			return err
		}
	}
	return nil
}
