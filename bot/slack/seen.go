package slack

import (
	"sync"
	"time"
)

const (
	// remembered is how long something that was taken is known again: Slack
	// sends an event again at once, after one minute and after five.
	// https://docs.slack.dev/apis/events-api#retries
	remembered = 10 * time.Minute
	// maxSeen bounds each of the two halves of the memory.
	maxSeen = 20_000
)

// seen remembers what was taken, so that what Slack sends again, or somebody
// replays, has no second effect. It forgets by halves: what is in the older
// half is between one and two spans old.
type seen struct {
	mu         sync.Mutex
	young, old map[string]struct{}
	since      time.Time // the oldest that the young half may hold
}

func newSeen() *seen {
	return &seen{young: map[string]struct{}{}}
}

// first reports whether the key comes for the first time, and remembers it.
func (s *seen) first(key string, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch age := now.Sub(s.since); {
	case age >= 2*remembered || age < 0:
		s.young, s.old, s.since = map[string]struct{}{}, nil, now
	case age >= remembered || len(s.young) >= maxSeen:
		s.young, s.old, s.since = make(map[string]struct{}, min(len(s.young), 1000)), s.young, now
	}
	if _, known := s.young[key]; known {
		return false
	}
	if _, known := s.old[key]; known {
		return false
	}
	s.young[key] = struct{}{}
	return true
}
