package schedule_test

import (
	"context"
	"errors"
	"maps"
	"testing"
	"testing/synctest"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

// toldOf counts how often organisers were told of a post to each place.
func (w *world) toldOf(want map[schedule.Place]int) {
	w.t.Helper()
	got := map[schedule.Place]int{}
	for _, d := range w.allRows() {
		if d.Kind == schedule.Report && d.State == schedule.Sent {
			for _, t := range schedule.ParseTroubles(d.Told).Named {
				got[t.Place]++
			}
		}
	}
	if !maps.Equal(got, want) {
		w.t.Errorf("organisers were told of %v, want %v; log:\n%s", got, want, w.log.String())
	}
}

// What goes wrong while a report waits in the round that posts it is told too.
func TestTroubleBesideAReport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newReports(t, desk)
		cellar := schedule.Place{Platform: "console", ID: "cellar"}
		no := refusal{final: true}
		w.refuses(bad{hall: no, attic: no})
		w.round("2017-09-25T10:00:00+01:00") // the report is due ten seconds later
		for _, p := range []schedule.Place{attic, cellar} {
			w.announce(p)
		}
		takes := map[schedule.Place]time.Duration{attic: 500 * time.Millisecond, cellar: 1900 * time.Millisecond}
		w.chat.before = func(_ context.Context, d schedule.Delivery) { time.Sleep(takes[d.Key.Place]) }
		stop := w.run(offset("2017-09-25T10:00:08.500+01:00"))
		time.Sleep(5 * time.Minute)
		stop()
		w.toldOf(map[schedule.Place]int{hall: 1, attic: 1})
	})
}

// A look-up that outlasts its round finds that a report was posted meanwhile.
func TestTroubleAfterAReport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newReports(t, desk)
		attic := schedule.Place{Platform: "discord", ID: "attic"}
		halls := w.channels
		w.channels = []schedule.Channel{{Place: attic, Groups: []string{"weir"}}}
		w.refuses(bad{hall: refusal{final: true}, attic: errors.New("connection reset")})
		w.round("2017-09-25T10:00:00+01:00")
		w.channels = append(w.channels, halls...)
		w.round("2017-09-25T10:00:57+01:00") // the report is due ten seconds later
		w.chat.looking = func(context.Context, schedule.Delivery) { time.Sleep(9 * time.Second) }
		stop := w.run(offset("2017-09-25T10:01:00+01:00"))
		time.Sleep(5 * time.Minute)
		stop()
		w.toldOf(map[schedule.Place]int{hall: 1, attic: 1})
		if n := w.chat.times[w.reportOf(hall).Marker]; n != 1 {
			t.Errorf("the report was posted %d times", n)
		}
	})
}

// reportOf returns the report that tells of a post to a place.
func (w *world) reportOf(place schedule.Place) schedule.Delivery {
	w.t.Helper()
	for _, d := range w.allRows() {
		for _, t := range schedule.ParseTroubles(d.Told).Named {
			if d.Kind == schedule.Report && t.Place == place {
				return d
			}
		}
	}
	w.t.Fatalf("no report tells of %s", place)
	return schedule.Delivery{}
}

// A report that goes elsewhere takes along what came to it in the same round, and
// is told once.
func TestTroubleWhileAReportGoesElsewhere(t *testing.T) {
	w := newReports(t, desk, shed)
	slack := func(id string) schedule.Place { return schedule.Place{Platform: "slack", ID: id} }
	channel := func(p schedule.Place) {
		w.announce(p)
	}
	no, revoked := refusal{final: true}, scoped{refusal{final: true}, schedule.ThisPlatform}
	w.refuses(bad{hall: no, attic: no, slack("one"): revoked, slack("two"): revoked})
	w.round("2017-09-25T10:00:00+01:00")
	channel(slack("one"))
	w.round("2017-09-25T10:00:01+01:00")
	channel(slack("two")) // of which the plan reports, for it is due
	channel(attic)        // which is posted after the plan
	w.round("2017-09-25T10:00:02+01:00")
	w.refuses(nil)
	w.runner.Renew()
	w.between("2017-09-25T10:00:03+01:00", "2017-09-25T10:10:00+01:00")
	w.toldOf(map[schedule.Place]int{hall: 1, attic: 1, slack("one"): 1, slack("two"): 1})
}

// A row that changes in the round in which it is refused again is told once.
func TestTroubleOfARowThatChanges(t *testing.T) {
	w := newWorld(t)
	w.told = []schedule.Place{desk}
	e := w.keep(evening())[0]
	w.refuses(bad{hall: refusal{}})
	w.round("2017-09-25T10:00:00+01:00")
	w.round("2017-09-25T10:04:50+01:00")
	e.Venue = content.Venue{Name: "The Lock House"}
	w.keep(e)
	w.round("2017-09-25T10:05:30+01:00")
	w.between("2017-09-25T10:05:31+01:00", "2017-09-25T10:30:00+01:00")
	w.toldOf(map[schedule.Place]int{hall: 1})
}
