// Package soup reads the tags of a page, however they are nested, and tells of
// each whether it belongs to what the page is about or to what stands around
// it: navigation, sidebars, comments, related posts, buttons. The article is
// found by what its elements and classes are called, and where nothing says it
// by where the text is.
//
// It knows what themes and generators name their parts, that old pages are
// laid out with tables, and that people forget to close tags. It refuses to
// know what a text says: dates, names and places mean nothing to it. Its
// [Scanner] is for whoever else reads a page's tags.
package soup

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A Token is a tag or a text of a page, and the line where it begins.
type Token struct {
	Type html.TokenType // StartTagToken, EndTagToken or TextToken; a tag that closes itself is a StartTagToken
	Atom atom.Atom
	Attr []Attribute // those that are asked for
	Text string      // of a text: its entities read
	Line int

	Around bool // it is no part of what the page is about
	Brand  bool // it names the site: a heading there is no title
	Layout bool // a tag of a table that holds parts of the page, not rows and columns
	Label  bool // a <dt> whose text is short, as is what stands beside it
	Prose  bool // a <pre> that holds text, not code
}

// Attribute returns the trimmed value of an attribute, "" where there is none.
func (t *Token) Attribute(name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// silent reports whether the content of an element is no text.
func silent(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Select, atom.Button, atom.Svg,
		atom.Iframe, atom.Textarea, atom.Object, atom.Audio, atom.Video:
		return true
	}
	return false
}

// asked reports whether a token keeps an attribute: pages carry many that are
// for their scripts and looks alone.
func asked(name string) bool {
	switch name {
	case "class", "id", "role", "href", "rel", "src", "alt", "title", "datetime", "name", "property", "itemprop", "content":
		return true
	}
	return false
}

// attributesAtOnce is for how many attributes room is made.
const attributesAtOnce = 256

// Tokens reads a piece of HTML whose first line is line of its document, be it
// a page or a tag that stands in other text. The content of scripts, forms'
// fields and the like is left out. The tokens are parts of the piece: who keeps
// one for long copies it.
func Tokens(src []byte, line int) []Token {
	out := make([]Token, 0, 1+2*bytes.Count(src, []byte{'<'}))
	s := NewScanner(string(src), line)
	skip := atom.Atom(0)
	var room []Attribute // for those of many tags
	for s.Next() {
		switch s.Kind {
		case html.TextToken:
			if skip == 0 {
				out = append(out, Token{Type: html.TextToken, Text: unescape(s.Raw), Line: s.Line})
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			if skip != 0 {
				continue
			}
			a := s.Atom()
			if silent(a) {
				if s.Kind == html.StartTagToken {
					skip = a
				}
				continue
			}
			if len(s.attrs) > cap(room)-len(room) {
				room = make([]Attribute, 0, min(attributesAtOnce, maxAttributes+len(src)/64))
			}
			from := len(room)
			room = s.Attributes(room, asked)
			out = append(out, Token{Type: html.StartTagToken, Atom: a, Attr: room[from:len(room):len(room)], Line: s.Line})
		case html.EndTagToken:
			switch a := s.Atom(); {
			case skip == 0:
				out = append(out, Token{Type: html.EndTagToken, Atom: a, Line: s.Line})
			case a == skip:
				skip = 0
			}
		}
	}
	markProse(out)
	return out
}

// A Stamp is what a page says, outside of its text, of when it was written.
type Stamp struct {
	Text string // as people read it, or as programs do: "2019-06-20T10:02:00+01:00"
	Line int
}

// Page reads a page and marks its tokens. Stamps are in the page's order.
func Page(src []byte, line int) ([]Token, []Stamp) {
	p := &page{tokens: Tokens(src, line)}
	p.nest()
	p.judge()
	p.mark()
	return p.tokens, p.stamps()
}

// unescape reads the references in a text. One to a line break is none of the
// document's lines: it is a space.
func unescape(raw string) string {
	text := html.UnescapeString(raw)
	if len(text) == len(raw) || strings.Count(text, "\n") == strings.Count(raw, "\n") {
		return text
	}
	lines := strings.Split(raw, "\n")
	for i, line := range lines {
		lines[i] = strings.ReplaceAll(html.UnescapeString(line), "\n", " ")
	}
	return strings.Join(lines, "\n")
}
