package door

import (
	"sync"
	"time"
)

// Seen remembers what was taken, so that what a platform sends again, or somebody
// replays, has no second effect. It may be used by many at a time.
//
// It forgets by halves: what is in the older half is between one span and two old.
type Seen[K comparable] struct {
	span time.Duration
	most int // in each half

	mu         sync.Mutex
	young, old map[K]struct{}
	since      time.Time // the oldest that the young half may hold
}

// NewSeen returns a memory of at least span, but for so many keys that the most of
// each half are not enough.
func NewSeen[K comparable](span time.Duration, most int) *Seen[K] {
	return &Seen[K]{span: span, most: most, young: map[K]struct{}{}}
}

// First reports whether the key comes for the first time, and remembers it. now is
// by the real clock; while that is set back, nothing grows old.
func (s *Seen[K]) First(key K, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch age := now.Sub(s.since); {
	case age >= 2*s.span:
		s.young, s.old, s.since = map[K]struct{}{}, nil, now
	case age >= s.span || len(s.young) >= s.most:
		s.young, s.old, s.since = make(map[K]struct{}, min(len(s.young), 1000)), s.young, now
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

// Len is how many keys are remembered.
func (s *Seen[K]) Len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.young) + len(s.old)
}
