package outline

import (
	"cmp"
	"slices"
	"strings"
)

// linkAddresses makes links of the addresses that stand in the text as they
// are: neither Markdown nor HTML takes them for links, people do.
func (t *Text) linkAddresses() {
	added := false
	for at := 0; ; {
		i := strings.Index(t.Plain[at:], "://")
		if i < 0 {
			break
		}
		colon := at + i
		at = colon + len("://")
		start := colon
		for _, scheme := range []string{"https", "http"} {
			if strings.HasSuffix(t.Plain[:colon], scheme) {
				start = colon - len(scheme)
				break
			}
		}
		end := at + len(t.Plain[at:])
		if j := strings.IndexAny(t.Plain[at:], " \t\n<>\"`|"); j >= 0 {
			end = at + j
		}
		address := strings.TrimRight(t.Plain[start:end], ".,;:!?*_'")
		if strings.HasSuffix(address, ")") && !strings.Contains(address, "(") {
			address = strings.TrimRight(address[:len(address)-1], ".,;:!?*_'")
		}
		if start == colon || len(address) <= at-start || t.inLink(start) {
			continue
		}
		t.Marks = append(t.Marks, Mark{Start: start, End: start + len(address), Style: Link, URL: address})
		at = start + len(address)
		added = true
	}
	if added {
		slices.SortStableFunc(t.Marks, func(a, b Mark) int { return cmp.Compare(a.Start, b.Start) })
	}
}

func (t *Text) inLink(pos int) bool {
	return slices.ContainsFunc(t.Marks, func(m Mark) bool { return m.Style == Link && m.Start <= pos && pos < m.End })
}
