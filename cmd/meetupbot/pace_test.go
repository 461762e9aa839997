package main

import (
	"errors"
	"testing"
	"time"

	"meetupbot/content"
	"meetupbot/content/source"
)

// TestPace plays a source's looks one after the other.
func TestPace(t *testing.T) {
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	p := pace{Refresh: 5 * time.Minute}
	const page = "https://rivertown.example/next"
	down := source.Unreadable{Location: page, Why: "the site has trouble (status 503); what was read before stays; try again later"}
	asked := func(after time.Duration) error { return source.Unreadable{Why: "asked too often", After: after} }
	for _, c := range []struct {
		name, location string
		looks          []error
		want           time.Duration // until the next look, jitter apart
		failures       int
	}{
		{"well", page, []error{nil}, 5 * time.Minute, 0},
		{"one failure", page, []error{down}, 5 * time.Minute, 1},
		{"two", page, []error{down, down}, 10 * time.Minute, 2},
		{"four", page, []error{down, down, down, down}, 40 * time.Minute, 4},
		{"many", page, []error{down, down, down, down, down, down, down, down, down, down, down, down, down, down}, time.Hour, 14},
		{"well again", page, []error{down, down, down, nil}, 5 * time.Minute, 0},
		{"and down again", page, []error{down, down, down, nil, down}, 5 * time.Minute, 1},
		{"asked for less than that", page, []error{asked(time.Minute)}, 5 * time.Minute, 1},
		{"a fault of our own", page, []error{errors.New("disk I/O error"), errors.New("disk I/O error")}, 10 * time.Minute, 2},
		{"a folder that is away", "/srv/posts", []error{down, down, down, down}, 5 * time.Minute, 4},
	} {
		for _, chance := range []float64{0, 0.25, 0.5, 1} {
			record := content.LookRecord{Source: "name"}
			for _, err := range c.looks {
				record = p.looked(record, c.location, err, now, chance)
			}
			want := time.Duration(float64(c.want) * (0.9 + 0.2*chance))
			if got := record.Next.Sub(now); got != want || record.Failures != c.failures || record.Source != "name" || !record.At.Equal(now) || (record.Trouble != "") != (c.failures > 0) {
				t.Errorf("%s, chance %v: the next look is after %v (%+v), want %v", c.name, chance, got, record, want)
			}
		}
	}
	record := p.looked(content.LookRecord{}, page, asked(2*time.Hour), now, 0)
	if !record.Next.Equal(now.Add(2*time.Hour)) || !record.Asked.Equal(record.Next) {
		t.Errorf("asked for two hours: %+v", record)
	}
	if record = p.looked(record, page, nil, now, 0); !record.Asked.IsZero() {
		t.Errorf("well after that: %+v", record)
	}
	if record = p.looked(record, page, errors.New("disk I/O error at /var/lib"), now, 0); record.Trouble != "it could not be read, for a reason that stands in the log" {
		t.Errorf("people are told of a fault of our own: %q", record.Trouble)
	}
	if record = p.looked(record, page, down, now, 0); record.Trouble != down.Why {
		t.Errorf("trouble = %q", record.Trouble)
	}
}
