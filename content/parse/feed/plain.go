package feed

import (
	"html"
	"strings"

	nethtml "golang.org/x/net/html"
)

// plain takes the tags out of a title.
func plain(s string) string {
	if strings.ContainsRune(s, '<') {
		z := nethtml.NewTokenizer(strings.NewReader(s))
		var b strings.Builder
		for {
			kind := z.Next()
			if kind == nethtml.ErrorToken {
				break
			}
			if kind == nethtml.TextToken {
				b.Write(z.Raw())
			}
		}
		s = b.String()
	}
	return strings.Join(strings.Fields(html.UnescapeString(s)), " ")
}
