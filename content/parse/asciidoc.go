package parse

import (
	"bytes"
	"path"
	"strings"

	"meetupbot/content/parse/tree"
)

// isAsciiDoc reports whether the document is written in AsciiDoc, by its name.
func isAsciiDoc(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".adoc", ".asciidoc", ".asc":
		return true
	}
	return false
}

// asciiHeader reads the header of an AsciiDoc document as front matter: its
// title, the line of authors and revision, of which a date is kept, and its
// attributes. The headings of the body become Markdown's.
func asciiHeader(data []byte) (front *tree.Value, body []byte, line int) {
	line = 1
	for rest := data; len(rest) > 0; line++ {
		text, after := cutLine(rest)
		switch s := strings.TrimSpace(string(text)); {
		case s == "" && front != nil:
			return front, markdownHeadings(after), line + 1
		case s == "", strings.HasPrefix(s, "//"):
		case front == nil && !strings.HasPrefix(s, "= "):
			return nil, markdownHeadings(data), 1
		case front == nil:
			front = &tree.Value{Line: line, Fields: []tree.Field{tree.TextField("title", line, strings.TrimSpace(s[2:]))}}
		case s[0] == ':':
			if key, text, ok := strings.Cut(s[1:], ":"); ok && key != "" {
				front.Fields = append(front.Fields, tree.TextField(strings.TrimPrefix(key, "jbake-"), line, strings.TrimSpace(text)))
			}
		case isoDay.MatchString(s):
			front.Fields = append(front.Fields, tree.TextField("published", line, s))
		}
		rest = after
	}
	return front, nil, line
}

// markdownHeadings writes "== Talks" as "## Talks".
func markdownHeadings(body []byte) []byte {
	out := bytes.Clone(body)
	begins := true
	for i := 0; i < len(out); i++ {
		if !begins {
			begins = out[i] == '\n'
			continue
		}
		n := i
		for n < len(out) && out[n] == '=' {
			n++
		}
		if n > i && n-i <= 6 && n < len(out) && out[n] == ' ' {
			copy(out[i:n], "######")
		}
		begins = out[i] == '\n'
	}
	return out
}
