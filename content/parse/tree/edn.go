package tree

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// EDN reads the first value of an EDN text: the data notation of Clojure. Maps
// become fields, and vectors, lists and sets lists; the keyword :meetup/date
// becomes the text "meetup/date", and a tagged value, #inst "2026-05-01", what
// is tagged. The error is an *Error.
func EDN(src []byte) (*Value, error) {
	r := ednReader{src: src, line: 1}
	v, err := r.value(0)
	if err != nil {
		return nil, err
	}
	if v == nil {
		return &Value{Line: 1}, nil
	}
	if err := r.skip(0); err != nil {
		return nil, err
	}
	if r.at < len(src) {
		return nil, &Error{r.line, "something follows the end of the EDN", "leave one value"}
	}
	return v, nil
}

type ednReader struct {
	src  []byte
	at   int
	line int
	left budget
}

// skip goes to the next token: over white space, commas, comments and what #_
// leaves out.
func (r *ednReader) skip(depth int) error {
	for ; r.at < len(r.src); r.at++ {
		switch c := r.src[r.at]; {
		case c == '\n':
			r.line++
		case c == ' ', c == '\t', c == '\r', c == '\f', c == ',':
		case c == ';':
			for r.at+1 < len(r.src) && r.src[r.at+1] != '\n' {
				r.at++
			}
		case c == '#' && r.at+1 < len(r.src) && r.src[r.at+1] == '_':
			r.at += 2
			if left, err := r.value(depth + 1); err != nil || left == nil {
				return err
			}
			r.at--
		default:
			return nil
		}
	}
	return nil
}

// value reads the next value; nil where none follows before a bracket closes.
func (r *ednReader) value(depth int) (*Value, error) {
	if err := r.left.spend(r.line, depth); err != nil {
		return nil, err
	}
	if err := r.skip(depth); err != nil || r.at == len(r.src) {
		return nil, err
	}
	rest := r.src[r.at:]
	switch c := rest[0]; {
	case c == '{':
		return r.fields(depth)
	case c == '[':
		return r.list(1, ']', depth)
	case c == '(':
		return r.list(1, ')', depth)
	case c == ')' || c == ']' || c == '}':
		return nil, nil
	case c == '"':
		return r.text()
	case len(rest) > 1 && c == '#' && rest[1] == '{':
		return r.list(2, '}', depth)
	case c == '#': // a tag, or the namespace of a map's keys
		r.token()
		return r.value(depth + 1)
	case c == ':':
		return &Value{Line: r.line, Kind: Text, Text: strings.TrimLeft(r.token(), ":")}, nil
	}
	v := &Value{Line: r.line, Kind: Text, Text: r.token()}
	if v.Text == "nil" {
		v.Kind, v.Text = Null, ""
	}
	return v, nil
}

// token takes what stands up to the next space, bracket or quotation mark.
func (r *ednReader) token() string {
	start := r.at
	if r.src[r.at] == '\\' { // a character, which may be a bracket
		r.at++
		_, n := utf8.DecodeRune(r.src[r.at:])
		r.at += n
	} else if r.src[r.at] == '#' {
		r.at++
	}
	for r.at < len(r.src) && !strings.ContainsRune(" \t\r\n\f,;()[]{}\"", rune(r.src[r.at])) {
		r.at++
	}
	return string(r.src[start:r.at])
}

func (r *ednReader) list(open int, end byte, depth int) (*Value, error) {
	v := &Value{Line: r.line, Kind: List}
	r.at += open
	for {
		x, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if x == nil {
			return v, r.shut(end, v.Line)
		}
		v.List = append(v.List, x)
	}
}

func (r *ednReader) fields(depth int) (*Value, error) {
	v := &Value{Line: r.line, Kind: Object}
	r.at++
	seen := map[string]bool{}
	for {
		key, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if key == nil {
			return v, r.shut('}', v.Line)
		}
		if len(key.List)+len(key.Fields) > 0 {
			return nil, &Error{key.Line, "a key is no plain text", correctLine}
		}
		if seen[key.Text] {
			return nil, twice(key.Line, key.Text)
		}
		seen[key.Text] = true
		x, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if x == nil {
			return nil, &Error{key.Line, "a key has no value", correctLine}
		}
		v.Fields = append(v.Fields, newField(key.Text, key.Line, x))
	}
}

// shut takes the bracket that ends what began on line.
func (r *ednReader) shut(end byte, line int) error {
	switch {
	case r.at == len(r.src):
		return &Error{line, "what begins here never ends", "close the bracket"}
	case r.src[r.at] != end:
		return &Error{r.line, "another bracket is open here", "close it with " + string(end)}
	}
	r.at++
	return nil
}

var ednEscapes = map[byte]string{'n': "\n", 't': "\t", 'r': "\r", '"': `"`, '\\': `\`}

func (r *ednReader) text() (*Value, error) {
	v := &Value{Line: r.line, Kind: Text, Literal: true}
	var b strings.Builder
	for r.at++; r.at < len(r.src); r.at++ {
		switch c := r.src[r.at]; {
		case c == '"':
			r.at++
			v.Text = b.String()
			return v, nil
		case c == '\\' && r.at+1 < len(r.src):
			r.at++
			b.WriteString(r.escaped())
			v.Literal = v.Literal && r.src[r.at] != 'n'
		case c == '\n':
			r.line++
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return nil, &Error{v.Line, "the text that begins here never ends", "close the quotation mark"}
}

// escaped reads what stands behind a backslash, up to its last byte.
func (r *ednReader) escaped() string {
	if r.src[r.at] == 'u' && r.at+4 < len(r.src) {
		if n, err := strconv.ParseUint(string(r.src[r.at+1:r.at+5]), 16, 16); err == nil {
			r.at += 4
			return string(rune(n))
		}
	}
	return ednEscapes[r.src[r.at]]
}
