package schedule

import (
	"context"
	"errors"
	"time"

	"meetupbot/content"
)

// A Ledger remembers deliveries. Every method is one durable transaction.
type Ledger interface {
	// Deliveries returns the rows that q chooses, by due time.
	Deliveries(ctx context.Context, q DeliveryQuery) ([]Delivery, error)
	// Outlines returns what the same rows are about, in no order: of very many
	// all else is read page by page.
	Outlines(ctx context.Context, q DeliveryQuery) ([]Outline, error)
	// Save inserts rows without ID and replaces the others, all or none. A
	// second row with a key that exists is refused with ErrExists, and so is one
	// whose state is not Kept any more: what somebody has decided meanwhile stays. Of
	// a row that becomes Sending the attempt alone is kept: State, Attempts, First
	// and Attempted; nothing else of it changes before its outcome, and it has to be
	// Planned by then.
	Save(ctx context.Context, rows []Delivery) ([]Delivery, error)
	// Show keeps Shown and NotBefore of those rows that are Sent by then, and
	// nothing else of them: one that somebody takes back meanwhile stays theirs.
	Show(ctx context.Context, rows []Delivery) error
}

// ErrExists is what a Ledger says of a second row with a key that it has, and of
// one that somebody has brought to another state meanwhile. The caller reads the
// rows again and goes on from what is there.
var ErrExists = errors.New("the ledger has another row with this key, or this one in another state")

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

// keepable rounds t up to what a ledger of milliseconds can keep: a wait is
// never shorter than it should be.
func keepable(t time.Time) time.Time {
	if short := t.Truncate(time.Millisecond); short.Before(t) {
		return short.Add(time.Millisecond)
	}
	return t
}
