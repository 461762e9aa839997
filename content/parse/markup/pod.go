package markup

import (
	"strings"

	"meetupbot/content/parse/pattern"
)

var (
	podCommand = pattern.New(`^=([a-z]+\d?)(?:\s+(.*))?$`)
	podItem    = pattern.New(`^(?:([*•-])|(\d+)[.)]?)(?:\s+|$)`)
	podLink    = pattern.New(`^(?:(.*?)\s*\|)?\s*((?:https?://|mailto:)[^\s|]+)$`)
)

// pod reads what Perl's groups write. All of a document is text, though Perl
// itself takes what stands above the first command for a program.
func pod(body []byte) []byte {
	l := lines(body)
	depth := 0 // of lists
	indented := func(s string) string { return strings.Repeat("   ", max(0, depth)) + s }
	for i := 0; i < len(l); i++ {
		s := strings.TrimRight(l[i], " \t\r")
		m := podCommand.FindStringSubmatch(s)
		if m == nil {
			if s != "" && s[0] != ' ' && s[0] != '\t' || depth > 0 {
				s = podInline(strings.TrimLeft(s, " \t"))
			}
			if l[i] = ""; s != "" {
				l[i] = indented(s)
			}
			continue
		}
		l[i] = ""
		switch command, text := m[1], m[2]; command {
		case "head1", "head2", "head3", "head4", "head5", "head6":
			depth = 0
			l[i] = strings.Repeat("#", int(command[4]-'0')) + " " + podInline(text)
		case "over":
			depth = min(depth+1, 6)
		case "back":
			depth = max(depth-1, 0)
		case "item":
			mark, at := "- ", podItem.FindStringSubmatchIndex(text)
			if at != nil {
				if at[4] >= 0 {
					mark = "1. "
				}
				text = text[at[1]:]
			}
			line := i
			for next := i + 1; text == "" && next < len(l); next++ { // the entry's text is the paragraph below
				if below := strings.TrimSpace(l[next]); strings.HasPrefix(below, "=") {
					break
				} else if below != "" {
					text, line, i = below, next, next
				}
			}
			depth = max(depth, 1)
			l[line] = strings.Repeat("   ", depth-1) + mark + podInline(text)
		case "begin":
			i = blank(l, i, "=end "+text)
		}
	}
	return joined(l)
}

// podInline writes the formatting codes of a line: B<bold>, L<text|address>,
// C<< code >>. One that goes on below its line loses its brackets alone.
func podInline(s string) string {
	var out []byte
	var open []podCode
	for i := 0; i < len(s); {
		c, n := podOpens(s[i:])
		switch {
		case n > 0 && len(open) < maxPodCodes:
			c.from = len(out)
			open = append(open, c)
			i += n
			continue
		case len(open) > 0 && strings.HasPrefix(s[i:], open[len(open)-1].shut):
			c = open[len(open)-1]
			open = open[:len(open)-1]
			i += len(c.shut)
			out = append(out[:c.from], c.written(string(out[c.from:]))...)
			continue
		}
		out = append(out, s[i])
		i++
	}
	return string(out)
}

// maxPodCodes is how many codes are read within each other.
const maxPodCodes = 8

// A podCode is a formatting code that is open.
type podCode struct {
	letter byte
	shut   string // what ends it
	from   int    // where its text begins
}

// podOpens returns the code that a text begins with, and how long its beginning
// is; 0 where there is none.
func podOpens(s string) (podCode, int) {
	if len(s) < 2 || s[1] != '<' || !strings.Contains("BICFELSXZ", s[:1]) {
		return podCode{}, 0
	}
	n := 1
	for n < len(s) && s[n] == '<' {
		n++
	}
	if n > 2 && n < len(s) && s[n] == ' ' {
		return podCode{letter: s[0], shut: " " + strings.Repeat(">", n-1)}, n + 1
	}
	return podCode{letter: s[0], shut: ">"}, 2
}

// written returns a code's text in Markdown.
func (c podCode) written(text string) string {
	switch c.letter {
	case 'B':
		return "**" + text + "**"
	case 'I':
		return "*" + text + "*"
	case 'C':
		return "`" + text + "`"
	case 'E':
		switch text {
		case "verbar":
			return "&#124;"
		case "sol":
			return "/"
		}
		return "&" + text + ";"
	case 'X', 'Z':
		return ""
	case 'L':
		m := podLink.FindStringSubmatch(text)
		switch {
		case m == nil: // a chapter, a program
			text, _, _ = strings.Cut(text, "|")
			return text
		case m[1] == "":
			return "<" + m[2] + ">"
		}
		return "[" + m[1] + "](" + m[2] + ")"
	}
	return text
}
