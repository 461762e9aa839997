package schedule_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"meetupbot/schedule"
)

var (
	desk  = schedule.Place{Platform: "slack", ID: "desk"}
	shed  = schedule.Place{Platform: "slack", ID: "shed"}
	tower = schedule.Place{Platform: "discord", ID: "tower"}
)

// bad is what places answer: the refusal of each.
type bad map[schedule.Place]error

func (w *world) refuses(b bad) {
	w.chat.answer = func(d schedule.Delivery) error { return b[d.Key.Place] }
}

// heard compares what organisers were told, as "place: state slot reason, ...
// +more", with want.
func (w *world) heard(want ...string) {
	w.t.Helper()
	rows, err := w.db.Deliveries(w.t.Context(), schedule.DeliveryQuery{State: schedule.Sent})
	if err != nil {
		w.t.Fatal(err)
	}
	var got []string
	for _, d := range rows {
		if d.Kind != schedule.Report {
			continue
		}
		told := schedule.ParseTroubles(d.Told)
		var words []string
		for _, t := range told.Named {
			words = append(words, strings.Join(strings.Fields(t.State+" "+string(t.Kind)+" "+t.Reason), " "))
		}
		if told.More > 0 {
			words = append(words, fmt.Sprint("+", told.More))
		}
		got = append(got, d.Key.Place.String()+": "+strings.Join(words, ", "))
	}
	if !slices.Equal(got, want) {
		w.t.Errorf("organisers heard\n%s\nwant\n%s\nlog:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"), w.log.String())
	}
}

// between runs rounds as Run does, each when the one before said, until the last
// instant. It fails the test where they do not come to rest.
func (w *world) between(from, until string) {
	w.t.Helper()
	now := at(from)
	for range 200 {
		next, err := w.runner.Round(w.t.Context(), stopped(now))
		if err != nil {
			w.t.Fatal(err)
		}
		if now = later(now.Add(10*time.Millisecond), next); next.IsZero() || now.After(at(until)) {
			return
		}
	}
	w.t.Fatalf("the rounds do not come to rest; it is %s", now)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func newReports(t *testing.T, told ...schedule.Place) *world {
	w := newWorld(t)
	w.told = told
	w.keep(evening())
	return w
}

func TestReportsWhatEnds(t *testing.T) {
	t.Run("failed", func(t *testing.T) {
		w := newReports(t, desk)
		w.refuses(bad{hall: refusal{final: true}})
		w.between("2017-09-25T10:00:00+01:00", "2017-09-25T10:00:20+01:00")
		w.heard("slack:desk: failed reminder the platform said no")
		w.restart()
		w.between("2017-09-25T10:00:30+01:00", "2017-09-25T18:00:00+01:00")
		w.heard("slack:desk: failed reminder the platform said no")
		w.posted("2017-09-25T10:00:10 report")
	})
	t.Run("late", func(t *testing.T) {
		w := newReports(t, desk)
		w.between("2017-09-25T12:00:00+01:00", "2017-09-25T13:00:00+01:00")
		w.heard("slack:desk: late reminder")
		w.posted("2017-09-25T12:00:00 "+dayBefore, "2017-09-25T12:00:10 report")
	})
	t.Run("withheld", func(t *testing.T) {
		w := newReports(t, desk)
		w.between("2017-09-26T19:00:00+01:00", "2017-09-26T20:00:00+01:00")
		w.heard("slack:desk: withheld reminder the event began at 2017-09-26 18:45 BST")
	})
	t.Run("not by a pause", func(t *testing.T) {
		w := newReports(t, desk)
		w.channels[0].Paused = true
		w.between("2017-09-25T10:00:00+01:00", "2017-09-25T12:00:00+01:00")
		w.rows(dayBefore + "/0 withheld")
		w.heard()
	})
	t.Run("not on time", func(t *testing.T) {
		w := newReports(t, desk)
		w.between("2017-09-25T10:00:00+01:00", "2017-09-25T12:00:00+01:00")
		w.heard()
	})
	t.Run("not out yet, then late", func(t *testing.T) {
		w := newReports(t, desk)
		w.refuses(bad{hall: refusal{}})
		w.between("2017-09-25T10:00:00+01:00", "2017-09-25T10:30:00+01:00")
		w.heard("slack:desk: not yet reminder the platform said no")
		w.refuses(nil)
		w.between("2017-09-25T10:31:00+01:00", "2017-09-25T10:40:00+01:00")
		w.heard("slack:desk: not yet reminder the platform said no", "slack:desk: late reminder")
	})
	t.Run("not out for hours", func(t *testing.T) {
		w := newReports(t, desk)
		w.refuses(bad{hall: refusal{after: 3 * time.Hour}})
		w.between("2017-09-25T10:00:00+01:00", "2017-09-25T10:05:00+01:00")
		w.heard()
		w.between("2017-09-25T10:05:00+01:00", "2017-09-25T10:05:11+01:00")
		w.heard("slack:desk: not yet reminder the platform said no")
		w.between("2017-09-25T10:06:00+01:00", "2017-09-25T14:00:00+01:00")
		w.heard("slack:desk: not yet reminder the platform said no")
	})
	t.Run("perhaps posted", func(t *testing.T) {
		w := newReports(t, desk)
		w.setUnknown(schedule.CannotTell)
		w.crash("2017-09-25T10:00:00+01:00")
		w.between("2017-09-25T10:00:01+01:00", "2017-09-25T10:02:00+01:00")
		rows := w.rows(dayBefore+"/0 unknown", "report/0 sent")
		w.heard("slack:desk: unknown reminder " + rows[0].Reason)
	})
	t.Run("not that it was found a minute later", func(t *testing.T) {
		w := newReports(t, desk)
		w.setUnknown(schedule.Found)
		w.chat.answer = func(schedule.Delivery) error { return errLost }
		w.between("2017-09-25T10:00:00+01:00", "2017-09-25T12:00:00+01:00")
		if d := w.rows(dayBefore + "/0 sent")[0]; !d.SentAt.Equal(d.Due) {
			t.Errorf("posted at %s, due at %s", d.SentAt, d.Due)
		}
		w.heard()
	})
	t.Run("doubles", func(t *testing.T) {
		w := newReports(t, desk)
		w.setUnknown(schedule.Absent)
		w.chat.answer = func(d schedule.Delivery) error {
			if d.Attempts == 1 && d.Kind == schedule.Reminder {
				return errors.New("connection reset")
			}
			return nil
		}
		w.chat.sweep = func(schedule.Delivery) (int, error) { return 1, nil }
		w.between("2017-09-25T10:00:00+01:00", "2017-09-25T15:00:00+01:00")
		w.heard("slack:desk: doubled reminder") // once, though it was swept twice
	})
}

func TestReportIsOneMessage(t *testing.T) {
	w := newReports(t, desk)
	w.workers = 4
	b := bad{}
	w.channels = nil
	for i := range 500 {
		p := schedule.Place{Platform: "console", ID: fmt.Sprint("hall", i)}
		w.announce(p)
		b[p] = refusal{final: true}
	}
	w.refuses(b)
	w.restart()
	w.between("2017-09-25T10:00:00+01:00", "2017-09-25T12:00:00+01:00")
	w.heard("slack:desk: " + strings.Repeat("failed reminder the platform said no, ", 10) + "+490")
	w.posted("2017-09-25T10:00:10 report")
}

// Another report within a minute waits until that is over.
func TestReportsAreApart(t *testing.T) {
	w := newReports(t, desk)
	no := refusal{final: true}
	w.refuses(bad{hall: no, shed: no})
	w.between("2017-09-25T10:00:00+01:00", "2017-09-25T10:00:25+01:00")
	w.announce(shed)
	w.between("2017-09-25T10:00:30+01:00", "2017-09-25T12:00:00+01:00")
	w.posted("2017-09-25T10:00:10 report", "2017-09-25T10:01:10 report")
}

// The report is kept with the row that it is about, or neither is.
func TestReportIsKeptWithItsRow(t *testing.T) {
	w := newReports(t, desk)
	w.refuses(bad{hall: refusal{final: true}})
	together := 0
	w.ledger = &fragile{Ledger: w.db, saved: func(rows []schedule.Delivery) {
		reports := slices.IndexFunc(rows, func(d schedule.Delivery) bool { return d.Kind == schedule.Report })
		if has(rows, schedule.Failed) && reports >= 0 {
			together++
		}
	}}
	w.restart()
	w.round("2017-09-25T10:00:00+01:00")
	if together != 1 {
		t.Errorf("%d transactions held the failure and its report", together)
	}
	w.rows(dayBefore+"/0 failed", "report/0 planned")
	// The process ends while the report is posted; nothing is told twice.
	w.setUnknown(schedule.Found)
	w.crash("2017-09-25T10:00:10+01:00")
	w.between("2017-09-25T10:00:11+01:00", "2017-09-25T12:00:00+01:00")
	w.posted("2017-09-25T10:00:10 report")
	w.rows(dayBefore+"/0 failed", "report/0 sent")
}

func TestReportGoesElsewhere(t *testing.T) {
	no, notNow := refusal{final: true}, refusal{}
	t.Run("refused", func(t *testing.T) {
		w := newReports(t, desk, shed, tower)
		w.refuses(bad{hall: no, desk: no})
		w.between("2017-09-25T10:00:00+01:00", "2017-09-25T12:00:00+01:00")
		w.heard("discord:tower: failed reminder the platform said no")
		w.posted("2017-09-25T10:00:10 report")
	})
	t.Run("platform down", func(t *testing.T) {
		w := newReports(t, desk, shed, tower)
		w.refuses(bad{hall: no, desk: notNow, shed: notNow})
		w.between("2017-09-25T10:00:00+01:00", "2017-09-25T10:05:00+01:00")
		w.heard()
		w.restart()
		w.between("2017-09-25T10:05:05+01:00", "2017-09-25T10:40:00+01:00")
		w.heard("discord:tower: failed reminder the platform said no")
		rows := w.rows(dayBefore+"/0 failed", "report/0 withdrawn", "report/0 sent")
		if why := "told in discord:tower instead"; !strings.Contains(rows[1].Reason, why) {
			t.Errorf("reason %q, want %q in it", rows[1].Reason, why)
		}
		// What comes next goes where the last one came through.
		other := evening()
		other.Title, other.Date = "Sluice night, the second", "2017-09-27"
		w.keep(evening(), other)
		w.refuses(bad{hall: no, desk: notNow, shed: notNow})
		w.channels[0].Leads = leads(t, "1 day before at 10:00", "2 days before at 10:45")
		w.between("2017-09-25T10:45:00+01:00", "2017-09-25T10:46:00+01:00")
		w.posted("2017-09-25T10:05:10 report", "2017-09-25T10:45:10 report")
	})
	t.Run("nowhere", func(t *testing.T) {
		w := newReports(t, desk, tower)
		w.refuses(bad{hall: no, desk: notNow, tower: no})
		w.between("2017-09-25T10:00:00+01:00", "2017-09-25T10:10:00+01:00")
		w.heard()
		w.refuses(bad{hall: no, tower: no})
		w.between("2017-09-25T10:11:00+01:00", "2017-09-25T12:00:00+01:00")
		w.heard("slack:desk: failed reminder the platform said no")
	})
	t.Run("all refused", func(t *testing.T) {
		w := newReports(t, desk, tower)
		w.refuses(bad{hall: no, desk: no, tower: no})
		w.between("2017-09-25T10:00:00+01:00", "2017-09-25T12:00:00+01:00")
		w.heard()
		w.rows(dayBefore+"/0 failed", "report/0 failed", "report/0 failed")
		w.logged("level=ERROR msg=failed place=discord:tower", true)
	})
}

// Quiet hours are the members'.
func TestReportInQuietHours(t *testing.T) {
	w := newReports(t, hall)
	w.channels[0].Quiet = schedule.Quiet{From: "00:00", To: "09:00"}
	w.channels = append(w.channels, schedule.Channel{Place: shed, Groups: []string{"weir"}, Leads: leads(t, "1 day before at 03:00")})
	w.refuses(bad{shed: refusal{final: true}})
	w.between("2017-09-25T03:00:00+01:00", "2017-09-25T03:30:00+01:00")
	w.heard("console:hall: failed reminder the platform said no")
}

func TestWhatWaitsIsToldOnce(t *testing.T) {
	w := newWorld(t)
	w.told = []schedule.Place{desk}
	waits := func(about string) schedule.Trouble {
		return schedule.Trouble{About: about, State: schedule.Waits, Reason: about}
	}
	w.waiting = []schedule.Trouble{waits("one"), waits("two")}
	w.between("2017-09-25T10:00:00+01:00", "2017-09-25T10:10:00+01:00")
	w.heard("slack:desk: waits one, waits two")
	w.restart()
	w.waiting = append(w.waiting, waits("three"))
	w.between("2017-09-26T10:00:00+01:00", "2017-09-26T10:10:00+01:00")
	w.heard("slack:desk: waits one, waits two", "slack:desk: waits three")
	w.between("2017-10-20T10:00:00+01:00", "2017-10-20T10:10:00+01:00")
	w.heard("slack:desk: waits one, waits two", "slack:desk: waits three")
	var many []schedule.Trouble
	for i := range 40 {
		many = append(many, waits(fmt.Sprintf("event %02d", i)))
	}
	w.waiting = many
	w.between("2017-10-21T10:00:00+01:00", "2017-10-21T10:10:00+01:00")
	w.between("2017-10-22T10:00:00+01:00", "2017-10-22T10:10:00+01:00")
	w.posted("2017-09-25T10:00:10 report", "2017-09-26T10:00:10 report", "2017-10-21T10:00:10 report")
}

// Without a place for organisers nothing is told, then or later.
func TestNobodyToTell(t *testing.T) {
	w := newReports(t)
	w.refuses(bad{hall: refusal{final: true}})
	w.between("2017-09-25T10:00:00+01:00", "2017-09-25T12:00:00+01:00")
	w.rows(dayBefore + "/0 failed")
	w.logged("level=ERROR msg=failed", true)
}

// A platform that does not take our token: organisers hear of it at once, on
// another one.
func TestReportOfACutPlatform(t *testing.T) {
	revoked := scoped{refusal{final: true}, schedule.ThisPlatform}
	t.Run("before the report", func(t *testing.T) {
		w := newReports(t, desk, tower)
		w.channels[0].Place = schedule.Place{Platform: "slack", ID: "hall"}
		w.refuses(bad{w.channels[0].Place: revoked, desk: revoked})
		w.between("2017-09-25T10:00:00+01:00", "2017-09-25T10:01:00+01:00")
		w.heard("discord:tower: not yet reminder the platform said no")
		w.rows(dayBefore+"/0 planned", "report/0 sent")
		open := w.runner.Circuits(stopped(at("2017-09-25T10:01:00+01:00"))())
		if len(open) != 1 || open[0].Platform != "slack" || open[0].Place != (schedule.Place{}) || !open[0].Until.IsZero() || open[0].Why == "" {
			t.Errorf("circuits: %+v", open)
		}
	})
	t.Run("by the report", func(t *testing.T) {
		w := newReports(t, desk, tower)
		w.refuses(bad{hall: refusal{final: true}, desk: revoked})
		w.between("2017-09-25T10:00:00+01:00", "2017-09-25T10:00:10.500+01:00")
		w.between("2017-09-25T10:00:11+01:00", "2017-09-25T10:01:00+01:00") // it was woken
		w.heard("discord:tower: failed reminder the platform said no")
	})
	t.Run("a place", func(t *testing.T) {
		w := newReports(t, desk)
		w.refuses(bad{hall: scoped{refusal{final: true}, schedule.ThisPlace}})
		w.between("2017-09-25T10:00:00+01:00", "2017-09-25T10:01:00+01:00")
		w.heard("slack:desk: failed reminder the platform said no")
		open := w.runner.Circuits(stopped(at("2017-09-25T10:01:00+01:00"))())
		if len(open) != 1 || open[0].Place != hall || !open[0].Until.Equal(at("2017-09-25T10:10:00+01:00")) {
			t.Errorf("circuits: %+v", open)
		}
	})
}
