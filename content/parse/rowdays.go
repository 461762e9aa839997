package parse

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/tree"
	"meetupbot/content/parse/when"
)

// An offset is one that is written beside a time and is not the zone's.
type offset struct {
	said      said
	day       content.Date // as written
	clock     content.Clock
	zoneDay   content.Date // in the zone, if the offset is right
	zoneClock content.Clock
	zone      string
	text      string // "+01:00"
}

// findRowDays collects the days and times that the keys of a record hold.
func (f *facts) findRowDays(taught lessons, h Hints) {
	zone := h.Zone
	if v := zoneKey(f.front); v != nil {
		if name := strings.TrimSpace(v.Text); zoneKnown(name) {
			zone = name
		}
	}
	upload := f.uploadDay()
	f.findDayList()
	var end dayText
	var ends said
	for key, v := range f.front.Scalars() {
		key = localKey(key)
		holds, _ := dayKey(key)
		last := endKey(key)
		if !holds && !last && !startsAt(key) && !endsAt(key) {
			continue
		}
		if !readsAsDay(v.Text) || bareNumber(key, v.Text) {
			f.takeTime(key, v)
			continue
		}
		at := said{v.Text, v.Line, f.keyRule(key)}
		d, off, ok := f.rowDay(v.Text, zone)
		switch {
		case last && ok:
			if key == "end.date" && f.front.Find("htmllink", "icaluid", "etag") != nil {
				d.day = d.day.AddDays(-1) // calendars name the day after the last
			}
			end, ends = d, at
		case !holds || last || f.zoneless:
		case !ok:
			f.unread = append(f.unread, at)
		case key == "date" && upload != "" && d.day == upload && !taught.uploads.apart():
			f.uploaded = append(f.uploaded, at)
		default:
			f.places = append(f.places, place{name: f.wayOf(key), day: d.day, until: d.until, clock: d.clock, end: d.end, means: eventDate, said: at})
			if off != nil && f.offset == nil {
				off.said = at
				f.offset = off
			}
		}
	}
	for i := range f.places {
		p := &f.places[i]
		switch {
		case !end.day.IsDay() || !p.day.IsDay():
		case end.day < p.day:
			f.backwards = &candidate{day: end.day, said: content.Evidence{Field: "end_date", Value: string(end.day), Path: f.path, Line: ends.line, Text: ends.text, Rule: ends.rule, Way: dataWay}}
		default:
			p.endAt(end, "")
		}
	}
	f.findPathDays(taught)
}

// zoneKey returns the zone that a record states, beside its day or with it.
func zoneKey(v *tree.Value) *tree.Value {
	for _, r := range []*tree.Value{v, v.Find("start", "when", "date", "event")} {
		if z := r.Find(zoneNames...); z != nil && strings.TrimSpace(z.Text) != "" {
			return z
		}
	}
	return nil
}

func zoneKnown(name string) bool {
	_, err := content.LoadZone(name)
	return err == nil
}

// findPathDays takes the days that the path of the record's file spells, where
// it holds no other event.
func (f *facts) findPathDays(taught lessons) {
	if !f.alone {
		return
	}
	silent := len(f.places) == 0 && len(f.unread) == 0 && len(f.uploaded) == 0
	for _, d := range daysInPath(f.path) {
		p := place{name: d.way, day: d.day, open: d.open, said: said{d.text, 0, "the file's name"}}
		if silent && d.way == wayPath && d.day != "" {
			p.means = eventDate
			p.said.rule += ", as the data names no day"
		}
		p.trust = taught.trusts(&p, f.class, f.path, false)
		f.places = append(f.places, p)
	}
}

// endKey reports whether a key holds the event's last day or its end.
func endKey(key string) bool {
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		above, last := localKey(key[:i]), localKey(key[i+1:])
		return endKeys[above] && (dayParts[last] || startsAt(last)) || dayParents[above] && (meaningOf(last) == lastDate || last == "to")
	}
	return meaningOf(key) == lastDate
}

// uploadDay is the day on which a record says that it, or its recording, was
// published.
func (f *facts) uploadDay() content.Date {
	for key, v := range f.front.Scalars() {
		if local := localKey(key); meaningOf(local) == publishDate || strings.Contains(local, "upload") {
			if d, ok := readDay(v.Text, when.Reference{}); ok && d.day != "" {
				return d.day
			}
		}
	}
	return ""
}

// rowDay reads a record's day. The offset is one that the zone does not have
// at that time.
func (f *facts) rowDay(s, zone string) (dayText, *offset, bool) {
	s = strings.TrimSpace(s)
	st, ok := when.ReadStamp(s)
	if secs, unix := unixTime(s); unix {
		st, ok = f.unixStamp(secs, zone)
		if !ok {
			return dayText{}, nil, false
		}
	}
	if !ok {
		s = f.withYear(compactDay(s))
		if d, ok := readDay(s, when.Reference{Order: f.rowOrder}); ok && d.day != "" {
			return d, nil, true
		}
		for _, m := range when.Dates(s) {
			if r := m.Resolve(when.Reference{}); r.Date != "" && !r.Date.IsDay() && r.Problem == "" {
				return dayText{day: r.Date}, nil, true // a month
			}
		}
		return dayText{}, nil, false
	}
	d := dayText{day: st.Date, clock: st.Clock}
	loc, err := content.LoadZone(zone)
	switch {
	case st.Clock == "" || st.Clock == "00:00":
		d.clock = "" // a day alone, as a program writes it
	case !st.Zoned, err != nil, st.Fits(loc):
	case st.UTC:
		local := st.In(loc)
		if d.day, d.clock = local.Date, local.Clock; d.clock == "00:00" {
			d.clock = ""
		}
	default:
		local := st.In(loc)
		return d, &offset{day: d.day, clock: d.clock, zoneDay: local.Date, zoneClock: local.Clock, zone: zone, text: time.Unix(0, 0).In(time.FixedZone("", st.Offset)).Format("-07:00")}, true
	}
	return d, nil, true
}

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

var eightDigits = regexp.MustCompile(`^((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$`)

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

var anyYear = regexp.MustCompile(`(?:19|20)\d\d`)

// withYear adds the year that a record keeps apart.
func (f *facts) withYear(s string) string {
	year := f.front.FindStr("year", "jahr", "ano", "annee", "jaar", "rok")
	if y := yearInPath(f.path); year == "" && y > 0 {
		year = strconv.Itoa(y)
	}
	if len(year) != 4 || anyYear.MatchString(s) || !anyYear.MatchString(year) {
		return s
	}
	return s + " " + year
}

// askRow asks what the keys of a record leave open.
func (d *draft) askRow() {
	e := &d.event
	evidence := func(field, value string, at said, way string) content.Evidence {
		return content.Evidence{Field: field, Value: value, Path: d.path, Line: at.line, Text: at.text, Rule: at.rule, Way: way}
	}
	for _, at := range d.uploaded {
		if e.Date == "" {
			e.Doubts = append([]content.Doubt{{Field: "date", Kind: "day or upload", Question: fmt.Sprintf("Is %s the day of the event, or only that on which its recording was published? Both keys say the same.", at.text),
				Readings: []content.Evidence{evidence("date", string(dayOfText(at.text)), at, dataWay+" date")}}}, e.Doubts...)
		}
	}
	if o := d.offset; o != nil && e.Date == o.day && e.Start == o.clock {
		e.Doubts = append(e.Doubts, content.Doubt{Field: "start", Kind: "offset",
			Question: fmt.Sprintf("Does it start on %s at %s, as is written, or on %s at %s, since %s is not the offset of %s then?", o.day, o.clock, o.zoneDay, o.zoneClock, o.text, o.zone),
			Readings: []content.Evidence{evidence("start", string(o.clock), o.said, "as written"), evidence("start", string(o.zoneClock), o.said, "by the offset")}})
	}
	if d.backwards != nil {
		e.Doubts = append(e.Doubts, content.Doubt{Field: "end_date",
			Question: fmt.Sprintf("When does the event end? %s is before it begins.", d.backwards.day), Readings: []content.Evidence{d.backwards.said}})
	}
}

// An uploadCount is how often the day of a record was also that on which its
// recording was published, and how often another.
type uploadCount struct{ same, other int }

// apart reports whether the two are kept apart, so that they may fall together
// now and then.
func (u uploadCount) apart() bool { return u.other >= agreeRatio*u.same }

// uploadsIn counts it in the records of a tree.
func uploadsIn(v *tree.Value, u *uploadCount) {
	if v.Kind == tree.Object {
		day := v.Find("date")
		f := facts{front: v}
		if up := f.uploadDay(); day != nil && up != "" && readsAsDay(day.Text) {
			if dayOfText(day.Text) == up {
				u.same++
			} else {
				u.other++
			}
		}
	}
	for _, f := range v.Fields {
		uploadsIn(f.Value, u)
	}
	for _, x := range v.List {
		uploadsIn(x, u)
	}
}
