package slack

import (
	"strconv"
	"testing"
	"time"
)

// TestSeen: what was taken is known again for a while at least, and forgotten
// after that, or where there is too much of it.
func TestSeen(t *testing.T) {
	s, now := newSeen(), time.Unix(1505900000, 0)
	for _, test := range []struct {
		key   string
		after time.Duration
		first bool
	}{
		{"a", 0, true},
		{"a", 0, false},
		{"b", remembered - time.Second, true},
		{"a", remembered - time.Second, false},
		{"c", remembered + time.Second, true},
		{"b", 2*remembered - 2*time.Second, false},
		{"a", 4 * remembered, true},
		{"a", 3 * remembered, true}, // the clock was set back: nothing is known of that time
	} {
		if got := s.first(test.key, now.Add(test.after)); got != test.first {
			t.Errorf("first(%q) after %s = %v, want %v", test.key, test.after, got, test.first)
		}
	}
	for i := range 3 * maxSeen {
		key := strconv.Itoa(i)
		if !s.first(key, now) || s.first(key, now) {
			t.Fatalf("%s is taken for another", key)
		}
		if kept := len(s.young) + len(s.old); kept > 2*maxSeen {
			t.Fatalf("%d keys are kept, want at most %d", kept, 2*maxSeen)
		}
	}
}

// TestPaceForgets: channels where nothing is said any more are not remembered.
func TestPaceForgets(t *testing.T) {
	p := newPace(time.Microsecond)
	for i := range 5 * maxPaced {
		if err := p.wait(t.Context(), strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(time.Millisecond) // the last ones fall silent too
	if p.of("one more"); len(p.channels) > maxPaced {
		t.Errorf("%d channels are remembered, want at most %d", len(p.channels), maxPaced)
	}
}

// TestPeopleForgets: no more members are remembered than a workspace needs.
func TestPeopleForgets(t *testing.T) {
	p := newPeople(nil)
	for i := range 3 * maxMembers {
		p.remember(strconv.Itoa(i), member{})
		if len(p.members) > maxMembers {
			t.Fatalf("%d members are remembered, want at most %d", len(p.members), maxMembers)
		}
	}
}
