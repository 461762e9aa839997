package schedule

import (
	"fmt"
	"strings"
	"time"

	"meetupbot/content"
)

// Quiet are the hours of a local day in which nothing is posted that can wait.
// From is inside, To is not; To at or before From is on the next day. The zero
// Quiet has no hours.
type Quiet struct {
	From, To content.Clock
}

// ParseQuiet reads quiet hours, "22:00-08:00"; "" has none.
func ParseQuiet(s string) (Quiet, error) {
	if strings.TrimSpace(s) == "" {
		return Quiet{}, nil
	}
	from, to, ok := strings.Cut(s, "-")
	if !ok {
		return Quiet{}, fmt.Errorf(`%q are not quiet hours: write them like "22:00-08:00"`, s)
	}
	var q Quiet
	var err error
	if q.From, err = content.ParseClock(strings.TrimSpace(from)); err == nil {
		q.To, err = content.ParseClock(strings.TrimSpace(to))
	}
	if err != nil {
		return Quiet{}, fmt.Errorf(`%q are not quiet hours: %w; write them like "22:00-08:00"`, s, err)
	}
	if q.To == "24:00" {
		q.To = "00:00"
	}
	if q.From == "24:00" {
		q.From = "00:00"
	}
	if q.From == q.To {
		return Quiet{}, fmt.Errorf("quiet hours %q have no length: to post nothing at all, pause the channel", s)
	}
	return q, nil
}

// String is the form that ParseQuiet reads.
func (q Quiet) String() string {
	if q == (Quiet{}) {
		return ""
	}
	return string(q.From) + "-" + string(q.To)
}

// MarshalText returns what String does, for configuration and storage.
func (q Quiet) MarshalText() ([]byte, error) { return []byte(q.String()), nil }

// UnmarshalText reads what ParseQuiet reads.
func (q *Quiet) UnmarshalText(text []byte) (err error) {
	*q, err = ParseQuiet(string(text))
	return err
}

// around returns the quiet hours that t lies in, in loc; ok is false when it
// lies in none.
func (q Quiet) around(t time.Time, loc *time.Location) (from, to time.Time, ok bool) {
	if q == (Quiet{}) {
		return from, to, false
	}
	today := content.DateOf(t.In(loc))
	for _, day := range []content.Date{today, today.AddDays(-1)} {
		end := day
		if q.To <= q.From {
			end = day.AddDays(1)
		}
		from, err := content.Instant(day, q.From, loc)
		if err != nil {
			continue
		}
		to, err := content.Instant(end, q.To, loc)
		if err == nil && !t.Before(from) && t.Before(to) {
			return from, to, true
		}
	}
	return from, to, false
}
