package slack

import (
	"strconv"
	"testing"
	"time"
)

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
