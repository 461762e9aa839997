package slacktest

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Request is the envelope as Slack would post it to the bot's HTTP door below
// base (scheme and host), signed as of at.
func (s *Server) Request(base string, e Envelope, at time.Time) *http.Request {
	base = strings.TrimSuffix(base, "/")
	switch e.Type {
	case "slash_commands":
		form := url.Values{}
		for k, v := range e.Payload {
			form.Set(k, fmt.Sprint(v))
		}
		return s.Signed(base+"/slack/commands", "application/x-www-form-urlencoded", []byte(form.Encode()), at)
	case "interactive":
		form := url.Values{"payload": {string(encode(e.Payload))}}
		return s.Signed(base+"/slack/interactions", "application/x-www-form-urlencoded", []byte(form.Encode()), at)
	}
	r := s.Signed(base+"/slack/events", "application/json", encode(e.Payload), at)
	if e.Retry > 0 {
		r.Header.Set("X-Slack-Retry-Num", strconv.Itoa(e.Retry))
		r.Header.Set("X-Slack-Retry-Reason", e.Reason)
	}
	return r
}

// Signed is a POST of the body, signed as of at. It serves for both sides:
// http.Client.Do and http.Handler.ServeHTTP.
func (s *Server) Signed(address, contentType string, body []byte, at time.Time) *http.Request {
	r, err := http.NewRequest(http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		panic(fmt.Sprintf("slacktest: address of the bot: %v", err))
	}
	stamp := strconv.FormatInt(at.Unix(), 10)
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", Signature(s.SigningSecret, stamp, body))
	return r
}

// Signature is the value of X-Slack-Signature.
// https://docs.slack.dev/authentication/verifying-requests-from-slack
func Signature(secret, timestamp string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = fmt.Fprintf(mac, "v0:%s:%s", timestamp, body)
	return "v0=" + hex.EncodeToString(mac.Sum(nil))
}
