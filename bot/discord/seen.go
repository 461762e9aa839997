package discord

import (
	"sync"
	"time"
)

const (
	// tokenLife is how long an interaction can be answered.
	// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback
	tokenLife = 15 * time.Minute
	maxSeen   = 1 << 16 // ids in each of the two halves
)

// seen remembers the ids of interactions and messages that were taken, for at
// least as long as an interaction lives: what comes twice has one effect. It
// keeps two halves and forgets the older one as a whole.
type seen struct {
	mu         sync.Mutex
	young, old map[uint64]struct{}
	turned     time.Time
}

func newSeen() *seen { return &seen{young: map[uint64]struct{}{}} }

// first reports whether the id is new, and notes it.
func (s *seen) first(id uint64, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now.Sub(s.turned) >= tokenLife || len(s.young) >= maxSeen {
		s.young, s.old, s.turned = map[uint64]struct{}{}, s.young, now
	}
	if _, ok := s.old[id]; ok {
		return false
	}
	if _, ok := s.young[id]; ok {
		return false
	}
	s.young[id] = struct{}{}
	return true
}
