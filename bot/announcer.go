package bot

import (
	"meetupbot/content"
	"meetupbot/schedule"
)

// An Announcer words deliveries and hands them to the platforms' senders. It
// is the poster and the finder of a schedule.
type Announcer struct {
	library Library
	senders map[string]Sender
	follows func(schedule.Place) []content.Group
}

// NewAnnouncer returns an announcer over the library. Senders are chosen by a
// place's platform; follows names the groups a place follows, with their
// titles, and all groups for the zero Place.
func NewAnnouncer(library Library, senders map[string]Sender, follows func(schedule.Place) []content.Group) *Announcer {
	return &Announcer{library: library, senders: senders, follows: follows}
}
