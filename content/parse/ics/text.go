package ics

import (
	"html"
	"strings"

	"meetupbot/content/parse/pattern"
)

// A Text is what a property says to people.
type Text struct {
	Plain string
	Lines []int // the file's line on which each line of Plain begins
	HTML  bool  // it is marked up
}

// markup are tags that programs write into descriptions.
var markup = pattern.New(`(?i)<(?:!doctype|html|body|p|br|div|span|a\s|ul|ol|li|b>|i>|strong|em>|h[1-6]|table)[^<>]*>`)

// text reads a property as text. Commas and colons that should have been
// escaped and are not stay as they stand.
func (p prop) text() Text {
	s, base := p.Value, len(p.line.text)-len(p.Value)
	t := Text{Lines: []int{p.line.at(base)}}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n', 'N':
			b.WriteByte('\n')
			t.Lines = append(t.Lines, p.line.at(base+i+1))
		case '\\', ';', ',', ':', '"':
			b.WriteByte(s[i])
		default:
			b.WriteByte('\\')
			b.WriteByte(s[i])
		}
	}
	t.Plain = b.String()
	t.HTML = markup.MatchString(t.Plain)
	return t
}

// oneLine reads a property as words on one line. Some programs leave the
// entities of HTML in them.
func (p prop) oneLine() string {
	return strings.Join(strings.Fields(html.UnescapeString(p.text().Plain)), " ")
}
