package parse

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/pattern"
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
		if key == joinedKey {
			at = said{f.front.FindStr(dayOnly...), v.Line, f.keyRule("day, month and year in keys of their own")}
		}
		d, off, ok := f.rowDay(key, v.Text, zone, taught)
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
			if st, _ := when.ReadStamp(strings.TrimSpace(v.Text)); st.UTC && taught.clocks[f.wayOf(key)].verdict() == otherClock {
				at.rule += "; its times are local time in this source, whatever they look like"
			}
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
			f.endsFirst(end.day, ends, dataWay)
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

// rowDay reads a record's day. The offset is one that the zone does not have
// at that time.
func (f *facts) rowDay(key, s, zone string, taught lessons) (dayText, *offset, bool) {
	s = strings.TrimSpace(s)
	if m := dayAndSpan.FindStringSubmatch(s); m != nil { // no offset of minus twelve hours
		d, ok := readDay(m[1], when.Reference{})
		d.clock, d.end = clockOf(m[2]), clockOf(m[3])
		return d, nil, ok && d.day != ""
	}
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
	case st.UTC && taught.clocks[f.wayOf(key)].verdict() == otherClock: // it only looks like UTC
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

// dayAndSpan is a day with its times: "2026-05-12 18:30-21:00".
var dayAndSpan = pattern.New(`^(\d{4}-\d\d-\d\d)\s+(\d{1,2}:\d\d)\s*[-–]\s*(\d{1,2}:\d\d)$`)

var anyYear = pattern.New(`(?:19|20)\d\d`)

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
}
