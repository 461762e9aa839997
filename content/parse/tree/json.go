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
		err = &Error{r.line, "something follows the end of the JSON", "leave one value"}
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
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &Error{r.line + bytes.Count(bytes.TrimSpace(r.src[r.offset:]), []byte{'\n'}), "the JSON ends in the middle", "close every bracket and quotation mark"}
	case errors.As(err, &syntax):
		at := min(max(int(syntax.Offset)-1, r.offset), len(r.src))
		for at < len(r.src) && bytes.IndexByte([]byte(" \t\r\n,:"), r.src[at]) >= 0 && !strings.Contains(syntax.Error(), "in string") {
			at++ // to the character that is meant
		}
		return &Error{r.line + bytes.Count(r.src[r.offset:at], []byte{'\n'}), syntax.Error(), "correct the JSON"}
	}
	return &Error{r.line, strings.TrimPrefix(err.Error(), "json: "), "correct the JSON"}
}

func (r *jsonReader) value(depth int) (*Value, error) {
	tok, err := r.token()
	if err != nil {
		return nil, r.fail(err)
	}
	if err := r.made.spend(r.line, depth); err != nil {
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
			return twice(r.line, name)
		}
		seen[name] = true
		line := r.line
		x, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		v.Fields = append(v.Fields, newField(name, line, x))
	}
	_, err := r.token()
	return r.fail(err)
}
