// Package ingest brings what a source says into what is kept: it reads the
// documents, finds each event again or takes it for a new one, and says what
// changed, what is held back and what is gone.
//
// It knows when two readings are one event, and when a loss is too large to be
// believed. It refuses to know how documents are fetched or understood, how
// events are stored, and who will be told.
package ingest
