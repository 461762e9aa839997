package schedule

import (
	"fmt"
	"strings"
)

// A Place is where something is posted: a channel, a person's direct messages
// or a server's list of events. Its text form is "platform:id".
type Place struct {
	Platform string
	ID       string // what the platform calls the channel or the person, or what DirectTo or ServerOf makes of an id
}

const (
	directPrefix = "direct/"
	serverPrefix = "server/"
)

// DirectTo returns the place of a person's direct messages with the bot.
func DirectTo(person Place) Place { return Place{person.Platform, directPrefix + person.ID} }

// ServerOf returns the place that a server's own list of events is.
func ServerOf(platform, id string) Place { return Place{platform, serverPrefix + id} }

// Person returns whose direct messages p is, and false where it is none's.
func (p Place) Person() (Place, bool) {
	id, ok := strings.CutPrefix(p.ID, directPrefix)
	return Place{p.Platform, id}, ok
}

// Server returns the id of the server whose list of events p is, and false
// where it is none's.
func (p Place) Server() (id string, ok bool) { return strings.CutPrefix(p.ID, serverPrefix) }

func (p Place) String() string { return p.Platform + ":" + p.ID }

// ParsePlace reads a place's text form.
func ParsePlace(s string) (Place, error) {
	platform, id, ok := strings.Cut(s, ":")
	if !ok || platform == "" || id == "" {
		return Place{}, fmt.Errorf("%q is not a place: write platform:id, the name of the platform and what it calls the place", s)
	}
	return Place{Platform: platform, ID: id}, nil
}

// MarshalText returns what String does.
func (p Place) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what ParsePlace reads.
func (p *Place) UnmarshalText(text []byte) (err error) {
	*p, err = ParsePlace(string(text))
	return err
}
