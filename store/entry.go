package store

import (
	"time"

	"meetupbot/content"
)

// An entry is what search finds: an event or one of its talks. Its bits are,
// from the highest, 19 of the day (days since 1900, 0 where none is known), 22
// of the event's id, 12 of a slot (0 for the event, the greatest for its first
// talk and downwards from there) and 10 of the group's number. So the greatest
// entries are the newest, every index that holds them is in that order
// already, all entries of an event lie side by side, and other groups' are
// passed over without a look at their rows.
type entry int64

const (
	groupBits = 10
	slotBits  = 12
	eventBits = 22

	slotMask = 1<<slotBits - 1
	maxDay   = 1<<19 - 1
	maxEvent = 1<<eventBits - 1 // the greatest id of an event
	maxTalks = slotMask         // of one event; those beyond are in its body alone
)

// SQL for the event's id and the group's number in the entry rowid.
const (
	entryEvent = `(rowid / 4194304 % 4194304)`
	entryGroup = `(rowid % 1024)`
)

func entryOf(e *content.Event, id content.EventID, group int64) entry {
	day := e.Date
	switch {
	case day == "" && !e.Published.IsZero():
		day = content.DateOf(e.Published)
	case day != "" && !day.IsDay():
		day += "-01"
	}
	n := 0
	if day.IsDay() {
		n = min(max(day.Sub("1900-01-01"), 0), maxDay)
	}
	// More groups than numbers share them: what is read of a row tells them apart.
	return (entry(n)<<eventBits|entry(id))<<(slotBits+groupBits) | entry(group%(1<<groupBits))
}

// talk is the entry of the event's talk number i, from 0.
func (e entry) talk(i int) entry { return e | entry(slotMask-i)<<groupBits }

// last is the greatest entry that the event may have.
func (e entry) last() entry { return e | slotMask<<groupBits }

// millis and instant convert between time.Time and what is kept.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// truth is what is kept of a truth value: a strict engine takes no bool for a
// number.
func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// span is the event's, or 0, 0 where no day is known. A day without a zone of
// its own is taken in the group's, and at last in UTC, so that it is found.
func span(e *content.Event, group content.Group) (starts, ends int64) {
	from, to, ok := e.Span()
	for _, zone := range []string{group.Zone, "UTC"} {
		if ok || !e.Date.IsDay() {
			break
		}
		in := content.Event{Date: e.Date, EndDate: e.EndDate, Start: e.Start, End: e.End, Zone: zone}
		from, to, ok = in.Span()
	}
	if !ok {
		return 0, 0
	}
	return from.UnixMilli(), max(to.UnixMilli(), from.UnixMilli())
}
