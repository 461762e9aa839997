package soup

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A page is one in the reading.
type page struct {
	tokens   []Token
	elements []element
	text     int              // bytes of text that is no link's
	classes  map[string]names // what classes by themselves say: pages use the same few again and again
}

// An element is a part of a page that may be the article, or stand around it.
type element struct {
	from, to int // its tags' tokens; to is where it ends if nothing closes it
	parent   int // index of the element that holds it; -1
	atom     atom.Atom
	names
	role string

	text, linked int  // bytes of its text, links left out, and of its links
	heading      bool // it holds a heading of the first two ranks
	day          bool // its text holds a digit
	around       bool
	brand        bool
}

// names are what an element's class and id say.
type names struct {
	calling  calling
	named    bool // it has any
	event    bool // they speak of an event
	onlyMeta bool // they are one word, which says little
}

// holds reports whether a tag holds parts of a page.
func holds(a atom.Atom) bool {
	switch a {
	case atom.Html, atom.Body, atom.Div, atom.Section, atom.Article, atom.Main, atom.Aside, atom.Header, atom.Footer,
		atom.Nav, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Table, atom.Tr, atom.Td, atom.Th, atom.Form,
		atom.Center, atom.Blockquote, atom.P, atom.H1, atom.H2, atom.H3, atom.Span, atom.Time, atom.Pre, atom.Details:
		return true
	}
	return false
}

var (
	items, lists = []atom.Atom{atom.Li}, []atom.Atom{atom.Ul, atom.Ol}
	cells, rows  = []atom.Atom{atom.Td, atom.Th}, []atom.Atom{atom.Tr}
	tables       = []atom.Atom{atom.Table}
	paragraphs   = []atom.Atom{atom.P}
	boxes        = []atom.Atom{atom.Div, atom.Td, atom.Li, atom.Body, atom.Section, atom.Article}
)

// implied returns the tags that a tag ends, unless one of the second stands
// between them.
func implied(a atom.Atom) (ends, within []atom.Atom) {
	switch a {
	case atom.Li:
		return items, lists
	case atom.Td, atom.Th:
		return cells, tables
	case atom.Tr:
		return rows, tables
	case atom.P:
		return paragraphs, boxes
	}
	return nil, nil
}

// maxOpen is how many elements may be open at a time; deeper ones are taken for
// part of what holds them.
const maxOpen = 100

// nest finds where the elements begin and end, and how much text they hold.
func (p *page) nest() {
	n := 0
	for i := range p.tokens {
		if p.tokens[i].Type == html.StartTagToken && holds(p.tokens[i].Atom) {
			n++
		}
	}
	p.elements = make([]element, 0, n)
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
		case !holds(t.Atom):
		case t.Type == html.EndTagToken:
			within := []atom.Atom{atom.Table}
			if t.Atom == atom.Table || t.Atom == atom.Body || t.Atom == atom.Html {
				within = nil
			}
			if k := find([]atom.Atom{t.Atom}, within); k >= 0 {
				pop(k, i)
			}
		default:
			if ends, within := implied(t.Atom); ends != nil {
				if k := find(ends, within); k >= 0 {
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
			e.names = p.namesOf(t.Attribute("class"), t.Attribute("id"))
			open = append(open, len(p.elements))
			p.elements = append(p.elements, e)
		}
	}
	pop(0, len(p.tokens))
}

// namesOf looks up what an element's class and id say.
func (p *page) namesOf(class, id string) names {
	switch {
	case class == "" && id == "":
		return names{}
	case id != "":
		return readNames(class, id)
	}
	n, ok := p.classes[class]
	if !ok {
		n = readNames(class, "")
		if p.classes == nil {
			p.classes = map[string]names{}
		}
		p.classes[class] = n
	}
	return n
}

// readNames looks up the words of a class and an id, and pairs of words such as
// "entry-meta".
func readNames(class, id string) names {
	n := names{named: true}
	all := make([]byte, 0, 256)
	last := rune(' ')
	for _, s := range [...]string{class, " ", id} {
		for _, r := range s {
			if unicode.IsUpper(r) && unicode.IsLower(last) {
				all = append(all, '-') // entryMeta
			}
			all = utf8.AppendRune(all, unicode.ToLower(r))
			last = r
		}
	}
	n.event = bytes.Contains(all, []byte("event"))
	from, words := 0, 0
	before, pair := all[:0], make([]byte, 0, 64)
	for i := 0; i <= len(all); i++ {
		if i < len(all) && all[i] != '-' && all[i] != '_' && all[i] != ':' && all[i] != '/' && all[i] != ' ' && all[i] != '\t' && all[i] != '\n' {
			continue
		}
		if word := all[from:i]; len(word) > 0 {
			if mayCall(word[0], len(word)) {
				n.calling |= callings[string(word)]
			}
			if words > 0 && mayCall(before[0], len(before)+1+len(word)) {
				pair = append(append(append(pair[:0], before...), '-'), word...)
				n.calling |= callings[string(pair)]
			}
			before = word
			words++
		}
		from = i + 1
	}
	n.onlyMeta = words == 1 && (string(before) == "meta" || string(before) == "dateline")
	return n
}

func (n names) called(what calling) bool { return n.calling&what != 0 }
