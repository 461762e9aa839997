package parse

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"meetupbot/content"
	"meetupbot/content/parse/keyed"
)

// Limits on what strangers write.
const (
	maxDocumentBytes = 1 << 20
	maxFrontBytes    = 64 << 10
	maxUnits         = 20_000   // paragraphs, items, rows and headings of a document
	maxUnitBytes     = 16 << 10 // what follows in a paragraph is left unread
	maxTalks         = 2_000    // of one event
)

// splitFront separates the front matter from the body. line is the document's
// line on which the body begins. A document without front matter has a nil
// value.
func splitFront(path string, data []byte) (front *keyed.Value, body []byte, line int, err error) {
	first, rest := cutLine(data)
	switch fence := string(bytes.TrimRight(first, " \t\r")); fence {
	case "+++":
		return fenced(path, rest, keyed.TOML, "+++")
	case "---":
		if isData(path) {
			// a data file, unless a second fence ends it: then it is a document
			// that is nothing but front matter
			front, body, line, err := fenced(path, rest, keyed.YAML, "---")
			if err != nil || len(bytes.TrimSpace(body)) > 0 {
				return nil, data, 1, nil
			}
			return front, body, line, nil
		}
		return fenced(path, rest, keyed.YAML, "---", "...")
	case ";;;":
		return fenced(path, rest, keyed.JSON, ";;;")
	case "{":
		if isData(path) {
			return nil, data, 1, nil
		}
		return jsonFront(path, data)
	}
	if isAsciiDoc(path) {
		front, body, line := asciiHeader(data)
		return front, body, line, nil
	}
	return nil, data, 1, nil
}

func fenced(path string, rest []byte, decode func([]byte) (*keyed.Value, error), ends ...string) (*keyed.Value, []byte, int, error) {
	line := 2
	for at := 0; at < len(rest); line++ {
		text, _ := cutLine(rest[at:])
		fence := string(bytes.TrimRight(text, " \t\r"))
		for _, end := range ends {
			if fence != end {
				continue
			}
			if at > maxFrontBytes {
				return nil, nil, 0, &content.DocumentError{Path: path, Line: 1, Problem: "the front matter is longer than 64 KiB", Fix: "move long text into the body"}
			}
			v, err := frontFields(decode(rest[:at]))
			if err != nil {
				return nil, nil, 0, unreadable(path, "the front matter", 1, err)
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

func cutLine(data []byte) (line, rest []byte) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return data[:i], data[i+1:]
	}
	return data, nil
}

// frontFields refuses a front matter that is a text or a list.
func frontFields(v *keyed.Value, err error) (*keyed.Value, error) {
	if err == nil && len(v.Fields) == 0 && (v.Text != "" || len(v.List) > 0) {
		err = &keyed.Error{Line: 1, Problem: "it holds no fields of the form key: value", Fix: "correct this line"}
	}
	return v, err
}

// unreadable says that what stands below the first lines of a document cannot
// be read.
func unreadable(path, what string, lines int, err error) *content.DocumentError {
	e := &content.DocumentError{Path: path, Problem: what + " cannot be read: " + err.Error()}
	var bad *keyed.Error
	if errors.As(err, &bad) {
		e.Line, e.Problem, e.Fix = bad.Line+lines, what+" cannot be read: "+bad.Problem, bad.Fix
	}
	return e
}

func jsonFront(path string, data []byte) (*keyed.Value, []byte, int, error) {
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
	v, err := keyed.JSON(data[:end])
	if err != nil {
		return nil, nil, 0, unreadable(path, "the front matter", 0, err)
	}
	body := bytes.TrimPrefix(bytes.TrimPrefix(data[end:], []byte("\r")), []byte("\n"))
	return v, body, 1 + bytes.Count(data[:len(data)-len(body)], []byte{'\n'}), nil
}
