package schedule

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/tree"
	"meetupbot/content/parse/when"
)

// A day is one of a schedule's own days, which may end in the small hours of
// the next.
type day struct {
	date  content.Date
	said  said
	from  content.Clock // what begins before it belongs to the night
	until when.Stamp    // when it ends
}

type venue struct {
	content.Venue
	said
}

// pentabarf reads the XML of frab, pretalx and Pentabarf, and its relatives
// whose days hold entries without rooms around them.
func (r *reader) pentabarf(root *tree.Value) {
	c := root.Get("conference")
	r.named(c, root)
	for _, v := range root.All("day") {
		d := r.day(v, c)
		rooms := v.All("room")
		for _, room := range rooms {
			r.room(room, d, room.Str("name"), "event", "entry")
		}
		r.room(v, d, "", "event", "entry")
	}
}

// conference reads the schedule JSON of frab and pretalx, and that of the hub,
// which lists sessions and people apart.
func (r *reader) conference(root *tree.Value) {
	s := root.Get("schedule")
	c := s.Get("conference")
	r.named(c, s)
	for _, p := range append(s.All("persons"), c.All("persons")...) {
		r.person(p)
	}
	for _, v := range c.All("days") {
		d := r.day(v, c)
		rooms := v.Get("rooms")
		if rooms == nil {
			continue
		}
		for _, f := range rooms.Fields {
			for _, e := range rooms.All(f.Name) {
				r.add(e, d.date, f.Name)
			}
		}
	}
	for _, from := range []*tree.Value{s, c} {
		for _, e := range append(from.All("events"), from.All("sessions")...) {
			r.add(e, "", "")
		}
	}
}

// named reads what is said of the conference as a whole.
func (r *reader) named(c, around *tree.Value) {
	r.single = c != nil
	r.title = saidIn(c, "title", "name")
	r.begin, r.end = saidIn(c, "start"), saidIn(c, "end")
	r.zone = saidIn(c, "time_zone_name", "timezone", "time_zone")
	r.base = around.Str("base_url")
	if r.base == "" {
		r.base = c.Str("base_url")
	}
	for _, page := range []string{c.Str("url"), r.base, around.Str("url")} {
		if isAddress(page) && !strings.Contains(page, "//localhost") && r.page == "" {
			r.page = page
		}
	}
	r.venue.said = saidIn(c, "venue", "location")
	r.venue.Name, r.venue.Address = r.venue.text, words(c.Get("city"))
	if r.venue.Name == "" {
		r.venue.Address = "" // a town says in which town, not where
	}
}

func (r *reader) day(v, conference *tree.Value) day {
	d := day{said: saidIn(v, "date")}
	if at, ok := when.ReadStamp(d.said.text); ok {
		d.date = at.Date
	}
	if at, ok := when.ReadStamp(v.Str("day_start", "start")); ok {
		d.from = at.Clock
	}
	if change := clock(conference.Str("day_change")); change != "" {
		d.from = change
	}
	d.until, _ = when.ReadStamp(v.Str("day_end", "end"))
	if d.date != "" {
		r.days = append(r.days, d)
	}
	return d
}

// room reads the sessions that stand in a room, or right in a day.
func (r *reader) room(v *tree.Value, d day, name string, elements ...string) {
	for _, element := range elements {
		for _, e := range v.All(element) {
			r.add(e, d.date, name)
		}
	}
}
