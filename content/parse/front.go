package parse

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"meetupbot/content"
	"meetupbot/content/parse/tree"
)

// Limits on what strangers write.
const (
	maxDocumentBytes = 1 << 20
	maxFrontBytes    = 64 << 10
	maxFrontDepth    = 20
	maxUnits         = 20_000   // paragraphs, items, rows and headings of a document
	maxUnitBytes     = 16 << 10 // what follows in a paragraph is left unread
	maxTalks         = 2_000    // of one event
)

// splitFront separates the front matter from the body. line is the document's
// line on which the body begins. A document without front matter has a nil
// value.
func splitFront(path string, data []byte) (front *tree.Value, body []byte, line int, err error) {
	if isData(path) {
		return nil, data, 1, nil
	}
	first, rest := cutLine(data)
	switch fence := string(bytes.TrimRight(first, " \t\r")); fence {
	case "+++":
		return fenced(path, rest, tree.TOML, "+++")
	case "---":
		return fenced(path, rest, tree.YAML, "---", "...")
	case ";;;":
		return fenced(path, rest, func(src []byte) (*tree.Value, error) { return tree.JSON(src, 1) }, ";;;")
	case "{":
		return jsonFront(path, data)
	}
	if isAsciiDoc(path) {
		front, body, line := asciiHeader(data)
		return front, body, line, nil
	}
	return nil, data, 1, nil
}

func fenced(path string, rest []byte, decode func([]byte) (*tree.Value, error), ends ...string) (*tree.Value, []byte, int, error) {
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

// frontFields refuses a front matter that is a text or a list, or nests deeper
// than people write.
func frontFields(v *tree.Value, err error) (*tree.Value, error) {
	if err == nil {
		err = v.Shallow(maxFrontDepth)
	}
	if err == nil && (v.Kind == tree.Text || v.Kind == tree.List) {
		err = &tree.Error{Line: 1, Problem: "it holds no fields of the form key: value", Fix: "correct this line"}
	}
	return v, err
}

// unreadable says that what stands below the first lines of a document cannot
// be read.
func unreadable(path, what string, lines int, err error) *content.DocumentError {
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
		return nil, nil, 0, unreadable(path, "the front matter", 0, err)
	}
	body := bytes.TrimPrefix(bytes.TrimPrefix(data[end:], []byte("\r")), []byte("\n"))
	return v, body, 1 + bytes.Count(data[:len(data)-len(body)], []byte{'\n'}), nil
}
