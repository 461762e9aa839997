package parse

import (
	"strings"

	"meetupbot/content/parse/outline"
)

// maxPhrase is how many words the title of a short talk has that stands below
// the name of who gives it.
const maxPhrase = 24

// namedPhrase returns the title of a short talk that stands alone below a
// heading that names who gives it: a quotation of one line, or a phrase where
// the heading links to its speaker. A sentence that ends on a full stop is what
// somebody says of the talk, or of themselves.
func (d *draft) namedPhrase(h, first outline.Text, at int) string {
	u := &d.units[at]
	s := strings.TrimSpace(u.text.Plain)
	linked := linkedWhole(h)
	quote := u.block.Kind == outline.Quote
	switch {
	case u.role != programme && !linked, u.block.Kind != outline.Paragraph && !quote:
		return ""
	case s == "" || len(s) > 200 || len(strings.Fields(s)) > maxPhrase || strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "...") || strings.HasSuffix(s, ":"):
		return ""
	case d.known.has(s) || saysBio(first) || placeholder.MatchString(s) || pausing(s, true) || len(u.text.Links()) > 1:
		return ""
	}
	if !quote && (!linked || length(s) < 2 || isRole(s) || fullSentence(s) || len(h.Plain) > 60 || orgLike(s) && len(strings.Fields(s)) < 3) {
		return ""
	}
	if l, _, _ := readLabel(u.text); l != noLabel {
		return ""
	}
	if at+1 < len(d.units) { // a quotation of several paragraphs is an abstract
		if next := &d.units[at+1]; quote && next.sec == u.sec && next.block.Kind == outline.Quote {
			return ""
		}
	}
	return s
}

// linkedWhole reports whether the whole of a text is one link.
func linkedWhole(t outline.Text) bool {
	s := strings.TrimRight(t.Plain, " :")
	for _, l := range t.Links() {
		if l.Start == 0 && l.End >= len(s) {
			return true
		}
	}
	return false
}

// linkedOpening returns the person whose linked name begins the paragraph of a
// talk: "[Ana Finch](address) has been counting owls".
func (d *draft) linkedOpening(i int) []person {
	t := d.units[i].text
	links := t.Links()
	if len(links) == 0 {
		return nil
	}
	l := links[0]
	if l.Start > 0 || l.End >= len(t.Plain) {
		return nil
	}
	name := t.Plain[:l.End]
	if shaped(name) == 0 || !isWholeName(name) || placeNoun.MatchString(name) || shaped(name) < 2 && !personLink(l.URL) && !d.known.has(name) && !ofSomebody(d.units[i].low) {
		return nil
	}
	p := prosePerson{}
	p.name, p.line, p.text = name, t.Line, t.Plain
	_, to := sentenceAround(t.Plain, 0, l.End)
	p.readBeside(t, l.End, to)
	p.links = linksOn(t, 0, l.End, name)
	return []person{p.person}
}

// ofSomebody reports whether a text in lower case goes on with a person: "he is
// going to tell us".
func ofSomebody(low string) bool {
	return containsAny(low, " he ", " she ", " he's ", " she's ", " he’s ", " she’s ", " his ", " her ", " himself ", " herself ")
}

// maxAbstract is how many blocks of an abstract may stand between a talk's
// heading and the line that says who gives it.
const maxAbstract = 8

// signedBelow returns the line behind a talk's abstract that names nothing but
// its speakers, and where it stands: "[Ana Finch](address) - Engineer at Acme".
func (d *draft) signedBelow(from int) (int, []person) {
	sec := d.units[from].sec
	for i := from + 1; i < len(d.units) && i <= from+maxAbstract; i++ {
		u := &d.units[i]
		if u.sec != sec || u.role != programme || u.block.Kind == outline.Heading || u.block.Kind == outline.Row {
			break
		}
		if u.block.Kind != outline.Paragraph || len(u.text.Plain) > 160 || len(u.block.Lines()) != 1 {
			continue
		}
		t := undecorated(u.text)
		links := t.Links()
		if moderators.MatchString(t.Plain) || len(links) > 0 && links[0].Start == 0 && personLink(links[0].URL) {
			if who := readSlot(t, d.known); len(who) > 0 {
				return i, who
			}
		}
	}
	return 0, nil
}

// between joins the text of some units.
func (d *draft) between(from, to int) string {
	var text []string
	for i := from; i < to; i++ {
		if u := &d.units[i]; u.block.Kind != outline.Code && u.text.Plain != "" {
			text = append(text, u.block.Text.Markdown())
		}
	}
	return strings.Join(text, "\n\n")
}
