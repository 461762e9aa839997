package ingest

import (
	"slices"

	"meetupbot/content"
)

// joinTwins makes one event of those that several documents of a source tell
// of: an announcement and its recap, two versions of one post. The fuller one
// stays and takes from the others what it does not say itself.
func (m matcher) joinTwins(events []content.Event) []content.Event {
	byDay := map[content.Date][]int{}
	var out []content.Event
next:
	for _, e := range events {
		if e.Date.IsDay() {
			for _, j := range byDay[e.Date] {
				if !sameDocument(&out[j], &e) && m.alike(&out[j], &e) {
					out[j] = join(out[j], e)
					continue next
				}
			}
			byDay[e.Date] = append(byDay[e.Date], len(out))
		}
		out = append(out, e)
	}
	return out
}

// sameDocument reports whether one document tells of both events. An entry of a
// feed is a document of its own.
func sameDocument(a, b *content.Event) bool {
	return a.Origin.Path == b.Origin.Path && a.Origin.Entry == b.Origin.Entry
}

// join returns a with what only b says. The one with more talks leads; of two
// alike, the one that was there first, so that the order of files decides and
// nothing else.
func join(a, b content.Event) content.Event {
	if len(b.Talks) > len(a.Talks) {
		a, b = b, a
	}
	first(&a.Title, b.Title)
	first(&a.EndDate, b.EndDate)
	first(&a.Start, b.Start)
	first(&a.End, b.End)
	first(&a.Venue, b.Venue)
	first(&a.Origin.URL, b.Origin.URL)
	if a.Origin.UID == "" && b.Origin.UID != "" {
		// the date of a series is known by both
		a.Origin.UID, a.Origin.Place = b.Origin.UID, b.Origin.Place
	}
	if a.Published.IsZero() || !b.Published.IsZero() && b.Published.Before(a.Published) {
		a.Published = b.Published
	}
	if a.Status == content.Scheduled && b.Status != "" {
		a.Status = b.Status
	}
	a.Talks = joinTalks(a.Talks, b.Talks)
	for _, s := range b.Speakers {
		i := slices.IndexFunc(a.Speakers, func(t content.Speaker) bool { return content.Fold(t.Name) == content.Fold(s.Name) })
		if i < 0 {
			if speaks(a.Talks, s.Name) || len(a.Speakers) == 0 {
				a.Speakers = append(a.Speakers, s)
			}
			continue
		}
		first(&a.Speakers[i].Affiliation, s.Affiliation)
		first(&a.Speakers[i].Role, s.Role)
		first(&a.Speakers[i].Bio, s.Bio)
		if len(a.Speakers[i].Links) == 0 {
			a.Speakers[i].Links = s.Links
		}
	}
	if len(a.Agenda) == 0 {
		a.Agenda = b.Agenda
	}
	if len(a.RSVP) == 0 {
		a.RSVP = b.RSVP
	}
	if len(a.Sponsors) == 0 {
		a.Sponsors = b.Sponsors
	}
	a.Evidence = append(a.Evidence, b.Evidence...)
	// a doubt of either is a question about the one event they are
	for _, d := range b.Doubts {
		if _, held := (&content.Event{Doubts: []content.Doubt{d}}).Held(); held {
			a.Doubts = append(a.Doubts, d)
		}
	}
	return a
}

func joinTalks(a, b []content.Talk) []content.Talk {
	if len(a) == 0 {
		return b
	}
	for i := range a {
		for _, t := range b {
			if content.Fold(a[i].Title) == content.Fold(t.Title) {
				first(&a[i].Start, t.Start)
				first(&a[i].End, t.End)
				first(&a[i].Abstract, t.Abstract)
				first(&a[i].Video, t.Video)
				first(&a[i].Slides, t.Slides)
				if len(a[i].Speakers) == 0 {
					a[i].Speakers = t.Speakers
				}
			}
		}
	}
	return a
}

// first fills *a with b where it says nothing.
func first[T comparable](a *T, b T) {
	var nothing T
	if *a == nothing {
		*a = b
	}
}

func speaks(talks []content.Talk, name string) bool {
	want := content.Fold(name)
	for _, t := range talks {
		for _, s := range t.Speakers {
			if content.Fold(s) == want {
				return true
			}
		}
	}
	return false
}
