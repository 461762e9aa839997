package schedule

import (
	"context"
	"log/slog"
	"time"

	"meetupbot/content"
)

// Now is one moment by the two clocks: Product says what is due or over, Real
// times attempts, settling and retries. Both run equally fast.
type Now struct {
	Product time.Time
	Real    time.Time
	Up      time.Duration // how long the program has run, by a clock that nobody sets; 0: not known
}

// A Clock tells the moment. Only the program's main package reads real clocks;
// it hands one to Run and Round, which ask it again as posting takes its time.
type Clock func() Now

// A Calendar knows the kept events. Like an EventQuery, it leaves out events
// whose source no longer has them, except for a query by ID.
type Calendar interface {
	Events(ctx context.Context, q content.EventQuery) ([]content.Event, error)
}

// Parts are what a Runner is made of.
type Parts struct {
	Calendar Calendar
	Channels func(context.Context) ([]Channel, error) // the declared ones and those set by chat
	Ledger   Ledger
	Poster   Poster    // asked for a Finder, a Sweeper, a Repeater and a Pacer too
	Recorder Recorder  // nil: every row under way counts when the process ends
	Gap      Gap       // of which the ledger knows nothing; zero: none
	Built    time.Time // when the program was made: the real clock is not before it; zero: not known
	Workers  int       // posts under way at one time on each platform, at most one in each place; 0: 8
	Delays   Delays    // zero: DefaultDelays
	Log      *slog.Logger

	// Organisers returns where they hear of trouble: in the first of these
	// places, and in the next where that fails. nil, or none: they read the log.
	Organisers func() []Place
	// Waiting returns what waits for organisers at now, by the product clock,
	// beside posts; nil: nothing does.
	Waiting func(ctx context.Context, now time.Time) ([]Trouble, error)

	// Server returns the list of events of the server that a channel is in (see
	// ServerOf), from memory: what is not known yet is asked for again in a later
	// round. nil, or never true: no server has such a list.
	Server func(channel Place) (list Place, ok bool)

	Rounded func(Now, error) // called after each round of Run; nil: nobody is
}

// Delays are the spans that the runner waits, all by the real clock but where
// it says so.
type Delays struct {
	Settle     time.Duration // after an attempt with unknown outcome, before looking for it
	Hold       time.Duration // when the look-up cannot tell, before posting again
	Post       time.Duration // the longest one attempt may take
	Grace      time.Duration // how long attempts under way may go on after the context ended
	Backoff    time.Duration // before the second attempt; doubles with each
	MaxBackoff time.Duration
	Closed     time.Duration // a place that refuses everything is left alone
	Round      time.Duration // a round starts no new attempt after this
	Debounce   time.Duration // from noticing a change of an event to telling it, or to showing it in posts that live on, by the product clock
	Gather     time.Duration // from trouble to its report, by the product clock: what goes wrong together is one
	Apart      time.Duration // between two reports to a place, by the product clock
	Forward    time.Duration // a report that has not gone out goes to another place
	Sweep      time.Duration // after a post that may be there twice, before its place is looked through
	SweepAgain time.Duration // after the same, before that is done once more
}

// DefaultDelays are the delays of a real deployment.
func DefaultDelays() Delays {
	return Delays{
		Settle:     60 * time.Second,
		Hold:       10 * time.Minute,
		Post:       10 * time.Second,
		Grace:      4 * time.Second,
		Backoff:    2 * time.Second,
		MaxBackoff: 60 * time.Second,
		Closed:     10 * time.Minute,
		Round:      2 * time.Second,
		Debounce:   time.Minute,
		Gather:     10 * time.Second,
		Apart:      time.Minute,
		Forward:    5 * time.Minute,
		Sweep:      5 * time.Minute,
		SweepAgain: 60 * time.Minute,
	}
}
