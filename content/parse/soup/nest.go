package soup

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A page is one in the reading.
type page struct {
	tokens   []Token
	elements []element
	text     int // bytes of text that is no link's
}

// An element is a part of a page that may be the article, or stand around it.
type element struct {
	from, to int // its tags' tokens; to is where it ends if nothing closes it
	parent   int // index of the element that holds it; -1
	atom     atom.Atom
	names    []string // the words of its class and id, lower case
	whole    string   // its class and id as they are, lower case, with spaces around
	role     string

	text, linked int  // bytes of its text, links left out, and of its links
	heading      bool // it holds a heading of the first two ranks
	day          bool // its text holds a digit
	around       bool
	brand        bool
}

// holders are the tags that hold parts of a page.
var holders = map[atom.Atom]bool{
	atom.Html: true, atom.Body: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Main: true, atom.Aside: true, atom.Header: true, atom.Footer: true,
	atom.Nav: true, atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Dl: true, atom.Table: true, atom.Tr: true, atom.Td: true, atom.Th: true, atom.Form: true,
	atom.Center: true, atom.Blockquote: true, atom.P: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.Span: true, atom.Time: true, atom.Pre: true, atom.Details: true,
}

// implied are the tags that a tag of the same kind ends, unless one of the
// second stands between them.
var implied = map[atom.Atom]struct{ ends, within []atom.Atom }{
	atom.Li: {[]atom.Atom{atom.Li}, []atom.Atom{atom.Ul, atom.Ol}},
	atom.Td: {[]atom.Atom{atom.Td, atom.Th}, []atom.Atom{atom.Table}},
	atom.Th: {[]atom.Atom{atom.Td, atom.Th}, []atom.Atom{atom.Table}},
	atom.Tr: {[]atom.Atom{atom.Tr}, []atom.Atom{atom.Table}},
	atom.P:  {[]atom.Atom{atom.P}, []atom.Atom{atom.Div, atom.Td, atom.Li, atom.Body, atom.Section, atom.Article}},
}

// maxOpen is how many elements may be open at a time; deeper ones are taken for
// part of what holds them.
const maxOpen = 100

// nest finds where the elements begin and end, and how much text they hold.
func (p *page) nest() {
	var open []int
	links := 0
	pop := func(to, at int) {
		for len(open) > to {
			i := open[len(open)-1]
			open = open[:len(open)-1]
			e := &p.elements[i]
			e.to = at
			if e.parent >= 0 {
				q := &p.elements[e.parent]
				q.text += e.text
				q.linked += e.linked
				q.heading = q.heading || e.heading
				q.day = q.day || e.day
			}
		}
	}
	find := func(ends, within []atom.Atom) int {
		for k := len(open) - 1; k >= 0; k-- {
			a := p.elements[open[k]].atom
			for _, x := range ends {
				if a == x {
					return k
				}
			}
			for _, x := range within {
				if a == x {
					return -1
				}
			}
		}
		return -1
	}
	for i := range p.tokens {
		t := &p.tokens[i]
		switch {
		case t.Type == html.TextToken:
			n := len(strings.TrimSpace(t.Text))
			if len(open) == 0 || n == 0 {
				if links == 0 {
					p.text += n
				}
				continue
			}
			e := &p.elements[open[len(open)-1]]
			if links > 0 {
				e.linked += n
			} else {
				e.text += n
				p.text += n
			}
			e.day = e.day || strings.IndexFunc(t.Text, unicode.IsDigit) >= 0
		case t.Atom == atom.A:
			if t.Type == html.EndTagToken {
				links = 0
			} else if t.Attribute("href") != "" {
				links = 1
			}
		case !holders[t.Atom]:
		case t.Type == html.EndTagToken:
			within := []atom.Atom{atom.Table}
			if t.Atom == atom.Table || t.Atom == atom.Body || t.Atom == atom.Html {
				within = nil
			}
			if k := find([]atom.Atom{t.Atom}, within); k >= 0 {
				pop(k, i)
			}
		default:
			if im, ok := implied[t.Atom]; ok {
				if k := find(im.ends, im.within); k >= 0 {
					pop(k, i)
				}
			}
			if len(open) == maxOpen {
				continue
			}
			e := element{from: i, to: len(p.tokens), parent: -1, atom: t.Atom, role: strings.ToLower(t.Attribute("role"))}
			if len(open) > 0 {
				e.parent = open[len(open)-1]
			}
			e.heading = t.Atom == atom.H1 || t.Atom == atom.H2
			e.name(t.Attribute("class"), t.Attribute("id"))
			open = append(open, len(p.elements))
			p.elements = append(p.elements, e)
		}
	}
	pop(0, len(p.tokens))
}

// name splits an element's class and id into words.
func (e *element) name(class, id string) {
	if class == "" && id == "" {
		return
	}
	all := class + " " + id
	var b strings.Builder
	b.Grow(len(all) + 8)
	b.WriteByte(' ')
	last := rune(' ')
	for _, r := range all {
		switch {
		case r == '\t' || r == '\n':
			r = ' '
		case unicode.IsUpper(r) && unicode.IsLower(last):
			b.WriteByte('-') // entryMeta
		}
		b.WriteRune(unicode.ToLower(r))
		last = r
	}
	b.WriteByte(' ')
	e.whole = b.String()
	e.names = strings.FieldsFunc(e.whole, func(r rune) bool { return r == ' ' || r == '-' || r == '_' || r == ':' || r == '/' })
}

// called reports whether one of the words, or pairs of words such as
// "entry-meta", is among the names.
func (e *element) called(words map[string]bool) bool {
	for i, w := range e.names {
		if words[w] || i+1 < len(e.names) && words[w+"-"+e.names[i+1]] {
			return true
		}
	}
	return false
}
