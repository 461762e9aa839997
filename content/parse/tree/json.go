package tree

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// JSON reads a JSON text whose first line is line of its document. The error
// is an *Error.
func JSON(src []byte, line int) (*Value, error) {
	r := &jsonReader{src: src, dec: json.NewDecoder(bytes.NewReader(src)), line: line}
	r.dec.UseNumber()
	v, err := r.value(0)
	if err == nil {
		if _, end := r.token(); end == io.EOF {
			return v, nil
		}
		err = &Error{r.line, "something follows the end of the JSON"}
	}
	return nil, err
}

type jsonReader struct {
	src    []byte
	dec    *json.Decoder
	line   int // at offset
	offset int
	made   budget
}

// token reads the next token and keeps the line up to it.
func (r *jsonReader) token() (json.Token, error) {
	tok, err := r.dec.Token()
	at := int(r.dec.InputOffset())
	r.line += bytes.Count(r.src[r.offset:at], []byte{'\n'})
	r.offset = at
	return tok, err
}

func (r *jsonReader) fail(err error) error {
	if err == nil {
		return nil
	}
	var ours *Error
	if errors.As(err, &ours) {
		return err
	}
	line := r.line
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) && int(syntax.Offset) >= r.offset && int(syntax.Offset) <= len(r.src) {
		line += bytes.Count(r.src[r.offset:syntax.Offset], []byte{'\n'})
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return &Error{r.line + bytes.Count(bytes.TrimSpace(r.src[r.offset:]), []byte{'\n'}), "the JSON ends in the middle"}
	}
	return &Error{line, strings.TrimPrefix(err.Error(), "json: ")}
}

func (r *jsonReader) value(depth int) (*Value, error) {
	tok, err := r.token()
	if err != nil {
		return nil, r.fail(err)
	}
	if depth > maxDepth {
		return nil, deep(r.line)
	}
	if err := r.made.spend(r.line); err != nil {
		return nil, err
	}
	v := &Value{Line: r.line}
	switch t := tok.(type) {
	case nil:
	case json.Delim:
		if t == '{' {
			v.Kind = Object
			return v, r.object(v, depth)
		}
		v.Kind = List
		for r.dec.More() {
			x, err := r.value(depth + 1)
			if err != nil {
				return nil, err
			}
			v.List = append(v.List, x)
		}
		_, err = r.token()
		return v, r.fail(err)
	default:
		v.Kind, v.Text = Text, fmt.Sprint(t)
	}
	return v, nil
}

func (r *jsonReader) object(v *Value, depth int) error {
	seen := map[string]bool{}
	for r.dec.More() {
		tok, err := r.token()
		if err != nil {
			return r.fail(err)
		}
		name, _ := tok.(string)
		if seen[name] {
			return &Error{r.line, fmt.Sprintf("the key %q stands twice", name)}
		}
		seen[name] = true
		x, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		v.Fields = append(v.Fields, Field{name, x})
	}
	_, err := r.token()
	return r.fail(err)
}
