package ics

import (
	"strings"

	"meetupbot/content"
)

// readStanding reads what keeps the event from being announced as it is.
func (v *vevent) readStanding() {
	if p, ok := v.props.first("STATUS"); ok && strings.EqualFold(strings.TrimSpace(p.Value), "TENTATIVE") {
		v.doubt("date", "Is this event settled? The calendar calls it tentative.", v.evidence("status", "tentative", p, "STATUS"))
	}
	if p, ok := v.props.first("CLASS"); ok {
		switch strings.ToUpper(strings.TrimSpace(p.Value)) {
		case "PRIVATE", "CONFIDENTIAL":
			v.doubt(content.Review, "May this event be announced? The calendar marks it as "+strings.ToLower(strings.TrimSpace(p.Value))+".", v.evidence("class", "private", p, "CLASS"))
		}
	}
}

// cancelled returns the property that says that the event is off.
func (v *vevent) cancelled() (prop, bool) {
	if p, ok := v.props.first("STATUS"); ok && strings.EqualFold(strings.TrimSpace(p.Value), "CANCELLED") {
		return p, true
	}
	p, ok := v.calendar.props.first("METHOD")
	return p, ok && strings.EqualFold(strings.TrimSpace(p.Value), "CANCEL")
}
