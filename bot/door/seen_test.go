package door_test

import (
	"testing"
	"time"

	"meetupbot/bot/door"
)

const span = 10 * time.Minute

// What was taken is known again for the span at least, and forgotten after that,
// or where there is too much of it.
func TestSeen(t *testing.T) {
	const most = 1000
	s, now := door.NewSeen[string](span, most), time.Unix(1505900000, 0)
	for _, test := range []struct {
		key   string
		after time.Duration
		first bool
	}{
		{"a", 0, true},
		{"a", 0, false},
		{"b", span - time.Second, true},
		{"a", span - time.Second, false},
		{"c", span + time.Second, true},
		{"b", 2*span - 2*time.Second, false},
		{"c", 2*span + 500*time.Millisecond, false},
		{"a", 4 * span, true},
		{"a", 3 * span, false}, // the clock was set back
		{"d", 3 * span, true},
	} {
		if got := s.First(test.key, now.Add(test.after)); got != test.first {
			t.Errorf("First(%q) after %s = %v, want %v", test.key, test.after, got, test.first)
		}
	}
	flood := door.NewSeen[int](span, most)
	for i := range 3 * most {
		if !flood.First(i, now) || flood.First(i, now) {
			t.Fatalf("%d is taken for another", i)
		}
		if kept := flood.Len(); kept > 2*most {
			t.Fatalf("%d keys are kept, want at most %d", kept, 2*most)
		}
	}
}
