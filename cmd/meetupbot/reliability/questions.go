package main

import (
	"context"
	"fmt"
	"time"

	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack/slacktest"
)

// atOnce is how many questions a life is asked at most, before it dies.
const atOnce = 20

// A question is one that somebody has asked.
type question struct {
	slack   slacktest.Envelope
	discord string // the interaction's id; "": it was asked on Slack
}

// questions has members ask on both platforms, by command, while the bot is
// killed again and again. What is acknowledged has to be answered: Slack and
// Discord tell whoever has no acknowledgement that the bot did not respond.
func (m *measurement) questions(asks int) error {
	w, err := newWorld(m.program, 5, 2, time.Hour, m.dice.rng)
	if err != nil {
		return err
	}
	defer w.close()
	began := time.Now()
	var asked []question
	lives := 0
	for len(asked) < asks {
		lives++
		if err := w.ask(m.dice, lives, &asked); err != nil {
			return err
		}
	}
	l, err := w.start() // whatever is still owed
	if err != nil {
		return err
	}
	l.until(func() bool { return false }, unhurried)
	l.kill()
	acknowledged, answered := 0, 0
	for _, q := range asked {
		acked, said := w.answer(q)
		if acked {
			acknowledged++
		}
		if said {
			answered++
		}
	}
	m.figure(fmt.Sprintf("%d questions, %d SIGKILLs, %v", len(asked), lives, time.Since(began).Round(time.Second)),
		fmt.Sprintf("acknowledged %d, of these without an answer %d; not acknowledged, so that whoever asked was told %d",
			acknowledged, acknowledged-answered, len(asked)-acknowledged), acknowledged == answered && acknowledged > 0)
	return nil
}

// ask begins a life, asks some questions, and kills it on the way.
func (w *world) ask(d *dice, life int, asked *[]question) error {
	l, err := w.start()
	if err != nil {
		return err
	}
	defer l.kill()
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	if _, err := w.slack.Connected(ctx, life); err != nil {
		return fmt.Errorf("%w: %s", err, l.log.String())
	}
	if _, err := w.discord.Gateway().AwaitReady(ctx, life); err != nil {
		return fmt.Errorf("%w: %s", err, l.log.String())
	}
	for range 1 + d.below(atOnce/2) {
		e := w.slack.Command(w.slackPlace(), "U0ASKER", "/nextmeetup", "")
		id, err := w.slack.Push(ctx, e)
		if err != nil {
			return err
		}
		e.ID = id
		i := w.discord.Interact(discordtest.Ask{Command: "nextmeetup"})
		*asked = append(*asked, question{slack: e}, question{discord: i.ID})
		time.Sleep(d.span(time.Millisecond / 2))
	}
	time.Sleep(d.span(time.Millisecond))
	l.kill()
	return w.slack.Disconnected(ctx)
}

// slackPlace is a channel of Slack's that the group's meetups are announced in.
func (w *world) slackPlace() string {
	for _, p := range w.places {
		if p.Platform == "slack" {
			return p.ID
		}
	}
	panic("no channel of Slack's")
}

// answer reports whether a question was acknowledged, and answered: in the
// acknowledgement, or afterwards.
func (w *world) answer(q question) (acked, answered bool) {
	if q.discord != "" {
		i := w.discord.Interaction(q.discord)
		return i.First != 0, i.Answered()
	}
	for _, a := range w.slack.Acks() {
		if a.Envelope == q.slack.ID {
			return true, len(a.Payload) > 0 || len(w.slack.Responses(q.slack.ResponseURL())) > 0
		}
	}
	return false, false
}
