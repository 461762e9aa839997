package soup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mark writes on the tokens what was found of their elements.
func (p *page) mark() {
	for i := range p.elements {
		e := &p.elements[i]
		switch {
		case e.around || e.brand:
			for k := e.from; k < min(e.to+1, len(p.tokens)); k++ {
				p.tokens[k].Around = p.tokens[k].Around || e.around
				p.tokens[k].Brand = p.tokens[k].Brand || e.brand
			}
		case e.atom == atom.Pre:
			mostly := e.text >= leastProse && e.text*100 >= p.text*mostText
			p.tokens[e.from].Prose = p.tokens[e.from].Prose || mostly && wordy(p.tokens[e.from:e.to])
		}
		if e.atom == atom.Table && p.laidOut(e) {
			p.layOut(e)
		}
	}
	for i := range p.tokens {
		if p.tokens[i].Atom == atom.Dt && p.tokens[i].Type == html.StartTagToken {
			p.tokens[i].Label = p.labels(i)
		}
	}
}

// A shape is what a table looks like.
type shape struct {
	rows, cells int
	widest      int  // cells in a row
	heads       bool // cells that name rows or columns
	parts       bool // a cell holds what no cell of figures or names does
	longest     int  // bytes of text in a cell
}

// shapeOf measures a table, what its inner tables hold left aside.
func (p *page) shapeOf(e *element) shape {
	var s shape
	depth, inRow, text, paragraphs := 0, 0, 0, 0
	for i := e.from; i < min(e.to, len(p.tokens)); i++ {
		t := &p.tokens[i]
		start := t.Type == html.StartTagToken
		switch {
		case t.Type == html.TextToken:
			text += len(strings.TrimSpace(t.Text))
			s.longest = max(s.longest, text)
		case t.Atom == atom.Table:
			if start {
				depth++
			} else {
				depth--
			}
			s.parts = s.parts || depth > 1
		case depth > 1:
		case !start:
		case t.Atom == atom.Tr:
			s.rows++
			inRow = 0
		case t.Atom == atom.Td, t.Atom == atom.Th:
			s.cells++
			inRow++
			s.widest = max(s.widest, inRow)
			text, paragraphs = 0, 0
			s.heads = s.heads || t.Atom == atom.Th
		case t.Atom == atom.P:
			paragraphs++
			s.parts = s.parts || paragraphs > 2
		case t.Atom == atom.H1, t.Atom == atom.H2, t.Atom == atom.H3, t.Atom == atom.Hr, t.Atom == atom.Form, t.Atom == atom.Article, t.Atom == atom.Main:
			s.parts = true
		}
	}
	return s
}

// longCell is how many bytes of text make a cell a part of the page: entries
// of a programme with their abstracts have fewer.
const longCell = 1200

// laidOut reports whether a table only places parts of the page beside each
// other.
func (p *page) laidOut(e *element) bool {
	switch e.role {
	case "presentation", "none":
		return true
	}
	s := p.shapeOf(e)
	switch {
	case s.parts:
		return true
	case s.heads:
		return false
	case s.widest < 2:
		return true
	case s.rows < 2:
		return s.longest > 100 || s.widest > 3
	}
	return s.longest > longCell
}

// layOut marks a table's own tags. A cell of links alone is navigation.
func (p *page) layOut(e *element) {
	depth := 0
	for i := e.from; i < min(e.to+1, len(p.tokens)); i++ {
		t := &p.tokens[i]
		if t.Atom == atom.Table {
			if t.Type == html.StartTagToken {
				depth++
			}
			t.Layout = t.Layout || depth == 1
			if t.Type == html.EndTagToken {
				depth--
			}
			continue
		}
		switch t.Atom {
		case atom.Tr, atom.Td, atom.Th:
			t.Layout = t.Layout || depth == 1
		}
	}
	for i := range p.elements {
		c := &p.elements[i]
		if c.from <= e.from || c.from >= e.to || c.atom != atom.Td || !p.tokens[c.from].Layout || c.linked <= 2*c.text || c.day || c.heading || c.linked < 10 {
			continue
		}
		for k := c.from; k < min(c.to, len(p.tokens)); k++ {
			p.tokens[k].Around = true
		}
	}
}

// Limits on a term and what stands beside it, in bytes, for the two to be a
// label and its value.
const (
	longestTerm  = 30
	longestValue = 120
)

// labels reports whether the <dt> at a token, and what follows it, are short.
func (p *page) labels(i int) bool {
	term, value := 0, 0
	second := false
	for k := i + 1; k < len(p.tokens); k++ {
		t := &p.tokens[k]
		start := t.Type == html.StartTagToken
		switch {
		case t.Type == html.TextToken && !second:
			term += len(strings.TrimSpace(t.Text))
		case t.Type == html.TextToken:
			value += len(strings.TrimSpace(t.Text))
		case t.Atom == atom.Dd && start && !second:
			second = true
		case t.Atom == atom.Dd && !start:
			return value > 0 && term <= longestTerm && value <= longestValue
		case t.Atom == atom.Dt && start, t.Atom == atom.Dd, t.Atom == atom.Dl:
			return second && value > 0 && term <= longestTerm && value <= longestValue
		case second && start && (t.Atom == atom.P || t.Atom == atom.Ul || t.Atom == atom.Ol || t.Atom == atom.Div || t.Atom == atom.Table):
			return false
		}
		if term > longestTerm || value > longestValue {
			return false
		}
	}
	return second && value > 0
}

// maxStamps is how many stamps are looked at: that of the article comes first.
const maxStamps = 8

// stamps lists the stamps of what the page is about.
func (p *page) stamps() []Stamp {
	var out []Stamp
	for i := range p.elements {
		e := &p.elements[i]
		if !e.around || len(out) == maxStamps || !e.called(stamps) || p.ofOthers(e) {
			continue
		}
		s := Stamp{Line: p.tokens[e.from].Line}
		for k := e.from; k < min(e.to, len(p.tokens)) && s.Text == ""; k++ {
			switch t := &p.tokens[k]; {
			case t.Type != html.StartTagToken:
			case t.Atom == atom.Time:
				s.Text, s.Line = strings.Clone(t.Attribute("datetime")), t.Line
			case t.Atom == atom.Abbr:
				if title := t.Attribute("title"); len(title) >= 10 && title[4] == '-' && title[7] == '-' {
					s.Text, s.Line = strings.Clone(title), t.Line
				}
			}
		}
		if s.Text == "" {
			s.Text = strings.Join(strings.Fields(p.textOf(e)), " ")
		}
		out = append(out, s)
	}
	return out
}

// ofOthers reports whether an element stands in a part of the page that is not
// about its article, such as a list of recent posts.
func (p *page) ofOthers(e *element) bool {
	for k := e.parent; k >= 0; k = p.elements[k].parent {
		if q := &p.elements[k]; q.around && !q.called(stamps) {
			return true
		}
	}
	return false
}
