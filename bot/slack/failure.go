package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
	"meetupbot/schedule"
)

const (
	// defaultRetryAfter is how long to wait where Slack does not say it: its
	// limits count by the minute.
	// https://docs.slack.dev/apis/web-api/rate-limits
	defaultRetryAfter = time.Minute
	maxRetryAfter     = 24 * time.Hour

	posting = "chat.postMessage"
)

// call makes one call of the Web API with the bot token, and its own deadline.
// What fails is a *bot.SendError that names the method and what it was about,
// and no secret.
func (a *Adapter) call(ctx context.Context, method, about string, f func(context.Context) error) error {
	_, err := a.watched(ctx, method, about, f)
	return err
}

// watched is call, with the headers of the answer.
func (a *Adapter) watched(ctx context.Context, method, about string, f func(context.Context) error) (http.Header, error) {
	if err := a.barred(method, about); err != nil {
		return nil, err
	}
	header, err := a.request(ctx, method, about, f)
	a.judge(err)
	return header, err
}

// request is watched, whether the bot token is needed or not.
func (a *Adapter) request(ctx context.Context, method, about string, f func(context.Context) error) (http.Header, error) {
	ctx, cancel := context.WithTimeout(ctx, a.delays.Call)
	defer cancel()
	ctx, trip := withTrip(ctx)
	if err := f(ctx); err != nil {
		return trip.header, a.failure(trip, method, about, err)
	}
	return trip.header, nil
}

// failure says what a failed call means for whoever wants to try again.
func (a *Adapter) failure(t *trip, method, about string, err error) *bot.SendError {
	out := &bot.SendError{}
	var words string
	refused, isRefusal := errors.AsType[slackapi.SlackErrorResponse](err)
	switch {
	case t.status == http.StatusTooManyRequests:
		out.After = a.retryAfter(t.header)
		words = fmt.Sprintf("rate limited, not again for %s", out.After)
	case t.status == http.StatusOK && isRefusal:
		code := codeOf(refused.Err)
		words = code
		switch fix, known := refusals[code]; {
		case code == "ratelimited" || code == "rate_limited":
			out.After = a.retryAfter(t.header)
		case slices.Contains(doubtful, code):
			out.Doubtful = true
		case known:
			out.Hopeless, out.About = true, scopeOf(code)
			words = code + ": " + fix
		case strings.HasPrefix(code, "restricted_action"):
			out.Hopeless, out.About = true, schedule.ThisPlace
		case method == posting && !slices.Contains(notNow, code):
			out.Doubtful = true // nobody knows what such a code says of the message
		}
	case !t.sent.Load():
		words = "Slack was not reached: " + a.plain(err)
	case t.status == 0:
		out.Doubtful = true
		words = "no answer: " + a.plain(err)
	case t.status == http.StatusOK:
		out.Doubtful = true
		words = "an answer that cannot be read"
	case t.status >= http.StatusInternalServerError:
		out.Doubtful = true
		words = fmt.Sprintf("Slack has trouble (status %d)", t.status)
	default:
		words = fmt.Sprintf("Slack does not take it (status %d)", t.status)
	}
	out.Err = &callError{method: method, about: about, words: words, code: codeOf(refused.Err), cause: contextCause(err)}
	return out
}

// A callError is a call that failed, in words that hold no secret.
type callError struct {
	method, about, words string
	code                 string // Slack's, "" where there is none
	cause                error  // context.Canceled, context.DeadlineExceeded or nil
}

func (e *callError) Error() string {
	if e.about == "" {
		return fmt.Sprintf("slack: %s: %s", e.method, e.words)
	}
	return fmt.Sprintf("slack: %s of %s: %s", e.method, e.about, e.words)
}

func (e *callError) Unwrap() error { return e.cause }

// codeIn returns Slack's code for the error, "" if it has none.
func codeIn(err error) string {
	if e, ok := errors.AsType[*callError](err); ok {
		return e.code
	}
	return ""
}

var errorCode = regexp.MustCompile(`^[a-z0-9_]{1,80}$`)

// codeOf returns Slack's error code; whatever is none is not passed on, as it
// may hold anything.
func codeOf(code string) string {
	switch {
	case code == "" || errorCode.MatchString(code):
		return code
	}
	return "unknown_error"
}

func contextCause(err error) error {
	for _, cause := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, cause) {
			return cause
		}
	}
	return nil
}

// plain is the error's text without addresses, which may be secret, and
// without tokens.
func (a *Adapter) plain(err error) string {
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err
	}
	if cause := contextCause(err); cause != nil {
		return cause.Error()
	}
	return a.secrets.Replace(anyAddress.ReplaceAllString(err.Error(), "[address]"))
}

var anyAddress = regexp.MustCompile(`[a-z]+://[^\s"]*`)

// retryAfter reads the header in every form that it comes in: seconds, a
// fraction of seconds, a date, or nothing.
func (a *Adapter) retryAfter(h http.Header) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	after := defaultRetryAfter
	if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds >= 0 {
		after = time.Duration(min(seconds, maxRetryAfter.Seconds()) * float64(time.Second))
	} else if at, err := http.ParseTime(value); err == nil {
		now, err := http.ParseTime(h.Get("Date"))
		if err != nil {
			now = a.config.Clock().Real
		}
		after = at.Sub(now)
	}
	return min(max(after, time.Millisecond), maxRetryAfter)
}
