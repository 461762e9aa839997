package tree

import (
	"iter"
	"strings"
)

// People write one key in many ways. Find, FindStr, Is and Scalars take names
// folded (see Fold): "startdate" is startDate, start-date and "Start date".

// Find returns the value of the first field that goes by one of the names, the
// names tried in their order; nil when there is none.
func (v *Value) Find(names ...string) *Value {
	if v == nil {
		return nil
	}
	for _, name := range names {
		for i := range v.Fields {
			if f := &v.Fields[i]; f.Is(name) {
				return f.Value
			}
		}
	}
	return nil
}

// FindStr returns the trimmed text of the first field that goes by one of the
// names and has any.
func (v *Value) FindStr(names ...string) string {
	for _, name := range names {
		if f := v.Find(name); f != nil {
			if s := strings.TrimSpace(f.Text); s != "" {
				return s
			}
		}
	}
	return ""
}

// Is reports whether the field goes by the folded name. One with a namespace,
// as :meetup/date, goes by its whole name and by what follows the slash.
func (f *Field) Is(name string) bool {
	key := f.Key()
	return key == name || len(key) > len(name) && key[len(key)-len(name)-1] == '/' && strings.HasSuffix(key, name)
}

// Key returns the field's name folded.
func (f *Field) Key() string {
	if f.folded == "" {
		return Fold(f.Name)
	}
	return f.folded
}

// newField returns a field that is read once and looked for many times.
func newField(name string, line int, v *Value) Field {
	return Field{Name: name, Line: line, Value: v, folded: Fold(name)}
}

// Items returns a list's values, or the value itself.
func (v *Value) Items() []*Value {
	if v.Kind == List {
		return v.List
	}
	return []*Value{v}
}

// Scalars walks all fields that are texts by their folded names, those of
// nested fields under their path with dots; what stands in lists is left out.
func (v *Value) Scalars() iter.Seq2[string, *Value] {
	return func(yield func(string, *Value) bool) { v.walk("", yield) }
}

func (v *Value) walk(prefix string, yield func(string, *Value) bool) bool {
	if v == nil {
		return true
	}
	for i := range v.Fields {
		f := &v.Fields[i]
		name := prefix + f.Key()
		if len(f.Value.Fields) > 0 {
			if !f.Value.walk(name+".", yield) {
				return false
			}
			continue
		}
		if f.Value.Text != "" && !yield(name, f.Value) {
			return false
		}
	}
	return true
}

// Shift adds to the line of the value and of all that it holds.
func (v *Value) Shift(lines int) {
	v.Line += lines
	for i := range v.Fields {
		v.Fields[i].Line += lines
		v.Fields[i].Value.Shift(lines)
	}
	for _, x := range v.List {
		x.Shift(lines)
	}
}

// TextField returns a field whose name and text stand on one line.
func TextField(name string, line int, text string) Field {
	return newField(name, line, &Value{Line: line, Kind: Text, Text: text})
}

// Fold makes startDate, start-date, start_date and "Start date" one name:
// "startdate". The slash of a namespace stays.
func Fold(name string) string {
	plain := true
	for i := range len(name) {
		if c := name[i]; c < 'a' || c > 'z' {
			plain = false
			break
		}
	}
	if plain {
		return name
	}
	lower := strings.ToLower(name)
	out := make([]byte, 0, 64)
	for i := range len(lower) {
		switch c := lower[i]; c {
		case '-', '_', ' ', ':', '.':
		default:
			out = append(out, c)
		}
	}
	return string(out)
}

// Empty reports whether the value says nothing.
func (v *Value) Empty() bool {
	return v == nil || v.Text == "" && len(v.List) == 0 && len(v.Fields) == 0
}
