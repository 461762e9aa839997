package markup

import (
	"strconv"
	"strings"

	"meetupbot/content/parse/pattern"
)

var (
	asciiItem  = pattern.New(`^\s*(\*{1,5}|-|\.{1,5})\s+(\S.*)$`)
	asciiLabel = pattern.New(`^([^:\s|*][^:|]{0,60}?)::(?:\s+(.*))?$`)
	asciiLink  = pattern.New(`(?:link:|xref:)?((?:https?://|mailto:|link:|xref:)[^\s\[\]<>"]+)\[([^\]]*)\]`)
	asciiLocal = pattern.New(`(?:link|xref):([^\s\[\]<>"]+)\[([^\]]*)\]`)
	asciiImage = pattern.New(`image::?([^\s\[\]]+)\[([^\],]*)[^\]]*\]`)
	asciiCross = pattern.New(`<<[^<>,]*(?:,\s*([^<>]*))?>>`)
	asciiBold  = pattern.New(`(^|[\s(,;:|"“„»«–—-])\*([^\s*](?:[^*\n]*[^\s*])?)\*($|[\s),.;:!?|"”“»«–—-])`)
	asciiCell  = pattern.New(`(?:^|\s)(?:(?:\d+|\.\d+|\d+\.\d+)[+*])?(?:[<^>](?:\.[<^>])?|\.[<^>])?[aehlmsdv]?\||\|`)
	blockTitle = pattern.New(`^\.[^\s.].*$`)
)

func asciiDoc(body []byte) []byte {
	l := lines(body)
	quote, options := false, ""
	for i := 0; i < len(l); i++ {
		s := strings.TrimRight(l[i], " \t")
		l[i] = s
		switch {
		case s == "////":
			i = blank(l, i, s)
			continue
		case s == "____":
			quote = !quote
			l[i] = ""
			continue
		case s == "|===", s == ",===", s == "!===":
			i = asciiTable(l, i, options)
			continue
		case strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") && !strings.Contains(s, "](") && !strings.Contains(s, " ["):
			options, l[i] = s, ""
			continue
		case strings.HasPrefix(s, "//"), s == "--", s == "'''", s == "<<<", s == "+", len(s) >= 4 && strings.Trim(s, s[:1]) == "" && strings.IndexByte("-.=*+_", s[0]) >= 0,
			strings.HasPrefix(s, ":") && fieldOf(s), strings.HasPrefix(s, "include::"), strings.HasPrefix(s, "toc::"):
			l[i] = ""
			continue
		}
		if n := len(s) - len(strings.TrimLeft(s, "=")); n > 0 && n <= 6 && len(s) > n && s[n] == ' ' {
			l[i] = strings.Repeat("#", n) + asciiInline(s[n:])
			continue
		}
		if m := asciiItem.FindStringSubmatch(s); m != nil {
			mark := "- "
			if m[1][0] == '.' {
				mark = "1. "
			}
			l[i] = strings.Repeat("   ", len(m[1])-1) + mark + asciiInline(m[2])
			continue
		}
		if m := asciiLabel.FindStringSubmatch(s); m != nil {
			text := m[2]
			for j := i + 1; text == "" && j < len(l) && j <= i+2; j++ {
				if next := strings.TrimSpace(l[j]); next != "" {
					if asciiLabel.MatchString(next) || strings.IndexByte("=*-.|[", next[0]) >= 0 {
						break
					}
					text, l[j] = next, ""
				}
			}
			l[i] = "**" + strings.TrimSpace(m[1]) + ":** " + asciiInline(text)
			if i > 0 && l[i-1] != "" {
				l[i-1] += "  "
			}
			continue
		}
		if blockTitle.MatchString(s) {
			l[i] = "**" + strings.Trim(s[1:], "*") + "**"
			continue
		}
		l[i] = asciiInline(strings.TrimSuffix(s, " +"))
		if quote && l[i] != "" {
			l[i] = "> " + l[i]
		}
	}
	return joined(l)
}

// fieldOf reports whether a line sets an attribute: ":toc: left".
func fieldOf(s string) bool {
	i := strings.Index(s[1:], ":")
	return i > 0 && !strings.Contains(s[1:i+1], " ") && (i+2 == len(s) || s[i+2] == ' ')
}

// asciiInline writes the links and the bold words of a line.
func asciiInline(s string) string {
	if strings.Contains(s, "[") {
		s = asciiImage.ReplaceAllString(s, "![$2]($1)")
		s = asciiLink.ReplaceAllStringFunc(s, func(m string) string {
			p := asciiLink.FindStringSubmatch(m)
			return linkTo(p[1], p[2])
		})
		s = asciiLocal.ReplaceAllStringFunc(s, func(m string) string {
			p := asciiLocal.FindStringSubmatch(m)
			return linkTo(p[1], p[2])
		})
	}
	if strings.Contains(s, "<<") {
		s = asciiCross.ReplaceAllString(s, "$1")
	}
	if strings.Contains(s, "*") {
		s = asciiBold.ReplaceAllString(s, "$1**$2**$3")
	}
	return s
}

// linkTo writes a link, whose words may be followed by options: "[Sign
// up,window=_blank]", "[Sign up^]".
func linkTo(address, words string) string {
	if i := strings.Index(words, ","); i >= 0 && strings.Contains(words[i:], "=") {
		words = words[:i]
	}
	if words = strings.Trim(words, `^" `); words == "" {
		return "<" + address + ">"
	}
	return "[" + words + "](" + strings.TrimPrefix(address, "link:") + ")"
}

var (
	columnList  = pattern.New(`cols="?([^"\]]+)"?`)
	columnTimes = pattern.New(`^(\d+)\*`)
)

// asciiCellText writes a line of a cell; a plus sign ends one that has another
// below it.
func asciiCellText(s string) string {
	s = strings.TrimSpace(s)
	if line, ok := strings.CutSuffix(s, " +"); ok {
		return asciiInline(line) + "<br>"
	}
	return asciiInline(s)
}

// columnsOf returns how many columns a table's options say it has, or 0.
func columnsOf(options string) int {
	m := columnList.FindStringSubmatch(options)
	if m == nil {
		return 0
	}
	n := 0
	for _, c := range strings.FieldsFunc(m[1], func(r rune) bool { return r == ',' || r == ';' }) {
		times := 1
		if m := columnTimes.FindStringSubmatch(strings.TrimSpace(c)); m != nil {
			times, _ = strconv.Atoi(m[1])
		}
		n += min(times, 50)
	}
	return min(n, 50)
}

// asciiTable writes the table that begins on a line and returns the index of
// the line that ends it. A row has as many cells as the options above it say,
// or as its first line has.
func asciiTable(l []string, i int, options string) int {
	fence := l[i]
	columns, header := columnsOf(options), strings.Contains(options, "header")
	var cells []string
	at, first := 0, true
	end := func() {
		if len(cells) == 0 {
			return
		}
		if header && first {
			l[at-1], l[at] = row(cells), below(len(cells))
		} else {
			l[at] = row(cells)
		}
		cells, first = nil, false
	}
	l[i] = ""
	for i++; i < len(l); i++ {
		s := strings.TrimSpace(l[i])
		l[i] = ""
		if s == fence {
			break
		}
		parts := asciiCell.Split(s, -1)
		if len(cells) > 0 && parts[0] != "" { // the last cell goes on
			cells[len(cells)-1] += " " + asciiCellText(parts[0])
		}
		if columns == 0 && len(parts) > 1 {
			columns = len(parts) - 1
			header = header || columns > 1 && i+1 < len(l) && strings.TrimSpace(l[i+1]) == ""
		}
		for _, c := range parts[1:] {
			if len(cells) == columns {
				end()
			}
			if len(cells) == 0 {
				at = i
			}
			cells = append(cells, asciiCellText(c))
		}
	}
	end()
	return min(i, len(l)-1)
}
