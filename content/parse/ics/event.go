package ics

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"meetupbot/content"
)

// Way is how evidence calls what a calendar's own properties state.
const Way = "calendar"

// A vevent is one VEVENT.
type vevent struct {
	*calendar
	no       int
	props    props
	uid      string // "" for none of its own
	sequence int
	stamp    string
	original *moment   // the date of its series that it stands for
	own      []*vevent // of a series: the dates that have an event of their own

	start   moment // zero where it cannot be read
	length  time.Duration
	zone    zone
	repeats bool
	text    *Text // its description
	doubts  []content.Doubt
}

// event reads a component. ok is false for one that tells of nothing.
func (c *calendar) event(part *component) (*vevent, bool) {
	p, ok := c.decode(part)
	v := &vevent{calendar: c, no: part.no, props: p}
	if ok && len(p["DTSTART"])+len(p["SUMMARY"])+len(p["RECURRENCE-ID"]) == 0 {
		c.warn(part.no, "the event that begins here has neither a day nor a title and was left out")
		ok = false
	}
	if !ok {
		return nil, false
	}
	v.readIdentity()
	v.readStart()
	v.readLength()
	v.readStanding()
	v.text = v.description()
	v.repeats = len(p["RRULE"])+len(p["RDATE"]) > 0 && v.original == nil
	return v, true
}

// maxUID is the longest UID that is kept as it is, in bytes.
const maxUID = 255

func (v *vevent) readIdentity() {
	v.uid = v.props.value("UID")
	if len(v.uid) > maxUID || strings.ContainsFunc(v.uid, unicode.IsControl) {
		sum := sha256.Sum256([]byte(v.uid))
		v.uid = "sha256-" + hex.EncodeToString(sum[:])
	}
	v.sequence, _ = strconv.Atoi(v.props.value("SEQUENCE"))
	if v.stamp = v.props.value("DTSTAMP"); v.stamp == "" {
		v.stamp = v.props.value("LAST-MODIFIED")
	}
	if p, ok := v.props.first("RECURRENCE-ID"); ok {
		m, err := readMoment(p, p.Value)
		if err != nil {
			v.warn(p.line.no, "RECURRENCE-ID cannot be read: "+clip(err.Error()))
			return
		}
		v.original = &m
	}
}

// readStart reads the first day and clock, and whose clock it is.
func (v *vevent) readStart() {
	p, ok := v.props.first("DTSTART")
	if !ok { // where it is left out, a date of a series stays where it is
		p, ok = v.props.first("RECURRENCE-ID")
	}
	if !ok {
		v.doubt("date", "On which day does this event take place? The calendar does not say.")
		return
	}
	m, err := readMoment(p, p.Value)
	if err != nil {
		v.warn(p.line.no, p.Name+" cannot be read: "+clip(err.Error()))
		v.doubt("date", fmt.Sprintf("On which day does this event take place? Its %s cannot be read: %s.", p.Name, clip(err.Error())), v.evidence("date", "", p, p.Name))
		return
	}
	if m.tzid != "" && isUTC(v.stated(m.tzid)) {
		m.utc, m.tzid = !m.day, ""
	}
	v.start = m
	v.findZone()
	for _, other := range v.props[p.Name][1:] {
		if o, err := readMoment(other, other.Value); err == nil && !o.wall.Equal(m.wall) {
			v.doubt("date", "On which day does this event take place? DTSTART stands twice.",
				v.evidence("date", dateOf(m.wall), p, "the first DTSTART"), v.evidence("date", dateOf(o.wall), other, "the second DTSTART"))
		}
	}
}

// longest is how long an event lasts before that is a question.
const longest = 31 * 24 * time.Hour

// readLength reads how long the event lasts, in wall time.
func (v *vevent) readLength() {
	if v.start.wall.IsZero() {
		return
	}
	p, ok := v.props.first("DTEND")
	switch {
	case ok:
		m, err := readMoment(p, p.Value)
		if err != nil {
			v.warn(p.line.no, "DTEND cannot be read: "+clip(err.Error()))
			return
		}
		v.length = v.wallOf(m).Sub(v.start.wall)
		if m.day && !v.start.day {
			v.warn(p.line.no, "DTEND names no time and was left out")
			if v.length > 24*time.Hour {
				v.doubt("end_date", "How many days does this event last? Its end is a day without a time.", v.evidence("end_date", dateOf(m.wall), p, "DTEND"))
			}
			v.length = 0
			return
		}
	default:
		if p, ok = v.props.first("DURATION"); !ok {
			if v.start.day {
				v.length = 24 * time.Hour
			}
			return
		}
		d, err := p.Duration()
		if err != nil {
			v.warn(p.line.no, "DURATION cannot be read: "+clip(p.Value))
			return
		}
		v.length = d
	}
	first := v.evidence("start", string(clockOf(v.start.wall)), v.start.said, "DTSTART")
	switch {
	case v.length < 0:
		v.doubt("end", "When does this event end? Its end stands before its start.", first, v.evidence("end", clip(p.Value), p, p.Name))
		v.length = 0
	case v.length > longest:
		v.doubt("end_date", fmt.Sprintf("Does this event last %d days?", int(v.length.Hours()/24)), first, v.evidence("end_date", clip(p.Value), p, p.Name))
	}
	if v.start.day { // whole days, at least one
		v.length = max(v.length+24*time.Hour-1, 24*time.Hour).Truncate(24 * time.Hour)
	}
}

func (v *vevent) evidence(field, value string, p prop, rule string) content.Evidence {
	return content.Evidence{Field: field, Value: value, Path: v.path, Line: p.line.no, Text: clip(p.line.text), Rule: rule, Way: Way}
}

func (v *vevent) doubt(field, question string, readings ...content.Evidence) {
	v.doubts = append(v.doubts, content.Doubt{Field: field, Question: question, Readings: readings})
}

func dateOf(wall time.Time) string { return string(content.DateOf(wall)) }
