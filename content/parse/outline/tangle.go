package outline

import (
	"bytes"
	"errors"
)

// What one paragraph may hold before the Markdown parser, whose time grows
// with the square of it, is not asked: real ones hold a hundredth.
const (
	maxBrackets = 5_000
	maxEmphasis = 10_000
	maxCells    = 200_000 // of a table: short rows are filled up
)

var errTangled = errors.New("one paragraph holds thousands of brackets or emphasis marks, or one table hundreds of thousands of cells")

// tangled reports whether some paragraph or table goes beyond those limits.
func tangled(body []byte) bool {
	brackets, emphasis, columns, rows := 0, 0, 0, 0
	for line := range bytes.Lines(body) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			brackets, emphasis, columns, rows = 0, 0, 0, 0
			continue
		}
		if bytes.IndexByte([]byte("-*+#>"), line[0]) >= 0 && len(line) > 1 && line[1] == ' ' {
			brackets, emphasis = 0, 0 // an item or heading: a paragraph of its own
		}
		if len(bytes.Trim(line, "|:- \t")) == 0 {
			columns = max(columns, bytes.Count(line, []byte{'|'}))
		}
		rows++
		for _, c := range line {
			switch c {
			case '[':
				brackets++
			case '*', '_', '~':
				emphasis++
			}
		}
		if brackets > maxBrackets || emphasis > maxEmphasis || columns*rows > maxCells {
			return true
		}
	}
	return false
}
