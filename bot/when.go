package bot

import (
	"strconv"
	"strings"
	"time"

	"meetupbot/content"
)

// When says when something takes place, as of one moment. Its truth is the
// venue's calendar and clock; From and To are there for platforms that can
// show a reader's own time.
type When struct {
	Date, EndDate content.Date
	Start, End    content.Clock
	Zone          string    // IANA name
	From, To      time.Time // zero when day or zone is not known
	Phase         Phase
	Days          int // from today to the day it starts, by the venue's calendar; 0 when the day is not known
}

// Phase is how something lies to the moment it is looked at.
type Phase int

const (
	DayUnknown Phase = iota // a month at most is known
	Ahead
	OnNow
	Over
)

// whenOf says when e takes place as seen at now.
func whenOf(e *content.Event, now time.Time) When {
	w := When{Date: e.Date, EndDate: e.EndDate, Start: e.Start, End: e.End, Zone: e.Zone}
	from, to, ok := e.Span()
	if !ok {
		return w
	}
	w.From, w.To = from, to
	w.Days = e.Date.Sub(content.DateOf(now.In(from.Location())))
	switch {
	case now.Before(from):
		w.Phase = Ahead
	case now.Before(to):
		w.Phase = OnNow
	default:
		w.Phase = Over
	}
	return w
}

// String is the day, time and zone in words: "Tuesday 26 September 2017,
// 18:45 (London time, BST)".
func (w When) String() string {
	s := w.Day()
	if t := w.Time(); t != "" {
		s += ", " + t
		if z := w.ZoneName(); z != "" {
			s += " (" + z + ")"
		}
	}
	return s
}

// Day is the day in words, or what is known of it: "Tuesday 26 September
// 2017", "Friday 3 to Sunday 5 November 2017", "December 2018, day not known
// yet".
func (w When) Day() string {
	switch {
	case w.Date == "":
		return "day not known yet"
	case !w.Date.IsDay():
		year, month, _ := w.Date.YMD()
		return month.String() + " " + strconv.Itoa(year) + ", day not known yet"
	}
	last := longDay(w.Date, true, true)
	if !w.EndDate.IsDay() || w.EndDate <= w.Date {
		return last
	}
	first := longDay(w.Date, w.Date.Month() != w.EndDate.Month(), w.Date[:4] != w.EndDate[:4])
	return first + " to " + longDay(w.EndDate, true, true)
}

// ShortDay is the day for a list: "Tue 26 Sep 2017", "Sep 2017", or "" when
// nothing of it is known.
func (w When) ShortDay() string {
	year, month, day := w.Date.YMD()
	switch {
	case w.Date == "":
		return ""
	case day == 0:
		return month.String()[:3] + " " + strconv.Itoa(year)
	}
	return w.Date.Weekday().String()[:3] + " " + strconv.Itoa(day) + " " + month.String()[:3] + " " + strconv.Itoa(year)
}

// Time is the venue's wall time, "18:45" or "18:45–21:00"; "" when it is not
// known.
func (w When) Time() string { return span(w.Start, w.End) }

// ZoneName names the zone as people of the place do: "London time, BST". It is
// "" when the zone is not known.
func (w When) ZoneName() string {
	loc, err := content.LoadZone(w.Zone)
	if err != nil {
		return ""
	}
	place := w.Zone[strings.LastIndexByte(w.Zone, '/')+1:]
	place = strings.ReplaceAll(place, "_", " ") + " time"
	at, err := content.Instant(w.Date, w.Start, loc)
	if err != nil {
		return place
	}
	short, offset := at.Zone()
	if strings.HasPrefix(short, "+") || strings.HasPrefix(short, "-") {
		short = utcOffset(offset)
	}
	if short+" time" == place {
		return short
	}
	return place + ", " + short
}

// Relative says how far away the day is: "today", "tomorrow", "in 6 days",
// "yesterday", "on now". It is "" when the day is not known or so far away
// that the number says nothing.
func (w When) Relative() string {
	switch {
	case w.Phase == DayUnknown:
		return ""
	case w.Phase == OnNow && w.Start != "":
		return "on now"
	case w.Phase == OnNow && w.Days < 0:
		return "on now"
	case w.Days == 0:
		return "today"
	case w.Days == 1:
		return "tomorrow"
	case w.Days == -1:
		return "yesterday"
	case w.Days > 99 || w.Days < -99:
		return ""
	case w.Days > 0:
		return "in " + strconv.Itoa(w.Days) + " days"
	}
	return strconv.Itoa(-w.Days) + " days ago"
}

// span is a wall time or the stretch between two.
func span(start, end content.Clock) string {
	switch {
	case start == "" && end == "":
		return ""
	case start == "":
		return "until " + string(end)
	case end == "":
		return string(start)
	}
	return string(start) + "–" + string(end)
}

func longDay(d content.Date, month, year bool) string {
	y, m, day := d.YMD()
	s := make([]byte, 0, len("Wednesday 30 September 2017"))
	s = append(s, d.Weekday().String()...)
	s = strconv.AppendInt(append(s, ' '), int64(day), 10)
	if month {
		s = append(append(s, ' '), m.String()...)
	}
	if year {
		s = strconv.AppendInt(append(s, ' '), int64(y), 10)
	}
	return string(s)
}

func utcOffset(seconds int) string {
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	hours, minutes := seconds/3600, seconds/60%60
	s := "UTC" + sign + strconv.Itoa(hours)
	if minutes != 0 {
		s += ":" + strconv.Itoa(100 + minutes)[1:]
	}
	return s
}
