package outline

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"meetupbot/content/parse/soup"
)

// readHTML feeds HTML that stands in other text to the builder, tag by tag:
// announcements nest their tags wrongly more often than not, and a list of tags
// does not mind.
func (b *builder) readHTML(src []byte, line int) {
	for _, t := range soup.Tokens(src, line) {
		b.token(&t)
	}
}

// readPage feeds a page to the builder. What stands around its article is kept
// apart.
func (b *builder) readPage(src []byte, line int) {
	b.page = true
	tokens, stamps := soup.Page(src, line)
	b.tree.Stamps = stamps
	for i := range tokens {
		t := &tokens[i]
		if around := t.Around || t.Brand; around != b.away {
			b.flush()
			b.away = around
		}
		b.brand = t.Brand
		b.token(t)
	}
	b.away = false
}

func (b *builder) token(t *soup.Token) {
	switch {
	case t.Type == html.TextToken && b.title:
		if b.tree.Meta["title"] == "" {
			b.meta("title", strings.Join(strings.Fields(t.Text), " "))
		}
	case t.Type == html.TextToken:
		b.unglue(t.Text)
		b.pageText(t.Text, t.Line)
	case t.Type == html.StartTagToken:
		b.startTag(t)
	default:
		b.endTag(t)
	}
}

// pageText adds text of a page, whose line breaks are spaces.
func (b *builder) pageText(s string, line int) {
	for {
		i := strings.IndexByte(s, '\n')
		if i < 0 {
			addText(b, s, line)
			return
		}
		addText(b, s[:i], line)
		switch {
		case b.prose && strings.TrimSpace(s[:i]) == "":
			b.flush()
		case b.prose || b.pre > 0:
			b.lineBreak()
		default:
			b.space()
		}
		s, line = s[i+1:], line+1
	}
}

func (b *builder) startTag(t *soup.Token) {
	b.line = t.Line
	b.between(t.Atom, false, len(t.Attr) > 0 && t.Attribute("class") != "")
	if t.Layout {
		b.endRow()
		b.flush()
		return
	}
	switch t.Atom {
	case atom.Title:
		b.title = true
	case atom.B, atom.Strong:
		b.openMark(Bold, "")
	case atom.I, atom.Em:
		b.openMark(Italic, "")
	case atom.Del, atom.S, atom.Strike:
		b.openMark(Struck, "")
	case atom.A:
		if url := t.Attribute("href"); url != "" {
			b.openMark(Link, strings.Clone(url))
		}
	case atom.Img:
		b.image(strings.Clone(t.Attribute("src")), t.Attribute("alt"))
	case atom.Br:
		b.twoBreaks()
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		b.flush()
		if !b.brand {
			b.head = rank(t.Atom)
		}
	case atom.Ul, atom.Ol:
		b.list(t.Atom == atom.Ol)
	case atom.Li:
		b.flush()
		if len(b.lists) == 0 {
			b.lists = append(b.lists, false)
		}
		b.item = true
	case atom.Dt:
		b.endTerm(false)
		b.openMark(Bold, "")
		b.term, b.label = true, t.Label
	case atom.Dd, atom.Dl:
		b.endTerm(false)
	case atom.Summary:
		b.flush()
		b.openMark(Bold, "")
	case atom.Blockquote:
		b.quote(1)
	case atom.Pre:
		b.flush()
		if b.prose = t.Prose; !b.prose {
			b.pre++
		}
	case atom.Table:
		b.endRow()
		b.flush()
	case atom.Tr:
		b.row()
	case atom.Td, atom.Th:
		b.cell(t.Atom == atom.Th)
	case atom.Nav, atom.Footer:
		b.flush()
		if !b.page {
			b.chrome++
		}
	case atom.Article, atom.Main:
		b.flush()
		if !b.page {
			b.enter()
		}
	case atom.Meta:
		name := strings.ToLower(t.Attribute("property") + t.Attribute("name") + t.Attribute("itemprop"))
		if name != "" && b.tree.Meta[name] == "" {
			b.meta(name, t.Attribute("content"))
		}
	case atom.Time:
		if at := t.Attribute("datetime"); at != "" && b.tree.Meta["time"] == "" {
			b.meta("time", at)
		}
	case atom.Span:
		b.part(t.Attribute("class"))
	default:
		if breaks(t.Atom) {
			b.flush()
		}
	}
}

func (b *builder) endTag(t *soup.Token) {
	a := t.Atom
	b.between(a, true, false)
	if t.Layout {
		b.flush()
		return
	}
	switch a {
	case atom.Title:
		b.title = false
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
		b.endTerm(a == atom.Dt)
	case atom.Summary:
		b.closeMark(Bold)
		b.flush()
	case atom.Blockquote:
		b.quote(-1)
	case atom.Pre:
		b.flush()
		b.pre, b.prose = max(0, b.pre-1), false
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

// part parts a piece whose class says that it names a person or a company from
// the text before it, as its page does by looks alone.
func (b *builder) part(class string) {
	n := len(b.plain)
	for n > 0 && b.plain[n-1] == ' ' {
		n--
	}
	if class == "" || n == 0 || b.inRow {
		return
	}
	for _, word := range strings.FieldsFunc(strings.ToLower(class), func(r rune) bool { return r == ' ' || r == '-' || r == '_' }) {
		sep := ""
		switch word {
		case "who", "speaker", "speakers", "presenter", "author", "by", "referent", "ponente", "orateur":
			if sep = "\n"; b.head > 0 {
				sep = " – "
			}
		case "org", "company", "affiliation", "organisation", "organization", "role", "job", "position", "firma", "empresa":
			sep = ", "
		default:
			continue
		}
		if c := b.plain[n-1]; c != '\n' && (sep == "\n" || c != ',' && c != '(' && c != '-' && c != ':') && !strings.HasSuffix(string(b.plain[:n]), " by") {
			b.plain = append(b.plain[:n], sep...)
		}
		return
	}
}

// endTerm ends the paragraph, and the term that a list of definitions left
// open. A short term goes on with what it is the label of.
func (b *builder) endTerm(closed bool) {
	if b.term {
		b.closeMark(Bold)
		b.term = false
		if b.label {
			b.label = false
			for n := len(b.plain); n > 0 && b.plain[n-1] == ' '; n-- {
				b.plain = b.plain[:n-1]
			}
			if n := len(b.plain); n > 0 && b.plain[n-1] != ':' {
				b.plain = append(b.plain, ':')
			}
			b.space()
			b.labelled = closed
			return
		}
	}
	if b.labelled {
		b.labelled = false
		return // the <dd> behind a </dt>
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

// maxMeta is how many bytes are kept of what a page says of itself in its head.
const maxMeta = 4 << 10

func (b *builder) meta(name, value string) {
	if len(value) > maxMeta {
		value = strings.ToValidUTF8(value[:maxMeta], "")
	}
	b.tree.Meta[name] = strings.Clone(value)
}
