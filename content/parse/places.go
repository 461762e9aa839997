package parse

import (
	"fmt"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
	"meetupbot/content/parse/when"
)

// A place is where outside of the text a day stands: a key of the front
// matter, the file's name.
type place struct {
	name    string // "file name", "front matter date": the same in every document
	day     content.Date
	open    []content.Date // where figures can be read in several ways; day is then ""
	either  bool           // ... the day first and the month first
	problem string         // ... or why else
	until   content.Date
	clock   content.Clock
	end     content.Clock
	means   meaning
	said    said
	trust   trust // why its day is the event's, once the source has taught

	// In the other clock: what is written without an offset read as UTC, what is
	// written as UTC read as local time. other is false where there is none.
	other                bool
	otherDay             content.Date
	otherClock, otherEnd content.Clock
	zulu                 bool   // it is written as UTC; day and clock are the zone's
	utc                  bool   // its day and clock are what it says taken as UTC
	asked                string // the question about its clock, if there is one
	odd                  bool   // it is written with seconds or minutes that no organiser writes
}

// own reports whether the place's name says that its day is the event's.
func (p *place) own() bool { return p.means == eventDate }

// wayOf names a key's place.
func wayOf(key string) string { return "front matter " + key }

var postedOn = pattern.New(`(?i)(?:\b(?:posted|published|written|veröffentlicht|geschrieben|erstellt|publié|posté|publicado|pubblicato|geplaatst|gepubliceerd)|投稿日?|公開日?)[^.\n]{0,60}`)

// findPublished reads when the document was published.
func (f *facts) findPublished() {
	take := func(s, way string) bool {
		d, ok := readDay(s, when.Reference{})
		if !ok || d.day == "" {
			return false
		}
		f.publishDay, f.publishWay = d.day, way
		f.published = d.instant
		if f.published.IsZero() {
			f.published, _ = content.Instant(d.day, d.clock, time.UTC)
		}
		return true
	}
	for key, v := range f.front.Scalars() {
		if meaningOf(key) == publishDate && len(v.Text) < 60 && take(v.Text, "") {
			f.publishKey = true
			return
		}
	}
	if v := f.front.Find("date"); v != nil && take(v.Text, wayOf("date")) {
		return
	}
	if f.tree != nil {
		for _, name := range []string{"article:published_time", "datepublished", "dc.date", "date"} {
			if s := f.tree.Meta[name]; s != "" && take(s, "") {
				return
			}
		}
		for _, s := range f.tree.Stamps {
			if take(s.Text, wayStamp) {
				return
			}
		}
		for _, b := range f.tree.Around.All() {
			if m := postedOn.FindString(b.Text.Plain); m != "" && take(m, "") {
				return
			}
		}
		if f.front == nil && f.byline(take) {
			return
		}
	}
	if d, _ := dayInPath(f.path); d != "" {
		f.publishDay, f.publishWay = d, wayPath
		f.published, _ = content.Instant(d, "", time.UTC)
	}
}

// The line below a page's title that says when it was written is short and
// stands near its beginning.
const (
	longestByline = 160
	lastByline    = 20
)

// sentAt is a stamp as archives of mails write it: "Mon Apr 27 21:12:09 CEST
// 2009".
var sentAt = pattern.New(`\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? ([A-Z][a-z]{2}) +(\d{1,2}),? \d\d:\d\d:\d\d (?:[A-Z]{3,5} |[+-]\d{4} )?(\d{4})\b`)

// byline looks for the line that says when a page was posted, and sets it
// aside: its day is not the event's.
func (f *facts) byline(take func(s, way string) bool) bool {
	for i := range f.units[:min(len(f.units), lastByline)] {
		u := &f.units[i]
		if len(u.low) > longestByline || !digits(u.low) {
			continue
		}
		if m := sentAt.FindStringSubmatch(u.text.Plain); m != nil && take(m[2]+" "+m[1]+" "+m[3], "") {
			u.role = aside
			return true
		}
		if m := postedOn.FindStringIndex(u.text.Plain); m != nil && m[0] < 40 && take(u.text.Plain[m[0]:m[1]], "") {
			u.role = aside
			return true
		}
	}
	return false
}

// findPlaces collects the days outside of the text.
func (f *facts) findPlaces(h Hints) {
	var end dayText
	var ends said
	var endsWay string
	f.findDayList()
	for key, v := range f.front.Scalars() {
		if !mayHoldTime(v.Text) && key != "schedule" || strings.Contains(v.Text, "://") || f.takeTime(key, v) {
			continue
		}
		means := meaningOf(key)
		if means == unnamed && len(v.Text) > 40 {
			continue
		}
		d, ok := readDay(v.Text, when.Reference{Published: f.published})
		if d.order != when.AnyOrder {
			f.order = d.order
		}
		switch {
		case means == publishDate || means == otherDate:
		case means == lastDate:
			if ok {
				end, ends, endsWay = d, said{v.Text, v.Line, "front matter: " + key}, wayOf(key)
			}
		case ok && means == unnamed && key != "date" && !nothingElse(v.Text):
		case ok:
			if means == unnamed && key != "date" && f.announces(d.day, v.Text) {
				means = eventDate
			}
			f.places = append(f.places, f.placeOf(key, means, d, v, h.Zone))
		case means == eventDate && strings.ContainsAny(v.Text, "-./ "):
			f.unread = append(f.unread, said{v.Text, v.Line, "front matter: " + key})
			f.warn(v.Line, fmt.Sprintf("%s: %q names no day", key, v.Text))
		}
	}
	for i := range f.places {
		if p := &f.places[i]; p.own() && end.day != "" {
			p.endAt(end, h.Zone)
			if p.day.IsDay() && end.day < p.day && end.day.IsDay() {
				f.endsFirst(end.day, ends, endsWay)
			}
		}
	}
	if f.tree != nil && f.tree.Meta["title"] != f.title.text {
		f.pageTitle()
	}
	if f.tree != nil {
		f.pageStamp()
	}
	for _, d := range daysInPath(f.path) {
		f.places = append(f.places, place{name: d.way, day: d.day, open: d.open, said: said{d.text, 0, "the file's name"}})
	}
}

// announces reports whether a day that a key of any name holds, written for
// people, is the event's: it is to come when the document was published, in the
// month that the title names.
func (f *facts) announces(day content.Date, text string) bool {
	if !day.IsDay() || !f.publishDay.IsDay() || day <= f.publishDay || day.Sub(f.publishDay) > longestAhead || isoDay.MatchString(text) {
		return false
	}
	for _, m := range when.Dates(f.title.text) {
		if m.Month != 0 && m.Day == 0 {
			return m.Month == monthOf(day)
		}
	}
	return false
}

// nothingElse reports whether a value is a day and hardly more.
func nothingElse(s string) bool {
	if isoDay.MatchString(s) {
		return true
	}
	for _, m := range when.Dates(s) {
		return m.Start <= 3 && 2*len(m.Text) >= len(s) && m.Day > 0
	}
	return false
}

// wayStamp names the place of a page's stamp.
const wayStamp = "page stamp"

// pageStamp reads the day that stands beside a page's text. Blogs say there when
// they wrote it, and some sites when they meet.
func (f *facts) pageStamp() {
	for _, s := range f.tree.Stamps {
		if d, ok := readDay(s.Text, when.Reference{}); ok && d.day.IsDay() {
			f.places = append(f.places, place{name: wayStamp, day: d.day, said: said{s.Text, s.Line, "the day beside the page's text"}})
			return
		}
	}
}

// pageTitle reads the day out of the title of a page that programs write: "...,
// Wed, Jul 20, 2022, 6:30 PM | Site".
func (f *facts) pageTitle() {
	title := f.tree.Meta["title"]
	for _, m := range when.Dates(title) {
		r := m.Resolve(when.Reference{})
		spans := when.Times(title[m.End:])
		if !m.HasWeekday || m.Year == 0 || !r.Date.IsDay() || len(spans) == 0 || spans[0].Half || spans[0].Start > 5 {
			continue
		}
		f.places = append(f.places, place{name: "page title", day: r.Date, clock: spans[0].From, end: spans[0].To, means: eventDate, said: said{title, 1, "the page's title"}})
		return
	}
}

// mayHoldTime reports whether a value of a key may be a day or a time.
func mayHoldTime(s string) bool { return len(s) > 1 && len(s) < 120 && digitSoon(s) }

func (f *facts) placeOf(key string, means meaning, d dayText, v *tree.Value, zone string) place {
	p := place{name: wayOf(key), day: d.day, until: d.until, clock: d.clock, end: d.end, means: means, odd: d.odd, said: said{v.Text, v.Line, "front matter: " + key}}
	if d.open != nil {
		p.open, p.either, p.problem = d.open, d.problem == "", d.problem
		return p
	}
	if key == "date" && f.publishKey && p.day > f.publishDay {
		p.means, p.said.rule = eventDate, "front matter: date, later than the publishing date beside it"
	}
	switch {
	case d.odd || d.clock == "00:00" && d.offset != "Z":
		p.clock = ""
		return p
	case d.offset != "" && d.offset != "Z":
		return p // an offset of its own: as clocks there show it
	}
	day, clock, ok := d.local(zone)
	if !ok {
		return p
	}
	p.other, p.otherDay, p.otherClock = true, day, clock
	if d.offset == "Z" {
		p.zulu = true
		p.swap()
	}
	if p.clock == "00:00" { // a day alone, stored as its first instant
		p.clock, p.other = "", false
	}
	return p
}

// swap reads the place in the other clock.
func (p *place) swap() {
	p.day, p.otherDay = p.otherDay, p.day
	p.clock, p.otherClock = p.otherClock, p.clock
	p.end, p.otherEnd = p.otherEnd, p.end
	p.utc = !p.utc
}

// endAt sets when the last day ends.
func (p *place) endAt(end dayText, zone string) {
	day, clock := end.day, end.clock
	otherDay, otherClock, ok := end.local(zone)
	if ok && end.offset == "Z" {
		day, clock, otherDay, otherClock = otherDay, otherClock, day, clock
	}
	p.until, p.end = lastOf(p.day, p.clock, p.until, p.end, day, clock)
	if p.other && ok {
		_, p.otherEnd = lastOf(p.otherDay, p.otherClock, "", "", otherDay, otherClock)
	}
}

// lastOf returns the last day, where it is another, and the end's time.
func lastOf(first content.Date, start content.Clock, until content.Date, end content.Clock, day content.Date, clock content.Clock) (content.Date, content.Clock) {
	switch {
	case day == first && clock > start:
		return until, clock
	case day > first && day == first.AddDays(1) && clock != "" && clock < "07:00" && start != "": // past midnight
		return until, clock
	case day > first:
		if clock == "00:00" {
			clock = ""
		}
		return day, clock
	}
	return until, end
}
