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
	for _, l := range t.Links() {
		if l.Start > 0 || l.End >= len(t.Plain) {
			break
		}
		name := t.Plain[:l.End]
		if shaped(name) == 0 || !isWholeName(name) || placeNoun.MatchString(name) || shaped(name) < 2 && !personLink(l.URL) && !d.known.has(name) && !ofSomebody(d.units[i].low) {
			break
		}
		p := prosePerson{}
		p.name, p.line, p.text = name, t.Line, t.Plain
		_, to := sentenceAround(t.Plain, 0, l.End)
		p.readBeside(t, l.End, to)
		p.links = linksOn(t, 0, l.End, name)
		return []person{p.person}
	}
	return nil
}

// ofSomebody reports whether a text in lower case goes on with a person: "he is
// going to tell us".
func ofSomebody(low string) bool {
	return containsAny(low, " he ", " she ", " he's ", " she's ", " he’s ", " she’s ", " his ", " her ", " himself ", " herself ")
}
