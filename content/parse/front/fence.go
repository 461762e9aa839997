package front

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"meetupbot/content"
	"meetupbot/content/parse/tree"
)

func fenced(path string, rest []byte, decode func([]byte) (*tree.Value, error), ends ...string) (*tree.Value, []byte, int, error) {
	line := 2
	for at := 0; at < len(rest); line++ {
		text, _ := cutLine(rest[at:])
		fence := string(bytes.TrimRight(text, " \t\r"))
		for _, end := range ends {
			if fence != end {
				continue
			}
			if at > maxBytes {
				return nil, nil, 0, &content.DocumentError{Path: path, Line: 1, Problem: "the front matter is longer than 64 KiB", Fix: "move long text into the body"}
			}
			v, err := frontFields(decode(rest[:at]))
			if err != nil {
				return nil, nil, 0, Unreadable(path, "the front matter", 1, err)
			}
			v.Shift(1)
			at += len(text)
			if at < len(rest) && rest[at] == '\n' {
				at++
			}
			return v, rest[at:], line + 1, nil
		}
		at += len(text) + 1
	}
	return nil, nil, 0, &content.DocumentError{Path: path, Line: 1, Problem: "the front matter that begins here never ends", Fix: "close it with a line " + ends[0]}
}

// frontFields refuses a front matter that is a text or a list, or nests deeper
// than people write.
func frontFields(v *tree.Value, err error) (*tree.Value, error) {
	if err == nil {
		err = v.Shallow(MaxDepth)
	}
	if err == nil && (v.Kind == tree.Text || v.Kind == tree.List) {
		err = &tree.Error{Line: 1, Problem: "it holds no fields of the form key: value", Fix: "correct this line"}
	}
	return v, err
}

// Unreadable says that what stands below the first lines of a document cannot
// be read.
func Unreadable(path, what string, lines int, err error) *content.DocumentError {
	e := &content.DocumentError{Path: path, Problem: what + " cannot be read: " + err.Error()}
	var bad *tree.Error
	if errors.As(err, &bad) {
		e.Line, e.Problem, e.Fix = bad.Line+lines, what+" cannot be read: "+bad.Problem, bad.Fix
	}
	return e
}

func jsonFront(path string, data []byte) (*tree.Value, []byte, int, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	var raw json.RawMessage
	if err := dec.Decode(&raw); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
			return nil, nil, 0, &content.DocumentError{Path: path, Line: 1, Problem: "the front matter that begins here never ends", Fix: "close it with a line }"}
		}
		line := 1 + bytes.Count(data[:dec.InputOffset()], []byte{'\n'})
		return nil, nil, 0, &content.DocumentError{Path: path, Line: line, Problem: "the front matter cannot be read: " + err.Error(), Fix: "correct the JSON"}
	}
	end := int(dec.InputOffset())
	v, err := frontFields(tree.JSON(data[:end], 1))
	if err != nil {
		return nil, nil, 0, Unreadable(path, "the front matter", 0, err)
	}
	body := bytes.TrimPrefix(bytes.TrimPrefix(data[end:], []byte("\r")), []byte("\n"))
	return v, body, 1 + bytes.Count(data[:len(data)-len(body)], []byte{'\n'}), nil
}
