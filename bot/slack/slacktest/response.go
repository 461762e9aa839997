package slacktest

import (
	"fmt"
	"net/http"
	"time"
)

// What a response URL is good for.
// https://docs.slack.dev/interactivity/handling-user-interaction
const (
	responseUses = 5
	responseLife = 30 * time.Minute
)

// A responseURL belongs to one request of one user.
type responseURL struct {
	channel, user string
	message       string // ts of the message whose button was pressed, or of the first answer
	minted        time.Time
	uses          int
}

// mint is called with the lock held.
func (s *Server) mint(channel, user, message string) string {
	id := fmt.Sprintf("%d-%s", len(s.urls)+1, random())
	s.urls[id] = &responseURL{channel: channel, user: user, message: message, minted: s.clock()}
	return s.base + "/respond/" + id
}

// Responses returns what was posted to a response URL.
func (s *Server) Responses(url string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Call
	for _, c := range s.byMethod[ResponseURL] {
		if c.URL == url {
			all = append(all, *c)
		}
	}
	return all
}

func (s *Server) serveResponse(w http.ResponseWriter, r *http.Request) {
	run := func(c *Call) (reply, *refusal) { return s.respond(c, s.urls[r.PathValue("id")]) }
	s.serve(w, r, ResponseURL, run, func(bad *refusal, proper []byte) {
		if bad != nil {
			write(w, bad, proper)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("ok"))
	})
}

// respond refuses worn out URLs with the words that were seen in the wild;
// with which status is not known, and tests may play the other one.
// https://github.com/getsentry/sentry/pull/7955
func (s *Server) respond(c *Call, u *responseURL) (reply, *refusal) {
	switch {
	case c.Token != "":
		s.complain("%s: a token was sent along, which a response URL does not need", c.Method)
	case u == nil:
		return nil, &refusal{code: "no_such_url", status: http.StatusNotFound, fault: true}
	}
	switch {
	case s.clock().Sub(u.minted) > responseLife:
		return nil, &refusal{code: "expired_url", status: http.StatusNotFound}
	case u.uses >= responseUses:
		return nil, &refusal{code: "used_url", status: http.StatusNotFound}
	}
	if bad := s.show(c, u); bad != nil {
		bad.status = http.StatusBadRequest
		return nil, bad
	}
	u.uses++
	return reply{}, nil
}

// show lets the answer to a request be seen, as the answer says.
func (s *Server) show(c *Call, u *responseURL) *refusal {
	original := s.find(u.channel, u.message)
	for _, m := range s.ephemerals {
		if m.Channel == u.channel && m.TS == u.message {
			original = m
		}
	}
	if truth(c.Args["delete_original"]) && original != nil {
		s.forget(u.channel, u.message)
		c.TS = u.message
		return nil
	}
	if bad := s.checkContent(c); bad != nil {
		return bad
	}
	if truth(c.Args["replace_original"]) && original != nil {
		s.replace(original, c.Args)
		c.TS = u.message
		return nil
	}
	m := contentOf(c.Args)
	m.Channel, m.User, m.Thread = u.channel, s.BotUser, c.Args["thread_ts"]
	switch c.Args["response_type"] {
	case "in_channel":
	case "", "ephemeral":
		m.Reader = u.user
	default:
		return &refusal{code: "invalid_response_type", fault: true}
	}
	s.keep(m)
	c.TS = m.TS
	if u.message == "" {
		u.message = m.TS
	}
	return nil
}
