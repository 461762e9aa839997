package outline

import "bytes"

// spacedHeadings puts the blank into headings that old Markdown did without:
// "##Owls". One hash alone may begin a hashtag, and code stays as it is. The
// source itself is not changed.
func spacedHeadings(src []byte) []byte {
	if !bytes.HasPrefix(src, []byte("##")) && !bytes.Contains(src, []byte("\n##")) {
		return src
	}
	var out []byte
	kept, fenced := 0, false
	at := 0
	for line := range bytes.Lines(src) {
		from := at
		at += len(line)
		if bytes.HasPrefix(line, []byte("```")) || bytes.HasPrefix(line, []byte("~~~")) {
			fenced = !fenced
		}
		n := 0
		for n < len(line) && line[n] == '#' {
			n++
		}
		if fenced || n < 2 || n > 6 || n == len(line) || bytes.IndexByte([]byte(" \t\r\n#."), line[n]) >= 0 {
			continue
		}
		if out == nil {
			out = make([]byte, 0, len(src)+64)
		}
		out = append(append(out, src[kept:from+n]...), ' ')
		kept = from + n
	}
	if out == nil {
		return src
	}
	return append(out, src[kept:]...)
}
