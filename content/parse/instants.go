package parse

import (
	"strconv"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// unixStamp turns seconds since 1970 into the wall time at the offset that the
// record states, else in the zone; false where neither is known.
func (f *facts) unixStamp(secs int64, zone string) (when.Stamp, bool) {
	loc, err := content.LoadZone(zone)
	if off, ok := readOffset(f.front.FindStr("utcoffset", "gmtoffset", "tzoffset", "timezoneoffset")); ok {
		loc, err = time.FixedZone("", off), nil
	}
	if err != nil {
		f.zoneless = true
		return when.Stamp{}, false
	}
	t := time.Unix(secs, 0).In(loc)
	clock, _ := content.NewClock(t.Hour(), t.Minute())
	_, off := t.Zone()
	return when.Stamp{Date: content.DateOf(t), Clock: clock, Zoned: true, Offset: off}, true
}

// readOffset reads an offset from UTC in seconds: "+02:00", or a number of
// hours, minutes, seconds or milliseconds, whichever it can be.
func readOffset(s string) (int, bool) {
	if s == "" {
		return 0, false
	}
	for _, layout := range []string{"-07:00", "-0700"} {
		if t, err := time.Parse(layout, s); err == nil {
			_, off := t.Zone()
			return off, true
		}
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0, false
	}
	const most = 14 * 3600
	switch a := abs(n); {
	case a <= 14:
		n *= 3600
	case a <= 14*60:
		n *= 60
	case a <= most:
	case a <= most*1000 && n%1000 == 0:
		n /= 1000
	default:
		return 0, false
	}
	return n, true
}

// unixTime reads a number of seconds, or milliseconds, since 1970 that falls
// between 1990 and 2100.
func unixTime(s string) (int64, bool) {
	if len(s) < 9 || len(s) > 13 || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if len(s) > 11 {
		n /= 1000
	}
	return n, err == nil && n > 631_152_000 && n < 4_102_444_800
}

var eightDigits = pattern.New(`^((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$`)

// compactDay writes 20260512 as 2026-05-12, and 20260512T183000 with its time.
func compactDay(s string) string {
	m := eightDigits.FindStringSubmatch(s)
	if m == nil {
		return s
	}
	day := m[1] + "-" + m[2] + "-" + m[3]
	if m[4] != "" {
		day += " " + m[4] + ":" + m[5] + m[7]
	}
	return day
}

// stampsOf lists the times of records that are written as UTC, in both clocks:
// a group that meets at one time all the year round shows which is meant.
func stampsOf(rows []row, zone string) []place {
	loc, err := content.LoadZone(zone)
	if err != nil {
		return nil
	}
	var out []place
	for _, r := range rows {
		for key, v := range r.v.Scalars() {
			key = localKey(key)
			st, ok := when.ReadStamp(strings.TrimSpace(v.Text))
			if holds, _ := dayKey(key); !ok || !holds || !st.UTC || st.Clock == "00:00" {
				continue
			}
			local := st.In(loc)
			out = append(out, place{name: dataWay + " " + key, day: local.Date, clock: local.Clock, other: true, otherDay: st.Date, otherClock: st.Clock, zulu: true})
		}
	}
	return out
}
