package outline

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readHTML feeds HTML to the builder, tag by tag: announcements nest their
// tags wrongly more often than not, and a list of tags does not mind.
func (b *builder) readHTML(src []byte, line int) {
	z := html.NewTokenizer(bytes.NewReader(src))
	z.SetMaxBuf(len(src) + 1)
	skip := atom.Atom(0) // the element whose content is no text
	for {
		kind := z.Next()
		raw := z.Raw()
		at := line
		line += bytes.Count(raw, []byte{'\n'})
		switch kind {
		case html.ErrorToken:
			return
		case html.TextToken:
			if skip == 0 {
				b.pageText(string(raw), at)
			} else if skip == atom.Title && b.tree.Meta["title"] == "" {
				b.tree.Meta["title"] = strings.Join(strings.Fields(html.UnescapeString(string(raw))), " ")
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			switch tok.DataAtom {
			case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Select, atom.Button, atom.Svg, atom.Title, atom.Iframe, atom.Textarea, atom.Object, atom.Audio, atom.Video:
				if kind == html.StartTagToken && skip == 0 {
					skip = tok.DataAtom
				}
				continue
			}
			if skip == 0 {
				b.startTag(tok, at)
			}
		case html.EndTagToken:
			tok := z.Token()
			if skip != 0 {
				if tok.DataAtom == skip {
					skip = 0
				}
				continue
			}
			b.endTag(tok.DataAtom)
		}
	}
}

// pageText adds text of a page, whose line breaks are spaces.
func (b *builder) pageText(s string, line int) {
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	for {
		i := strings.IndexByte(s, '\n')
		if i < 0 {
			b.text(s, line)
			return
		}
		b.text(s[:i], line)
		if b.pre > 0 {
			b.lineBreak()
		} else {
			b.space()
		}
		s, line = s[i+1:], line+1
	}
}

func attr(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func (b *builder) startTag(t html.Token, line int) {
	b.line = line
	switch t.DataAtom {
	case atom.B, atom.Strong:
		b.openMark(Bold, "")
	case atom.I, atom.Em:
		b.openMark(Italic, "")
	case atom.Del, atom.S, atom.Strike:
		b.openMark(Struck, "")
	case atom.A:
		if url := attr(t, "href"); url != "" {
			b.openMark(Link, url)
		}
	case atom.Img:
		b.image(attr(t, "src"), attr(t, "alt"))
	case atom.Br:
		b.lineBreak()
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		b.flush()
		b.head = int(t.Data[1] - '0')
	case atom.Ul, atom.Ol:
		b.list(t.DataAtom == atom.Ol)
	case atom.Li:
		b.flush()
		if len(b.lists) == 0 {
			b.lists = append(b.lists, false)
		}
		b.item = true
	case atom.Dt:
		b.endTerm()
		b.openMark(Bold, "")
		b.term = true
	case atom.Dd, atom.Dl:
		b.endTerm()
	case atom.Blockquote:
		b.quote(1)
	case atom.Pre:
		b.flush()
		b.pre++
	case atom.Table:
		b.endRow()
		b.flush()
	case atom.Tr:
		b.row()
	case atom.Td, atom.Th:
		b.cell(t.DataAtom == atom.Th)
	case atom.Nav, atom.Footer:
		b.flush()
		b.chrome++
	case atom.Article, atom.Main:
		b.flush()
		b.enter()
	case atom.Meta:
		name := strings.ToLower(attr(t, "property") + attr(t, "name") + attr(t, "itemprop"))
		if name != "" && b.tree.Meta[name] == "" {
			b.tree.Meta[name] = attr(t, "content")
		}
	case atom.Time:
		if at := attr(t, "datetime"); at != "" && b.tree.Meta["time"] == "" {
			b.tree.Meta["time"] = at
		}
	default:
		if breaks(t.DataAtom) {
			b.flush()
		}
	}
}

func (b *builder) endTag(a atom.Atom) {
	switch a {
	case atom.B, atom.Strong:
		b.closeMark(Bold)
	case atom.I, atom.Em:
		b.closeMark(Italic)
	case atom.Del, atom.S, atom.Strike:
		b.closeMark(Struck)
	case atom.A:
		b.closeMark(Link)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		b.flush()
		b.head = 0
	case atom.Ul, atom.Ol:
		b.endList()
	case atom.Li:
		b.flush()
		b.item = false
	case atom.Dt, atom.Dd, atom.Dl:
		b.endTerm()
	case atom.Blockquote:
		b.quote(-1)
	case atom.Pre:
		b.flush()
		b.pre = max(0, b.pre-1)
	case atom.Tr, atom.Table:
		b.endRow()
	case atom.Td, atom.Th:
		b.endCell()
	case atom.Nav, atom.Footer:
		b.flush()
		b.chrome = max(0, b.chrome-1)
	case atom.Article, atom.Main:
		b.flush()
		b.inside = max(0, b.inside-1)
	default:
		if breaks(a) {
			b.flush()
		}
	}
}

// endTerm ends the paragraph, and the term that a list of definitions left
// open.
func (b *builder) endTerm() {
	if b.term {
		b.closeMark(Bold)
		b.term = false
	}
	b.flush()
}

// breaks reports whether a tag ends the paragraph before it.
func breaks(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Section, atom.Header, atom.Aside, atom.Address, atom.Figure, atom.Figcaption,
		atom.Hr, atom.Thead, atom.Tbody, atom.Form, atom.Fieldset, atom.Center, atom.Details, atom.Summary, atom.Body, atom.Head, atom.Html, atom.Caption:
		return true
	}
	return false
}
