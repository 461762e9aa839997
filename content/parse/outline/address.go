package outline

import (
	"cmp"
	"slices"
	"strings"
)

// linkAddresses makes links of the addresses that stand in the text as they
// are: neither Markdown nor HTML takes them for links, people do.
func (t *Text) linkAddresses() {
	if !strings.Contains(t.Plain, "://") {
		return
	}
	linked := t.linkEnds()
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
		for len(linked) > 0 && linked[0].End <= start {
			linked = linked[1:]
		}
		address := strings.TrimRight(t.Plain[start:end], ".,;:!?*_'")
		if strings.HasSuffix(address, ")") && !strings.Contains(address, "(") {
			address = strings.TrimRight(address[:len(address)-1], ".,;:!?*_'")
		}
		if start == colon || len(address) <= at-start || len(linked) > 0 && linked[0].Start <= start {
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

// linkEnds returns the links that there are, without those inside of others.
func (t *Text) linkEnds() []Mark {
	var links []Mark
	for _, m := range t.Marks {
		if m.Style == Link && (len(links) == 0 || links[len(links)-1].End < m.End) {
			links = append(links, m)
		}
	}
	return links
}
