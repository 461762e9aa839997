package schedule

import (
	"fmt"
	"slices"
	"strings"
)

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
	Listing      Kind = "listing"      // the event in a server's own list of events
	Personal     Kind = "personal"     // a reminder that one person asked for
	Report       Kind = "report"       // to organisers: what failed, was late or was withheld
	Test         Kind = "test"         // asked for by an organiser, by no rule; see NewTest
)

// Kinds returns the kinds that a channel can take, as they come in the life of an
// event.
func Kinds() []Kind {
	return []Kind{Announcement, Reminder, Agenda, Starting, Digest, Change, Recap}
}

// ParseKind reads the name of a kind that a channel can take.
func ParseKind(s string) (Kind, error) {
	if k := Kind(strings.ToLower(strings.TrimSpace(s))); slices.Contains(Kinds(), k) {
		return k, nil
	}
	return "", fmt.Errorf("%q is not a kind of post: write announcement, reminder, agenda, starting, digest, change or recap", s)
}
