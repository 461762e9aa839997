package parse

import (
	"iter"
	"strings"
)

// A value is one value of a front matter: a scalar with its text as written,
// a list, or fields in their order.
type value struct {
	line   int
	text   string // of a scalar
	list   []*value
	fields []field
}

type field struct {
	key   string
	value *value
}

// get returns the field whose key, folded, is one of the given, or nil.
func (v *value) get(keys ...string) *value {
	if v == nil {
		return nil
	}
	for _, k := range keys {
		for _, f := range v.fields {
			if foldKey(f.key) == k {
				return f.value
			}
		}
	}
	return nil
}

// str returns the text of the field, or "".
func (v *value) str(keys ...string) string {
	if f := v.get(keys...); f != nil {
		return strings.TrimSpace(f.text)
	}
	return ""
}

// scalars walks all scalar fields, those of nested fields under their path
// with dots; lists of fields are left out.
func (v *value) scalars() iter.Seq2[string, *value] {
	return func(yield func(string, *value) bool) { v.walk("", yield) }
}

func (v *value) walk(prefix string, yield func(string, *value) bool) bool {
	if v == nil {
		return true
	}
	for _, f := range v.fields {
		key := prefix + foldKey(f.key)
		if len(f.value.fields) > 0 {
			if !f.value.walk(key+".", yield) {
				return false
			}
			continue
		}
		if f.value.text != "" && !yield(key, f.value) {
			return false
		}
	}
	return true
}

// foldKey makes startDate, start-date, start_date and :start/date one key:
// "startdate".
func foldKey(k string) string {
	plain := true
	for i := range len(k) {
		if c := k[i]; c < 'a' || c > 'z' {
			plain = false
			break
		}
	}
	if plain {
		return k
	}
	var b strings.Builder
	for _, r := range strings.ToLower(k) {
		switch r {
		case '-', '_', ' ', ':', '.':
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
