package ics

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"meetupbot/content"
)

// How much of a series is read: so many dates, and those up to so many months
// after today. One without an end is read from so many months before today on.
const (
	maxDates    = 500
	monthsBack  = 13
	monthsAhead = 18
)

// A date is one of a series.
type date struct {
	wall  time.Time // by DTSTART's clock
	said  prop
	rule  string
	doubt []content.Doubt
}

// A series is an event that takes place several times.
type series struct {
	*vevent
	today time.Time      // its first day where nobody says what day it is
	dates map[int64]date // by their wall time
}

// datesOf returns the dates of a series in order: the first one and those of
// its rules and lists, without its exceptions.
func datesOf(v *vevent) []date {
	first := v.start.wall
	s := series{vevent: v, today: first, dates: map[int64]date{first.Unix(): {wall: first, said: v.start.said, rule: v.startRule()}}}
	if v.opts.Today.IsDay() {
		s.today, _ = content.Instant(v.opts.Today, "", time.UTC)
	}
	for _, p := range v.props["RRULE"] {
		s.include(p)
	}
	for _, m := range v.moments("RDATE", nil) {
		at := v.wallOf(m)
		s.dates[at.Unix()] = date{wall: at, said: m.said, rule: "RDATE"}
	}
	s.exclude()
	list := slices.SortedFunc(maps.Values(s.dates), func(a, b date) int { return a.wall.Compare(b.wall) })
	if len(list) <= maxDates {
		return list
	}
	v.warn(v.no, fmt.Sprintf("this series has more than %d dates: only %d are read, those ahead first", maxDates, maxDates))
	past, _ := slices.BinarySearchFunc(list, s.today, func(d date, t time.Time) int { return d.wall.Compare(t) })
	skip := min(past, len(list)-maxDates)
	return list[skip : skip+maxDates]
}

// include adds the dates of a rule.
func (s *series) include(p prop) {
	u, walls, err := s.datesBy(p)
	switch {
	case errors.Is(err, errSteps):
		s.warn(p.line.no, fmt.Sprintf("only %d dates of this series are read: %s", len(walls), err))
	case err != nil:
		s.warn(p.line.no, fmt.Sprintf("only the first date of this series is read: %s", err))
	}
	var from time.Time
	if u.count == 0 && u.until.IsZero() && s.opts.Today.IsDay() {
		from = s.today.AddDate(0, -monthsBack, 0)
		if err == nil && s.start.wall.Before(from) {
			delete(s.dates, s.start.wall.Unix())
		}
	}
	rule := fmt.Sprintf("a date of the series that begins on %s", content.DateOf(s.local(s.start.wall)))
	for _, at := range walls {
		if _, ok := s.dates[at.Unix()]; !ok && !at.Before(from) {
			s.dates[at.Unix()] = date{wall: at, said: p, rule: rule}
		}
	}
}

func (s *series) datesBy(p prop) (rule, []time.Time, error) {
	u, err := s.readRule(p)
	if err != nil {
		return u, nil, err
	}
	walls, err := s.follow(u, s.today.AddDate(0, monthsAhead, 0))
	return u, walls, err
}

// exclude takes the exceptions out. Where they cannot be known, each date is
// one about which to ask.
func (s *series) exclude() {
	unclear := func(p prop, why error) {
		s.warn(p.line.no, fmt.Sprintf("the exceptions of this series cannot be read: %s", why))
		q := content.Doubt{Field: "date", Question: "Does this event take place on that day? The exceptions of its series cannot be read.",
			Readings: []content.Evidence{s.evidence("date", "", p, p.Name)}}
		for key, d := range s.dates {
			d.doubt = append(d.doubt, q)
			s.dates[key] = d
		}
	}
	for _, p := range s.props["EXRULE"] {
		_, walls, err := s.datesBy(p)
		for _, at := range walls {
			delete(s.dates, at.Unix())
		}
		if err != nil {
			unclear(p, err)
		}
	}
	near := map[content.Date]moment{} // days that are excluded at a time at which nothing takes place
	for _, m := range s.moments("EXDATE", unclear) {
		at := s.wallOf(m)
		if _, ok := s.dates[at.Unix()]; ok {
			delete(s.dates, at.Unix())
		} else {
			near[content.DateOf(at)] = m
		}
	}
	for key, d := range s.dates {
		m, ok := near[content.DateOf(d.wall)]
		switch {
		case !ok:
		case m.day:
			delete(s.dates, key)
		default:
			d.doubt = append(d.doubt, content.Doubt{Field: "date",
				Question: fmt.Sprintf("Does this event take place on %s? Its series excludes that day at %s, and takes place at %s.", content.DateOf(d.wall), clockOf(s.wallOf(m)), clockOf(d.wall)),
				Readings: []content.Evidence{s.evidence("date", dateOf(d.wall), d.said, d.rule), s.evidence("date", "", m.said, "EXDATE")}})
			s.dates[key] = d
		}
	}
}

// moments reads a property that lists days.
func (v *vevent) moments(name string, unclear func(prop, error)) []moment {
	return moments(v.props[name], func(p prop, err error) {
		if unclear == nil {
			v.warn(p.line.no, fmt.Sprintf("a date of %s cannot be read: %s", name, err))
		} else {
			unclear(p, err)
		}
	})
}
