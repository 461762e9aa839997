package main

import (
	"io"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
)

// printable returns a writer to w that shows control characters and those that
// turn the direction of writing as U+FFFD: documents and file names are
// strangers' text, and a terminal obeys what it is sent. Close it to flush.
func printable(w io.Writer) io.WriteCloser {
	return transform.NewWriter(w, runes.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			return unicode.ReplacementChar
		}
		return r
	}))
}
