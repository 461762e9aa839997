package slacktest

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"mime"
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
	case slashCommands:
		form := url.Values{}
		for k, v := range e.Payload {
			form.Set(k, fmt.Sprint(v))
		}
		return s.Signed(base+"/slack/commands", "application/x-www-form-urlencoded", []byte(form.Encode()), at)
	case interactive:
		form := url.Values{"payload": {string(encode(e.Payload))}}
		return s.Signed(base+"/slack/interactions", "application/x-www-form-urlencoded", []byte(form.Encode()), at)
	}
	r := s.Signed(base+"/slack/events", "application/json", encode(e.Payload), at)
	if e.Retry > 0 {
		r.Header.Set("X-Slack-Retry-Num", strconv.Itoa(e.Retry))
		r.Header.Set("X-Slack-Retry-Reason", strings.Replace(e.Reason, timeout, "http_timeout", 1)) // over HTTP it has another name
	}
	return r
}

// Deliver posts the envelope to the bot's HTTP door below base, signed by the
// real clock, and takes the answer as Slack would: within three seconds, with
// status 200; the answer to a command is then a message. An acknowledgement
// comes with the error where there was an answer.
func (s *Server) Deliver(ctx context.Context, base string, e Envelope) (Ack, error) {
	if e.ID == "" {
		e.ID = random() // for the record: HTTP has no such thing
	}
	ctx, cancel := context.WithTimeout(ctx, ackTime)
	defer cancel()
	var sent *sending
	s.change(func() { sent = s.sending(e, 0) })
	answer, err := s.client.Do(s.Request(base, e, time.Now()).WithContext(ctx))
	if err != nil {
		return Ack{}, fmt.Errorf("deliver %s: %w", e.Type, err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxBody))
	if err != nil {
		return Ack{}, fmt.Errorf("deliver %s: %w", e.Type, err)
	}
	a := Ack{Payload: body, Status: answer.StatusCode}
	if a.Status != http.StatusOK {
		return a, fmt.Errorf("deliver %s: %s: %.80s", e.Type, answer.Status, body)
	}
	s.change(func() {
		kind, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type"))
		if e.Type == slashCommands && len(body) > 0 && kind != "application/json" {
			a.Payload = encode(map[string]string{"text": string(body)}) // plain text is a message too
		}
		s.acked(sent, a)
		a = s.sockets.acks[len(s.sockets.acks)-1]
	})
	return a, nil
}

// ackTime is how long Slack waits.
// https://docs.slack.dev/interactivity/handling-user-interaction
const ackTime = 3 * time.Second

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
