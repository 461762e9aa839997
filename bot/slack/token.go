package slack

import (
	"slices"
	"time"

	"meetupbot/bot"
)

// A verdict is Slack's refusal of the bot token.
type verdict struct {
	code, words string
	at          time.Time // by the real clock
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
		v = &verdict{code: codeIn(err), words: wordsOf(err), at: a.config.Clock().Real}
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

// barred is what a call with the bot token meets for a while after Slack has
// refused it: nothing is asked in vain a hundred times.
func (a *Adapter) barred(method, about string) error {
	now := a.config.Clock().Real
	a.mu.Lock()
	defer a.mu.Unlock()
	if v := a.verdict; v != nil && now.Sub(v.at).Abs() < a.delays.MaxBackoff {
		return &bot.SendError{Hopeless: true, Err: &callError{method: method, about: about, code: v.code, words: v.words}}
	}
	return nil
}
