package schedule

import (
	"slices"
	"strings"

	"github.com/adrg/strutil"
	"github.com/adrg/strutil/metrics"

	"meetupbot/content"
)

// maxTold is up to how many speakers their names are told: of a conference's
// hundred nobody comes for one.
const maxTold = 20

// speakersOf returns the names of those who speak, each once.
func speakersOf(e *content.Event) []string {
	var names []string
	add := func(name string) {
		if !slices.ContainsFunc(names, func(n string) bool { return content.Fold(n) == content.Fold(name) }) {
			names = append(names, name)
		}
	}
	for _, t := range e.Talks {
		for _, name := range t.Speakers {
			add(name)
		}
	}
	for _, s := range e.Speakers {
		add(s.Name)
	}
	if len(names) > maxTold {
		return nil
	}
	return names
}

// Replaced returns who was told of and does not speak any more, and who speaks
// now of whom nothing was told. A name that is merely spelled in another way is
// in neither.
func (t Told) Replaced(news Told) (gone, came []string) {
	return nobodys(t.Speakers, news.Speakers), nobodys(news.Speakers, t.Speakers)
}

// replaced reports whether others speak in the place of some who were told of.
// That somebody came along, or is not named any more, contradicts nothing.
func (t Told) replaced(news Told) bool {
	gone, came := t.Replaced(news)
	return len(t.Speakers) > 0 && len(gone) > 0 && len(came) > 0
}

// nobodys returns those of names that are nobody's of others.
func nobodys(names, others []string) (left []string) {
	for _, name := range names {
		if !slices.ContainsFunc(others, func(o string) bool { return samePerson(content.Fold(name), content.Fold(o)) }) {
			left = append(left, name)
		}
	}
	return left
}

// samePerson reports whether two folded names are likely one person's at one
// event: one says less than the other ("ada" and "ada marlowe"), shortens the
// first name ("j quill" and "jo quill"), or is a misspelling of it.
func samePerson(a, b string) bool {
	wa, wb := strings.Fields(a), strings.Fields(b)
	if len(wa) == 0 || len(wb) == 0 {
		return true // nothing that can be told apart
	}
	if subset(wa, wb) || subset(wb, wa) {
		return true
	}
	if wa[len(wa)-1] == wb[len(wb)-1] && (strings.HasPrefix(wa[0], wb[0]) || strings.HasPrefix(wb[0], wa[0])) {
		return true
	}
	return strutil.Similarity(a, b, metrics.NewSorensenDice()) >= 0.8
}

func subset(words, of []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(of, w) })
}
