// Package content says what a meetup is: events with their talks, speakers,
// venue and programme, the day and wall time they take place at, and how sure
// we are of each.
//
// It knows the calendar (local days, wall times, zones and the one resolver
// that turns them into instants), names (how two spellings of one name are
// recognised) and evidence (where each statement was read). It refuses to know
// where documents come from, how they are read, how anything is stored, and
// who is told: it imports nothing else of this module.
package content
