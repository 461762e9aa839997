package bot

import (
	"context"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

// RoundNote is the name of the note that says when the runner last looked at
// what is due: a time as RFC 3339 writes it, by the product clock.
const RoundNote = "last round"

// ConnectionsNote is the name of the note that says how each platform was
// connected at that round: a list of Connection in JSON.
const ConnectionsNote = "connections"

// CircuitsNote is the name of the note that says of whom nothing was asked at
// that round: a list of schedule.Circuit in JSON.
const CircuitsNote = "circuits"

// A Desk is what organisers' commands work at. Sources and Reviewer may be nil,
// and so may its functions, except Forecast.
type Desk struct {
	Rules    Rulebook
	Ledger   schedule.Ledger
	Sources  Shelf
	Notes    Notes
	Reviewer Reviewer
	Forecast func(ctx context.Context, now, until time.Time) (schedule.Forecast, error)
	// Connections says how each platform is connected now; nil: the notes say it.
	Connections func() []Connection
	// Circuits says of whom nothing is asked now, because they refuse the bot;
	// nil: the notes say it.
	Circuits func() []schedule.Circuit
	// Reach says what keeps the bot from posting in a place; nothing: it can.
	Reach func(context.Context, schedule.Place) []Finding
	// Allowed reports whether somebody may use organisers' commands beside the
	// platform's own administrators. They are told of all places, an
	// administrator only of those that they administer.
	Allowed func(schedule.Place) bool
	// Changed is called after rules, rows or sources were changed.
	Changed func()
}

func (d *Desk) allows(asker schedule.Place) bool {
	return d.Allowed != nil && asker != (schedule.Place{}) && d.Allowed(asker)
}

// A Rulebook keeps the rules of places: those that the configuration file
// declares, which cannot be changed, and those set in conversations.
type Rulebook interface {
	Channels(ctx context.Context) ([]schedule.Channel, error)
	SaveChannel(ctx context.Context, c schedule.Channel) error
	DeleteChannel(ctx context.Context, place schedule.Place) error
}

// A Shelf knows where meetups are read from, and is asked with addresses as
// people type them.
type Shelf interface {
	// Sources returns all sources. Of their documents only those that could not
	// be read are needed.
	Sources(ctx context.Context) ([]content.SourceRecord, error)
	// Add takes a web address as a source of a group, and reads it. The error is
	// Declined where it is not taken for a reason that people can mend.
	Add(ctx context.Context, group, address string) error
	// Remove takes a source away that was added, by its address or, where that
	// is one's only, by what content.ShownSource shows of it. The error is
	// Declined where there is none, or it was not added.
	Remove(ctx context.Context, address string) error
}

// A Reviewer keeps organisers' decisions on meetups.
type Reviewer interface {
	// Evidence returns where the statements about an event were read.
	Evidence(ctx context.Context, event content.EventID) ([]content.Evidence, error)
	// Decide keeps a decision, which names Event, Verdict, By and, of a
	// correction, Field and Value, and returns the event as it is under it, with
	// its Decisions. The error is Declined for a reason that people can mend.
	Decide(ctx context.Context, d content.Decision) (content.Event, error)
	// Undo takes a decision back, by its ID, and returns its event as it is
	// without it. The error is Declined where that was done already.
	Undo(ctx context.Context, decision int64) (content.Event, error)
}

// Declined is an error that people are shown: why something was not done, and
// what to do. Any other error is our fault, and they never see it.
type Declined string

func (d Declined) Error() string { return string(d) }

// Notes keep short texts by name. What is not kept is "".
type Notes interface {
	Note(ctx context.Context, name string) (string, error)
	SetNote(ctx context.Context, name, value string) error
}
