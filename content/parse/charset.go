package parse

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"meetupbot/content/parse/pattern"
)

// declaredBytes is how far into a document a page or a mail says in which
// charset it is written.
const declaredBytes = 2048

var declaredCharset = pattern.New(`(?i)\b(?:charset|encoding)\s*=\s*["']?([\w.:-]{3,30})`)

// inUTF8 decodes a document that is not UTF-8: from the charset that it says,
// and from Windows-1252, as browsers do, where it says none and holds not one
// character of UTF-8. said is the charset where the document does not say it;
// ok is false where the text is nothing of that.
func inUTF8(data []byte) (text []byte, said string, ok bool) {
	label := "windows-1252"
	if m := declaredCharset.FindStringSubmatch(string(data[:min(len(data), declaredBytes)])); m != nil {
		label = m[1]
	} else if said = "Windows-1252"; partlyUTF8(data) {
		return nil, "", false
	}
	coding, name := charset.Lookup(label)
	if coding == nil || name == "utf-8" || strings.HasPrefix(name, "utf-16") {
		return nil, "", false
	}
	text, err := coding.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return nil, "", false
	}
	return text, said, true
}

// brokenLine is the line of the first byte that is no UTF-8, 0 where all are.
func brokenLine(data []byte) int {
	if utf8.Valid(data) {
		return 0
	}
	line := 1
	for {
		r, n := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && n <= 1:
			return line
		case r == '\n':
			line++
		}
		data = data[n:]
	}
}

// partlyUTF8 reports whether bytes beyond ASCII make a character of UTF-8
// anywhere: by chance they hardly ever do.
func partlyUTF8(data []byte) bool {
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if n > 1 && r != utf8.RuneError {
			return true
		}
		data = data[n:]
	}
	return false
}
