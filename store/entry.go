package store

import "meetupbot/content"

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
