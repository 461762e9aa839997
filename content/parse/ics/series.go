package ics

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// entries returns the event, or the dates of a series.
func (v *vevent) entries() []Entry {
	if v.start.wall.IsZero() {
		return []Entry{v.placed(v.entry(time.Time{}, prop{}, ""), v.name())}
	}
	if !v.repeats && len(v.own) == 0 {
		e := v.entry(v.start.wall, v.start.said, v.startRule())
		if v.original == nil || v.uid == "" {
			return []Entry{v.placed(e, v.name())}
		}
		return []Entry{v.placed(e, dateOf(v.local(v.wallOf(*v.original))))} // its series is not here
	}
	own, later := v.ownDates()
	dates := datesOf(v)
	for at, o := range own { // also those that the series does not have any more
		if !slices.ContainsFunc(dates, func(d date) bool { return d.wall.Unix() == at }) {
			dates = append(dates, date{wall: time.Unix(at, 0).UTC(), said: o.original.said})
		}
	}
	slices.SortFunc(dates, func(a, b date) int { return a.wall.Compare(b.wall) })
	name := v.name()
	var entries []Entry
	days := map[string]bool{}
	for _, d := range dates {
		e := v.dated(d, own[d.wall.Unix()], later)
		e.Repeated = e.Repeated && len(dates) > 1
		day := dateOf(v.local(d.wall))
		if days[day] { // several on one day
			day += "T" + string(clockOf(v.local(d.wall)))
		}
		days[day] = true
		entries = append(entries, v.placed(e, strings.TrimSpace(name+" "+day)))
	}
	return entries
}

// ownDates returns the events of single dates by the date that each stands for,
// and those of them that stand for all dates from theirs on.
func (v *vevent) ownDates() (own map[int64]*vevent, later []*vevent) {
	own = map[int64]*vevent{}
	for _, o := range v.own {
		at := v.wallOf(*o.original)
		day := at.Truncate(24 * time.Hour)
		switch {
		case v.start.day:
			at = day
		case o.original.day:
			at = day.Add(v.start.wall.Sub(v.start.wall.Truncate(24 * time.Hour)))
		}
		if before, ok := own[at.Unix()]; !ok || compareVersions(before, o) < 0 {
			own[at.Unix()] = o
		}
		if strings.EqualFold(o.original.said.Params.Get("RANGE"), "THISANDFUTURE") {
			later = append(later, o)
		}
	}
	slices.SortFunc(later, func(a, b *vevent) int { return a.original.wall.Compare(b.original.wall) })
	return own, later
}

// dated returns the event of one date of a series: its own, or the series', as
// it is from some date on.
func (v *vevent) dated(d date, own *vevent, later []*vevent) Entry {
	if own != nil {
		return own.entry(own.start.wall, own.start.said, fmt.Sprintf("%s, of the date %s of its series", own.startRule(), dateOf(v.local(d.wall))))
	}
	of, at := v, d.wall
	for _, o := range later {
		if from := v.wallOf(*o.original); from.Before(d.wall) {
			of, at = o, d.wall.Add(o.start.wall.Sub(o.wallOf(*o.original)))
		}
	}
	e := of.entry(at, d.said, d.rule)
	e.Event.Doubts = append(e.Event.Doubts, d.doubt...)
	e.Repeated = true
	return e
}
