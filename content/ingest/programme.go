package ingest

import (
	"cmp"
	"slices"
	"strings"

	"meetupbot/content"
)

// joinProgrammes returns the talks of the document that has most, with what only
// others say of each, the speakers of all who give one, and the longest agenda.
// Of programmes by days all talks are taken: one may be that of the workshops.
func joinProgrammes(read []content.Event) ([]content.Talk, []content.Speaker, []content.AgendaItem) {
	order := make([]*content.Event, len(read))
	for i := range read {
		order[i] = &read[i]
	}
	slices.SortStableFunc(order, func(a, b *content.Event) int { return len(b.Talks) - len(a.Talks) })
	talks := slices.Clone(order[0].Talks)
	speakers := slices.Clone(order[0].Speakers)
	for _, t := range order[1:] {
		there := titlesOf(talks)
		for i := range t.Talks {
			u := &t.Talks[i]
			switch k := there.find(talks, u); {
			case k >= 0:
				fillTalk(&talks[k], u)
			case u.Date != "" && byDays(order[0]):
				talks = append(talks, *u)
			}
		}
		none, giving := len(speakers) == 0, giving(talks)
		at := map[string]int{}
		for i, s := range speakers {
			at[content.Fold(s.Name)] = i
		}
		for _, s := range t.Speakers {
			name := content.Fold(s.Name)
			i, known := at[name]
			if !known {
				if none || giving[name] {
					at[name] = len(speakers)
					speakers = append(speakers, s)
				}
				continue
			}
			first(&speakers[i].Affiliation, s.Affiliation)
			first(&speakers[i].Role, s.Role)
			first(&speakers[i].Bio, s.Bio)
			if len(speakers[i].Links) == 0 {
				speakers[i].Links = s.Links
			}
		}
	}
	if byDays(order[0]) {
		slices.SortStableFunc(talks, func(t, u content.Talk) int {
			return cmp.Or(cmp.Compare(t.Date, u.Date), cmp.Compare(t.Start, u.Start))
		})
	}
	return talks, speakers, joinAgendas(read)
}

func fillTalk(t, u *content.Talk) {
	first(&t.Date, u.Date)
	if t.Start == "" {
		t.Start, t.End = u.Start, u.End
	}
	first(&t.Abstract, u.Abstract)
	first(&t.Video, u.Video)
	first(&t.Slides, u.Slides)
	if len(t.Speakers) == 0 {
		t.Speakers = u.Speakers
	}
}

// joinAgendas returns the longest agenda; of those by days, all entries.
func joinAgendas(read []content.Event) []content.AgendaItem {
	longest := slices.MaxFunc(read, func(a, b content.Event) int { return cmp.Compare(len(a.Agenda), len(b.Agenda)) })
	agenda := slices.Clone(longest.Agenda)
	dated := func(a content.AgendaItem) bool { return a.Date != "" }
	if !slices.ContainsFunc(agenda, dated) {
		return agenda
	}
	for _, t := range read {
		for _, a := range t.Agenda {
			if dated(a) && !slices.Contains(agenda, a) {
				agenda = append(agenda, a)
			}
		}
	}
	slices.SortStableFunc(agenda, func(a, b content.AgendaItem) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Start, b.Start))
	})
	return agenda
}

// talkTitles are the folded titles of talks, in order.
type talkTitles []string

func titlesOf(talks []content.Talk) talkTitles {
	titles := make(talkTitles, len(talks))
	for i := range talks {
		titles[i] = content.Fold(talks[i].Title)
	}
	return titles
}

// find returns which of the talks another document's is, or -1: the one with its
// title, or the beginning of it and who gives it.
func (titles talkTitles) find(talks []content.Talk, u *content.Talk) int {
	title := content.Fold(u.Title)
	if i := slices.Index(titles, title); i >= 0 {
		return i
	}
	return slices.IndexFunc(titles, func(s string) bool {
		if !strings.HasPrefix(s, title+" ") && !strings.HasPrefix(title, s+" ") {
			return false
		}
		given := giving([]content.Talk{*u})
		return slices.ContainsFunc(talks[slices.Index(titles, s)].Speakers, func(name string) bool { return given[content.Fold(name)] })
	})
}

// giving are the folded names of all who give a talk.
func giving(talks []content.Talk) map[string]bool {
	names := map[string]bool{}
	for _, t := range talks {
		for _, s := range t.Speakers {
			names[content.Fold(s)] = true
		}
	}
	return names
}
