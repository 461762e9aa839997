package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// A failure is why a request did not succeed.
type failure struct {
	name   string // of the request
	reason string // without secrets
	status int    // of the answer; 0: there was none that is worth its status
	code   int    // Discord's own, 0 for none
	after  time.Duration
	began  bool  // the request may have taken effect
	global bool  // no request at all is to be made for so long
	shared bool  // a rate limit that others used up
	cause  error // what a caller may look for, nil for none
}

func (f *failure) Error() string {
	switch {
	case f.code != 0:
		return fmt.Sprintf("%s: %d, code %d: %s", f.name, f.status, f.code, f.reason)
	case f.status != 0:
		return fmt.Sprintf("%s: %d: %s", f.name, f.status, f.reason)
	}
	return f.name + ": " + f.reason
}

func (f *failure) Unwrap() error { return f.cause }

// JSON error codes that mean something to us.
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
const (
	unknownChannel     = 10003
	unknownGuild       = 10004
	unknownMessage     = 10008
	tooManyOldEdits    = 30046 // of messages older than an hour; how many there may be Discord does not say
	unknownEvent       = 10070
	tooManyEvents      = 30038
	finishedEvent      = 180000
	unknownWebhook     = 10015 // an interaction's token that is not known (any more)
	unknownInteraction = 10062 // answered after more than three seconds
	alreadyAnswered    = 40060
	missingAccess      = 50001
	closedDirect       = 50007
	missingPermissions = 50013
	invalidToken       = 50027 // an interaction's, after 15 minutes
)

// meaning is what a code means for organisers, who read it in their status, ""
// where Discord's own words are all there is.
func meaning(code int) string {
	switch code {
	case unknownChannel:
		return "the channel was deleted"
	case unknownGuild:
		return "the bot is not in the server any more"
	case unknownEvent:
		return "it was deleted from the server's list of events, and is not put there again"
	case tooManyEvents:
		return "the server's list of events is full: delete some of them"
	case finishedEvent:
		return "it is over or cancelled in the server's list of events, which cannot be changed back"
	case closedDirect:
		return "they take no direct messages from the bot"
	case missingAccess:
		return "the bot does not see the channel: meetupbot doctor says what to click"
	case missingPermissions:
		return "the bot may not do that there: meetupbot doctor says which permission is missing"
	}
	return ""
}

// codeOf is Discord's code for what went wrong, 0 if there is none.
func codeOf(err error) int {
	if f, ok := errors.AsType[*failure](err); ok {
		return f.code
	}
	return 0
}

// statusOf is the status of the answer to a request that failed, 0 if there
// was none.
func statusOf(err error) int {
	if f, ok := errors.AsType[*failure](err); ok {
		return f.status
	}
	return 0
}

// oldEditsPause is how long no message older than an hour is edited after
// Discord found that it was enough.
const oldEditsPause = 10 * time.Minute

// fullListPause is how long nothing more is put into a server's list of events
// that is full: one goes from it when it is over, or when somebody deletes it.
const fullListPause = time.Hour

// maxReasonRunes is how much of what Discord says is repeated.
const maxReasonRunes = 200

// refusal reads an answer that is not a success.
func (a *api) refusal(r request, response *http.Response, text []byte) *failure {
	f := &failure{name: r.name, status: response.StatusCode, began: response.StatusCode >= 500}
	var said struct {
		Message    string          `json:"message"`
		Code       int             `json:"code"`
		RetryAfter float64         `json:"retry_after"` // seconds
		Global     bool            `json:"global"`
		Errors     json.RawMessage `json:"errors"`
	}
	isJSON := json.Unmarshal(text, &said) == nil
	if isJSON {
		f.code = said.Code
		f.reason = said.Message
		if len(said.Errors) > 0 {
			f.reason += " " + string(said.Errors)
		}
	}
	if f.reason == "" {
		f.reason = http.StatusText(f.status) // a page, not Discord's own words
	}
	f.reason = a.clean(f.reason, r.secret)
	if m := meaning(f.code); m != "" {
		f.reason += "; " + m
	}
	switch f.code {
	case tooManyOldEdits:
		f.after = oldEditsPause
	case tooManyEvents:
		f.after = fullListPause
	}
	if f.status == http.StatusTooManyRequests {
		f.after = max(f.after, seconds(said.RetryAfter), headerSeconds(response.Header, "Retry-After"))
		f.shared = response.Header.Get("X-RateLimit-Scope") == "shared"
		// Cloudflare, in front of Discord, has no JSON and means all of us.
		f.global = said.Global || response.Header.Get("X-RateLimit-Global") != "" || !isJSON
		switch {
		case f.after <= 0:
			f.after = time.Minute // it did not say
		case f.after < leastWait:
			f.after = leastWait
		}
	}
	return f
}

// plain words what went wrong on the way.
func (a *api) plain(err error, secret string) string { return a.clean(stem(err).Error(), secret) }

// clean takes secrets out of a text and cuts it.
func (a *api) clean(text, secret string) string {
	for _, s := range []string{a.token, secret} {
		if s != "" {
			text = strings.ReplaceAll(text, s, "***")
		}
	}
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "?")), " ")
	if utf8.RuneCountInString(text) > maxReasonRunes {
		text = string([]rune(text)[:maxReasonRunes]) + "..."
	}
	return text
}

const (
	// maxWait bounds what Discord may ask us to wait, lest a number overflows.
	maxWait = 24 * time.Hour
	// leastWait is what its Retry-After rounds a wait up to. Who waited less would
	// be refused again at once, and for each post that is due.
	leastWait = time.Second
)

func seconds(s float64) time.Duration {
	if !(s > 0) {
		return 0
	}
	return time.Duration(min(s, maxWait.Seconds()) * float64(time.Second))
}

func headerSeconds(h http.Header, name string) time.Duration {
	s, err := strconv.ParseFloat(h.Get(name), 64)
	if err != nil {
		return 0
	}
	return seconds(s)
}

// sendError says what a failure means for a post.
func sendError(err error) error {
	f, ok := errors.AsType[*failure](err)
	if err == nil || !ok {
		return err
	}
	e := &bot.SendError{After: f.after, Err: err}
	switch {
	case f.after > 0:
	case f.began:
		e.Doubtful = true
	case f.status >= 400:
		e.Hopeless, e.About = true, f.concerns() // 429 has an After
	}
	return e
}

// concerns returns what a refusal concerns.
func (f *failure) concerns() schedule.Scope {
	switch {
	case f.status == http.StatusUnauthorized:
		return schedule.ThisPlatform
	case f.code == unknownMessage:
		return schedule.ThisPost
	case f.status == http.StatusForbidden, f.status == http.StatusNotFound:
		return schedule.ThisPlace
	}
	return schedule.ThisPost
}

// fleeting reports whether a request that failed may succeed later.
func fleeting(err error) bool {
	f, ok := errors.AsType[*failure](err)
	return ok && !errors.Is(err, context.Canceled) && (f.after > 0 || f.began || f.status == 0)
}

// retryAfter is how long Discord asked to wait, 0 where it did not.
func retryAfter(err error) time.Duration {
	if f, ok := errors.AsType[*failure](err); ok {
		return f.after
	}
	return 0
}
