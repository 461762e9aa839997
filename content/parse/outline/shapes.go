package outline

import "strings"

// maxHeading is how long, in bytes, a line in bold may be to serve as a
// heading.
const maxHeading = 110

// maxRow is how long, in bytes, a line may be to be a table's row.
const maxRow = 4096

// boldLine reports where the first line of t ends when all of it is in bold
// and it can serve as a heading.
func boldLine(t Text) (end int, ok bool) {
	end = len(t.Plain)
	if i := strings.IndexByte(t.Plain, '\n'); i >= 0 {
		end = i
	}
	line := strings.TrimSpace(t.Plain[:end])
	if line == "" || len(line) > maxHeading || strings.HasSuffix(line, ".") || !t.Covered(Bold, 0, end) {
		return 0, false
	}
	return end, true
}

// pipeRows returns the rows of a paragraph that is a table of the kind that
// needs no header, nil for any other. A line break may stand inside of a cell.
func pipeRows(t Text) []Text {
	if !strings.HasPrefix(t.Plain, "|") {
		return nil
	}
	var rows []Text
	start := 0
	for at := 0; at <= len(t.Plain); {
		end := len(t.Plain)
		if i := strings.IndexByte(t.Plain[at:], '\n'); i >= 0 {
			end = at + i
		}
		line := strings.TrimSpace(t.Plain[at:end])
		next := end+1 > len(t.Plain) || strings.HasPrefix(t.Plain[end+1:], "|")
		if next || strings.HasSuffix(line, "|") {
			row := t.Slice(start, end)
			if len(row.Plain) > maxRow || !strings.HasPrefix(row.Plain, "|") || strings.Count(row.Plain, "|") < 2 {
				return nil
			}
			rows, start = append(rows, row), end+1
		}
		at = end + 1
	}
	if start < len(t.Plain) {
		return nil
	}
	return rows
}

func pipeRow(t Text) *Block {
	var cells []Text
	start := 1
	for i := 1; i <= len(t.Plain); i++ {
		if i == len(t.Plain) && start == i {
			break
		}
		if i == len(t.Plain) || t.Plain[i] == '|' {
			cells = append(cells, t.Slice(start, i))
			start = i + 1
		}
	}
	return rowOf(cells, false)
}

func rowOf(cells []Text, header bool) *Block {
	row := &Block{Kind: Row, Cells: cells, Header: header}
	var plain []string
	for _, c := range cells {
		if c.Plain != "" {
			plain = append(plain, c.Plain)
		}
		if row.Text.Line == 0 {
			row.Text.Line = c.Line
		}
	}
	row.Text.Plain = strings.Join(plain, " | ")
	at := 0
	for _, c := range cells {
		if c.Plain == "" {
			continue
		}
		for _, m := range c.Marks {
			m.Start, m.End = m.Start+at, m.End+at
			row.Text.Marks = append(row.Text.Marks, m)
		}
		row.Text.lines = append(row.Text.lines, lineAt{at, c.Line})
		at += len(c.Plain) + len(" | ")
	}
	return row
}
