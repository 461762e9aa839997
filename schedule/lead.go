package schedule

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"meetupbot/content"
)

// A Lead says how long before an event something is due: a number of calendar
// days, at a wall time in the event's zone ("1 day before at 10:00"), or a
// span before the instant it starts ("2 hours before"). The first kind is
// never a multiple of 24 hours: across a clock change it keeps the wall time.
type Lead struct {
	Days   int           // calendar days before the event's day, 0 for the day itself; with At
	At     content.Clock // wall time; "" when Before counts
	Before time.Duration // before the start, whole minutes; 0 when At counts
}

// The furthest a lead reaches ahead.
const maxLeadDays = 366

const leadForms = `write it like "1 day before at 10:00", "1 week before at 09:00", "2 hours before" or "on the day at 09:00"`

var leadText = regexp.MustCompile(`^(?:(\d{1,5}) (minute|hour|day|week)s? before|on the day)(?: at (\d{1,2}:\d\d))?$`)

// ParseLead reads a lead as people write it: "1 day before at 10:00",
// "1 week before at 9:00", "on the day at 9:00", "2 hours before",
// "30 minutes before". Days and weeks need a wall time, hours and minutes
// have none.
func ParseLead(s string) (Lead, error) {
	m := leadText.FindStringSubmatch(strings.ToLower(strings.Join(strings.Fields(s), " ")))
	if m == nil {
		return Lead{}, fmt.Errorf("%q does not say when to remind: %s", s, leadForms)
	}
	number, unit, at := m[1], m[2], m[3]
	n := 0
	if number != "" {
		n, _ = strconv.Atoi(number) // at most five digits
		if n == 0 {
			return Lead{}, fmt.Errorf("lead %q is no time ahead: %s", s, leadForms)
		}
	}
	if unit == "minute" || unit == "hour" {
		if at != "" {
			return Lead{}, fmt.Errorf("lead %q has hours or minutes and a time of day, which can only be one: %s", s, leadForms)
		}
		l := Lead{Before: time.Duration(n) * time.Minute}
		if unit == "hour" {
			l.Before = time.Duration(n) * time.Hour
		}
		if l.Before > maxLeadDays*24*time.Hour {
			return Lead{}, fmt.Errorf("lead %q is more than %d days: %s", s, maxLeadDays, leadForms)
		}
		return l, nil
	}
	if at == "" {
		return Lead{}, fmt.Errorf("lead %q does not say at what time: %s", s, leadForms)
	}
	if unit == "week" {
		n *= 7
	}
	if n > maxLeadDays {
		return Lead{}, fmt.Errorf("lead %q is more than %d days: %s", s, maxLeadDays, leadForms)
	}
	clock, err := content.ParseClock(at)
	if err != nil || clock == "24:00" {
		return Lead{}, fmt.Errorf("lead %q: there is no time %s: write 00:00 to 23:59", s, at)
	}
	return Lead{Days: n, At: clock}, nil
}

// String is the lead's one canonical text. It is part of a Key: changing it
// for a lead would post that reminder again.
func (l Lead) String() string {
	switch {
	case l.At == "" && l.Before%time.Hour == 0:
		return count(int(l.Before/time.Hour), "hour") + " before"
	case l.At == "":
		return count(int(l.Before/time.Minute), "minute") + " before"
	case l.Days == 0:
		return "on the day at " + string(l.At)
	case l.Days%7 == 0:
		return count(l.Days/7, "week") + " before at " + string(l.At)
	}
	return count(l.Days, "day") + " before at " + string(l.At)
}

// MarshalText returns the canonical text, for configuration and storage.
func (l Lead) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads what ParseLead reads.
func (l *Lead) UnmarshalText(text []byte) (err error) {
	*l, err = ParseLead(string(text))
	return err
}

// due returns the instant at which the lead falls for an event, and false when
// that needs a start which is not known.
func (l Lead) due(e *content.Event, loc *time.Location) (time.Time, bool) {
	if l.At == "" {
		if e.Start == "" {
			return time.Time{}, false
		}
		start, err := content.Instant(e.Date, e.Start, loc)
		return start.Add(-l.Before), err == nil
	}
	day := e.Date.AddDays(-l.Days)
	t, err := content.Instant(day, l.At, loc)
	if err != nil {
		// The calendar skipped that day: the day after it follows at once.
		t, err = content.Instant(day.AddDays(1), "", loc)
	}
	return t, err == nil
}

func count(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return strconv.Itoa(n) + " " + unit + "s"
}
