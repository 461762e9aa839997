package when

import (
	"strconv"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/pattern"
)

// A Stamp is a day, or a day and a time, as programs write them:
// "2026-05-12", "2026-05-12T19:00:00+02:00", "2026-05-12 19:00Z".
type Stamp struct {
	Date   content.Date
	Clock  content.Clock // "" where only a day is written
	Zoned  bool          // an offset is written ...
	Offset int           // ... of so many seconds east of UTC
	UTC    bool          // ... as "Z" or "UTC": the time was turned into UTC by a machine
}

var stampForm = pattern.New(`^(\d{4}-\d\d-\d\d)(?:[T ]+(\d{1,2}:\d\d)(?::([0-5]\d)(?:[.,]\d+)?)?\s*(?:([Zz]|UTC|GMT)|([+-−])(\d{1,2}):?([0-5]\d)?)?)?$`)

// ReadStamp reads a whole string as a stamp. Days and times that do not exist
// are none, leap seconds included.
func ReadStamp(s string) (Stamp, bool) {
	m := stampForm.FindStringSubmatch(s)
	if m == nil {
		return Stamp{}, false
	}
	date, err := content.ParseDate(m[1])
	if err != nil {
		return Stamp{}, false
	}
	st := Stamp{Date: date}
	if m[2] == "" {
		return st, true
	}
	if st.Clock, err = content.ParseClock(m[2]); err != nil {
		return Stamp{}, false
	}
	switch {
	case m[4] != "":
		st.Zoned, st.UTC = true, true
	case m[5] != "":
		hours, _ := strconv.Atoi(m[6])
		minutes, _ := strconv.Atoi(m[7])
		if hours > 14 {
			return Stamp{}, false
		}
		st.Zoned, st.Offset = true, hours*3600+minutes*60
		if m[5] != "+" {
			st.Offset = -st.Offset
		}
	}
	return st, true
}

// In returns the stamp as clocks in loc show it. One without an offset or a
// time is what it is, anywhere.
func (s Stamp) In(loc *time.Location) Stamp {
	at, ok := s.instant()
	if !ok {
		return s
	}
	local := at.In(loc)
	s.Date = content.DateOf(local)
	s.Clock, _ = content.NewClock(local.Hour(), local.Minute())
	_, s.Offset = local.Zone()
	s.UTC = false
	return s
}

// Fits reports whether the stamp's offset is that of loc at its time. One
// without an offset fits everywhere.
func (s Stamp) Fits(loc *time.Location) bool {
	at, ok := s.instant()
	if !ok {
		return true
	}
	_, offset := at.In(loc).Zone()
	return offset == s.Offset
}

func (s Stamp) instant() (time.Time, bool) {
	if !s.Zoned || s.Clock == "" {
		return time.Time{}, false
	}
	at, err := content.Instant(s.Date, s.Clock, time.FixedZone("", s.Offset))
	return at, err == nil
}
