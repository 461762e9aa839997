package ingest

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"meetupbot/content"
)

// A joining settles what several documents say of one event's day, times, zone
// and status.
type joining struct {
	event  *content.Event
	read   []content.Event // the first leads
	doubts []content.Doubt
}

// settles reports whether what others state answers what one document leaves
// open: it says nothing, or no more than the month, or is between readings of
// which theirs is one.
func settles(clear []*content.Event, t *content.Event, name string) bool {
	return slices.ContainsFunc(clear, func(u *content.Event) bool {
		value := u.Field(name)
		fits := func(s string) bool { return s == value || name == "date" && content.Date(s) == u.Date.Month() }
		if said := t.Field(name); said != "" && fits(said) {
			return true
		}
		for _, d := range doubtsOn(t, name) {
			if len(d.Readings) > 0 && !slices.ContainsFunc(d.Readings, func(r content.Evidence) bool { return fits(r.Value) }) {
				return false
			}
			if len(d.Readings) == 0 && t.Field(name) != "" {
				return false
			}
		}
		return true
	})
}

// conflict asks which of several documents is right.
func (j *joining) conflict(name string, clear []*content.Event) {
	var sides []string
	d := content.Doubt{Field: name}
	for _, t := range clear {
		said := evidenceOf(t, name)
		sides = append(sides, fmt.Sprintf(asks[name].side, said.Value, where(t)))
		if name == "date" && t.Date.IsDay() {
			sides[len(sides)-1] = fmt.Sprintf("on %s (%s), as %s says", t.Date, t.Date.Weekday(), where(t))
		}
		d.Readings = append(d.Readings, said)
	}
	d.Question = asks[name].begin + " " + strings.Join(sides, ", or ") + "?"
	j.doubts = append(j.doubts, d)
}

var asks = map[string]struct{ begin, side string }{
	"date":     {"Is the event", "in %s, as %s says"},
	"end_date": {"Does the event last until", "%s, as %s says"},
	"start":    {"Does the event start", "at %s, as %s says"},
	"end":      {"Does the event end", "at %s, as %s says"},
	"zone":     {"Is the event in the zone", "%s, as %s says"},
	"status":   {"Is the event", "%s, as %s says"},
}

func doubtsOn(t *content.Event, name string) []content.Doubt {
	var out []content.Doubt
	for _, d := range t.Doubts {
		if d.Field == name {
			out = append(out, d)
		}
	}
	return out
}

// where names the document that tells of an event, in a line for people.
func where(t *content.Event) string {
	source, name := content.ShownSource(t.Origin.Source), t.Origin.Path
	if strings.Contains(source, "://") || path.Base(source) == name {
		return source
	}
	return path.Join(source, name)
}
