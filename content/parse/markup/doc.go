// Package markup writes what people mark up in AsciiDoc, reStructuredText, Org,
// Textile or Perl's Pod as Markdown, line for line: what stands on a line of the document
// stands on the same line of the Markdown, or a list's or table's entry on the
// one where it begins.
//
// It knows headings, lists, tables, labels, links and emphasis. Includes,
// macros and directives that would have to be carried out are left out. It
// refuses to know what a text is about.
package markup

import (
	"path"
	"strings"
)

// Markdown returns the body of the document of a name as Markdown. What is
// none of those markups, by its name's ending, is returned as it is.
func Markdown(name string, body []byte) []byte {
	switch strings.ToLower(path.Ext(name)) {
	case ".adoc", ".asciidoc", ".asc":
		return asciiDoc(body)
	case ".rst", ".rest":
		return restructured(body)
	case ".org":
		return org(body)
	case ".textile":
		return textile(body)
	case ".pod":
		return pod(body)
	}
	return body
}

// lines splits a body and joins it again.
func lines(body []byte) []string { return strings.Split(string(body), "\n") }

func joined(l []string) []byte { return []byte(strings.Join(l, "\n")) }

// blank empties the lines from i up to the one that ends it, which it empties
// too, and returns the index of that one.
func blank(l []string, i int, end string) int {
	l[i] = ""
	for i++; i < len(l); i++ {
		done := strings.TrimRight(l[i], " \t") == end
		l[i] = ""
		if done {
			return i
		}
	}
	return len(l) - 1
}

// row writes cells as a row of a table.
func row(cells []string) string {
	for i, c := range cells {
		cells[i] = strings.Join(strings.Fields(strings.ReplaceAll(c, "|", "/")), " ")
	}
	return "| " + strings.Join(cells, " | ") + " |"
}

// below writes the line that makes the row above it a header.
func below(n int) string { return strings.Repeat("|---", n) + "|" }

func indent(s string) int { return len(s) - len(strings.TrimLeft(s, " \t")) }
