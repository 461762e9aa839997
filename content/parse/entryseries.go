package parse

import (
	"strings"

	"meetupbot/content/parse/outline"
)

// A series is the entries of one programme, which are written alike.
type series struct {
	entries []outline.Text
	known   *roster
	cuts    []uncut
	plain   []parts // the entries, taken apart each for itself
}

func newSeries(entries []outline.Text, known *roster) *series {
	s := &series{entries: entries, known: known, cuts: make([]uncut, len(entries))}
	for i, t := range entries {
		s.cuts[i] = newUncut(t, known)
	}
	s.plain = s.splitAll(0)
	return s
}

func (s *series) splitAll(lead int) []parts {
	out := make([]parts, len(s.cuts))
	for i := range s.cuts {
		out[i] = s.cuts[i].split(lead)
	}
	return out
}

// split takes the entries apart. Where its siblings have a speaker, an entry
// has one too, whatever the name looks like: whether May Lin and Will Baker are
// people, only the form can say.
func (s *series) split() []parts {
	out := s.plain
	lead := s.lead()
	if lead == 0 && s.known != nil {
		lead = s.known.lead
	}
	if lead != 0 {
		out = s.splitAll(lead)
	}
	forms := map[[2]string]int{}
	for _, p := range out {
		if len(p.people) > 0 && p.sep != "." {
			forms[p.form()]++
			if p.sure {
				forms[p.form()]++
			}
		}
	}
	for i, t := range s.entries {
		if len(out[i].people) > 0 || pausing(t.Plain, false) {
			continue
		}
		if p, ok := splitLike(t.Flat(), s.known, forms); ok {
			out[i] = p
		}
	}
	return out
}

// maxLead is of how many entries a series tells where its speakers stand.
const maxLead = 16

// lead finds from the entries where their speakers stand.
func (s *series) lead() int {
	first, last := 0, 0
	for n, p := range s.plain[:min(len(s.plain), maxLead)] {
		if len(p.people) == 0 {
			continue
		}
		text := s.entries[n].Plain
		i, j := strings.Index(text, p.people[0].name), strings.Index(text, p.title)
		weight := 1
		if p.sure {
			weight = 3
		}
		switch {
		case i < 0 || j < 0:
		case i < j:
			first += weight
		default:
			last += weight
		}
	}
	switch {
	case first > last:
		return 1
	case last > first:
		return -1
	}
	return 0
}
