package bot_test

import (
	"context"
	"testing"

	"meetupbot/bot"
	"meetupbot/content"
)

// TestWhen: what a card says of day, time, zone and distance, by the venue's
// calendar, across clock changes and midnights.
func TestWhen(t *testing.T) {
	for _, tt := range []struct {
		about          string
		event          content.Event
		now            string
		want, relative string
	}{
		{
			"in summer", content.Event{Date: "2017-09-26", Start: "18:45", Zone: "Europe/London"}, "2017-09-20T12:00:00+01:00",
			"Tuesday 26 September 2017, 18:45 (London time, BST)", "in 6 days",
		},
		{
			"tomorrow there, today here", content.Event{Date: "2017-09-26", Start: "18:45", Zone: "Pacific/Auckland"}, "2017-09-25T13:00:00Z",
			"Tuesday 26 September 2017, 18:45 (Auckland time, NZDT)", "today",
		},
		{
			"eight hours ahead, over midnight", content.Event{Date: "2017-09-26", Start: "06:00", Zone: "Europe/London"}, "2017-09-25T22:00:00+01:00",
			"Tuesday 26 September 2017, 06:00 (London time, BST)", "tomorrow",
		},
		{
			"over the change to winter time", content.Event{Date: "2017-10-30", Start: "18:45", Zone: "Europe/London"}, "2017-10-28T23:30:00+01:00",
			"Monday 30 October 2017, 18:45 (London time, GMT)", "in 2 days",
		},
		{
			"on now", content.Event{Date: "2017-09-26", Start: "18:45", End: "21:00", Zone: "Europe/London"}, "2017-09-26T20:59:59+01:00",
			"Tuesday 26 September 2017, 18:45–21:00 (London time, BST)", "on now",
		},
		{
			"on now, past midnight", content.Event{Date: "2017-09-26", Start: "22:00", End: "02:00", Zone: "Europe/London"}, "2017-09-27T01:00:00+01:00",
			"Tuesday 26 September 2017, 22:00–02:00 (London time, BST)", "on now",
		},
		{
			"a day without a time", content.Event{Date: "2017-09-26", Zone: "Europe/London"}, "2017-09-26T20:00:00+01:00",
			"Tuesday 26 September 2017", "today",
		},
		{
			"the second of two days", content.Event{Date: "2017-09-30", EndDate: "2017-10-01", Zone: "Europe/London"}, "2017-10-01T12:00:00+01:00",
			"Saturday 30 September to Sunday 1 October 2017", "on now",
		},
		{
			"over New Year", content.Event{Date: "2017-12-31", EndDate: "2018-01-01", Zone: "Europe/London"}, "2017-12-01T12:00:00Z",
			"Sunday 31 December 2017 to Monday 1 January 2018", "in 30 days",
		},
		{
			"three days of a month", content.Event{Date: "2017-11-03", EndDate: "2017-11-05", Start: "09:00", Zone: "Europe/London"}, "2017-07-01T12:00:00Z",
			"Friday 3 to Sunday 5 November 2017, 09:00 (London time, GMT)", "",
		},
		{
			"a zone without letters", content.Event{Date: "2026-05-05", Start: "19:00", Zone: "America/Sao_Paulo"}, "2026-05-04T12:00:00Z",
			"Tuesday 5 May 2026, 19:00 (Sao Paulo time, UTC-3)", "tomorrow",
		},
		{
			"half an hour aside", content.Event{Date: "2026-05-05", Start: "19:00", Zone: "Asia/Kathmandu"}, "2026-05-04T12:00:00Z",
			"Tuesday 5 May 2026, 19:00 (Kathmandu time, UTC+5:45)", "tomorrow",
		},
		{
			"UTC", content.Event{Date: "2026-05-05", Start: "19:00", Zone: "Etc/UTC"}, "2026-05-04T12:00:00Z",
			"Tuesday 5 May 2026, 19:00 (UTC)", "tomorrow",
		},
	} {
		t.Run(tt.about, func(t *testing.T) {
			tt.event.Title = "Autumn meetup"
			r := router(t, shelf{tt.event})
			card, ok := r.Answer(t.Context(), bot.Request{Line: "nextmeetup", Now: instant(tt.now)}).(bot.EventCard)
			if !ok {
				t.Fatal("nextmeetup has no card")
			}
			when := card.Event.When
			if got := when.String(); got != tt.want {
				t.Errorf("When = %q, want %q", got, tt.want)
			}
			if got := when.Relative(); got != tt.relative {
				t.Errorf("Relative = %q, want %q", got, tt.relative)
			}
		})
	}
}

// A drawer holds events whose days are not known.
type drawer []content.Event

func (d drawer) Events(_ context.Context, q content.EventQuery) ([]content.Event, error) {
	if q.Undated {
		return append([]content.Event{}, d...), nil
	}
	return nil, nil
}

func (drawer) People(context.Context, []string, string) (content.PeopleFound, error) {
	return content.PeopleFound{}, nil
}

func (drawer) Talks(context.Context, content.TalkQuery) (content.TalksFound, error) {
	return content.TalksFound{}, nil
}

// TestUndated: an event without a day is news for 60 days, or until its month
// is over where the event is.
func TestUndated(t *testing.T) {
	published := instant("2017-09-01T12:00:00Z")
	for _, tt := range []struct {
		event content.Event
		now   string
		named bool
	}{
		{content.Event{Published: published}, "2017-08-31T12:00:00Z", false},
		{content.Event{Published: published}, "2017-09-01T12:00:00Z", true},
		{content.Event{Published: published}, "2017-10-31T12:00:00Z", true},
		{content.Event{Published: published}, "2017-10-31T12:00:01Z", false},
		{content.Event{}, "2017-09-01T12:00:00Z", false},
		{content.Event{Date: "2017-12", Zone: "Pacific/Auckland"}, "2017-12-31T10:59:59Z", true},
		{content.Event{Date: "2017-12", Zone: "Pacific/Auckland"}, "2017-12-31T11:00:00Z", false},
		{content.Event{Date: "2017-12", Published: published}, "2017-12-31T11:00:00Z", true},
		{content.Event{Date: "2017-12", Status: content.Cancelled}, "2017-12-01T11:00:00Z", false},
	} {
		tt.event.Title = "Docs evening"
		reply := router(t, drawer{tt.event}).Answer(t.Context(), bot.Request{Line: "nextmeetup", Now: instant(tt.now)})
		none, _ := reply.(bot.NonePlanned)
		if got := len(none.Undated) == 1; got != tt.named {
			t.Errorf("at %s, %+v is named: %v, want %v (%T)", tt.now, tt.event, got, tt.named, reply)
		}
	}
}
