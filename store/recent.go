package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"meetupbot/content"
)

// maxRecent is how many events are kept as they were last read. A longer list
// than recentList is not worth pushing others out.
const (
	maxRecent  = 200
	recentList = 20
)

// recent holds events that were read not long ago, so that the next meetup is
// not taken apart anew each time somebody asks for it. It is never stale,
// whoever writes to the database: an event is taken from here only for the very
// text that it was made of, which the database has just given.
type recent struct {
	mu     sync.Mutex
	events map[content.EventID]readEvent
}

type readEvent struct {
	body  string
	event content.Event
}

// read returns the event that body, just read, is of.
func (r *recent) read(id content.EventID, body []byte) (content.Event, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if known, ok := r.events[id]; ok && known.body == string(body) {
		return separate(known.event), nil
	}
	e, err := decode(id, body)
	if err != nil {
		return e, err
	}
	if r.events == nil || len(r.events) >= maxRecent {
		r.events = make(map[content.EventID]readEvent, maxRecent)
	}
	r.events[id] = readEvent{string(body), e}
	return separate(e), nil
}

// decode reads the text of an event.
func decode(id content.EventID, body []byte) (e content.Event, err error) {
	if err := json.Unmarshal(body, &e); err != nil {
		return e, fmt.Errorf("event %d: %w", id, err)
	}
	return e, nil
}

// separate returns e with lists of its own: who asked may change them. What
// stands in their items' lists is shared, and nobody writes there.
func separate(e content.Event) content.Event {
	e.Talks, e.Speakers, e.Agenda = slices.Clone(e.Talks), slices.Clone(e.Speakers), slices.Clone(e.Agenda)
	e.RSVP, e.Sponsors, e.Doubts = slices.Clone(e.RSVP), slices.Clone(e.Sponsors), slices.Clone(e.Doubts)
	return e
}
