package main

import (
	"math/rand/v2"
	"sync"
	"time"

	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack/slacktest"
)

// A fault is what one request to post meets: how long the server is at work
// before and after it stores the message, and how it answers.
type fault struct {
	Before, After time.Duration
	Answer        answer
}

// An answer is how a server answers a request to post.
type answer int

const (
	proper       answer = iota
	storedFails         // the message is stored, and the answer says 500
	unstoredFail        // it is not stored, and the answer says 500
	storedReset         // it is stored, and the connection is reset
)

func (f fault) onSlack() slacktest.Behaviour {
	b := slacktest.Behaviour{}
	switch f.Answer {
	case storedFails:
		b = slacktest.Stored(slacktest.Status(500, ""))
	case unstoredFail:
		b = slacktest.Unstored(slacktest.Status(500, ""))
	case storedReset:
		b = slacktest.Stored(slacktest.Reset())
	}
	b.Before, b.After = f.Before, f.After
	return b
}

func (f fault) onDiscord() discordtest.Behaviour {
	b := discordtest.Normal()
	switch f.Answer {
	case storedFails:
		b = discordtest.Fail(500).AfterStoring()
	case unstoredFail:
		b = discordtest.Fail(500)
	case storedReset:
		b = discordtest.CutOff(discordtest.Reset)
	}
	b.Before, b.After = f.Before, f.After
	return b
}

// A dice is randomness that several may draw from, and that a seed repeats.
type dice struct {
	mu  sync.Mutex
	rng *rand.Rand
}

func newDice(seed uint64) *dice { return &dice{rng: rand.New(rand.NewPCG(seed, seed))} }

// span draws a span below most.
func (d *dice) span(most time.Duration) time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	return time.Duration(d.rng.Int64N(int64(most)))
}

// below draws a number below n.
func (d *dice) below(n int) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.rng.IntN(n)
}
