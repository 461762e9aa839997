package schedule

import (
	"context"
	"errors"
	"time"

	"meetupbot/content"
)

// A Key names one posting. It never holds an instant: an event that moves
// takes its postings along.
type Key struct {
	Place      Place
	Event      content.EventID // 0 for a digest, a test or a report
	Occurrence string          // the recurrence's local date, a digest's local date, when a test was asked for or a report was made, or ""
	Slot       string          // kind and lead: "reminder 1 day before at 10:00"
	Revision   int             // rises when what was sent or tried concerns another day than the event's new one; numbers the changes of an event
}

// State is how far a delivery has come.
type State string

const (
	Planned   State = "planned"   // to be posted when due
	Sending   State = "sending"   // the intention is durable, the post may be out
	Unknown   State = "unknown"   // posted or not: to be looked up after the settle time
	Sent      State = "sent"      // posted; the message id is known
	Failed    State = "failed"    // the platform refused for good
	Withheld  State = "withheld"  // too late to be useful when it could have been posted
	Withdrawn State = "withdrawn" // its event moved, was cancelled or vanished before it was due

	Retracting State = "retracting" // posted, and to be taken back
	Retracted  State = "retracted"  // posted and taken back; whoever was told stays told
)

// Final reports whether nothing more happens to a row in this state.
func (s State) Final() bool {
	switch s {
	case Sent, Failed, Withheld, Withdrawn, Retracted:
		return true
	}
	return false
}

// Posted reports whether people have seen it, whatever became of it since: it
// is not posted again.
func (s State) Posted() bool { return s == Sent || s == Retracting || s == Retracted }

// A Delivery is one row of the ledger.
type Delivery struct {
	ID    int64 // minted by the store
	Key   Key
	Kind  Kind
	State State
	Due   time.Time // when it is to be posted, by the product clock
	Until time.Time // from then on it is no longer useful
	Told  string    // what the posting says of the event's day, time, place and status: the text of a Told; of a Test what it says
	Was   string    // of a Change: what had been told before, the text of a Told

	Attempts  int       // counted, durably, before each post; of one that is Retracting, how often that failed
	Crashes   int       // how often the process ended while it was at work on this row; see Recorder
	First     time.Time // the first attempt, by the real clock; nonce windows count from it
	Attempted time.Time // the last attempt, by the real clock
	NotBefore time.Time // no attempt, look-up or edit before this, by the real clock
	SentAt    time.Time // by the product clock
	Message   string    // the platform's message id
	Marker    string    // found again in a channel's history
	Shown     string    // of an Announcement or a Listing that was posted: what its message shows by now; "": that is not known
	Sweep     time.Time // when its place is looked through for a second message with its marker, by the real clock; zero: it need not be
	Doubles   int       // second messages that were found and deleted
	Reported  string    // of what Trouble organisers have been told last; "": of none
	Reason    string    // why it failed, was withheld or withdrawn, or could not be taken back, in words for an organiser
}

// WhilePaused reports whether the row was withheld because its channel was
// paused.
func (d *Delivery) WhilePaused() bool { return d.State == Withheld && d.Reason == whilePaused }

// ErrExists is what a Ledger says of a second row with a key that it has, and of
// one to be posted that somebody has changed meanwhile. The caller reads the rows
// again and goes on from what is there.
var ErrExists = errors.New("the ledger has another row with this key")

// A Poster posts, edits and deletes; bot.Announcer is one. Post returns the
// platform's message id. An error of Post that is a Refusal says that nothing
// was posted; after any other error the message may be out, and the row is
// looked up by a Finder before it is tried again.
//
// Edit brings the message up to date with the event; doing so twice is no harm.
// Its errors may be a Refusal, too, and a Loss.
type Poster interface {
	Post(ctx context.Context, d Delivery, now time.Time) (message string, err error)
	Edit(ctx context.Context, d Delivery, now time.Time) error
	Delete(ctx context.Context, d Delivery) error
}

// A Refusal is an error of Post that is sure that nothing was posted: the
// platform said no, or it was never reached. One that also has a method
// Unsure() bool, and returns true from it, counts as not sure.
type Refusal interface {
	error
	Final() bool               // it would be refused again: do not retry
	RetryAfter() time.Duration // do not retry sooner; 0: as the ledger sees fit
}

// Scope is what a Refusal concerns beside the post. A Refusal that concerns
// more than that has a method Concerns() Scope.
type Scope int

const (
	ThisPost     Scope = iota
	ThisPlace          // whatever is posted in the place: it is gone, or closed to us
	ThisPlatform       // whatever is asked of the platform: it does not take our token
)

// concerns returns what an error concerns.
func concerns(err error) Scope {
	if r, ok := errors.AsType[interface {
		error
		Concerns() Scope
	}](err); ok {
		return r.Concerns()
	}
	return ThisPost
}

// hopeless reports whether an error says that what was asked for would be
// refused again, whatever becomes of our token.
func hopeless(err error) bool {
	refusal, ok := errors.AsType[Refusal](err)
	return ok && refusal.Final() && concerns(err) != ThisPlatform
}

// Presence is what a look into a channel's history tells of a marker.
type Presence int

const (
	CannotTell Presence = iota
	Absent
	Found
)

// A Finder looks for a delivery's marker in the history of its place. A poster
// that can do so is one too. Where an interrupted post is to count as sent, as
// on a terminal, Find answers Found without looking; where history cannot be
// read, CannotTell, never Absent.
type Finder interface {
	Find(ctx context.Context, d Delivery) (Presence, string, error)
}

// A Sweeper deletes all messages with a delivery's marker from its place but
// d.Message, or the first where d.Message is "", and returns how many there
// were. A poster that can do so is one too. Its errors are as a Finder's.
type Sweeper interface {
	Sweep(ctx context.Context, d Delivery) (deleted int, err error)
}

// A Ledger remembers deliveries. Every method is one durable transaction.
type Ledger interface {
	// Deliveries returns the rows that q chooses, by due time.
	Deliveries(ctx context.Context, q DeliveryQuery) ([]Delivery, error)
	// Outlines returns what the same rows are about, in no order: of very many
	// all else is read page by page.
	Outlines(ctx context.Context, q DeliveryQuery) ([]Outline, error)
	// Save inserts rows without ID and replaces the others, all or none. A
	// second row with a key that exists is refused with ErrExists. Of a row that
	// becomes Sending the attempt alone is kept: State, Attempts, First and
	// Attempted; nothing else of it changes before its outcome. One that is kept
	// as anything but Planned by then is refused with ErrExists, too.
	Save(ctx context.Context, rows []Delivery) ([]Delivery, error)
	// Show keeps Shown and NotBefore of those rows that are Sent by then, and
	// nothing else of them: one that somebody takes back meanwhile stays theirs.
	Show(ctx context.Context, rows []Delivery) error
}

// An Outline is what a row of the ledger is about.
type Outline struct {
	ID    int64
	Place Place
	Event content.EventID
	Kind  Kind

	// Of a Digest that was posted when it was and what it told; else zero.
	SentAt time.Time
	Told   string
}

func (d *Delivery) outline() Outline {
	o := Outline{ID: d.ID, Place: d.Key.Place, Event: d.Key.Event, Kind: d.Kind}
	if d.Kind == Digest && d.State.Posted() {
		o.SentAt, o.Told = d.SentAt, d.Told
	}
	return o
}

// DeliveryQuery chooses rows of the ledger.
type DeliveryQuery struct {
	IDs    []int64           // only these; none: not asked
	Open   bool              // only rows that are not final
	State  State             // only rows in this state; "": not asked
	Events []content.EventID // only rows of these events; none: not asked
	Place  Place             // only rows of this place; zero: not asked
	Since  time.Time         // only rows due at or after this; zero: not asked
	Useful time.Time         // only rows useful until after this; zero: not asked
	Sweep  bool              // only rows whose place is to be looked through for a second message
	Limit  int

	// Any chooses the rows that one of these queries chooses, each once and in no
	// order, up to the Limit. Nothing else of the query is asked then, nor a Limit of theirs.
	Any []DeliveryQuery
}
