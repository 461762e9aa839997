package bot

import (
	"time"

	"meetupbot/content"
)

// A Listing is a meetup in a server's own list of events, with when it begins
// and ends in the list. Lists want an end: where nobody has published one it is
// two hours after the start, or when the programme's last entry ends.
type Listing struct {
	Event    Meetup
	From, To time.Time
	Guessed  bool // the end is not published
}

func (Listing) isReply() {}

// listing is e as a server's list has it. ok is false where it has no start.
func (t titles) listing(e *content.Event, now time.Time) (l Listing, ok bool) {
	l.Event = t.meetup(e, now)
	if l.From, l.To, ok = entrySpan(e); !ok { // several days
		l.From, l.To, ok = e.Span()
	}
	l.Guessed = e.End == ""
	return l, ok && e.Start != ""
}
