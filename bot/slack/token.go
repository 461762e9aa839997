package slack

import (
	"slices"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// A verdict is Slack's refusal of the bot token.
type verdict struct {
	code, words string
	again       bool // it is to be tried again
}

// why is the verdict for whoever looks after the bot.
func (v verdict) why() string { return "the bot token is refused (" + v.words + ")" }

// refusesToken reports whether Slack will have nothing to do with a token.
func refusesToken(err error) bool { return slices.Contains(tokenRefusals, codeIn(err)) }

// judge notes whether Slack takes the bot token, after a call with it, and
// says it once where it does not.
func (a *Adapter) judge(err error) {
	refused := refusesToken(err)
	if err != nil && !refused {
		return // that says nothing of the token
	}
	var v *verdict
	if refused {
		v = &verdict{code: codeIn(err), words: wordsOf(err)}
	}
	a.mu.Lock()
	before := a.verdict
	a.verdict = v
	a.mu.Unlock()
	switch {
	case v != nil && before == nil:
		a.stopped(v.why())
	case v == nil && before != nil:
		a.log.Info("slack: the bot token is good again")
	}
}

// Renew has the bot token tried again: somebody has configured the bot anew.
func (a *Adapter) Renew() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.verdict != nil {
		a.verdict.again = true
	}
}

// barred is what a call with the bot token meets after Slack has refused it:
// nothing is asked in vain a hundred times.
func (a *Adapter) barred(method, about string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if v := a.verdict; v != nil && !v.again {
		return &bot.SendError{Hopeless: true, About: schedule.ThisPlatform, Err: &callError{method: method, about: about, code: v.code, words: v.words}}
	}
	return nil
}
