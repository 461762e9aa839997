package tree

import (
	"errors"
	"fmt"
	"sort"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// TOML reads one TOML text. The error is an *Error. The values of a table that
// stands in brackets on several lines have the line of its key.
func TOML(src []byte) (*Value, error) {
	lines, err := tomlLines(src)
	if err != nil {
		return nil, err
	}
	var raw map[string]any
	meta, fault := toml.Decode(string(src), &raw)
	if fault != nil {
		var pe toml.ParseError
		if !errors.As(fault, &pe) {
			return nil, &Error{1, fault.Error(), correctLine}
		}
		e := &Error{pe.Position.Line, pe.Message, correctLine}
		if strings.Contains(e.Problem, "already") {
			e.Fix = "keep one of the two"
		}
		return nil, within(src, e)
	}
	t := tomlTree{order: map[string]int{}, lines: lines}
	for i, k := range meta.Keys() {
		for n := range k {
			name := strings.Join(k[:n+1], "\x00")
			if _, ok := t.order[name]; !ok {
				t.order[name] = i
			}
		}
	}
	v, err := t.value(raw, nil, nil, 1, 0)
	if err != nil {
		return nil, err
	}
	return v, nil
}

// A tomlTree gives a decoded text back its order and its lines.
type tomlTree struct {
	order map[string]int // of each key, tables of one name together
	lines map[string]int // of each key, the tables of an array apart
	left  budget
}

// value takes over one decoded value. key is where it stands, at the same with
// the numbers of arrays.
func (t *tomlTree) value(x any, key, at []string, line, depth int) (*Value, error) {
	if err := t.left.spend(line, depth); err != nil {
		return nil, err
	}
	v := &Value{Line: line}
	list := func(n int, item func(int) any) error {
		v.Kind = List
		for i := range n {
			place := append(at[:len(at):len(at)], fmt.Sprint(i))
			sub, err := t.value(item(i), key, place, t.lineOf(place, line), depth+1)
			if err != nil {
				return err
			}
			v.List = append(v.List, sub)
		}
		return nil
	}
	switch x := x.(type) {
	case map[string]any:
		v.Kind = Object
		names := make([]string, 0, len(x))
		for name := range x {
			names = append(names, name)
		}
		place := strings.Join(key, "\x00")
		if len(key) > 0 {
			place += "\x00"
		}
		sort.Slice(names, func(i, j int) bool {
			a, b := t.order[place+names[i]], t.order[place+names[j]]
			return a < b || a == b && names[i] < names[j]
		})
		for _, name := range names {
			place := append(at[:len(at):len(at)], name)
			f := newField(name, t.lineOf(place, line), nil)
			sub, err := t.value(x[name], append(key[:len(key):len(key)], name), place, f.Line, depth+1)
			if err != nil {
				return nil, err
			}
			f.Value = sub
			v.Fields = append(v.Fields, f)
		}
	case []any:
		return v, list(len(x), func(i int) any { return x[i] })
	case []map[string]any:
		return v, list(len(x), func(i int) any { return x[i] })
	case string:
		v.Kind, v.Text = Text, x
	case time.Time:
		v.Kind, v.Text = Text, timeText(x)
	default:
		v.Kind, v.Text = Text, fmt.Sprint(x)
	}
	return v, nil
}

func (t *tomlTree) lineOf(place []string, otherwise int) int {
	if line := t.lines[strings.Join(place, "\x00")]; line > 0 {
		return line
	}
	return otherwise
}

// timeText writes a TOML date as it stood: local dates and times come back
// from the decoder in zones of these names.
func timeText(t time.Time) string {
	switch t.Location().String() {
	case "date-local":
		return t.Format(time.DateOnly)
	case "datetime-local":
		return t.Format("2006-01-02T15:04:05")
	case "time-local":
		return t.Format("15:04")
	}
	return t.Format(time.RFC3339)
}
