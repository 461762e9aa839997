package outline

import (
	"strings"

	"meetupbot/content/parse/pattern"
)

var tags = pattern.New(`(?i)</?(?:p|br|div|span|ul|ol|li|a|b|i|em|strong|h[1-6]|pre|code|blockquote|table|tr|td|img|font)(?:\s[^<>]*)?/?>`)

// Fragment returns a piece of text that programs keep, be it HTML, Markdown or
// plain, as Markdown: paragraphs, lists, links and emphasis. Text without HTML
// stays as it is.
func Fragment(s string) string {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
	if !tags.MatchString(s) {
		return s
	}
	tree, err := Parse("fragment.html", []byte(s), 1)
	if err != nil {
		return s
	}
	var b strings.Builder
	last := Paragraph
	for _, block := range tree.Root.All() {
		text := strings.TrimSpace(block.Text.Markdown())
		if text == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
			if block.Kind != Item || last != Item {
				b.WriteByte('\n')
			}
		}
		last = block.Kind
		switch block.Kind {
		case Item:
			b.WriteString(strings.Repeat("  ", max(block.Depth-1, 0)) + "- " + strings.ReplaceAll(text, "\n", "\n  "))
		case Quote:
			b.WriteString("> " + strings.ReplaceAll(text, "\n", "\n> "))
		case Heading:
			b.WriteString("**" + text + "**")
		case Code:
			b.WriteString("```\n" + text + "\n```")
		default:
			b.WriteString(text)
		}
	}
	return b.String()
}
