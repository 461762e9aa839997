package ingest

import "meetupbot/content"

// match returns, for each event read, the kept event that it is, or nil. It
// looks by UID or own page, then by document and place in it, then by local
// day and likeness, so that a renamed file and a moved day are still the same
// event. No kept event is taken twice.
func match(read, kept []content.Event) []*content.Event {
	again := make([]*content.Event, len(read))
	taken := make([]bool, len(kept))
	index := map[string]int{}
	keys := func(e *content.Event) []string {
		var out []string
		if e.Origin.UID != "" {
			out = append(out, "uid "+e.Origin.UID)
		}
		if e.Origin.URL != "" {
			out = append(out, "url "+e.Origin.URL)
		}
		return append(out, "place "+e.Origin.Path+" "+e.Origin.Place)
	}
	for i := range kept {
		for _, k := range keys(&kept[i]) {
			if _, twice := index[k]; !twice {
				index[k] = i
			}
		}
	}
	for i := range read {
		for _, k := range keys(&read[i]) {
			if j, ok := index[k]; ok && !taken[j] {
				taken[j] = true
				again[i] = &kept[j]
				break
			}
		}
	}
	byDay := map[content.Date][]int{}
	for j := range kept {
		if !taken[j] {
			byDay[kept[j].Date] = append(byDay[kept[j].Date], j)
		}
	}
	for i := range read {
		if again[i] != nil {
			continue
		}
		for _, j := range byDay[read[i].Date] {
			if !taken[j] && alike(&read[i], &kept[j]) {
				taken[j] = true
				again[i] = &kept[j]
				break
			}
		}
	}
	return again
}

// alike reports whether two events of one group and one day are the same one:
// they share a talk, a sign-up page, or most words of their titles.
func alike(a, b *content.Event) bool {
	if !a.Date.IsDay() {
		return a.Title != "" && content.Fold(a.Title) == content.Fold(b.Title)
	}
	for _, x := range a.RSVP {
		for _, y := range b.RSVP {
			if x.URL == y.URL {
				return true
			}
		}
	}
	for _, x := range a.Talks {
		for _, y := range b.Talks {
			if content.Fold(x.Title) == content.Fold(y.Title) {
				return true
			}
		}
	}
	return shareWords(a.Title, b.Title)
}

// shareWords reports whether the shorter title has at least half of its words
// in the longer one.
func shareWords(a, b string) bool {
	x, y := content.Words(a), content.Words(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return len(y) == 0
	}
	shared := 0
	for _, w := range x {
		for _, v := range y {
			if w == v {
				shared++
				break
			}
		}
	}
	return 2*shared >= len(x)
}
