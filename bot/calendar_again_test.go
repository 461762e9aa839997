package bot_test

import (
	"slices"
	"testing"

	"meetupbot/content"
	"meetupbot/content/parse"
)

// TestCalendarEntryReadsBack: what is written for calendars is read as the
// meetup that it was written of. An end that nobody has published is one that
// calendars need; it is not looked at.
func TestCalendarEntryReadsBack(t *testing.T) {
	meetups := gopherMeetups()
	late := content.Event{Title: "Night of talks", Date: "2017-10-28", Start: "21:00", End: "01:30", Status: content.Scheduled}
	weekend := content.Event{Title: "Hack weekend", Date: "2017-11-04", EndDate: "2017-11-05", Status: content.Scheduled, Venue: content.Venue{Name: "Crane House"}}
	day := content.Event{Title: "Docs day", Date: "2017-03-26", Status: content.Scheduled}
	online := content.Event{Title: "Quiz", Date: "2018-07-03", Start: "19:00", End: "20:00", Status: content.Postponed, Venue: content.Venue{Name: "Online"}}
	for _, e := range append(meetups, late, weekend, day, online) {
		if !e.Date.IsDay() {
			continue
		}
		t.Run(e.Title, func(t *testing.T) {
			e.Zone = "Europe/London"
			made := entry(t, e)
			results, _ := parse.Source([]parse.Document{{Path: made.FileName(), Data: made.File}}, parse.Hints{Zone: e.Zone})
			r := results[0]
			if r.Err != nil || len(r.Warnings) > 0 || len(r.Events) != 1 {
				t.Fatalf("%d events, warnings %q, error %v", len(r.Events), r.Warnings, r.Err)
			}
			got := r.Events[0]
			if got.Title != made.Event.Name() || got.Date != e.Date || got.EndDate != e.EndDate || got.Start != e.Start || got.Zone != e.Zone || got.Status != e.Status || got.Venue != e.Venue {
				t.Errorf("%q %s to %q %s %s %s at %v\nwant %q %s to %q %s %s %s at %v", got.Title, got.Date, got.EndDate, got.Start, got.Zone, got.Status, got.Venue,
					made.Event.Name(), e.Date, e.EndDate, e.Start, e.Zone, e.Status, e.Venue)
			}
			if e.End != "" && got.End != e.End {
				t.Errorf("it ends at %s, want %s", got.End, e.End)
			}
			if _, held := got.Held(); held != (len(e.Doubts) > 0) {
				t.Errorf("held %v: %v, want as before: %v", held, got.Doubts, e.Doubts)
			}
			if got.Origin.UID != "event-7-gophers@meetupbot" || got.Origin.URL != e.Origin.URL {
				t.Errorf("it is found again by %+v", got.Origin)
			}
			for _, l := range e.RSVP {
				if !slices.ContainsFunc(got.RSVP, func(x content.Link) bool { return x.URL == l.URL }) {
					t.Errorf("sign-up %v, want %v", got.RSVP, e.RSVP)
				}
			}
			for i, talk := range made.Event.Talks {
				if talk.Start == "" || len(talk.Unnamed()) < len(talk.Speakers) {
					continue // a line among others, or one whose title names a speaker
				}
				if i >= len(got.Talks) || got.Talks[i].Title != talk.Title || got.Talks[i].Start != talk.Start || !slices.Equal(got.Talks[i].Speakers, talk.Speakers) {
					t.Errorf("talks %+v, want %+v", got.Talks, made.Event.Talks)
				}
			}
		})
	}
}
