package bot_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/schedule"
)

// TestRemindMe presses the buttons for one's own reminder.
func TestRemindMe(t *testing.T) {
	o := newOffice(t)
	jo := schedule.Place{Platform: "test", ID: "jo"}
	now := instant("2017-09-20T11:00:00Z")
	event := o.next(t, now)
	press := func(asker schedule.Place, verb string, id content.EventID, at time.Time) bot.Reply {
		call, ok := bot.Pressed(fmt.Sprintf("%s:%d", verb, id))
		if !ok || !call.Private() {
			t.Fatalf("%s is no private press", verb)
		}
		return o.router.Answer(t.Context(), bot.Request{Call: call, Asker: asker, Now: at, Place: schedule.Place{Platform: "test", ID: "river"}})
	}
	says := func(reply bot.Reply, words string, reminded bool) {
		t.Helper()
		p, ok := reply.(bot.Personal)
		if !ok || !strings.Contains(p.Said, words) || p.Event.Reminded != reminded {
			t.Errorf("answered %+v, want %q", reply, words)
		}
	}
	rows := func(states ...schedule.State) {
		t.Helper()
		kept, err := o.db.Deliveries(t.Context(), schedule.DeliveryQuery{Place: schedule.DirectTo(jo)})
		if err != nil || len(kept) != len(states) {
			t.Fatalf("rows %+v, %v", kept, err)
		}
		for i, d := range kept {
			if d.State != states[i] || d.Kind != schedule.Personal {
				t.Errorf("row %+v, want %s", d, states[i])
			}
		}
	}
	says(press(jo, "forgetme", event.ID, now), "no reminder of yours", false)
	says(press(jo, "remindme", event.ID, now), "an hour before the start", true)
	says(press(jo, "remindme", event.ID, now), "set already", true)
	rows(schedule.Planned)
	says(press(jo, "forgetme", event.ID, now), "not be reminded", false)
	rows(schedule.Withdrawn)
	says(press(jo, "remindme", event.ID, now), "an hour before the start", true)
	rows(schedule.Planned)
	got, err := o.db.Deliveries(t.Context(), schedule.DeliveryQuery{Place: schedule.DirectTo(jo)})
	if err != nil {
		t.Fatal(err)
	}
	got[0].State, got[0].Message = schedule.Sent, "m1"
	if _, err := o.db.Save(t.Context(), got); err != nil {
		t.Fatal(err)
	}
	says(press(jo, "remindme", event.ID, now), "reminded of that already", true)
	says(press(jo, "forgetme", event.ID, now), "not be reminded", false)
	rows(schedule.Withdrawn)
	says(press(jo, "remindme", event.ID, now), "If it changes", true) // and not a second time
	rows(schedule.Sent)
	from, _, _ := event.Span()
	if n, ok := press(jo, "remindme", event.ID, from).(bot.Notice); !ok || !strings.Contains(n.Text, "has begun") {
		t.Errorf("after its start: %+v", n)
	}
	if n, ok := press(schedule.Place{}, "remindme", event.ID, now).(bot.Notice); !ok || !strings.Contains(n.Text, "from here") {
		t.Errorf("by nobody: %+v", n)
	}
	if n, ok := press(jo, "remindme", 4711, now).(bot.Notice); !ok || !strings.Contains(n.Text, "not known here") {
		t.Errorf("of no meetup: %+v", n)
	}
	if _, ok := bot.Parse("remindme"); ok {
		t.Error("remindme can be typed")
	}
}

// A meddler is a ledger in which somebody changes a row, between when it is read
// and when it is saved.
type meddler struct {
	schedule.Ledger
	meddle func()
}

func (m *meddler) Save(ctx context.Context, rows []schedule.Delivery) ([]schedule.Delivery, error) {
	if f := m.meddle; f != nil {
		m.meddle = nil
		f()
	}
	return m.Ledger.Save(ctx, rows)
}

// TestRemindMeMeanwhile: what a press answers is so when it answers, whatever
// happens to the reminder at the same time.
func TestRemindMeMeanwhile(t *testing.T) {
	now := instant("2017-09-20T11:00:00Z")
	for name, c := range map[string]struct {
		verb string
		had  bool                     // a reminder is planned
		then func(*schedule.Delivery) // what becomes of it meanwhile
		want string
	}{
		"undone while it is posted": {"forgetme", true, func(d *schedule.Delivery) { d.State = schedule.Sending }, "on its way"},
		"undone twice":              {"forgetme", true, func(d *schedule.Delivery) { *d = schedule.Undo(*d) }, "no reminder of yours"},
		"asked for twice":           {"remindme", false, func(*schedule.Delivery) {}, "set already"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			jo := schedule.Place{Platform: "test", ID: "jo"}
			event := o.next(t, now)
			row, _ := schedule.NewPersonal(jo, &event, now)
			save := func(d schedule.Delivery) schedule.Delivery {
				saved, err := o.db.Save(t.Context(), []schedule.Delivery{d})
				if err != nil {
					t.Fatal(err)
				}
				return saved[0]
			}
			if c.had {
				row = save(row)
			}
			o.desk.Ledger = &meddler{o.db, func() {
				c.then(&row)
				save(row)
			}}
			call, _ := bot.Pressed(fmt.Sprintf("%s:%d", c.verb, event.ID))
			reply := o.router.Answer(t.Context(), bot.Request{Call: call, Asker: jo, Now: now, Place: schedule.Place{Platform: "test", ID: "river"}})
			if p, ok := reply.(bot.Personal); !ok || !strings.Contains(p.Said, c.want) {
				t.Errorf("answered %+v, want %q", reply, c.want)
			}
		})
	}
}

// next is the next meetup with a start.
func (o *office) next(t *testing.T, now time.Time) content.Event {
	t.Helper()
	events, err := o.db.Events(t.Context(), content.EventQuery{After: now})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if from, _, ok := e.Span(); ok && e.Start != "" && e.Status == content.Scheduled && from.After(now.Add(2*time.Hour)) && len(e.Doubts) == 0 {
			return e
		}
	}
	t.Fatal("there is no meetup to be reminded of")
	return content.Event{}
}

// TestRemindMeOfTooMany bounds what one person waits for.
func TestRemindMeOfTooMany(t *testing.T) {
	o := newOffice(t)
	jo := schedule.Place{Platform: "test", ID: "jo"}
	now := instant("2017-09-20T11:00:00Z")
	event := o.next(t, now)
	for i := range schedule.MaxPersonal {
		e := event
		e.ID = content.EventID(1000 + i)
		d, ok := schedule.NewPersonal(jo, &e, now)
		if !ok {
			t.Fatal("not to be reminded of")
		}
		if _, err := o.db.Save(t.Context(), []schedule.Delivery{d}); err != nil {
			t.Fatal(err)
		}
	}
	call, _ := bot.Pressed(fmt.Sprintf("remindme:%d", event.ID))
	reply := o.router.Answer(t.Context(), bot.Request{Call: call, Asker: jo, Now: now})
	if n, ok := reply.(bot.Notice); !ok || !strings.Contains(n.Text, "50 reminders already") {
		t.Errorf("answered %+v", reply)
	}
}
