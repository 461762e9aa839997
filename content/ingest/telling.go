package ingest

import (
	"cmp"
	"slices"

	"meetupbot/content"
)

// A telling is what one document says of one event.
type telling struct {
	*card          // as it is read, answers that organisers gave to its source included
	said    *card  // as its document has it
	of      *known // the kept event that it, or what its document said before, tells of
	cluster *cluster
	at      int32 // its place on the shelf, or:
	kept    bool  // it is as it was kept, as so many-th of its event's tellings
	later   bool  // it is a further date of a series, and no news
	day     date  // in force: an organiser may have corrected it
}

// newTelling returns what a document says. of is the kept event that it, or what
// the document said before, tells of; nil for none.
func newTelling(said *card, of *known, kept bool, at int) *telling {
	t := &telling{said: said, of: of, kept: kept, at: int32(at)}
	t.reads(said)
	return t
}

// reads sets what is read of the document.
func (t *telling) reads(c *card) {
	t.card, t.day = c, c.date
	if t.of == nil {
		return
	}
	for _, d := range t.of.decisions {
		if d.Verdict == content.Correct && d.Field == "date" {
			t.day = dateOf(content.Date(d.Value))
		}
	}
}

// days are the day in force, and those that are read: the zero date in place of
// one that is not known, or the same as another.
func (t *telling) days() (days [3]date) {
	for i, d := range [...]date{t.day, t.date, t.said.date} {
		if d.isDay() && !slices.Contains(days[:i], d) {
			days[i] = d
		}
	}
	return days
}

// read reports whether two tellings have a day in common, in force or read.
func (t *telling) read(u *telling) bool {
	theirs := u.days()
	return slices.ContainsFunc(theirs[:], func(d date) bool { return t.mentions(d) })
}

// mentions reports whether a day is one of a telling's.
func (t *telling) mentions(d date) bool {
	return d.isDay() && (d == t.day || d == t.date || d == t.said.date)
}

// maxEarlier is how many days are kept that a document told of before.
const maxEarlier = 4

// earlierDays lists the days that a document told of an event before it told what
// it says now.
func earlierDays(now, before *card) []date {
	days := slices.Clone(before.earlier())
	if before.date.isDay() {
		days = append(days, before.date)
	}
	days = slices.DeleteFunc(days, func(d date) bool { return d == now.date })
	var once []date
	for i, d := range days {
		if !slices.Contains(days[i+1:], d) {
			once = append(once, d)
		}
	}
	return once[max(0, len(once)-maxEarlier):]
}

// told reports whether a document told before of a day that another tells of.
func (t *telling) told(u *telling) bool {
	return slices.ContainsFunc(t.earlier(), func(d date) bool { return u.mentions(d) || slices.Contains(u.earlier(), d) })
}

// live is the kept event that it is told of, nil where there is none or that is gone.
func (t *telling) live() *known {
	if t.of == nil || t.of.gone {
		return nil
	}
	return t.of
}

// sameDocument reports whether one document of a source tells of both events.
// An entry of a feed is a document of its own.
func sameDocument(a, b *card) bool {
	return a.text[:a.ends[1]] == b.text[:b.ends[1]] && a.ends[0] == b.ends[0]
}

// excludes reports whether two tellings cannot be of one event: a document tells
// of each once, and a source calls each by one id.
func (t *telling) excludes(u *telling) bool {
	return t.source == u.source && (sameDocument(t.card, u.card) || otherID(t.card, u.card))
}

// compare orders tellings by their sources as declared, paths and places: an
// order that no order of importing changes.
func (b *bench) compare(t, u *telling) int {
	return cmp.Or(
		cmp.Compare(b.rank(t.source), b.rank(u.source)),
		cmp.Compare(t.source, u.source),
		cmp.Compare(t.path(), u.path()),
		cmp.Compare(t.entry(), u.entry()),
		cmp.Compare(t.place(), u.place()),
		cmp.Compare(t.uid(), u.uid()),
		t.date.compare(u.date),
		cmp.Compare(t.start, u.start),
		cmp.Compare(t.name(), u.name()),
	)
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
