package parse

import (
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
}

// A Result is what one document says.
type Result struct {
	Path     string
	Kind     content.Kind
	Events   []content.Event
	Warnings []string // path:line: what was mended or could not be used
	Err      error    // a *content.DocumentError: nothing of the document is used
}

// Source reads the documents of one source. What they teach together, such as
// whether this site's file names are the days of its events, decides how each
// is read. The results are in the order of the documents.
func Source(docs []Document, h Hints) []Result {
	all := make([]*facts, len(docs))
	for i, d := range docs {
		all[i] = readFacts(d, h)
	}
	taught := learn(all)
	results := make([]Result, len(docs))
	for i, f := range all {
		results[i] = decide(f, taught, h)
		all[i] = nil
	}
	return results
}
