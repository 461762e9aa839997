package content

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxTitle is how many characters a corrected title or venue may have: what
// platforms show of one, and enough for any.
const maxTitle = 250

// CorrectField gives a correctable field another value, "" for none. The value
// is read as people write it: "9:30" is 09:30. The error is Refused where there
// is no such field or value, and the event then stays as it was.
//
// An end date that is not after a new day, and so none, is taken away.
func (e *Event) CorrectField(name, value string) error {
	value = strings.TrimSpace(value)
	now := *e
	switch name {
	case "date":
		day, err := parseDay(value)
		if err != nil {
			return err
		}
		now.Date = day
		if now.EndDate <= day {
			now.EndDate = ""
		}
	case "end_date":
		now.EndDate = ""
		if value != "" {
			day, err := parseDay(value)
			if err != nil {
				return err
			}
			if !e.Date.IsDay() || day < e.Date {
				return Refused(fmt.Sprintf("The last day cannot be %s: the first is %s. Correct the date first, if that is wrong.", day, orUnknown(string(e.Date))))
			}
			if day > e.Date {
				now.EndDate = day
			}
		}
	case "start", "end":
		clock, err := parseClock(value)
		if err != nil {
			return err
		}
		if name == "start" && clock == "24:00" {
			return Refused("Nothing starts at 24:00: give 00:00, and the next day as date.")
		}
		if name == "start" {
			now.Start = clock
		} else {
			now.End = clock
		}
	case "zone":
		if _, err := LoadZone(value); err != nil {
			if near := NearZone(value); near != "" {
				return Refused(fmt.Sprintf("There is no time zone %q: did you mean %s?", value, near))
			}
			return Refused(fmt.Sprintf("There is no time zone %q: write a name such as Europe/London.", value))
		}
		now.Zone = value
	case "title":
		text, err := oneLine(value)
		if err != nil {
			return err
		}
		if text == "" {
			return Refused("A meetup needs a title: say the new one.")
		}
		now.Title = text
	case "venue":
		text, err := oneLine(value)
		if err != nil {
			return err
		}
		place, address, _ := strings.Cut(text, ", ")
		now.Venue = Venue{Name: place, Address: address}
	case "status":
		status := Status(strings.ToLower(value))
		if !slices.Contains(statuses, status) {
			return Refused(fmt.Sprintf("There is no status %q: say scheduled, cancelled, postponed or moved.", value))
		}
		now.Status = status
	default:
		return Refused(fmt.Sprintf("%q cannot be corrected: say one of %s.", name, strings.Join(Correctable, ", ")))
	}
	if loc, err := LoadZone(now.Zone); err == nil {
		for _, day := range []Date{now.Date, now.EndDate} {
			if _, err := Instant(day, "", loc); day.IsDay() && err != nil {
				return Refused(fmt.Sprintf("There was no %s in %s: the calendar skipped that day.", day, now.Zone))
			}
		}
	}
	*e = now
	return nil
}

var statuses = []Status{Scheduled, Cancelled, Postponed, Moved}

func parseDay(s string) (Date, error) {
	day, err := ParseDate(s)
	if err != nil || !day.IsDay() {
		return "", Refused(fmt.Sprintf("%q is no day of the calendar: write it as 2026-09-24.", s))
	}
	return day, nil
}

func parseClock(s string) (Clock, error) {
	if s == "" {
		return "", nil
	}
	clock, err := ParseClock(s)
	if err != nil {
		return "", Refused(fmt.Sprintf("%q is no time of day: write it as 18:30.", s))
	}
	return clock, nil
}

// oneLine joins the words of a text with single spaces, without what cannot be
// seen.
func oneLine(s string) (string, error) {
	s = strings.Map(func(r rune) rune {
		const joiner = '\u200d' // holds the parts of a picture together
		if r == utf8.RuneError || r != joiner && !unicode.IsGraphic(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > maxTitle {
		return "", Refused(fmt.Sprintf("That is too long: at most %d characters.", maxTitle))
	}
	return s, nil
}

func orUnknown(s string) string {
	if s == "" {
		return "not known"
	}
	return s
}
