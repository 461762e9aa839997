package ics_test

import (
	"fmt"
	"strings"
	"testing"

	"meetupbot/content/parse/ics"
)

// A calendar may name every zone there is.
func TestManyZones(t *testing.T) {
	zones := strings.Fields("Europe/Vienna Africa/Lagos Asia/Tokyo America/Lima Australia/Perth")
	for i := range 95 { // and some that there are not, which cost no known one its place
		zones = append(zones, fmt.Sprintf("Nowhere/Town%d", i))
	}
	zones = append(zones, "America/Matamoros", "Pacific/Chatham", "Asia/Kolkata", "Africa/Cairo", "Europe/Oslo")
	var sb strings.Builder
	sb.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
	for i, z := range zones {
		fmt.Fprintf(&sb, "BEGIN:VEVENT\r\nUID:%d@example\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;TZID=%s:20260304T190000\r\nSUMMARY:Evening %d\r\nEND:VEVENT\r\n", i, z, i)
	}
	sb.WriteString("END:VCALENDAR\r\n")
	known := 0
	for _, e := range read(t, sb.String(), ics.Options{}) {
		if e.Event.Zone != "" {
			known++
		}
	}
	if known != 10 {
		t.Errorf("%d events have a zone, want 10", known)
	}
}
