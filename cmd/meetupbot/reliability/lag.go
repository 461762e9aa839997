package main

import (
	"fmt"
	"time"
)

// lateness is how long Slack's history does not show a post, in lag: longer
// than the bot waits before it looks for one, shorter than until it looks for a
// second one.
const lateness = 3 * settle

// lag kills the bot while Slack's history shows posts only long after the bot
// looks for them. Doubles cannot be prevented there then, and are counted; the
// bot looks for them again later, and none may stand in the end.
func (m *measurement) lag(reminders, kills int) error {
	w, err := m.reminders(reminders, m.dice)
	if err != nil {
		return err
	}
	defer w.close()
	w.slow(m.dice)
	w.slack.SetHistoryLag(lateness)
	began := time.Now()
	if err := m.killAgain(w, kills, sweeps+unhurried); err != nil {
		return err
	}
	v := w.check()
	kept := len(v.Lost) == 0 && v.doubled("discord") == 0 && v.Shown == 0 && v.Early == 0 && len(v.Strange) == 0
	m.figure(fmt.Sprintf("%d SIGKILLs over %d reminders, a history %v late, %v", kills, v.Planned, lateness, time.Since(began).Round(time.Second)), v.String(), kept)
	return nil
}

// slowStart is longer than the bot takes to start again and look.
const slowStart = 2 * time.Second

// unsettled kills a bot that does not wait before it looks for a post, beside
// servers that are slow to store one. It shows that doubles are seen.
func (m *measurement) unsettled(reminders, kills int) error {
	w, err := m.reminders(reminders, m.dice)
	if err != nil {
		return err
	}
	defer w.close()
	w.misbehave(func() fault {
		if m.dice.below(4) > 0 {
			return fault{}
		}
		return fault{Before: slowStart} // stored when the next life has looked for it
	})
	w.delays["Settle"] = 1
	began := time.Now()
	if err := m.killAgain(w, kills, unhurried); err != nil {
		return err
	}
	v := w.check()
	seen := v.doubled("slack") > 0 && v.doubled("discord") == 0 && len(v.Lost) == 0
	m.figure(fmt.Sprintf("%d SIGKILLs over %d reminders, no settle time, %v", kills, v.Planned, time.Since(began).Round(time.Second)), v.String(), seen)
	return nil
}
