package front

import (
	"bytes"
	"path"
	"strings"

	"meetupbot/content/parse/tree"
)

// MaxDepth is how deep the values of metadata may nest: people write them.
const MaxDepth = 20

// maxBytes is how long metadata may be: what people write has a tenth of it.
const maxBytes = 64 << 10

// Split separates the metadata of the document of a name from its body. line
// is the document's line on which the body begins. A document without metadata
// has a nil value. Errors are of the type *content.DocumentError.
func Split(name string, data []byte) (fields *tree.Value, body []byte, line int, err error) {
	first, rest := cutLine(data)
	switch fence := string(bytes.TrimRight(first, " \t\r")); fence {
	case "+++":
		return fenced(name, rest, tree.TOML, "+++")
	case "---":
		fields, body, line, err = fenced(name, rest, looseYAML, "---", "...")
		if err != nil && !opensFields(rest) && !bytes.Contains(rest, []byte("\n---")) {
			return nil, data, 1, nil // a rule above the text
		}
		return fields, body, line, err
	case "---json":
		return fenced(name, rest, asJSON, "---")
	case "---toml":
		return fenced(name, rest, tree.TOML, "---")
	case "---js":
		return fenced(name, rest, tree.Literal, "---")
	case ";;;":
		return fenced(name, rest, asJSON, ";;;")
	case "{":
		return jsonFront(name, data)
	}
	fields, body, line = clothed(strings.ToLower(path.Ext(name)), data)
	return fields, body, line, nil
}

func asJSON(src []byte) (*tree.Value, error) { return tree.JSON(src, 1) }

// clothed reads metadata that no fence encloses.
func clothed(ending string, data []byte) (*tree.Value, []byte, int) {
	readers := unnamed
	switch ending {
	case ".adoc", ".asciidoc", ".asc":
		readers = []reader{equalled, asciiHeader}
	case ".rst", ".rest":
		readers = []reader{dotted, docInfo}
	case ".org":
		readers = []reader{orgKeywords}
	case ".mdx":
		readers = []reader{exported}
	}
	for _, read := range readers {
		if fields, body, line := read(data); fields != nil {
			return fields, body, line
		}
	}
	return nil, data, 1
}

// A reader takes the metadata of one form off a document: nil for a document
// in which it finds none.
type reader func(data []byte) (fields *tree.Value, body []byte, line int)

// unnamed are the forms that any document may have, asked in this order.
var unnamed = []reader{dotted, commented, assigned, mailHeader, parted, keyLines, equalled}

// A header is the metadata in the making.
type header struct {
	fields *tree.Value
	rest   []byte
	line   int // of the first line of rest
}

func newHeader(data []byte) *header {
	return &header{fields: &tree.Value{Line: 1, Kind: tree.Object}, rest: data, line: 1}
}

// peek returns the next line, white space at its end cut off; false at the end
// of the document, or of what metadata may hold.
func (h *header) peek() (string, bool) {
	if len(h.rest) == 0 || h.line > 200 {
		return "", false
	}
	text, _ := cutLine(h.rest)
	return strings.TrimRight(string(text[:min(len(text), maxBytes)]), " \t\r"), true
}

func (h *header) skip() {
	if len(h.rest) == 0 {
		return
	}
	_, h.rest = cutLine(h.rest)
	h.line++
}

// blanks skips empty lines.
func (h *header) blanks() {
	for text, ok := h.peek(); ok && text == ""; text, ok = h.peek() {
		h.skip()
	}
}

// add takes in a field that stands on the line that is next.
func (h *header) add(key, text string) {
	h.fields.Fields = append(h.fields.Fields, tree.TextField(key, h.line, unquoted(strings.TrimSpace(text))))
}

// more adds a line to the last field's text.
func (h *header) more(text string) {
	last := h.fields.Fields[len(h.fields.Fields)-1].Value
	switch text = strings.TrimSpace(text); {
	case last.Text == "":
		last.Text, last.Line = text, h.line
	case last.Literal || h.line == last.Line+strings.Count(last.Text, "\n")+1:
		last.Text, last.Literal = last.Text+"\n"+text, true
	default:
		last.Text += " " + text
	}
}

// taken returns what was read: nothing where no field was.
func (h *header) taken() (*tree.Value, []byte, int) {
	if len(h.fields.Fields) == 0 {
		return nil, nil, 0
	}
	return h.fields, h.rest, h.line
}

// unquoted takes off quotation marks that enclose all of a text.
func unquoted(s string) string {
	if n := len(s); n >= 2 && (s[0] == '"' || s[0] == '\'') && s[n-1] == s[0] && strings.IndexByte(s[1:n-1], s[0]) < 0 {
		return s[1 : n-1]
	}
	return s
}

func cutLine(data []byte) (line, rest []byte) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return data[:i], data[i+1:]
	}
	return data, nil
}

// longestKey is how many bytes the name of a field may have.
const longestKey = 40

// keyLine parts "Key: value". An address is none, nor is a sentence.
func keyLine(s string) (key, value string, ok bool) {
	colon := strings.IndexByte(s, ':')
	if colon < 1 || colon > longestKey || colon+1 < len(s) && s[colon+1] != ' ' && s[colon+1] != '\t' {
		return "", "", false
	}
	key = strings.TrimRight(s[:colon], " \t")
	for i := range len(key) {
		if c := key[i]; c < 0x80 && (c|0x20 < 'a' || c|0x20 > 'z') && (i == 0 || c != '-' && c != '_' && c != '.' && c != ' ' && (c < '0' || c > '9')) {
			return "", "", false
		}
	}
	return key, strings.TrimSpace(s[colon+1:]), true
}
