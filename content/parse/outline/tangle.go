package outline

import (
	"bytes"
	"errors"
	"fmt"
)

// What a document may hold before the Markdown parser, whose memory grows with
// the lines and cells and whose time with the square of what stands in one
// paragraph, is not asked: real ones hold a tenth.
const (
	maxLines    = 40_000  // that are not empty
	maxCells    = 60_000  // of all tables: short rows are filled up
	maxBrackets = 5_000   // of a paragraph
	maxEmphasis = 10_000  // of a paragraph
	maxTags     = 20_000  // of a paragraph
	maxNested   = 250_000 // lists and quotations around the lines, taken together

	maxPageTags = 100_000
)

var (
	errTangled = errors.New("one paragraph holds thousands of brackets, tags or emphasis marks, or its lists and tables are as large")
	errTags    = fmt.Errorf("the page has more than %d tags", maxPageTags)
	errLong    = fmt.Errorf("the document has more than %d lines", maxLines)
)

// tangled tells of a document that goes beyond those limits.
func tangled(body []byte) error {
	lines, brackets, emphasis, tags, columns, cells, nested := 0, 0, 0, 0, 0, 0, 0
	for line := range bytes.Lines(body) {
		nested += levels(line)
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			brackets, emphasis, tags, columns = 0, 0, 0, 0
			continue
		}
		if lines++; lines > maxLines {
			return errLong
		}
		if bytes.IndexByte([]byte("-*+#>"), line[0]) >= 0 && len(line) > 1 && line[1] == ' ' {
			brackets, emphasis, tags = 0, 0, 0 // an item or heading: a paragraph of its own
		}
		bars := 0
		for _, c := range line {
			switch c {
			case '[':
				brackets++
			case '*', '_', '~':
				emphasis++
			case '<':
				tags++
			case '|':
				bars++
			}
		}
		if len(bytes.Trim(line, "|:- \t")) == 0 {
			columns = max(columns, bars)
		}
		if line[0] == '|' || columns > 0 {
			cells += max(bars, columns)
		}
		if brackets > maxBrackets || emphasis > maxEmphasis || tags > maxTags || cells > maxCells || nested > maxNested {
			return errTangled
		}
	}
	return nil
}

// levels returns in how many lists and quotations a line may stand, by what it
// begins with.
func levels(line []byte) int {
	columns := 0
	for _, c := range line {
		switch c {
		case ' ':
			columns++
		case '\t':
			columns += 4
		case '>':
			columns += 2
		default:
			return columns / 2
		}
	}
	return 0
}
