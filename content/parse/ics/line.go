package ics

import (
	"bytes"
	"iter"
	"sort"
	"unicode/utf8"
)

// maxLine is how many bytes of a content line are read, unfolded.
const maxLine = 64 << 10

// A line is a content line, unfolded, with where it stands in the file.
type line struct {
	text  string
	no    int   // the file's line on which it begins, from 1
	folds []int // the offsets in text at which each further line of the file begins
	long  bool  // it is longer than maxLine and was cut
}

// at returns the file's line of the byte at offset.
func (l line) at(offset int) int {
	return l.no + sort.SearchInts(l.folds, offset+1)
}

// unfold puts the content lines together again that the file breaks.
func unfold(data []byte) iter.Seq[line] {
	return func(yield func(line) bool) {
		var l line
		var text []byte
		done := func() bool {
			if l.no == 0 {
				return true
			}
			if len(text) > maxLine {
				l.long = true
				cut := maxLine
				for !utf8.RuneStart(text[cut]) {
					cut--
				}
				text = text[:cut]
			}
			l.text = string(text)
			return yield(l)
		}
		no := 0
		for raw := range bytes.Lines(data) {
			no++
			raw = bytes.TrimRight(raw, "\r\n")
			if l.no > 0 && len(raw) > 0 && (raw[0] == ' ' || raw[0] == '\t') {
				if len(text) <= maxLine {
					l.folds = append(l.folds, len(text))
					text = append(text, raw[1:]...)
				}
				continue
			}
			if len(bytes.TrimSpace(raw)) == 0 {
				continue
			}
			if !done() {
				return
			}
			l, text = line{no: no}, append(text[:0], raw...)
		}
		done()
	}
}

// Mend moves the breaks of lines that cut through a character, as programs make
// that count bytes, to before it. The file keeps its lines.
func Mend(data []byte) []byte {
	if utf8.Valid(data) {
		return data
	}
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); {
		n := foldAt(data[i:])
		if n == 0 {
			out = append(out, data[i])
			i++
			continue
		}
		begin := len(out)
		for k := 1; k < utf8.UTFMax && k <= len(out); k++ {
			if c := out[len(out)-k]; utf8.RuneStart(c) {
				if c >= utf8.RuneSelf && !utf8.FullRune(out[len(out)-k:]) {
					begin = len(out) - k
				}
				break
			}
		}
		half := bytes.Clone(out[begin:])
		out = append(append(out[:begin], data[i:i+n]...), half...)
		i += n
	}
	return out
}

// foldAt returns the length of the fold that data begins with, 0 for none.
func foldAt(data []byte) int {
	n := 0
	if bytes.HasPrefix(data, []byte("\r\n")) {
		n = 2
	} else if bytes.HasPrefix(data, []byte("\n")) {
		n = 1
	}
	if n == 0 || n == len(data) || data[n] != ' ' && data[n] != '\t' {
		return 0
	}
	return n + 1
}
