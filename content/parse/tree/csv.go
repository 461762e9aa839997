package tree

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// CSV reads a table as a list of records: each row has its cells under what the
// first row calls their columns. Cells are parted by commas, semicolons or tabs,
// whichever the first row has most of. Of columns that share a name, or have
// none, the first named one is kept. The error is an *Error.
func CSV(src []byte) (*Value, error) {
	above := 0 // lines of comment before the first row
	for bytes.HasPrefix(src, []byte{'#'}) {
		line, rest, more := bytes.Cut(src, []byte{'\n'})
		if !more || bytes.ContainsAny(line, ",;\t") {
			break // its first column is called "#"
		}
		src, above = rest, above+1
	}
	r := csv.NewReader(bytes.NewReader(src))
	r.Comma = separator(src)
	r.LazyQuotes, r.TrimLeadingSpace, r.FieldsPerRecord, r.ReuseRecord = true, r.Comma != '\t', -1, true
	rows := &Value{Kind: List, Line: 1}
	head, err := r.Read()
	names := make([]string, len(head))
	seen := map[string]bool{}
	for i, name := range head {
		if name = strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")); name != "" && !seen[Fold(name)] {
			names[i], seen[Fold(name)] = name, true
		}
	}
	var left budget
	for err == nil {
		var cells []string
		if cells, err = r.Read(); err != nil {
			break
		}
		row := &Value{Kind: Object}
		row.Line, _ = r.FieldPos(0)
		row.Line += above
		if err := left.spend(row.Line, 1); err != nil {
			return nil, err
		}
		for i, cell := range cells[:min(len(cells), len(names))] {
			if names[i] == "" {
				continue
			}
			line, _ := r.FieldPos(i)
			line += above
			if err := left.spend(line, 2); err != nil {
				return nil, err
			}
			v := &Value{Line: line}
			if cell = strings.TrimSpace(cell); cell != "" {
				v.Kind, v.Text, v.Literal = Text, cell, strings.Contains(cell, "\n")
			}
			row.Fields = append(row.Fields, newField(names[i], line, v))
		}
		rows.List = append(rows.List, row)
	}
	if errors.Is(err, io.EOF) {
		return rows, nil
	}
	e := &Error{Line: 1, Problem: err.Error(), Fix: correctLine}
	if at, ok := errors.AsType[*csv.ParseError](err); ok {
		e.Line, e.Problem = at.StartLine+above, at.Err.Error()
	}
	return nil, e
}

// separator is what parts the cells of the first row.
func separator(src []byte) rune {
	first, _, _ := bytes.Cut(src, []byte{'\n'})
	best, most := ',', bytes.Count(first, []byte{','})
	for _, c := range ";\t" {
		if n := bytes.Count(first, []byte(string(c))); n > 0 && n >= most {
			best, most = c, n
		}
	}
	return best
}
