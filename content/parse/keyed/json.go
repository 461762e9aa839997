package keyed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// JSON reads one JSON text. The error is an *Error.
func JSON(src []byte) (*Value, error) {
	r := jsonReader{dec: json.NewDecoder(bytes.NewReader(src)), src: src, line: 1}
	r.dec.UseNumber()
	v, err := r.value(0)
	if err != nil {
		return nil, err
	}
	if _, err := r.dec.Token(); !errors.Is(err, io.EOF) {
		return nil, &Error{r.lineAt(r.dec.InputOffset()), "something follows the end of the JSON", "leave one value"}
	}
	return v, nil
}

type jsonReader struct {
	dec  *json.Decoder
	src  []byte
	at   int64 // up to here lines are counted
	line int
	left budget
}

// lineAt returns the line of an offset, which does not go back from one call
// to the next.
func (r *jsonReader) lineAt(offset int64) int {
	if offset > r.at {
		r.line += bytes.Count(r.src[r.at:offset], []byte{'\n'})
		r.at = offset
	}
	return r.line
}

func (r *jsonReader) token() (json.Token, int, *Error) {
	tok, err := r.dec.Token()
	if err == nil {
		return tok, r.lineAt(r.dec.InputOffset()), nil
	}
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, 0, &Error{r.lineAt(int64(len(r.src))), "it ends in the middle of a value", "close every bracket and quotation mark"}
	case errors.As(err, &syntax):
		at := min(max(syntax.Offset-1, r.dec.InputOffset()), int64(len(r.src)))
		for at < int64(len(r.src)) && bytes.IndexByte([]byte(" \t\r\n,:"), r.src[at]) >= 0 {
			at++ // to the character that is meant
		}
		return nil, 0, &Error{r.lineAt(at), syntax.Error(), "correct the JSON"}
	}
	return nil, 0, &Error{r.line, err.Error(), "correct the JSON"}
}

func (r *jsonReader) value(depth int) (*Value, *Error) {
	tok, line, err := r.token()
	if err != nil {
		return nil, err
	}
	if err := r.left.spend(line, depth); err != nil {
		return nil, err
	}
	v := &Value{Line: line}
	delim, ok := tok.(json.Delim)
	if !ok {
		if tok != nil {
			v.Text = fmt.Sprint(tok)
		}
		return v, nil
	}
	seen := map[string]bool{}
	for r.dec.More() {
		f := Field{}
		if delim == '{' {
			key, line, err := r.token()
			if err != nil {
				return nil, err
			}
			f.Key, f.Line = fmt.Sprint(key), line
			if seen[f.Key] {
				return nil, twice(line, f.Key)
			}
			seen[f.Key] = true
		}
		x, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if delim == '{' {
			f.Value = x
			v.Fields = append(v.Fields, f)
		} else {
			v.List = append(v.List, x)
		}
	}
	_, _, err = r.token() // the closing bracket
	if err != nil {
		return nil, err
	}
	return v, nil
}
