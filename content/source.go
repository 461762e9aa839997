package content

import "time"

// SourceRecord is what is kept of one source between two imports.
type SourceRecord struct {
	Name      string // as configured
	Group     string
	Imported  time.Time // when its documents were last read and kept; zero before the first time
	Changed   time.Time // when they were last found to differ from those before
	Held      string    // why its changes are held back, "" when they are not
	Looked    time.Time // when it was last looked at, whether or not it gave anything; zero: never
	Next      time.Time // when it is looked at again
	Trouble   string    // why the last look gave nothing, "" when it did
	Added     bool      // organisers added it in a conversation; else the configuration file declares it
	Sight     Sight
	Lessons   []Lesson // what its documents taught
	Documents []DocumentRecord
}

// A Sight is what an import saw of a source and what became of that. Where a
// source looks the same again there is nothing to read.
type Sight struct {
	Digest                  string // of its documents; "": it has to be read
	Basis                   string // of the program that read them, their group, and the sources beside it
	Mark                    string // by which the source tells whether it changed, "" where it cannot
	Held, Broken, Unchanged int    // of the report that the same would give
}

// A LookRecord is what is kept of the last look at a source, whether or not it
// gave anything. All its times are by the real clock: they are about sites, not
// about meetups.
type LookRecord struct {
	Source   string    // as configured
	At       time.Time // when it was
	Next     time.Time // when the source is looked at again
	Asked    time.Time // the site asked not to be looked at before; zero: it did not
	Failures int       // looks in a row that gave nothing
	Trouble  string    // why the last one gave nothing, "" when it did
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

	Merged    []Merge
	Dropped   bool       // the source is no longer in force: what was kept of it goes
	Decided   []Decision // to be kept beside those that stand
	Withdrawn []int64    // decisions that stand no more
}

// A Merge says that two kept events turned out to be one. What was decided and
// posted about From is Into's from now on; From is gone, and no longer listed.
type Merge struct {
	From, Into EventID
}

// AddedSource is a web address that organisers added to a group's sources in
// a conversation.
type AddedSource struct {
	Address string
	Group   string
	At      time.Time // by the product clock
}
