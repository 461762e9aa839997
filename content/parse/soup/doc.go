// Package soup reads the tags of a page, however they are nested, and tells of
// each whether it belongs to what the page is about or to what stands around
// it: navigation, sidebars, comments, related posts, buttons. The article is
// found by what its elements and classes are called, and where nothing says it
// by where the text is.
//
// It knows what themes and generators name their parts, that old pages are
// laid out with tables, and that people forget to close tags. It refuses to
// know what a text says: dates, names and places mean nothing to it.
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
	Attr []html.Attribute
	Text string // of a text: its entities read
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

// silent are the elements whose content is no text.
var silent = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Select: true, atom.Button: true, atom.Svg: true,
	atom.Iframe: true, atom.Textarea: true, atom.Object: true, atom.Audio: true, atom.Video: true,
}

// Tokens reads a piece of HTML whose first line is line of its document, be it
// a page or a tag that stands in other text. The content of scripts, forms'
// fields and the like is left out.
func Tokens(src []byte, line int) []Token {
	out := make([]Token, 0, 1+2*bytes.Count(src, []byte{'<'}))
	z := html.NewTokenizer(bytes.NewReader(src))
	z.SetMaxBuf(len(src) + 1)
	skip := atom.Atom(0)
	var room []html.Attribute // for those of many tags
	for {
		kind := z.Next()
		raw := z.Raw()
		at := line
		line += bytes.Count(raw, []byte{'\n'})
		switch kind {
		case html.ErrorToken:
			markProse(out)
			return out
		case html.TextToken:
			if skip == 0 {
				out = append(out, Token{Type: html.TextToken, Text: entities(raw), Line: at})
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			if skip != 0 {
				continue
			}
			name, more := z.TagName()
			a := atom.Lookup(name)
			if silent[a] {
				if kind == html.StartTagToken {
					skip = a
				}
				continue
			}
			if more && cap(room)-len(room) < 4 {
				room = make([]html.Attribute, 0, max(4, min(64, len(src)/16)))
			}
			from := len(room)
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				room = append(room, html.Attribute{Key: atom.String(key), Val: string(value)})
			}
			out = append(out, Token{Type: html.StartTagToken, Atom: a, Attr: room[from:len(room):len(room)], Line: at})
		case html.EndTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if skip != 0 {
				if a == skip {
					skip = 0
				}
				continue
			}
			out = append(out, Token{Type: html.EndTagToken, Atom: a, Line: at})
		}
	}
}

func entities(raw []byte) string {
	if string(raw) == "\n" {
		return "\n" // as stands between most tags
	}
	if bytes.IndexByte(raw, '&') < 0 {
		return string(raw)
	}
	return html.UnescapeString(string(raw))
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
