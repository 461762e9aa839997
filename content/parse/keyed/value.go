package keyed

import (
	"iter"
	"strings"
)

// A Value is a scalar with its text as written, a list, or fields in their
// order. One that is none of them stands for nothing: null, or empty.
type Value struct {
	Line int    // the document's line on which it begins, from 1
	Text string // of a scalar
	// Literal says that the line breaks of the text are the document's, as in a
	// literal block; else all of the text is taken to stand on its line.
	Literal bool
	List    []*Value
	Fields  []Field
}

// A Field is a key with its value.
type Field struct {
	Key   string
	Line  int // of the key
	Value *Value
}

// Get returns the value of the first field that goes by one of the names, the
// names tried in their order; nil when there is none. Names are folded (see
// Fold). A key with a namespace, as :meetup/date, goes by its whole name and
// by what follows the slash.
func (v *Value) Get(names ...string) *Value {
	if v == nil {
		return nil
	}
	for _, name := range names {
		for _, f := range v.Fields {
			if f.Is(name) {
				return f.Value
			}
		}
	}
	return nil
}

// Is reports whether the field goes by the folded name.
func (f Field) Is(name string) bool {
	key := Fold(f.Key)
	return key == name || len(key) > len(name) && key[len(key)-len(name)-1] == '/' && strings.HasSuffix(key, name)
}

// Str returns the trimmed text of the first field that goes by one of the
// names, or "".
func (v *Value) Str(names ...string) string {
	if f := v.Get(names...); f != nil {
		return strings.TrimSpace(f.Text)
	}
	return ""
}

// Items returns a list's values, or the value itself.
func (v *Value) Items() []*Value {
	if len(v.List) > 0 {
		return v.List
	}
	return []*Value{v}
}

// Empty reports whether the value says nothing.
func (v *Value) Empty() bool {
	return v == nil || v.Text == "" && len(v.List) == 0 && len(v.Fields) == 0
}

// Scalars walks all scalar fields by their folded keys, those of nested fields
// under their path with dots; what stands in lists is left out.
func (v *Value) Scalars() iter.Seq2[string, *Value] {
	return func(yield func(string, *Value) bool) { v.walk("", yield) }
}

func (v *Value) walk(prefix string, yield func(string, *Value) bool) bool {
	if v == nil {
		return true
	}
	for _, f := range v.Fields {
		key := prefix + Fold(f.Key)
		if len(f.Value.Fields) > 0 {
			if !f.Value.walk(key+".", yield) {
				return false
			}
			continue
		}
		if f.Value.Text != "" && !yield(key, f.Value) {
			return false
		}
	}
	return true
}

// Shift adds to the line of the value and of all that it holds.
func (v *Value) Shift(lines int) {
	if v == nil {
		return
	}
	v.Line += lines
	for i := range v.Fields {
		v.Fields[i].Line += lines
		v.Fields[i].Value.Shift(lines)
	}
	for _, x := range v.List {
		x.Shift(lines)
	}
}

// Fold makes startDate, start-date, start_date and "Start date" one name:
// "startdate". The slash of a namespace stays.
func Fold(key string) string {
	plain := true
	for i := range len(key) {
		if c := key[i]; c < 'a' || c > 'z' {
			plain = false
			break
		}
	}
	if plain {
		return key
	}
	var b strings.Builder
	for _, r := range strings.ToLower(key) {
		switch r {
		case '-', '_', ' ', ':', '.':
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Said returns a field whose key and text stand on one line.
func Said(key string, line int, text string) Field {
	return Field{Key: key, Line: line, Value: &Value{Line: line, Text: text}}
}
