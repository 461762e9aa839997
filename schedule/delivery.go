package schedule

import (
	"context"
	"time"

	"meetupbot/content"
)

// A Place is where something is posted: a channel of a platform (later also a
// person or a server). Its text form is "slack:C0123456789".
type Place struct {
	Platform string
	ID       string
}

func (p Place) String() string { return p.Platform + ":" + p.ID }

// Kind is a kind of posting.
type Kind string

const (
	Announcement Kind = "announcement" // a new event
	Reminder     Kind = "reminder"     // it is near
	Agenda       Kind = "agenda"       // the day's programme, that morning
	Starting     Kind = "starting"     // it begins
	Digest       Kind = "digest"       // what comes, regularly
	Change       Kind = "change"       // what was told is no longer so; cancellation too
	Recap        Kind = "recap"        // video and slides
)

// A Key names one posting. It never holds an instant: an event that moves
// takes its postings along.
type Key struct {
	Place      Place
	Event      content.EventID // 0 for a digest
	Occurrence string          // the recurrence's local date, a digest's local date, or ""
	Slot       string          // kind and lead: "reminder 1 day before at 10:00"
	Revision   int             // rises when what was sent concerns another day than the event's new one
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
)

// Final reports whether nothing more happens to a row in this state.
func (s State) Final() bool {
	switch s {
	case Sent, Failed, Withheld, Withdrawn:
		return true
	}
	return false
}

// A Delivery is one row of the ledger.
type Delivery struct {
	ID    int64 // minted by the store
	Key   Key
	Kind  Kind
	State State
	Due   time.Time // when it is to be posted, by the product clock
	Until time.Time // from then on it is no longer useful
	Told  string    // what the posting says of the event's day, time, place and status; compared, never shown

	Attempts  int
	Attempted time.Time // the last attempt, by the real clock
	NotBefore time.Time // no attempt before this, by the real clock
	SentAt    time.Time // by the product clock
	Message   string    // the platform's message id
	Marker    string    // found again in a channel's history
	Reason    string    // why it failed, was withheld or withdrawn, in words for an organiser
}

// A Poster posts, edits and deletes; bot.Announcer is one. Post returns the
// platform's message id.
type Poster interface {
	Post(ctx context.Context, d Delivery, now time.Time) (message string, err error)
	Edit(ctx context.Context, d Delivery, now time.Time) error
	Delete(ctx context.Context, d Delivery) error
}

// Presence is what a look into a channel's history tells of a marker.
type Presence int

const (
	CannotTell Presence = iota
	Absent
	Found
)

// A Finder looks for a delivery's marker in the history of its place. A poster
// that can do so is one too.
type Finder interface {
	Find(ctx context.Context, d Delivery) (Presence, string, error)
}

// A Ledger remembers deliveries. Every method is one durable transaction.
type Ledger interface {
	// Deliveries returns the rows that q chooses, by due time.
	Deliveries(ctx context.Context, q DeliveryQuery) ([]Delivery, error)
	// Save inserts rows without ID and replaces the others, all or none. A
	// second row with a key that exists is refused with ErrExists.
	Save(ctx context.Context, rows []Delivery) ([]Delivery, error)
}

// DeliveryQuery chooses rows of the ledger.
type DeliveryQuery struct {
	Open   bool              // only rows that are not final
	Events []content.EventID // only rows of these events; none: not asked
	Place  Place             // only rows of this place; zero: not asked
	Since  time.Time         // only rows due at or after this; zero: not asked
	Limit  int
}
