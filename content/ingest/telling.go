package ingest

import (
	"cmp"
	"slices"

	"meetupbot/content"
)

// A telling is what one document says of one event.
type telling struct {
	face                // as it is read, answers that organisers gave to its source included
	said *content.Event // as its document has it
	of   *content.Event // the kept event that it, or what its document said before, tells of
	kept bool           // it is as it was kept ...
	at   int            // ... as so many-th of its event's tellings; else its place on the shelf
	day  content.Date   // in force: an organiser may have corrected it
	days []content.Date // the day in force, and those that are read

	cluster *cluster
}

// newTelling returns what a document says, by its card. of is the card of the
// kept event that it, or what the document said before, tells of; nil for none.
func (b *bench) newTelling(said, of *content.Event, kept bool, at int) *telling {
	t := &telling{said: said, of: of, kept: kept, at: at}
	var id content.EventID
	if of != nil {
		id = of.ID
	}
	read := said
	if answered, any := b.answers.apply(id, *said); any {
		read = &answered
	}
	t.face = *b.face(read)
	t.day = read.Date
	if of != nil {
		for _, d := range of.Decisions {
			if d.Verdict == content.Correct && d.Field == "date" {
				t.day = content.Date(d.Value)
			}
		}
	}
	for _, day := range []content.Date{t.day, read.Date, said.Date} {
		if day.IsDay() && !slices.Contains(t.days, day) {
			t.days = append(t.days, day)
		}
	}
	return t
}

// maxEarlier is how many days are kept that a document told of before.
const maxEarlier = 4

// earlier lists the days that a document told of an event before it told what
// it says now.
func earlier(now, before *content.Event) []content.Date {
	days := slices.Clone(before.Earlier)
	if before.Date.IsDay() {
		days = append(days, before.Date)
	}
	days = slices.DeleteFunc(days, func(d content.Date) bool { return d == now.Date })
	var once []content.Date
	for i, d := range days {
		if !slices.Contains(days[i+1:], d) {
			once = append(once, d)
		}
	}
	return once[max(0, len(once)-maxEarlier):]
}

// told reports whether a document told before of a day that another tells of.
func (t *telling) told(u *telling) bool {
	return slices.ContainsFunc(t.Earlier, func(d content.Date) bool { return slices.Contains(u.days, d) || slices.Contains(u.Earlier, d) })
}

// live is the kept event that it is told of, nil where there is none or that is gone.
func (t *telling) live() *content.Event {
	if t.of == nil || t.of.Gone {
		return nil
	}
	return t.of
}

// sameDocument reports whether one document of a source tells of both events.
// An entry of a feed is a document of its own.
func sameDocument(a, b *content.Event) bool {
	return a.Origin.Path == b.Origin.Path && a.Origin.Entry == b.Origin.Entry
}

// excludes reports whether two tellings cannot be of one event: a document tells
// of each once, and a source calls each by one id.
func (t *telling) excludes(u *telling) bool {
	return t.Origin.Source == u.Origin.Source && (sameDocument(t.Event, u.Event) || otherID(t.Event, u.Event))
}

// compare orders tellings by their sources as declared, paths and places: an
// order that no order of importing changes.
func (b *bench) compare(t, u *telling) int {
	return cmp.Or(
		cmp.Compare(b.rank(t.Origin.Source), b.rank(u.Origin.Source)),
		cmp.Compare(t.Origin.Source, u.Origin.Source),
		cmp.Compare(t.Origin.Path, u.Origin.Path),
		cmp.Compare(t.Origin.Entry, u.Origin.Entry),
		cmp.Compare(t.Origin.Place, u.Origin.Place),
		cmp.Compare(t.Origin.UID, u.Origin.UID),
		cmp.Compare(t.Date, u.Date),
		cmp.Compare(t.Start, u.Start),
		cmp.Compare(t.Title, u.Title),
	)
}

// toldOf returns the tellings of kept events that are not gone.
func (b *bench) toldOf(kept []content.Event) []*telling {
	var all []*telling
	for i := range kept {
		e := &kept[i]
		if e.Gone {
			continue
		}
		if len(e.Tellings) == 0 {
			all = append(all, b.newTelling(e, e, true, 0))
		}
		for k := range e.Tellings {
			all = append(all, b.newTelling(&e.Tellings[k], e, true, k))
		}
	}
	return all
}

// tellings returns what the documents say of a kept event: its tellings, or
// itself, as its one document tells of it, without evidence.
func tellings(e *content.Event) []content.Event {
	if len(e.Tellings) > 0 {
		return e.Tellings
	}
	t := *e
	t.ID, t.Gone, t.News, t.Decisions, t.Evidence = 0, false, content.News{}, nil, nil
	t.Doubts = slices.DeleteFunc(slices.Clone(e.Doubts), func(d content.Doubt) bool { return d.Field == content.Review })
	if len(t.Doubts) == 0 {
		t.Doubts = nil
	}
	return []content.Event{t}
}
