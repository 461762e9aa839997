// Package store keeps everything in one SQLite file: groups, sources, events
// with their evidence, what is searched of talks and people, the delivery
// ledger, channels and notes.
//
// It knows SQL, how to find things fast, how two spellings turn out to be one
// person, and who may write. It refuses to know where events come from, which
// document is the same event as another, what is due, and what time it is.
//
// One process writes at a time, any number read beside it. Each method that
// writes is one transaction, on the disk when the method returns. Times are
// kept to the millisecond and come back in UTC, except what stands in an
// event's own fields, which come back as they were kept.
package store
