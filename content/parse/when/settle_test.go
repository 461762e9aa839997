package when_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"meetupbot/content"
	"meetupbot/content/parse/when"
)

// programme draws rising times, in minutes, from the first on.
func programme(t *rapid.T, first, end int) []int {
	times := []int{first}
	for at := first; len(times) < 12; {
		at += 5 * rapid.IntRange(1, 12).Draw(t, "minutes")
		if at >= end {
			break
		}
		times = append(times, at)
	}
	return times
}

// write writes a programme on the 12 hour clock; said is the item that says am
// or pm, -1 for none.
func write(times []int, said int) string {
	var b strings.Builder
	for i, t := range times {
		fmt.Fprintf(&b, "%d:%02d", (t/60+11)%12+1, t%60)
		if i == said {
			b.WriteString([]string{"am", "pm"}[t/60/12])
		}
		b.WriteString(" Item, ")
	}
	return b.String()
}

func checkSettled(t *rapid.T, text string, times []int) {
	t.Helper()
	got := when.Settle(when.Times(text))
	if len(got) != len(times) {
		t.Fatalf("%q reads as %d times, want %d", text, len(got), len(times))
	}
	for i, s := range got {
		want, err := content.NewClock(times[i]/60, times[i]%60)
		if err != nil {
			t.Fatal(err)
		}
		if s.From != want || s.Half {
			t.Fatalf("%q: item %d is %s (half %v), want %s", text, i, s.From, s.Half, want)
		}
	}
}

// One item that says am or pm decides a whole day's programme.
func TestOneTellsAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		times := programme(t, 5*rapid.IntRange(12, 12*18).Draw(t, "first"), 24*60)
		said := rapid.IntRange(0, len(times)-1).Draw(t, "said")
		checkSettled(t, write(times, said), times)
	})
}

// An evening needs nobody to say so.
func TestEveningTellsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		times := programme(t, 5*rapid.IntRange(12*18, 12*21-1).Draw(t, "first"), 24*60)
		checkSettled(t, write(times, -1), times)
	})
}

// Nor does a day that begins in the morning and lasts past lunch.
func TestDayTellsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := 5 * rapid.IntRange(12*8, 12*11).Draw(t, "first")
		times := append(programme(t, first, first+300), first+300, first+330)
		checkSettled(t, write(times, -1), times)
	})
}

// Settle leaves the spans that it was given as they are.
func TestSettleCopies(t *testing.T) {
	spans := when.Times("6:45 - 7:15")
	when.Settle(spans)
	if !spans[0].Half || spans[0].From != "06:45" {
		t.Errorf("Settle changed its argument to %+v", spans[0])
	}
	if got := when.Settle(nil); len(got) != 0 {
		t.Errorf("Settle(nil) = %v", got)
	}
}
