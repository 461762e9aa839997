package slack

import (
	"context"
	"errors"
	"sync"

	"meetupbot/bot"
)

// Reasons that Slack gives for closing a socket.
// https://docs.slack.dev/apis/events-api/using-socket-mode#disconnect
const (
	refresh  = "refresh_requested"
	warning  = "warning"
	disabled = "link_disabled"
	tooMany  = "too_many_websockets"
)

// keepSocket keeps one socket open until ctx ends, or until there is no use in
// trying. A socket that Slack wants closed is listened to while the next one
// is opened, so that nothing is missed in between.
func (a *Adapter) keepSocket(ctx context.Context) {
	var listeners sync.WaitGroup
	defer listeners.Wait()
	for short := 0; ctx.Err() == nil; { // sockets in a row that did not last
		opened := a.config.Clock().Real
		c, err := a.openSocket(ctx)
		if err == nil {
			a.connected()
			a.log.Info("slack: the socket is open")
			listeners.Go(func() { a.listen(ctx, c) })
			select {
			case <-c.leaving:
				listeners.Go(func() { c.leave(a.delays.Leave) })
			case <-c.ended:
			}
			select {
			case <-c.leaving:
			default:
				err = errors.New("the socket broke")
			}
		}
		switch {
		case ctx.Err() != nil:
			return
		case err != nil && (refusesToken(err) || codeIn(err) == "missing_scope"):
			a.shut("the app token is refused (" + codeIn(err) + "): make one with the scope connections:write, under Basic Information, " +
				"App-Level Tokens, and set SLACK_APP_TOKEN to it")
			return
		case err == nil && c.reason == disabled:
			a.shut("Socket Mode was turned off: turn it on again, under Socket Mode in the app's settings")
			return
		case err == nil && c.reason == tooMany:
			a.log.Warn("slack: too many sockets are open with this app token: does the bot run somewhere else too?")
			a.troubled("Too many sockets are open: does the bot run somewhere else too?")
		case err == nil:
			a.log.Info("slack: another socket is opened", "reason", c.reason)
		default:
			a.log.Warn("slack: the socket is not open", "err", err)
			a.troubled(bot.Sentence(wordsOf(err)) + ".")
		}
		if short++; a.config.Clock().Real.Sub(opened) > a.delays.MaxBackoff {
			short = 1
		}
		asked := err == nil && c.reason != tooMany // at the first such word there is nothing to wait for
		if short > 1 || !asked {
			if !pause(ctx, a.backoff(short-1, err)) {
				return
			}
		}
	}
}
