package parse

import (
	"iter"

	"meetupbot/content"
)

// A Document is one file of a source. Its Path is below the source, with
// slashes; it may hold a date.
type Document struct {
	Path string
	Data []byte
}

// Hints are what the caller knows of the source.
type Hints struct {
	Group string // short name
	Zone  string // IANA name

	// Today bounds what repeats without an end: such a series is followed from
	// a while before to a while after this day. "": from its own beginning.
	Today content.Date
	// Taught is what earlier readings of the source taught, for a source that
	// shows only its newest documents.
	Taught []content.Lesson
}

// A Result is what one document says.
type Result struct {
	Path     string
	Kind     content.Kind
	Events   []content.Event
	Warnings []string // path:line: what was mended or could not be used
	Err      error    // a *content.DocumentError: nothing of the document is used
}

// maxKept is of how many documents the facts are kept from the first phase to
// the last. Those of further ones are read a second time: that costs less than
// an archive's outlines in memory.
const maxKept = 256

// Source reads the documents of one source. What they teach together, such as
// whether this site's file names are the days of its events, decides how each
// is read. The results are in the order of the documents, and the lessons in
// that of their places.
func Source(docs []Document, h Hints) ([]Result, []content.Lesson) {
	each, lessons := Each(docs, h)
	results := make([]Result, 0, len(docs))
	var pages Pages
	for r := range each {
		for i := range r.Events {
			pages.See(&r.Events[i])
		}
		results = append(results, r)
	}
	for _, r := range results {
		for i := range r.Events {
			pages.Drop(&r.Events[i])
		}
	}
	return results, lessons
}

// Each is [Source] for an archive whose results need not be in memory together:
// they come one after the other. What they come without is what shows only when
// all of them are there, see [Pages]. They can be gone through once.
func Each(docs []Document, h Hints) (iter.Seq[Result], []content.Lesson) {
	kept := make([]*facts, min(len(docs), maxKept))
	seen := make([]witness, 0, len(docs))
	for i, d := range docs {
		f := shelteredFacts(d, h)
		seen = append(seen, f.witnesses()...)
		if i < len(kept) {
			kept[i] = f
		}
	}
	taught := learn(seen, h.Taught)
	each := func(yield func(Result) bool) {
		for i, d := range docs {
			var f *facts
			if i < len(kept) {
				f, kept[i] = kept[i], nil
			}
			if f == nil {
				f = shelteredFacts(d, h)
			}
			if !yield(shelteredResult(f, taught, h)) {
				return
			}
		}
	}
	return each, taught.teach(seen)
}
