package parse

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"go.yaml.in/yaml/v3"

	"meetupbot/content"
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
func splitFront(path string, data []byte) (front *value, body []byte, line int, err error) {
	first, rest := cutLine(data)
	switch fence := string(bytes.TrimRight(first, " \t\r")); fence {
	case "+++":
		return fenced(path, rest, decodeTOML, "+++")
	case "---":
		if isData(path) {
			// a data file, unless a second fence ends it: then it is a document
			// that is nothing but front matter
			front, body, line, err := fenced(path, rest, decodeYAML, "---")
			if err != nil || len(bytes.TrimSpace(body)) > 0 {
				return nil, data, 1, nil
			}
			return front, body, line, nil
		}
		return fenced(path, rest, decodeYAML, "---", "...")
	case ";;;":
		return fenced(path, rest, decodeJSON, ";;;")
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

func fenced(path string, rest []byte, decode func([]byte) (*value, int, error), ends ...string) (*value, []byte, int, error) {
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
			v, bad, err := decode(rest[:at])
			if err != nil {
				return nil, nil, 0, &content.DocumentError{Path: path, Line: bad + 1, Problem: "the front matter cannot be read: " + err.Error(), Fix: fixFor(err)}
			}
			shift(v, 1)
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

func fixFor(err error) string {
	switch msg := err.Error(); {
	case strings.Contains(msg, "mapping values"):
		return "put the value in quotation marks"
	case strings.Contains(msg, "start any token"), strings.Contains(msg, "tab"):
		return "use spaces, not tabs, and quote values that begin with a special character"
	case strings.Contains(msg, "twice"), strings.Contains(msg, "already"):
		return "keep one of the two"
	case strings.Contains(msg, "alias"), strings.Contains(msg, "anchor"):
		return "write the value out"
	}
	return "correct this line"
}

func cutLine(data []byte) (line, rest []byte) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return data[:i], data[i+1:]
	}
	return data, nil
}

func shift(v *value, lines int) {
	if v == nil {
		return
	}
	v.line += lines
	for _, f := range v.fields {
		shift(f.value, lines)
	}
	for _, x := range v.list {
		shift(x, lines)
	}
}

var yamlLine = regexp.MustCompile(`line (\d+)`)

// decodeYAML reads fields, keeping scalars as written. On an error it also
// returns the line to blame, from 1.
func decodeYAML(src []byte) (*value, int, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(src, &doc); err != nil {
		line, msg := 1, strings.TrimPrefix(err.Error(), "yaml: ")
		if m := yamlLine.FindStringSubmatch(msg); m != nil {
			line, _ = strconv.Atoi(m[1])
			msg = strings.TrimPrefix(msg, m[0]+": ")
		}
		return nil, line, errors.New(msg)
	}
	if len(doc.Content) == 0 {
		return &value{}, 0, nil
	}
	v, at, err := fromYAML(doc.Content[0], 0)
	if err == nil && v.fields == nil {
		return nil, 1, errors.New("it holds no fields of the form key: value")
	}
	return v, at, err
}

func fromYAML(n *yaml.Node, depth int) (*value, int, error) {
	if depth > maxFrontDepth {
		return nil, n.Line, errors.New("it nests more than 20 deep")
	}
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		return nil, n.Line, errors.New("it uses an alias or anchor")
	}
	v := &value{line: n.Line}
	switch n.Kind {
	case yaml.MappingNode:
		seen := make(map[string]bool, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i].Value
			if seen[key] {
				return nil, n.Content[i].Line, fmt.Errorf("the key %q stands twice", key)
			}
			seen[key] = true
			x, at, err := fromYAML(n.Content[i+1], depth+1)
			if err != nil {
				return nil, at, err
			}
			v.fields = append(v.fields, field{key, x})
		}
	case yaml.SequenceNode:
		for _, c := range n.Content {
			x, at, err := fromYAML(c, depth+1)
			if err != nil {
				return nil, at, err
			}
			v.list = append(v.list, x)
		}
	default:
		if n.Tag != "!!null" {
			v.text = n.Value
		}
		if n.Style == yaml.LiteralStyle || n.Style == yaml.FoldedStyle {
			v.line++ // the text begins on the line after the key
		}
	}
	return v, 0, nil
}

func decodeTOML(src []byte) (*value, int, error) {
	var raw map[string]any
	meta, err := toml.Decode(string(src), &raw)
	if err != nil {
		var pe toml.ParseError
		if errors.As(err, &pe) {
			return nil, pe.Position.Line, errors.New(pe.Message)
		}
		return nil, 1, err
	}
	order := map[string]int{}
	for i, k := range meta.Keys() {
		order[k.String()] = i
	}
	return fromTree(raw, "", order, keyLines(src), 1), 0, nil
}

// keyLines finds on which line each top-level key of a TOML text stands.
func keyLines(src []byte) map[string]int {
	lines := map[string]int{}
	n := 0
	for text := range bytes.Lines(src) {
		n++
		key, _, ok := bytes.Cut(text, []byte{'='})
		k := strings.Trim(string(bytes.TrimSpace(key)), `"'`)
		if ok && lines[k] == 0 {
			lines[k] = n
		}
	}
	return lines
}

func fromTree(x any, path string, order map[string]int, lines map[string]int, line int) *value {
	v := &value{line: line}
	switch x := x.(type) {
	case map[string]any:
		for k, sub := range x {
			p := k
			if path != "" {
				p = path + "." + k
			}
			at := line
			if lines[k] > 0 {
				at = lines[k]
			}
			v.fields = append(v.fields, field{k, fromTree(sub, p, order, lines, at)})
		}
		sortFields(v.fields, path, order)
	case []any:
		for _, sub := range x {
			v.list = append(v.list, fromTree(sub, path, order, lines, line))
		}
	case []map[string]any:
		for _, sub := range x {
			v.list = append(v.list, fromTree(sub, path, order, lines, line))
		}
	case string:
		v.text = x
	case time.Time:
		v.text = timeText(x)
	default:
		v.text = fmt.Sprint(x)
	}
	return v
}

func sortFields(fields []field, path string, order map[string]int) {
	at := func(f field) int {
		if path == "" {
			return order[f.key]
		}
		return order[path+"."+f.key]
	}
	for i := 1; i < len(fields); i++ {
		for j := i; j > 0 && (at(fields[j]) < at(fields[j-1]) || at(fields[j]) == at(fields[j-1]) && fields[j].key < fields[j-1].key); j-- {
			fields[j], fields[j-1] = fields[j-1], fields[j]
		}
	}
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

func jsonFront(path string, data []byte) (*value, []byte, int, error) {
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
	v, bad, err := decodeJSON(data[:end])
	if err != nil {
		return nil, nil, 0, &content.DocumentError{Path: path, Line: bad, Problem: "the front matter cannot be read: " + err.Error(), Fix: "correct the JSON"}
	}
	body := bytes.TrimPrefix(bytes.TrimPrefix(data[end:], []byte("\r")), []byte("\n"))
	return v, body, 1 + bytes.Count(data[:len(data)-len(body)], []byte{'\n'}), nil
}

// decodeJSON reads JSON with the lines of its values.
func decodeJSON(src []byte) (*value, int, error) {
	dec := json.NewDecoder(bytes.NewReader(src))
	dec.UseNumber()
	line := func() int { return 1 + bytes.Count(src[:dec.InputOffset()], []byte{'\n'}) }
	v, err := fromJSON(dec, line, 0)
	if err != nil {
		return nil, line(), err
	}
	return v, 0, nil
}

func fromJSON(dec *json.Decoder, line func() int, depth int) (*value, error) {
	if depth > maxFrontDepth {
		return nil, errors.New("it nests more than 20 deep")
	}
	tok, err := dec.Token()
	if err != nil {
		return nil, err
	}
	v := &value{line: line()}
	switch t := tok.(type) {
	case json.Delim:
		seen := map[string]bool{}
		for dec.More() {
			var key string
			if t == '{' {
				k, err := dec.Token()
				if err != nil {
					return nil, err
				}
				if key, _ = k.(string); seen[key] {
					return nil, fmt.Errorf("the key %q stands twice", key)
				}
				seen[key] = true
			}
			x, err := fromJSON(dec, line, depth+1)
			if err != nil {
				return nil, err
			}
			if t == '{' {
				v.fields = append(v.fields, field{key, x})
			} else {
				v.list = append(v.list, x)
			}
		}
		if _, err := dec.Token(); err != nil {
			return nil, err
		}
	case nil:
	default:
		v.text = fmt.Sprint(t)
	}
	return v, nil
}
