package main

import (
	"strings"
	"testing"
)

func FuzzPrintable(f *testing.F) {
	f.Add("Meet \x1b[31mred \u009b31m \u202e", 3)
	f.Add("né\x00\r\n\tü", 1)
	f.Fuzz(func(t *testing.T, s string, cut int) {
		var b strings.Builder
		w := printable(&b)
		cut = max(0, min(cut, len(s)))
		for _, part := range []string{s[:cut], s[cut:]} { // also in the middle of a rune
			if _, err := w.Write([]byte(part)); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); strings.ContainsAny(got, "\x00\x07\x08\x1b\r\u009b\u202e\u2066") {
			t.Errorf("printable(%q) wrote %q", s, got)
		}
	})
}
