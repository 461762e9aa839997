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

// A Desk is what organisers' commands work at. Sources may be nil, and so may
// its functions, except Forecast.
type Desk struct {
	Rules    Rulebook
	Ledger   schedule.Ledger
	Sources  Shelf
	Notes    Notes
	Forecast func(ctx context.Context, now, until time.Time) (schedule.Forecast, error)
	// Connections says how each platform is connected now.
	Connections func() []Connection
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

// A Shelf knows where meetups are read from. What is added has been read once
// by then: an error of Add says, for a person, why it was not taken, one of
// Remove why it stays. Of documents only those that could not be read are
// needed.
type Shelf interface {
	Sources(ctx context.Context) ([]content.SourceRecord, error)
	Add(ctx context.Context, group, address string) error
	Remove(ctx context.Context, address string) error
}

// Notes keep short texts by name. What is not kept is "".
type Notes interface {
	Note(ctx context.Context, name string) (string, error)
	SetNote(ctx context.Context, name, value string) error
}
