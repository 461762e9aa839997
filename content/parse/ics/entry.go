package ics

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"meetupbot/content"
)

// pastMidnight is how long an event may last that ends on the day after it
// began and is still one evening's.
const pastMidnight = 12 * time.Hour

// entry is the event as it takes place when DTSTART's clock shows wall. said is
// the property that states the day.
func (v *vevent) entry(wall time.Time, said prop, rule string) Entry {
	e := content.Event{Title: v.title(), Status: content.Scheduled, Origin: content.Origin{Path: v.path}}
	note := func(field, value string, p prop, rule string) {
		e.Evidence = append(e.Evidence, v.evidence(field, value, p, rule))
	}
	if p, ok := v.props.first("SUMMARY"); ok && e.Title != "" {
		note("title", e.Title, p, "SUMMARY")
	}
	out := Entry{Description: v.text}
	if !v.start.wall.IsZero() {
		v.setTimes(&e, wall, said, rule)
		if c := clockOf(wall); v.start.utc && e.Start != "" && c != e.Start {
			out.Written = c
		}
	} else if v.opts.Zone != "" {
		e.Zone = v.opts.Zone
		e.Evidence = append(e.Evidence, v.groupsZone())
	}
	if p, ok := v.cancelled(); ok {
		e.Status = content.Cancelled
		note("status", string(e.Status), p, p.Name)
	}
	e.Doubts = slices.Clip(v.doubts)
	if p, ok := v.props.first("LOCATION"); ok {
		out.Location = p.text()
	}
	if u, err := url.Parse(v.props.value("URL")); err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
		e.Origin.URL = u.String()
	}
	out.Event = e
	return out
}

// setTimes sets days, clocks and zone. What begins at midnight and lasts whole
// days is a matter of days, as in calendars that write no other.
func (v *vevent) setTimes(e *content.Event, wall time.Time, said prop, rule string) {
	note := func(field, value string, p prop, rule string) {
		e.Evidence = append(e.Evidence, v.evidence(field, value, p, rule))
	}
	start, end := v.local(wall), v.local(wall.Add(v.length))
	last := v.start.said
	for _, name := range []string{"DURATION", "DTEND"} {
		if p, ok := v.props.first(name); ok {
			last = p
		}
	}
	e.Date = content.DateOf(start)
	note("date", string(e.Date), said, rule)
	length, final := end.Sub(start), content.DateOf(end)
	days := v.start.day || clockOf(start) == "00:00" && length > 0 && length%(24*time.Hour) == 0
	if !days {
		e.Start = clockOf(start)
		note("start", string(e.Start), v.start.said, v.startRule())
		if length > 0 {
			e.End = clockOf(end)
		}
	}
	switch { // the end is exclusive
	case days:
		final = final.AddDays(-1)
	case length <= pastMidnight:
		final = e.Date
	case e.End == "00:00":
		final, e.End = final.AddDays(-1), "24:00"
	}
	if e.End != "" {
		note("end", string(e.End), last, last.Name)
	}
	if final > e.Date {
		e.EndDate = final
		note("end_date", string(final), last, last.Name)
	}
	v.setZone(e, start)
	if v.zone.loc == nil || e.Start == "" {
		return
	}
	if t, err := instantOf(start, v.zone.loc); err == nil && clockOf(wallIn(t, v.zone.loc)) != e.Start {
		v.warn(v.start.said.line.no, fmt.Sprintf("clocks in %s skip %s on %s: it begins at %s", v.zone.stated, e.Start, e.Date, clockOf(wallIn(t, v.zone.loc))))
	}
}

func (v *vevent) startRule() string {
	if v.start.utc && v.zone.loc != nil {
		return v.start.said.Name + ", in UTC, as clocks in " + v.zone.stated + " show it"
	}
	return v.start.said.Name
}

// setZone names the event's zone: the group's where its clocks always show
// the same, so that one place has one name.
func (v *vevent) setZone(e *content.Event, start time.Time) {
	z := v.zone
	if z.stated == "" {
		return
	}
	e.Zone = z.stated
	ev := z.said
	if g := v.opts.Zone; g != "" && g != z.stated && z.said.Line > 0 && v.alike(g, z.stated, start) {
		e.Zone = g
		ev.Value, ev.Rule = g, ev.Rule+"; the group's zone shows the same time"
	}
	e.Evidence = append(e.Evidence, ev)
}

// title returns the event's name.
func (v *vevent) title() string {
	p, ok := v.props.first("SUMMARY")
	if !ok {
		return ""
	}
	return p.oneLine()
}

// description returns what the event says of itself: its text, else the same
// with mark-up.
func (v *vevent) description() *Text {
	for _, name := range []string{"DESCRIPTION", "X-ALT-DESC"} {
		if p, ok := v.props.first(name); ok {
			t := p.text()
			t.HTML = t.HTML || strings.Contains(strings.ToLower(p.Params.Get("FMTTYPE")), "html")
			if strings.TrimSpace(t.Plain) != "" {
				return &t
			}
		}
	}
	return nil
}
