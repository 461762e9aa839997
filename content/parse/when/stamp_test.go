package when_test

import (
	"testing"

	"meetupbot/content"
	"meetupbot/content/parse/when"
)

func TestReadStamp(t *testing.T) {
	for s, want := range map[string]when.Stamp{
		"2026-05-12":                    {Date: "2026-05-12"},
		"2026-05-12T19:00":              {Date: "2026-05-12", Clock: "19:00"},
		"2026-05-12 9:05:00":            {Date: "2026-05-12", Clock: "09:05"},
		"2026-05-12T19:00:00.000Z":      {Date: "2026-05-12", Clock: "19:00", Zoned: true, UTC: true},
		"2026-05-12T19:00:00 UTC":       {Date: "2026-05-12", Clock: "19:00", Zoned: true, UTC: true},
		"2026-05-12T19:00:00+02:00":     {Date: "2026-05-12", Clock: "19:00", Zoned: true, Offset: 7200},
		"2026-05-12T19:00:00-0330":      {Date: "2026-05-12", Clock: "19:00", Zoned: true, Offset: -12600},
		"2026-05-12T19:00+2":            {Date: "2026-05-12", Clock: "19:00", Zoned: true, Offset: 7200},
		"2026-05-12T19:00:00+00:00":     {Date: "2026-05-12", Clock: "19:00", Zoned: true},
		"2026-05-12T24:00":              {Date: "2026-05-12", Clock: "24:00"},
		"2026-05-12T19:00:00.123456+02": {Date: "2026-05-12", Clock: "19:00", Zoned: true, Offset: 7200},
	} {
		if got, ok := when.ReadStamp(s); !ok || got != want {
			t.Errorf("ReadStamp(%q) = %+v, %v, want %+v", s, got, ok, want)
		}
	}
	for _, s := range []string{
		"", "2026", "2026-5-12", "2026-02-30", "2026-13-01", "12/05/2026", "2026-05-12T25:00", "2026-05-12T19:60", "2026-05-12T23:59:60Z",
		"2026-05-12T19:00:00+25:00", "2026-05-12T19", "2026-05-12 evening", " 2026-05-12", "9999-01-01", "20260512T190000Z",
	} {
		if got, ok := when.ReadStamp(s); ok {
			t.Errorf("ReadStamp(%q) = %+v, want none", s, got)
		}
	}
}

func TestStampsInAZone(t *testing.T) {
	for _, tt := range []struct {
		stamp, zone string
		date        content.Date
		clock       content.Clock
		fits        bool
	}{
		{"2026-05-12T19:00:00+02:00", "Europe/Berlin", "2026-05-12", "19:00", true},
		{"2026-05-12T19:00:00+01:00", "Europe/Berlin", "2026-05-12", "20:00", false},
		{"2026-05-12T22:30:00Z", "Europe/Berlin", "2026-05-13", "00:30", false},
		{"2026-05-12T19:00:00", "Europe/Berlin", "2026-05-12", "19:00", true},
		{"2026-05-12", "Pacific/Auckland", "2026-05-12", "", true},
		{"2026-01-12T19:00:00+00:00", "Europe/London", "2026-01-12", "19:00", true},
	} {
		loc, err := content.LoadZone(tt.zone)
		if err != nil {
			t.Fatal(err)
		}
		s, ok := when.ReadStamp(tt.stamp)
		local := s.In(loc)
		if !ok || local.Date != tt.date || local.Clock != tt.clock || s.Fits(loc) != tt.fits {
			t.Errorf("%s in %s = %s %s, fits %v; want %s %s, %v", tt.stamp, tt.zone, local.Date, local.Clock, s.Fits(loc), tt.date, tt.clock, tt.fits)
		}
	}
}
