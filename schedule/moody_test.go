package schedule_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

// A moody world's platforms answer by chance: they take what is asked, refuse it,
// do it or not and say nothing, are slow, and forget their token.
type moody struct {
	*world

	mu    sync.Mutex
	dice  *rand.Rand
	calm  bool                         // from now on all is taken at once
	busy  map[schedule.Place]bool      // where a post is under way
	named map[schedule.Place]time.Time // until when a place asked for a pause
	limit map[schedule.Place]time.Time // until when its limits let nothing go there
	lies  bool                         // ... of which it says what is not so
	wants map[schedule.Place]bool      // who wants a reminder of their own of the next, and who no more
	next  *content.Event
}

func newMoody(t *testing.T, seed uint64) *moody {
	w := newWorld(t)
	m := &moody{world: w, dice: rand.New(rand.NewPCG(seed, seed)), busy: map[schedule.Place]bool{}, named: map[schedule.Place]time.Time{}, limit: map[schedule.Place]time.Time{}, wants: map[schedule.Place]bool{}}
	w.workers = 1 + m.roll(6)
	w.told = []schedule.Place{desk, tower, shed}
	w.channels = nil
	for _, platform := range []string{"slack", "discord", "console"} {
		w.rooms(platform, 6)
	}
	for i := range w.channels {
		w.channels[i].Leads = leads(t, "1 day before at 10:00")
		w.channels[i].Posts = []schedule.Kind{schedule.Announcement, schedule.Reminder, schedule.Change}
	}
	w.server = func(p schedule.Place) (schedule.Place, bool) {
		return schedule.ServerOf("discord", "mill"), p.Platform == "discord"
	}
	c := w.chat
	c.before, c.answer, c.find = m.before, m.answer, m.find
	c.edits, c.keeps = m.refusal, m.refusal
	c.sweep = func(d schedule.Delivery) (int, error) { return 0, m.refusal(d) }
	c.looking = func(context.Context, schedule.Delivery) { m.linger() }
	c.tidying = c.looking
	m.lies = seed%2 == 1
	c.pause = func(place schedule.Place) time.Duration {
		if m.lies && m.roll(2) == 1 {
			return time.Duration([]int{-1, 1, 10, 200, 5000}[m.roll(5)]*m.roll(300)) * time.Millisecond
		}
		m.mu.Lock()
		defer m.mu.Unlock()
		return max(time.Until(m.limit[place]), 0)
	}
	w.ledger = &fragile{Ledger: w.db, fail: func([]schedule.Delivery) bool { return m.roll(150) == 1 }}
	return m
}

// roll returns one of n numbers by chance; 0 when all is calm.
func (m *moody) roll(n int) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.calm {
		return 0
	}
	return m.dice.IntN(n)
}

// linger takes a moment, or sometimes nearly as long as it may.
func (m *moody) linger() {
	if m.roll(10) == 1 {
		time.Sleep(time.Duration(m.roll(9000)) * time.Millisecond)
	}
	time.Sleep(time.Duration(m.roll(40)) * time.Millisecond)
}

// start begins anew, as another process does, with pages of another size.
func (m *moody) start() (stop func()) {
	m.restart()
	clear(m.named) // of a pause another process knows what rows say, and these may be new
	m.runner.PageOf([]int{1, 3, 20, 512}[m.roll(4)])
	return m.run(offset("2017-09-25T09:50:00+01:00"))
}

func (m *moody) before(_ context.Context, d schedule.Delivery) {
	m.mu.Lock()
	if m.busy[d.Key.Place] {
		m.t.Errorf("two posts to %s at a time", d.Key.Place)
	}
	if early := time.Until(m.named[d.Key.Place]); early > 0 {
		m.t.Errorf("%s is asked %s before the time that it named", d.Key.Place, early)
	}
	if early := time.Until(m.limit[d.Key.Place]); early > schedule.Early && !m.lies {
		m.t.Errorf("%s is asked %s before its limits let anything go there", d.Key.Place, early)
	}
	m.busy[d.Key.Place] = true
	m.mu.Unlock()
	if m.roll(3) == 1 {
		m.press() // while others wait
	}
	m.linger()
}

// answer is called with the chat locked.
func (m *moody) answer(d schedule.Delivery) error {
	err := m.refusal(d)
	limit := time.Duration(m.roll(6)) * time.Second
	m.mu.Lock()
	defer m.mu.Unlock()
	m.busy[d.Key.Place] = false
	m.limit[d.Key.Place] = time.Now().Add(limit)
	if r, ok := err.(refusal); ok && r.after > 0 {
		m.named[d.Key.Place] = time.Now().Add(r.after)
	}
	if err != nil && strings.Contains(err.Error(), "after it was done") {
		m.chat.show(d, time.Now())
	}
	return err
}

// refusal is what becomes of what is asked; nil: it is done.
func (m *moody) refusal(schedule.Delivery) error {
	switch m.roll(30) {
	case 1, 2:
		return refusal{}
	case 3, 4, 5:
		return refusal{after: time.Duration(m.roll(90_000)) * time.Millisecond}
	case 6:
		return errors.New("connection reset")
	case 7:
		return errors.New("connection reset after it was done")
	case 8:
		return scoped{refusal{final: true}, schedule.ThisPlatform}
	case 9:
		return scoped{refusal{final: true}, schedule.ThisPlace}
	case 10:
		return refusal{final: true}
	}
	return nil
}

// find is called with the chat locked.
func (m *moody) find(d schedule.Delivery) (schedule.Presence, error) {
	switch {
	case m.roll(10) == 1:
		return schedule.CannotTell, refusal{after: 20 * time.Second}
	case m.chat.times[d.Marker] > 0:
		return schedule.Found, nil
	}
	return schedule.Absent, nil
}

// Whatever platforms and disks do, and wherever the process ends: nothing is lost,
// doubled, asked before its time or told twice, and no round follows another
// without a reason.
func TestMoodyPlatforms(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { moodyDay(newMoody(t, seed)) })
		})
	}
}

func moodyDay(m *moody) {
	defer m.db.Close()
	rounds := 0
	m.rounded = func(_ schedule.Now, err error) {
		if rounds++; err != nil && !strings.Contains(err.Error(), "the disk is full") {
			m.t.Error(err)
		}
	}
	tonight := evening()
	tonight.Date, tonight.Start = "2017-09-25", "10:55"
	events := m.keep(evening(), evening(), evening(), tonight)
	for i := range events {
		events[i].Title, events[i].News.Event = fmt.Sprint("Night ", i), at("2017-09-25T08:00:00Z")
	}
	m.keep(events...)
	next := events[3] // which each import writes to
	m.next = &next
	stop := m.start()
	for range 30 {
		time.Sleep(time.Minute)
		m.runner.Renew()
		switch m.roll(10) {
		case 1:
			events[m.roll(3)].Venue.Name = fmt.Sprint("House ", m.roll(3))
			m.keep(events...)
			m.runner.Wake()
		case 2:
			stop()
			m.channels[m.roll(18)].Paused = m.roll(2) == 1
			stop = m.start()
		case 3:
			rows := m.allRows()
			if d := rows[m.roll(len(rows))]; d.State == schedule.Sent && d.Message != "" && d.Kind != schedule.Report && d.Sweep.IsZero() {
				m.ask(schedule.Retract(d))
				m.runner.Wake()
			}
		case 4, 5, 6:
			m.press()
		}
	}
	m.mu.Lock()
	m.calm = true
	m.mu.Unlock()
	m.runner.Renew()
	time.Sleep(30 * time.Minute)
	stop()
	if rounds > 1000 {
		m.t.Errorf("%d rounds in an hour", rounds)
	}
	m.nothingAmiss()
}

// press has somebody change their mind about a reminder of their own.
func (m *moody) press() {
	place := schedule.DirectTo(schedule.Place{Platform: []string{"slack", "discord"}[m.roll(2)], ID: fmt.Sprint("jo", m.roll(12))})
	person, _ := place.Person()
	row, ok := schedule.NewPersonal(person, m.next, at("2017-09-25T09:50:00+01:00"))
	rows, err := m.db.Deliveries(m.t.Context(), schedule.DeliveryQuery{Place: place})
	if err != nil || !ok {
		m.t.Error(ok, err)
		return
	}
	if len(rows) > 0 {
		had := rows[0]
		switch again, got := schedule.Redo(had); {
		case got:
			row = again
		case had.Undone():
			row.ID, row.Key, row.Marker, row.Kept = had.ID, had.Key, had.Marker, had.Kept
		case had.State == schedule.Planned, had.State == schedule.Sent:
			row = schedule.Undo(had)
		default: // it is on its way, or did not come through
			return
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	switch _, err := m.db.Save(m.t.Context(), []schedule.Delivery{row}); {
	case err == nil:
		m.wants[place] = !row.Undone()
		m.runner.Wake()
	case !errors.Is(err, schedule.ErrExists): // else it is posted just now
		m.t.Error(err)
	}
}

// nothingAmiss compares the ledger with what the platforms have and organisers heard.
func (m *moody) nothingAmiss() {
	reports := map[string]map[schedule.Key]bool{} // which told of what
	more := false                                 // ... without naming it
	for _, d := range m.allRows() {
		n := m.chat.times[d.Marker]
		switch {
		case d.Kind == schedule.Personal && m.wants[d.Key.Place] == d.Undone():
			m.t.Errorf("wanted %v: %+v", m.wants[d.Key.Place], d)
		case n > 1, d.State.Posted() && n == 0, n == 1 && !d.State.Posted() && d.State != schedule.Failed && !d.Undone():
			m.t.Errorf("posted %d times: %+v", n, d)
		case !d.State.Final() && d.Due.Before(at("2017-09-25T10:50:00+01:00")):
			m.t.Errorf("left behind: %+v", d)
		}
		if d.Kind != schedule.Report || d.State != schedule.Sent {
			continue
		}
		key := d.Key
		key.Place = schedule.Place{} // of one that was in doubt another place may have heard, too
		told := schedule.ParseTroubles(d.Told)
		more = more || told.More > 0
		for _, trouble := range told.Named {
			what := fmt.Sprint(trouble.State, trouble.Place, trouble.Event, trouble.Slot)
			if reports[what] == nil {
				reports[what] = map[schedule.Key]bool{}
			}
			if reports[what][key] = true; len(reports[what]) > 1 && trouble.Kind != schedule.Change { // of which there may be several
				m.t.Errorf("told twice: %+v", trouble)
			}
		}
	}
	for _, d := range m.allRows() {
		what := fmt.Sprint(d.State, d.Key.Place, d.Key.Event, d.Key.Slot)
		if d.State == schedule.Failed && d.Kind != schedule.Report && d.Kind != schedule.Listing && d.Kind != schedule.Personal && reports[what] == nil && !more {
			m.t.Errorf("not told: %+v", d)
		}
	}
	if m.t.Failed() {
		m.t.Log(m.log.String())
	}
}
