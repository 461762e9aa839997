package parse

import (
	"regexp"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// declared finds the charset that a text in XML or HTML says it is in.
var declared = regexp.MustCompile(`(?i)^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']|<meta[^>]*\bcharset\s*=\s*["']?([\w.:-]+)`)

// inUTF8 decodes a text that is not UTF-8 and says what it is in. What is UTF-8
// stays so, whatever it says.
func inUTF8(data []byte) []byte {
	if utf8.Valid(data) {
		return data
	}
	m := declared.FindSubmatch(data[:min(len(data), 1024)])
	if m == nil {
		return data
	}
	coding, name := charset.Lookup(string(m[1]) + string(m[2]))
	if coding == nil || name == "utf-8" {
		return data
	}
	if text, err := coding.NewDecoder().Bytes(data); err == nil {
		return text
	}
	return data
}
