package slack

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"meetupbot/bot"
)

// An identity is who the bot is in its workspace.
type identity struct {
	user, name, team, teamName string
}

// whoami asks Slack once who the bot is.
func (a *Adapter) whoami(ctx context.Context) (identity, error) {
	a.mu.Lock()
	who := a.identity
	a.mu.Unlock()
	if who.user != "" {
		return who, nil
	}
	err := a.call(ctx, "auth.test", "", func(ctx context.Context) error {
		r, err := a.api.AuthTestContext(ctx)
		if err == nil && r.UserID == "" {
			err = errors.New("the answer names no user")
		}
		if err == nil {
			who = identity{user: r.UserID, name: r.User, team: r.TeamID, teamName: r.Team}
		}
		return err
	})
	if err != nil {
		return identity{}, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.identity = who
	return who, nil
}

// introduce finds out who the bot is, and whether its token is good: what is
// asked over HTTP can be answered from then on.
func (a *Adapter) introduce(ctx context.Context) {
	overHTTP := a.config.AppToken == "" // then nothing else tells whether we are connected
	for attempt := 0; ; attempt++ {
		who, err := a.whoami(ctx)
		switch {
		case err == nil:
			a.log.Info("slack: signed in", "workspace", who.teamName, "bot", who.name)
			if overHTTP {
				a.connected()
			}
			return
		case ctx.Err() != nil:
			return
		case refusesToken(err):
			return // it was said
		case attempt == 0:
			a.log.Warn("slack: not signed in yet", "err", err)
		}
		if overHTTP {
			a.troubled("Slack does not answer: " + wordsOf(err) + ".")
		}
		if !pause(ctx, a.backoff(attempt, err)) {
			return
		}
	}
}

// wordsOf is what went wrong, without saying of what.
func wordsOf(err error) string {
	if e, ok := errors.AsType[*callError](err); ok {
		return e.words
	}
	return err.Error()
}

// backoff is the pause after so many attempts, drawn so that many programs do
// not come back at one moment; never shorter than Slack asks for.
func (a *Adapter) backoff(attempt int, err error) time.Duration {
	wait := a.delays.Backoff
	for i := 0; i < attempt && wait < a.delays.MaxBackoff; i++ {
		wait *= 2
	}
	wait = min(wait, a.delays.MaxBackoff)
	wait = wait/2 + rand.N(wait/2+1)
	if e, ok := errors.AsType[*bot.SendError](err); ok {
		wait = max(wait, e.After)
	}
	return wait
}

// pause reports whether the time went by before ctx ended.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
