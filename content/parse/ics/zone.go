package ics

import (
	"strings"
	"time"

	"meetupbot/content"
)

// Looking a name up in vain costs the zone database's time, so only so many
// names of a file are looked up, and so many parts of each.
const (
	maxZones     = 100 // that nobody knows
	maxZoneParts = 6
	maxZoneName  = 255 // bytes
)

// zoneNamed returns the IANA name of a zone that a calendar names: by that
// name, by one of Windows, or behind the prefix that some programs put before
// it: "/example.org/20050126_1/Europe/Berlin". "" is one that nobody knows.
func (r *reader) zoneNamed(tzid string) string {
	tzid = strings.Trim(strings.TrimSpace(tzid), `"`)
	if name, ok := r.names[tzid]; ok {
		return name
	}
	if len(tzid) > maxZoneName || r.unknown == maxZones || strings.Count(tzid, "/") > maxZoneParts {
		return ""
	}
	name := windowsZones[tzid]
	for rest := tzid; name == "" && rest != ""; _, rest, _ = strings.Cut(rest, "/") {
		if known(rest) {
			name = rest
		}
	}
	if name == "" {
		r.unknown++
	}
	r.names[tzid] = name
	return name
}

// known reports whether the zone database has a name.
func known(name string) bool {
	_, err := content.LoadZone(name)
	return err == nil
}

// findZones reads which clocks the calendar goes by, and which zones it defines
// itself. Their rules are not read: a rule is worth nothing without the place
// that made it, and a place is in the zone database.
func (c *calendar) findZones() {
	var defined []string
	c.places = make(map[string]string, len(c.zones))
	for _, z := range c.zones {
		p, _ := c.decode(z)
		tzid := p.value("TZID")
		if tzid == "" {
			continue
		}
		name := c.zoneNamed(tzid)
		if name == "" {
			name = c.zoneNamed(p.value("X-LIC-LOCATION"))
		}
		c.places[tzid] = name
		defined = append(defined, name)
		if len(defined) == 1 {
			c.said, _ = p.first("TZID")
		}
	}
	for _, key := range []string{"X-WR-TIMEZONE", "TIMEZONE-ID", "VTIMEZONE"} {
		if name := c.zoneNamed(c.props.value(key)); name != "" {
			c.zone = name
			c.said, _ = c.props.first(key)
			return
		}
	}
	if len(defined) == 1 { // the only one that it knows
		c.zone = defined[0]
	}
}

// stated returns the IANA name for a TZID, "" for one that nobody knows.
func (c *calendar) stated(tzid string) string {
	if name := c.places[tzid]; name != "" {
		return name
	}
	return c.zoneNamed(tzid)
}

// isUTC reports whether a zone is no place's.
func isUTC(name string) bool {
	switch name {
	case "UTC", "GMT", "Etc/UTC", "Etc/GMT", "Etc/Universal", "Etc/Zulu", "Zulu", "Universal":
		return true
	}
	return false
}

// alike reports whether clocks in two zones show the same all through the year
// of a wall time and the one before, in which people are reminded of it.
func (r *reader) alike(a, b string, wall time.Time) bool {
	key := pair{a, b, wall.Year()}
	if same, ok := r.pairs[key]; ok {
		return same
	}
	la, err1 := content.LoadZone(a)
	lb, err2 := content.LoadZone(b)
	same := err1 == nil && err2 == nil
	for day := wall.AddDate(-1, 0, -wall.YearDay()); same && day.Year() <= wall.Year(); day = day.AddDate(0, 0, 1) {
		_, oa := day.In(la).Zone()
		_, ob := day.In(lb).Zone()
		same = oa == ob
	}
	if r.pairs == nil {
		r.pairs = map[pair]bool{}
	}
	r.pairs[key] = same
	return same
}

// A pair is two zones in a year.
type pair struct {
	a, b string
	year int
}

// sameClock reports whether clocks in two zones show the same at a wall time.
func sameClock(a, b string, wall time.Time) bool {
	if a == b {
		return true
	}
	la, err1 := content.LoadZone(a)
	lb, err2 := content.LoadZone(b)
	if err1 != nil || err2 != nil {
		return false
	}
	ta, err1 := instantOf(wall, la)
	tb, err2 := instantOf(wall, lb)
	return err1 == nil && err2 == nil && ta.Equal(tb)
}
