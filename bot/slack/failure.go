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
)

const (
	// defaultRetryAfter is how long to wait where Slack does not say it: its
	// limits count by the minute.
	// https://docs.slack.dev/apis/web-api/rate-limits
	defaultRetryAfter = time.Minute
	maxRetryAfter     = 24 * time.Hour
)

// refusals are the errors after which trying again is useless until somebody
// does what stands beside them.
// https://docs.slack.dev/reference/methods/chat.postMessage#errors
var refusals = map[string]string{
	"channel_not_found": "there is no such channel, or it is private and the bot is not in it: write /invite @meetupbot there",
	"not_in_channel":    "the bot is not in the channel: write /invite @meetupbot there",
	"is_archived":       "the channel is archived",
	"user_not_found":    "there is no such member",

	"restricted_action":                        "an administrator restricts who may post there",
	"restricted_action_read_only_channel":      "the channel is read-only for the bot",
	"restricted_action_thread_only_channel":    "only threads may be answered in the channel",
	"restricted_action_non_threadable_channel": "the channel has no threads",
	"restricted_action_thread_locked":          "the thread is locked",
	"messages_tab_disabled":                    "direct messages to the bot are turned off: turn on the Messages tab under App Home",
	"method_not_supported_for_channel_type":    "such a conversation takes no messages of a bot",
	"cannot_reply_to_message":                  "such a message cannot be answered",
	"cant_update_message":                      "the message is not the bot's",
	"cant_delete_message":                      "the message is not the bot's",
	"edit_window_closed":                       "the workspace does not let old messages be edited",
	"message_not_found":                        "the message is gone",
	"msg_too_long":                             "the message is too long",
	"msg_blocks_too_long":                      "the message is too long",
	"no_text":                                  "the message is empty",
	"invalid_blocks":                           "the message is badly formed",
	"invalid_blocks_format":                    "the message is badly formed",
	"invalid_arguments":                        "the message is badly formed",
	"invalid_metadata_format":                  "the message is badly formed",
	"invalid_metadata_schema":                  "the message is badly formed",
	"metadata_too_large":                       "the message is badly formed",
	"too_many_attachments":                     "the message is badly formed",
	"slack_connect_file_link_sharing_blocked":  "files may not be shared there",
	"missing_scope":                            "a permission is missing: run meetupbot doctor, which names it",
	"no_permission":                            "the bot may not do that there",
	"not_allowed_token_type":                   "the token is of the wrong kind: the bot token starts with xoxb-",
	"invalid_auth":                             "Slack does not know the token: copy it again, from OAuth & Permissions",
	"not_authed":                               "Slack does not know the token: copy it again, from OAuth & Permissions",
	"token_revoked":                            "the token was revoked: reinstall the app and copy the new token",
	"token_expired":                            "the token has expired: turn token rotation off, reinstall the app and copy the new token",
	"account_inactive":                         "the app was uninstalled or its workspace is gone: install it again and copy the new token",
	"user_removed_from_team":                   "the app was removed from the workspace: install it again and copy the new token",
	"team_disabled":                            "the workspace is disabled",
	"team_access_not_granted":                  "the app has no access to that workspace",
	"access_denied":                            "an administrator denies the app access",
	"ekm_access_denied":                        "an administrator has suspended posting",
	"org_login_required":                       "the workspace is being moved by an administrator",
	"enterprise_is_restricted":                 "an administrator restricts the app",
}

// tokenRefusals are those of refusals that concern a token, whatever was asked
// with it.
var tokenRefusals = []string{
	"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "not_allowed_token_type",
	"user_removed_from_team", "team_disabled",
}

// doubtful are the errors after which what was asked for may have been done.
// https://docs.slack.dev/reference/methods/chat.postMessage#errors
var doubtful = []string{"fatal_error", "internal_error", "duplicate_message_not_found", "duplicate_channel_not_found", ""}

// call makes one call of the Web API with its own deadline. What fails is a
// *bot.SendError that names the method and what it was about, and no secret.
func (a *Adapter) call(ctx context.Context, method, about string, f func(context.Context) error) error {
	_, err := a.watched(ctx, method, about, f)
	return err
}

// watched is call, with the headers of the answer.
func (a *Adapter) watched(ctx context.Context, method, about string, f func(context.Context) error) (http.Header, error) {
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
			out.Hopeless = true
			words = code + ": " + fix
		case strings.HasPrefix(code, "restricted_action"):
			out.Hopeless = true
		}
	case !t.sent.Load():
		words = "Slack was not reached: " + a.plain(err)
	case t.status == 0:
		out.Doubtful = true
		words = "no answer: " + a.plain(err)
	case t.status == http.StatusOK:
		out.Doubtful = true
		words = "an answer that cannot be read"
	default:
		out.Doubtful = t.status >= http.StatusInternalServerError
		words = "status " + strconv.Itoa(t.status)
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
