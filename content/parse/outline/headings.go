package outline

import "bytes"

// spacedHeadings puts the blank into headings that old Markdown did without:
// "##Owls". One hash alone may begin a hashtag. The source itself is not changed.
func spacedHeadings(src []byte) []byte {
	if !bytes.HasPrefix(src, []byte("##")) && !bytes.Contains(src, []byte("\n##")) {
		return src
	}
	return mendLines(src, func(line []byte) (at, end int, put string) {
		n := 0
		for n < len(line) && line[n] == '#' {
			n++
		}
		if n < 2 || n > 6 || n == len(line) || bytes.IndexByte([]byte(" \t\r\n#."), line[n]) >= 0 {
			return 0, 0, ""
		}
		return n, n, " "
	})
}

// mendLines returns a source with what mend puts in place of a part of a line,
// from one offset up to another; nothing where it puts nothing. Fenced code stays
// as it is, and so does src.
func mendLines(src []byte, mend func(line []byte) (at, end int, put string)) []byte {
	var out []byte
	kept, next, fenced := 0, 0, false
	for line := range bytes.Lines(src) {
		from := next
		next += len(line)
		if bytes.HasPrefix(line, []byte("```")) || bytes.HasPrefix(line, []byte("~~~")) {
			fenced = !fenced
		}
		if fenced {
			continue
		}
		at, end, put := mend(line)
		if put == "" {
			continue
		}
		if out == nil {
			out = make([]byte, 0, len(src)+64)
		}
		out = append(append(out, src[kept:from+at]...), put...)
		kept = from + end
	}
	if out == nil {
		return src
	}
	return append(out, src[kept:]...)
}
