package outline

import (
	"bytes"
	"strings"
)

// Parse reads a body whose first line is line of its document. name tells the
// format by its ending; a body that begins like a page is one whatever its
// name. Errors tell of a nesting of lists or quotations beyond 100, and of
// paragraphs and tables that no hand wrote.
func Parse(name string, body []byte, line int) (*Tree, error) {
	body = withoutTemplates(name, body)
	b := newBuilder()
	b.line = line
	if IsPage(name, body) {
		if bytes.Count(body, []byte{'<'}) > maxPageTags {
			return nil, errTags
		}
		b.readPage(body, line)
		return b.finish()
	}
	body = tiedDays(spacedHeadings(body))
	if tooDeep(body) {
		return nil, errDeep
	}
	if err := tangled(body); err != nil {
		return nil, err
	}
	b.readMarkdown(body, line)
	return b.finish()
}

// IsPage reports whether a body is read as HTML: by the ending of its name, or
// by how it begins.
func IsPage(name string, body []byte) bool {
	head := bytes.TrimSpace(body[:min(len(body), 512)])
	for _, begin := range [...]string{"<!doctype", "<html", "<head", "<body"} {
		if len(head) >= len(begin) && strings.EqualFold(string(head[:len(begin)]), begin) {
			return true
		}
	}
	name = strings.ToLower(name)
	for _, ending := range [...]string{".html", ".htm", ".xhtml", ".shtml", ".php", ".phtml", ".asp", ".aspx", ".jsp", ".erb", ".ejs", ".slim"} {
		if strings.HasSuffix(name, ending) {
			return !strings.HasSuffix(name, ".md.erb") && !strings.HasSuffix(name, ".markdown.erb")
		}
	}
	return false
}

// tooDeep finds nesting beyond maxDepth before the Markdown parser sees it,
// whose time grows with the square of the depth.
func tooDeep(body []byte) bool {
	var indents []int // of the open list items
	for line := range bytes.Lines(body) {
		column, markers, i := 0, 0, 0
		for i < len(line) {
			switch c := line[i]; {
			case c == ' ':
				column++
				i++
			case c == '\t':
				column += 4 - column%4
				i++
			case c == '>':
				markers++
				column++
				i++
			case (c == '-' || c == '*' || c == '+') && i+1 < len(line) && (line[i+1] == ' ' || line[i+1] == '\t'):
				for len(indents) > 0 && indents[len(indents)-1] >= column {
					indents = indents[:len(indents)-1]
				}
				indents = append(indents, column)
				column++
				i++
			case c >= '0' && c <= '9':
				j := i
				for j < len(line) && j-i < 9 && line[j] >= '0' && line[j] <= '9' {
					j++
				}
				if j+1 >= len(line) || line[j] != '.' && line[j] != ')' || line[j+1] != ' ' && line[j+1] != '\t' {
					i = len(line)
					continue
				}
				for len(indents) > 0 && indents[len(indents)-1] >= column {
					indents = indents[:len(indents)-1]
				}
				indents = append(indents, column)
				column += j + 1 - i
				i = j + 1
			default:
				if column == 0 {
					indents = indents[:0]
				}
				i = len(line)
			}
			if markers+len(indents) > maxDepth {
				return true
			}
		}
	}
	return false
}
