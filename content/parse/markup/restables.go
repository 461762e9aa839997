package markup

import (
	"strings"
)

// A span of columns.
type span struct{ from, to int }

// cellsAt cuts a line at columns, counted in characters.
func cellsAt(s string, spans []span) []string {
	r := []rune(s)
	out := make([]string, len(spans))
	for i, c := range spans {
		from, to := min(c.from, len(r)), min(c.to, len(r))
		if i == len(spans)-1 {
			to = len(r)
		}
		out[i] = strings.TrimSpace(string(r[from:to]))
	}
	return out
}

// simpleTable writes a table between lines such as "===== ====".
func simpleTable(l []string, i int) int {
	border := l[i]
	var spans []span
	for at := 0; at < len(border); at++ {
		if border[at] == '=' && (at == 0 || border[at-1] != '=') {
			spans = append(spans, span{from: at, to: len(border)})
			if n := len(spans); n > 1 {
				spans[n-2].to = at
			}
		}
	}
	end := i + 1
	borders := 1
	for ; end < len(l) && borders < 3; end++ {
		if restBorder.MatchString(l[end]) {
			borders++
			if next := end + 1; next == len(l) || strings.TrimSpace(l[next]) == "" {
				end++
				break
			}
		}
	}
	header := borders == 3
	at := -1
	var cells []string
	write := func(head bool) {
		switch {
		case len(cells) == 0:
		case head:
			l[at-1], l[at] = row(cells), below(len(cells))
		default:
			l[at] = row(cells)
		}
		cells = nil
	}
	l[i] = ""
	for j := i + 1; j < end; j++ {
		s := l[j]
		l[j] = ""
		switch next := cellsAt(s, spans); {
		case restBorder.MatchString(s):
			write(header)
			header = false
		case strings.TrimSpace(s) == "":
		case next[0] == "" && len(cells) > 0: // the row goes on
			for k := range cells {
				cells[k] = strings.TrimSpace(cells[k] + " " + restInline(next[k], nil))
			}
		default:
			if !header || len(cells) == 0 {
				write(false)
				at = j
			}
			for k := range next {
				next[k] = restInline(next[k], nil)
			}
			cells = next
		}
	}
	write(false)
	return end - 1
}

// gridTable writes a table that is drawn with +, - and |.
func gridTable(l []string, i int) int {
	at, headed := -1, false
	for j := i; j < len(l) && strings.HasPrefix(strings.TrimSpace(l[j]), "+"); j++ {
		headed = headed || strings.HasPrefix(strings.TrimSpace(l[j]), "+=")
		for j+1 < len(l) && strings.HasPrefix(strings.TrimSpace(l[j+1]), "|") {
			j++
		}
	}
	var cells []string
	j := i
	for ; j < len(l); j++ {
		s := strings.TrimSpace(l[j])
		if !strings.HasPrefix(s, "+") && !strings.HasPrefix(s, "|") {
			break
		}
		l[j] = ""
		if strings.HasPrefix(s, "+") {
			switch {
			case len(cells) == 0:
			case headed && strings.HasPrefix(s, "+="):
				l[at-1], l[at] = row(cells), below(len(cells))
			default:
				l[at] = row(cells)
			}
			cells = nil
			continue
		}
		parts := strings.Split(strings.Trim(s, "|"), "|")
		if cells == nil {
			cells, at = make([]string, len(parts)), j
		}
		for k := range min(len(parts), len(cells)) {
			cells[k] = strings.TrimSpace(cells[k] + " " + restInline(strings.TrimSpace(parts[k]), nil))
		}
	}
	return j - 1
}

// listTable writes a table that is a list of lists.
func listTable(l []string, i, depth int) int {
	at, header := -1, false
	var cells []string
	write := func() {
		switch {
		case len(cells) == 0:
		case header:
			l[at-1], l[at] = row(cells), below(len(cells))
			header = false
		default:
			l[at] = row(cells)
		}
		cells = nil
	}
	last := i
	for j := i + 1; j < len(l); j++ {
		s := strings.TrimSpace(l[j])
		if s == "" {
			continue
		}
		if indent(l[j]) <= depth {
			break
		}
		last = j
		l[j] = ""
		switch {
		case strings.HasPrefix(s, ":"):
			header = header || strings.HasPrefix(s, ":header-rows:") && !strings.HasSuffix(s, " 0")
		case strings.HasPrefix(s, "* -"):
			write()
			cells, at = []string{restInline(strings.TrimSpace(s[3:]), nil)}, j
		case strings.HasPrefix(s, "-") && len(cells) > 0:
			cells = append(cells, restInline(strings.TrimSpace(s[1:]), nil))
		case len(cells) > 0:
			cells[len(cells)-1] += " " + restInline(s, nil)
		}
	}
	write()
	return last
}
