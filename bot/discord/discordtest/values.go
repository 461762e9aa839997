package discordtest

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// An object is a JSON object; its numbers are json.Number.
type object = map[string]any

func decode(body []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	return v, nil
}

func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("discordtest: " + err.Error())
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}

func text(o object, key string) string {
	s, _ := o[key].(string)
	return s
}

func list(o object, key string) []any {
	l, _ := o[key].([]any)
	return l
}

func objects(o object, key string) []object {
	var out []object
	for _, v := range list(o, key) {
		if o, ok := v.(object); ok {
			out = append(out, o)
		}
	}
	return out
}

func child(o object, key string) object {
	c, _ := o[key].(object)
	return c
}

func number(o object, key string) int64 {
	switch v := o[key].(type) {
	case json.Number:
		n, _ := v.Int64()
		return n
	case int:
		return int64(v)
	case int64:
		return v
	}
	return 0
}

func truth(o object, key string) bool {
	b, _ := o[key].(bool)
	return b
}

// orNone is l, or an empty list that is not null.
func orNone(l []any) []any {
	if l == nil {
		return []any{}
	}
	return l
}

// faults are what is wrong with a body, by where: the keys and indices that
// lead there, joined by dots.
type faults map[string][]object

func (f faults) add(path, code, message string) {
	f[path] = append(f[path], object{"code": code, "message": message})
}

func (f faults) tooLong(path string, limit int) {
	f.add(path, "BASE_TYPE_MAX_LENGTH", "Must be "+strconv.Itoa(limit)+" or fewer in length.")
}

func (f faults) missing(path string) { f.add(path, "BASE_TYPE_REQUIRED", "This field is required") }

// nested is f in the form that Discord answers.
// https://discord.com/developers/docs/reference#error-messages
func (f faults) nested() object {
	root := object{}
	for _, path := range slices.Sorted(maps.Keys(f)) {
		at := root
		if path != "" {
			for _, key := range strings.Split(path, ".") {
				next, ok := at[key].(object)
				if !ok {
					next = object{}
					at[key] = next
				}
				at = next
			}
		}
		at["_errors"] = f[path]
	}
	return root
}

func join(path string, key any) string {
	var k string
	switch key := key.(type) {
	case int:
		k = strconv.Itoa(key)
	case string:
		k = key
	}
	if path == "" {
		return k
	}
	return path + "." + k
}
