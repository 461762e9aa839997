package tree

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// XML reads an XML text, which is UTF-8 whatever it declares, and returns the
// name of its root element and the root. Of names, prefixes are left out. The
// named characters of HTML are known; entities that the document defines are
// not, and nothing that it refers to is fetched. The error is an *Error.
func XML(src []byte) (string, *Value, error) { return readXML(decoder(src), src) }

// LooseXML reads XML as people's tools write it, with ampersands that stand for
// themselves, entities that nobody defined, and tags that end out of turn. The
// limits are the same.
func LooseXML(src []byte) (string, *Value, error) {
	d := decoder(src)
	d.Strict = false
	return readXML(d, src)
}

// maxTag is how many bytes a tag may have. The library makes an attribute of
// each few of them before anybody can count.
const maxTag = 64 << 10

// longTag returns the line of a tag that is too long, 0 for none.
func longTag(src []byte) int {
	for at := 0; ; {
		i := bytes.IndexByte(src[at:], '<')
		if i < 0 {
			return 0
		}
		at += i + 1
		end := bytes.IndexByte(src[at:], '>')
		if end < 0 {
			end = len(src) - at
		}
		if end > maxTag && at < len(src) && src[at] != '!' {
			return 1 + bytes.Count(src[:at], []byte{'\n'})
		}
		at += end
	}
}

func readXML(d *xml.Decoder, src []byte) (string, *Value, error) {
	if line := longTag(src); line > 0 {
		return "", nil, &Error{line, fmt.Sprintf("a tag is longer than %d KiB", maxTag>>10), splitIt}
	}
	var (
		stack []*Value
		root  Field
		text  [][]byte // the characters of each open element so far
		made  budget
	)
	for {
		tok, err := d.Token()
		line, _ := d.InputPos()
		if err == io.EOF {
			break
		}
		if err != nil {
			return "", nil, xmlError(err, line)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if err := made.spend(line, len(stack)); err != nil {
				return "", nil, err
			}
			v := &Value{Line: line, Kind: Text}
			for _, a := range t.Attr {
				if err := made.spend(line, len(stack)); err != nil {
					return "", nil, err
				}
				v.Kind = Object
				v.Fields = append(v.Fields, newField(a.Name.Local, line, &Value{Line: line, Kind: Text, Text: strings.TrimSpace(a.Value)}))
			}
			switch {
			case len(stack) > 0:
				up := stack[len(stack)-1]
				up.Kind = Object
				up.Fields = append(up.Fields, newField(t.Name.Local, line, v))
			case root.Value != nil:
				return "", nil, &Error{line, "a second element stands beside the first", "leave one"}
			default:
				root = newField(t.Name.Local, line, v)
			}
			stack = append(stack, v)
			text = append(text, nil)
		case xml.EndElement: // of what began last: the decoder sees to it
			last := len(stack) - 1
			stack[last].Text = string(bytes.TrimSpace(text[last]))
			stack, text = stack[:last], text[:last]
		case xml.CharData:
			last := len(text) - 1
			begins := bytes.TrimLeft(t, " \t\r\n")
			if last < 0 || len(text[last]) == 0 && len(begins) == 0 {
				continue
			}
			if len(text[last]) == 0 {
				stack[last].Line = line - bytes.Count(begins, []byte{'\n'})
			}
			text[last] = append(text[last], t...)
		}
	}
	if root.Value == nil {
		return "", nil, &Error{1 + bytes.Count(bytes.TrimSpace(src), []byte{'\n'}), "it holds no element", "write the XML again"}
	}
	return root.Name, root.Value, nil
}

// Root returns the name of an XML text's root element, "" where there is none
// near its beginning.
func Root(src []byte) string {
	d := decoder(src[:min(len(src), rootWithin)])
	for {
		tok, err := d.Token()
		if err != nil {
			return ""
		}
		if t, ok := tok.(xml.StartElement); ok {
			return t.Name.Local
		}
	}
}

// rootWithin is how many bytes may stand before the end of the root's tag:
// comments, references to style sheets, name spaces.
const rootWithin = 16 << 10

func decoder(src []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(src))
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return d
}

func xmlError(err error, line int) error {
	var syntax *xml.SyntaxError
	if !errors.As(err, &syntax) {
		return &Error{line, err.Error(), "correct the XML"}
	}
	switch {
	case syntax.Msg == "unexpected EOF":
		return &Error{syntax.Line, "the XML ends in the middle", "close every element"}
	case strings.HasPrefix(syntax.Msg, "invalid character entity"):
		return &Error{syntax.Line, syntax.Msg + " (write & as &amp;)", "correct the XML"}
	}
	return &Error{syntax.Line, syntax.Msg, "correct the XML"}
}
