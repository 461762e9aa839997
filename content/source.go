package content

import "time"

// SourceRecord is what is kept of one source between two imports.
type SourceRecord struct {
	Name      string // as configured
	Group     string
	Imported  time.Time // the last import that reached the end; zero before the first
	Held      string    // why its changes are held back, "" when they are not
	Added     bool      // organisers added it in a conversation; else the configuration file declares it
	Sight     Sight
	Lessons   []Lesson // what its documents taught
	Documents []DocumentRecord
}

// A Sight is what an import saw of a source and what became of that. Where a
// source looks the same again there is nothing to read.
type Sight struct {
	Digest                  string // of its documents and of the program that read them; "": it has to be read
	Held, Broken, Unchanged int    // of the report that the same would give
}

// DocumentRecord is what is kept of one document.
type DocumentRecord struct {
	Path    string
	Hash    string // of its text; "" when it could not be read
	Problem string // why its present form could not be read; its last good events stay
	Other   bool   // it holds no event
}

// An Import is what one import of one source changes, kept in one transaction
// or not at all.
type Import struct {
	Group  Group
	Source SourceRecord // replaces what was kept, its documents included; without a Name nothing of a source changes
	Events []Event      // ID 0: new; else it replaces the one kept, its tellings included
	Gone   []EventID    // their source no longer has them
	First  bool         // the first import of this source: it announces nothing
	At     time.Time    // when, by the product clock

	Decided   []Decision // to be kept beside those that stand
	Withdrawn []int64    // decisions that stand no more
}

// AddedSource is a web address that organisers added to a group's sources in
// a conversation.
type AddedSource struct {
	Address string
	Group   string
	At      time.Time // by the product clock
}
