package parse

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/when"
)

// eventKeys are names of front matter keys that say that their day is the
// event's; endKeys say so of its last day.
var (
	eventKeys = words(`startdate start datestart eventdate eventstart eventstarttime eventdatetime meetingdate meetupdate talkdate dateiso datum datetime starttime startsat startson event.date event.start event.day meetup.date meetup.start day
		dateevent dateevenement datedebut debut fechainicio fecha fechaevento inicio beginn termin veranstaltungsdatum jbakestart dtstart eventbegin begin starts when wann datetext eventday meetup/date meetup`)
	endKeys     = words(`enddate end dateend eventend eventendtime endtime endsat endson datefin fechafin fin ende dtend jbakeend until ends`)
	publishKeys = words(`publishedat published publishdate publish pubdate createdat created dateposted datepublished posted`)
)

var isoDay = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)(?:[T ]+(\d{1,2}:\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?`)

// dayText is a day with a time as a front matter value or an attribute writes
// it.
type dayText struct {
	day     content.Date
	until   content.Date
	clock   content.Clock
	end     content.Clock
	instant time.Time // only where day, time and offset are written
	zulu    bool      // the instant is written in UTC, with a Z
	odd     bool      // seconds are written that no organiser writes: a machine's clock
}

// readDay reads a day and a time: ISO 8601 first, else as prose.
func readDay(s string, ref when.Reference) (dayText, bool) {
	s = strings.TrimSpace(s)
	if m := isoDay.FindStringSubmatch(s); m != nil {
		day, err := content.ParseDate(m[1])
		if err != nil {
			return dayText{}, false
		}
		d := dayText{day: day, odd: m[3] != "" && m[3] != "00"}
		if m[2] != "" {
			d.clock, _ = content.ParseClock(m[2])
			zone := m[4]
			if zone == "UTC" {
				zone = "Z"
			}
			d.zulu = zone == "Z"
			for _, layout := range []string{"Z07:00", "Z0700"} {
				if t, err := time.Parse("2006-01-02 15:04 "+layout, m[1]+" "+string(d.clock)+" "+zone); err == nil && zone != "" {
					d.instant = t
				}
			}
		}
		if d.clock == "" {
			spans := when.Settle(when.Times(s[len(m[0]):]))
			if len(spans) > 0 && !spans[0].Half {
				d.clock, d.end = spans[0].From, spans[0].To
			}
		}
		return d, true
	}
	for _, m := range when.Dates(s) {
		r := m.Resolve(ref)
		if !r.Date.IsDay() || m.Relative.Unit != when.Absolute {
			continue
		}
		d := dayText{day: r.Date, until: r.End}
		if spans := when.Settle(when.Times(s[m.End:])); len(spans) > 0 && !spans[0].Half {
			d.clock, d.end = spans[0].From, spans[0].To
		}
		return d, true
	}
	return dayText{}, false
}

var fileDay = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)[-_./]?(\d{1,2})[-_./]?(\d{1,2})(?:[^\d]|$)`)

// dayInPath reads a day out of a path: its file name, else its folders.
func dayInPath(p string) (content.Date, string) {
	for _, part := range []string{path.Base(p), p} {
		m := fileDay.FindStringSubmatch(part)
		if m == nil {
			continue
		}
		if len(m[2]) == 1 && len(m[0]) < 10 { // 2019113: nobody can tell
			continue
		}
		d, err := content.ParseDate(m[1] + "-" + two(m[2]) + "-" + two(m[3]))
		if err == nil {
			return d, part
		}
	}
	return "", ""
}

func two(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

var postedOn = regexp.MustCompile(`(?i)\b(?:posted|published|written|veröffentlicht|publié|publicado)\b[^.\n]{0,60}`)

func (f *facts) findPublished() {
	take := func(s string) bool {
		d, ok := readDay(s, when.Reference{})
		if !ok {
			return false
		}
		f.publishDay = d.day
		f.published = d.instant
		if f.published.IsZero() {
			f.published, _ = content.Instant(d.day, d.clock, time.UTC)
		}
		return true
	}
	for key, v := range f.front.Scalars() {
		if publishKeys[key] && take(v.Text) {
			f.publishKey = true
			return
		}
	}
	if v := f.front.Find("date"); v != nil && take(v.Text) {
		return
	}
	if f.tree != nil {
		for _, name := range []string{"article:published_time", "datepublished", "dc.date", "date"} {
			if s := f.tree.Meta[name]; s != "" && take(s) {
				return
			}
		}
		for _, b := range f.tree.Around.All() {
			if m := postedOn.FindString(b.Text.Plain); m != "" && take(m) {
				return
			}
			if m := postedOn.FindString(b.Text.Plain); m != "" {
				for _, d := range when.Dates(m) {
					if r := d.Resolve(when.Reference{}); r.Date.IsDay() {
						f.publishDay = r.Date
						f.published, _ = content.Instant(r.Date, "", time.UTC)
						return
					}
				}
			}
		}
	}
	if d, _ := dayInPath(f.path); d != "" {
		f.publishDay = d
		f.published, _ = content.Instant(d, "", time.UTC)
	}
}

// findPlaces collects the days outside of the text.
func (f *facts) findPlaces(h Hints) {
	var end dayText
	f.findDayList()
	for key, v := range f.front.Scalars() {
		if (startKeys[key] || stopKeys[key]) && f.takeTime(key, v) {
			continue
		}
		switch {
		case eventKeys[key] || key == "date":
			d, ok := readDay(v.Text, when.Reference{Published: f.published, Order: when.DayFirst})
			if !ok {
				if key != "date" && digits(v.Text) && strings.ContainsAny(v.Text, "-./ ") {
					f.unread = append(f.unread, said{v.Text, v.Line, "front matter: " + key})
					f.warn(v.Line, fmt.Sprintf("%s: %q names no day", key, v.Text))
				}
				continue
			}
			d = inZone(d, h.Zone)
			p := place{name: "key " + key, day: d.day, until: d.until, clock: d.clock, end: d.end, own: key != "date",
				said: said{v.Text, v.Line, "front matter: " + key}}
			if d.odd {
				p.clock = ""
			}
			if key == "date" && f.publishKey && p.day > f.publishDay {
				p.own, p.said.rule = true, "front matter: date, later than the publishing date beside it"
			}
			f.places = append(f.places, p)
		case endKeys[key]:
			if d, ok := readDay(v.Text, when.Reference{Published: f.published, Order: when.DayFirst}); ok {
				end = inZone(d, h.Zone)
			}
		}
	}
	for i := range f.places {
		p := &f.places[i]
		if !p.own || end.day == "" {
			continue
		}
		if end.day == p.day && end.clock > p.clock {
			p.end = end.clock
		}
		if end.day > p.day {
			if end.day == p.day.AddDays(1) && end.clock != "" && end.clock < "07:00" { // past midnight
				p.end = end.clock
			} else {
				p.until, p.end = end.day, end.clock
			}
		}
	}
	if d, part := dayInPath(f.path); d != "" {
		f.places = append(f.places, place{name: "file name", day: d, said: said{part, 0, "the file's name"}})
	}
}

// inZone turns a day and time written in UTC into the group's; an offset other
// than Z is taken to be the group's own.
func inZone(d dayText, zone string) dayText {
	if !d.zulu || d.clock == "00:00" {
		return d
	}
	loc, err := content.LoadZone(zone)
	if err != nil {
		return d
	}
	local := d.instant.In(loc)
	d.day = content.DateOf(local)
	d.clock, _ = content.NewClock(local.Hour(), local.Minute())
	return d
}
