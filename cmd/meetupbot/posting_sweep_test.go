package main

import (
	"slices"
	"testing"
	"time"

	"meetupbot/bot/slack/slacktest"
	"meetupbot/schedule"
)

// TestHistoryLags is fault 8: while history shows posts later than we look for
// them, what is there is posted again, and the sweep takes that away.
func TestHistoryLags(t *testing.T) {
	const places = 10
	r := newRig(t)
	r.delays.Sweep, r.delays.SweepAgain = time.Minute, 2*time.Minute // which the clocks leap over
	r.restart()
	var all []schedule.Place
	lost := map[string]slacktest.Behaviour{}
	for i := range places {
		p := r.place("slack", i)
		all = append(all, p)
		lost[p.ID] = slacktest.Stored(slacktest.Status(500, ""))
		r.due(p, 1)
	}
	once := onceEach(lost)
	r.slack.Choose(func(c slacktest.Call) slacktest.Behaviour {
		if c.Method != "chat.postMessage" {
			return slacktest.Behaviour{}
		}
		return once(c.Args["channel"])
	})
	r.slack.SetHistoryLag(time.Hour)
	r.run()
	doubled := func() (n int) {
		for _, p := range all {
			if r.standing(p) > 1 {
				n++
			}
		}
		return n
	}
	r.until("doubles", func() bool { return doubled() == places })
	r.until("marks", func() bool { // what is marked after the leap is swept a minute after it
		return !slices.ContainsFunc(r.rows("slack"), func(d schedule.Delivery) bool { return d.State != schedule.Sent })
	})
	r.slack.SetHistoryLag(0) // now it shows them
	r.off.Store(int64(r.delays.Sweep))
	r.runner.Wake()
	r.until("the sweeps", func() bool { return doubled() == 0 })
	r.off.Store(int64(2 * r.delays.SweepAgain))
	r.runner.Wake()
	r.until("no more sweeps", func() bool {
		for _, d := range r.rows("slack") {
			if d.Doubles != 1 || !d.Sweep.IsZero() {
				return false
			}
		}
		return true
	})
	for _, d := range r.rows("slack") {
		if left := r.slack.Messages(d.Key.Place.ID); len(left) != 1 || left[0].TS != d.Message {
			t.Errorf("in %s stand %v, the row knows %s", d.Key.Place, left, d.Message)
		}
	}
}
