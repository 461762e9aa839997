package feed

import (
	"strings"
	"time"
)

// forms are those that cannot be read in two ways: RFC 822 with four figures
// of the year, or with two where the month is a word; RFC 3339.
var forms = []string{
	"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04 -0700", "2 Jan 06 15:04:05 -0700", "2 January 2006 15:04:05 -0700",
	"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05-0700", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05Z07:00",
}

// zones are the names that RFC 822 gives an offset. Other names are of several
// zones.
var zones = map[string]string{
	"GMT": "+0000", "UT": "+0000", "UTC": "+0000", "Z": "+0000",
	"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
}

// moment reads when an entry was published, in its own offset; false where the
// form leaves anything open, or where the weekday is another.
func moment(s string) (time.Time, bool) {
	s = strings.Join(strings.Fields(s), " ")
	weekday := ""
	if before, after, ok := strings.Cut(s, ","); ok && len(before) >= 3 && strings.Trim(before, "0123456789") == before {
		weekday, s = strings.ToLower(before[:3]), strings.TrimSpace(after)
	}
	if i := strings.LastIndexByte(s, ' '); i > 0 && zones[s[i+1:]] != "" {
		s = s[:i+1] + zones[s[i+1:]]
	}
	for _, form := range forms {
		t, err := time.Parse(form, s)
		if err != nil {
			continue
		}
		if y := t.Year(); y < 1995 || y > 2999 || weekday != "" && !strings.HasPrefix(strings.ToLower(t.Weekday().String()), weekday) {
			return time.Time{}, false
		}
		_, offset := t.Zone()
		return t.In(time.FixedZone("", offset)), true
	}
	return time.Time{}, false
}
