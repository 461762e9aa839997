package schedule_test

import (
	"testing"

	"meetupbot/content"
	"meetupbot/schedule"
)

// An event that is postponed loses its day, in the document too.
func TestPostponedWithoutADay(t *testing.T) {
	w := newWorld(t)
	w.channels[0].Leads = leads(t, "1 day before at 10:00", "2 hours before")
	e := evening()
	e.Published = at("2017-03-01T10:00:00Z") // long ago
	e = w.keep(e)[0]
	w.round("2017-09-25T10:00:00+01:00")
	e.Status, e.Date = content.Postponed, ""
	w.keep(e)
	w.round("2017-09-25T11:00:00+01:00")
	rows := w.rows(dayBefore+"/0 sent", "change/0 planned", "reminder 2 hours before/0 withdrawn")
	if want := "postponed, and no new day is known"; rows[2].Reason != want {
		t.Errorf("reason %q, want %q", rows[2].Reason, want)
	}
	f, err := w.runner.Forecast(t.Context(), at("2017-09-25T11:00:30+01:00"), at("2017-09-26T11:00:30+01:00"))
	if err != nil || len(f.Posts) != 1 || f.Posts[0].Kind != schedule.Change {
		t.Errorf("forecast %v, %v; want the change", f.Posts, err)
	}
	w.round("2017-09-25T11:01:00+01:00")
	w.round("2017-09-25T11:02:00+01:00")
	w.posted("2017-09-25T10:00:00 "+dayBefore, "2017-09-25T11:01:00 change")

	e.Status = content.Cancelled // weeks later it is called off
	w.keep(e)
	w.round("2017-10-20T11:00:00+01:00")
	w.round("2017-10-20T11:01:00+01:00")
	w.round("2017-10-20T11:02:00+01:00")
	w.posted("2017-09-25T10:00:00 "+dayBefore, "2017-09-25T11:01:00 change", "2017-10-20T11:01:00 change")
}

// Nobody hears of a postponed event of which nothing was told.
func TestPostponedBeforeAnythingWasTold(t *testing.T) {
	w := newWorld(t)
	e := w.keep(evening())[0]
	w.round("2017-09-20T10:00:00+01:00")
	e.Status, e.Date = content.Postponed, ""
	w.keep(e)
	w.round("2017-09-21T10:00:00+01:00")
	w.round("2017-09-25T10:00:00+01:00")
	w.posted()
	w.rows(dayBefore + "/0 withdrawn")
}

// A wrong year takes an event far out of sight; who was told of it is still
// told that, and its rows do not say that it is gone.
func TestMovedFarIntoThePast(t *testing.T) {
	w := newWorld(t)
	w.channels[0].Leads = leads(t, "1 day before at 10:00", "2 hours before")
	e := w.keep(evening())[0]
	w.round("2017-09-25T10:00:00+01:00")
	e.Date = "2007-09-26"
	w.keep(e)
	w.round("2017-09-25T11:00:00+01:00")
	w.round("2017-09-25T11:01:00+01:00")
	w.posted("2017-09-25T10:00:00 "+dayBefore, "2017-09-25T11:01:00 change")
	rows := w.rows(dayBefore+"/0 sent", "change/0 sent", "reminder 2 hours before/0 withdrawn")
	if want := "nothing asks for it any more: the rules changed, or the event did"; rows[2].Reason != want {
		t.Errorf("reason %q, want %q", rows[2].Reason, want)
	}
}

// digestOnly is a world whose channel takes a digest each Monday and nothing
// else.
func digestOnly(t *testing.T) *world {
	w := newWorld(t)
	w.channels[0] = schedule.Channel{Place: hall, Groups: []string{"weir"}, Posts: []schedule.Kind{schedule.Digest},
		Digest: "0 9 * * MON", Zone: "Europe/London"}
	return w
}

func TestDigestTells(t *testing.T) {
	for about, tt := range map[string]struct {
		change func(*content.Event)
		told   bool
	}{
		"cancelled":               {func(e *content.Event) { e.Status = content.Cancelled }, true},
		"moved":                   {func(e *content.Event) { e.Date = "2017-09-28" }, true},
		"postponed":               {func(e *content.Event) { e.Status, e.Date = content.Postponed, "" }, true},
		"elsewhere":               {func(e *content.Event) { e.Venue.Name = "The Corn Exchange" }, false}, // a list says no places
		"another title":           {func(e *content.Event) { e.Title = "Weir night" }, false},
		"held, nothing confirmed": {func(e *content.Event) { e.Doubts = []content.Doubt{{Field: "date", Question: "Which?"}} }, false},
	} {
		t.Run(about, func(t *testing.T) {
			w := digestOnly(t)
			e := w.keep(evening())[0]
			w.round("2017-09-18T09:00:00+01:00")
			tt.change(&e)
			w.keep(e)
			w.round("2017-09-20T12:00:00+01:00")
			w.round("2017-09-20T12:01:00+01:00")
			w.round("2017-09-20T12:02:00+01:00")
			if tt.told {
				w.posted("2017-09-18T09:00:00 digest", "2017-09-20T12:01:00 change")
			} else {
				w.posted("2017-09-18T09:00:00 digest")
			}
		})
	}
}

// The next digest says what is so now: nothing of it is left to be told.
func TestDigestBringsUpToDate(t *testing.T) {
	w := digestOnly(t)
	e := w.keep(evening())[0]
	w.round("2017-09-18T09:00:00+01:00")
	e.Start = "19:30"
	w.keep(e)
	w.round("2017-09-25T09:00:00+01:00")
	w.round("2017-09-25T09:05:00+01:00")
	w.posted("2017-09-18T09:00:00 digest", "2017-09-25T09:00:00 digest")
	w.rows("digest/0 sent", "digest/0 sent", "change/0 withdrawn", "digest/0 planned")
}

// A digest names so many events and no more: of the others nothing was told.
func TestDigestTellsWhatItNames(t *testing.T) {
	w := digestOnly(t)
	var events []content.Event
	for i := range schedule.DigestLength + 1 {
		e := evening()
		e.Date = e.Date.AddDays(i)
		events = append(events, e)
	}
	events = w.keep(events...)
	w.round("2017-09-18T09:00:00+01:00")
	for _, i := range []int{schedule.DigestLength - 1, schedule.DigestLength} {
		events[i].Status = content.Cancelled
	}
	w.keep(events...)
	w.round("2017-09-20T12:00:00+01:00")
	w.round("2017-09-20T12:01:00+01:00")
	w.posted("2017-09-18T09:00:00 digest", "2017-09-20T12:01:00 change")
}

// A digest says no places; a place told before is still what people know.
func TestDigestLeavesThePlaceTold(t *testing.T) {
	w := digestOnly(t)
	w.channels[0].Posts = nil
	e := w.keep(evening())[0]
	w.channels[0].Leads = leads(t, "1 week before at 9:00")
	w.round("2017-09-19T09:00:00+01:00")
	w.round("2017-09-25T09:00:00+01:00")
	e.Venue.Name = "The Corn Exchange"
	w.keep(e)
	w.round("2017-09-25T12:00:00+01:00")
	w.round("2017-09-25T12:01:00+01:00")
	w.posted("2017-09-19T09:00:00 reminder 1 week before at 09:00", "2017-09-25T09:00:00 digest", "2017-09-25T12:01:00 change")
}
