package content

import "time"

// EventQuery asks for kept events. Events whose source no longer has them are
// left out unless they are over: what took place stays in the archive.
type EventQuery struct {
	Groups   []string  // short names; none: every group
	ID       EventID   // one event, whatever else is asked; 0: not asked
	IDs      []EventID // these, by id, whatever else is asked; none: not asked
	After    time.Time // events that are over only after this instant; zero: no bound
	Before   time.Time // events that are over by this instant; zero: no bound
	Words    string    // all of these words in title, venue, talk titles or speakers' names; "": not asked
	Undated  bool      // only events of which no day is known (a month at most), newest published first
	Source   string    // only events found in this source, as configured; "": any
	Held     bool      // only events about which nothing is posted until an organiser decides; After then leaves those without a day that may be ahead, at the end
	Told     bool      // with Tellings and Decisions
	Evidence bool      // with Evidence
	Gone     bool      // also events that their source no longer has; otherwise only those of them that are over
	Vanished bool      // only events that their source lost before they were over
	Brief    bool      // without abstracts and bios, which are long
	Newest   bool      // latest first; otherwise earliest first
	Limit    int       // at most so many; 0: no limit
}

// StillAsked is how long after it was published an event without a day counts as
// one that may be ahead. An older one is not asked about any more.
const StillAsked = 90 * 24 * time.Hour

// DecisionQuery asks for organisers' decisions that stand, oldest first.
type DecisionQuery struct {
	ID     int64   // one, whatever else is asked; 0: not asked
	Event  EventID // those on one event; 0: not asked
	Groups []string
}

// PersonID names a kept person.
type PersonID int64

// A Person is one speaker across all events, with the fullest of what their
// documents say.
type Person struct {
	ID PersonID
	Speaker
	Aliases []string // other spellings met
	Talks   []Given  // latest first
}

// Given is a talk as it was or will be given.
type Given struct {
	Talk
	Event EventRef
}

// EventRef is what a list needs to say of an event.
type EventRef struct {
	ID     EventID
	Group  string
	Title  string
	Date   Date
	Zone   string
	Status Status
}

// PeopleFound is the answer to a name: those it names, or else those it nearly
// names, best first.
type PeopleFound struct {
	People []Person // exact: the folded name, an alias, or all words of it; of more than three only ID and Name
	Near   []string // names for "did you mean"
}

// TalkQuery asks for talks by words in their title, abstract or speakers'
// names.
type TalkQuery struct {
	Groups []string // none: every group
	Words  string
	Limit  int // 0: no limit
}

// TalksFound is the answer to a TalkQuery, best first.
type TalksFound struct {
	Talks   []Given
	Total   int      // how many there are, those beyond the limit included
	AtLeast bool     // there may be more than Total: they were not counted further
	Near    []string // words that would find something, when none was found
}
