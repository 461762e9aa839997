package discordtest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// A Call is one entry of the record: a request, and what became of it.
type Call struct {
	N       int       // its place in the record, from 0
	At      time.Time // when it had arrived whole
	Decided time.Time // when it had taken effect or been refused, before it was answered; zero: not yet

	Route  string // one of the routes above; Everything where it met none
	Method string
	Path   string // with the version
	Query  string
	Header http.Header // Authorization reads "right", "wrong" or is absent
	Body   []byte
	JSON   any    // what Body says, or the part payload_json of a form; numbers are json.Number; nil: none
	Files  []File // of a form

	Status int    // of the answer; 0: the connection ends without one
	Answer []byte // the whole answer that was meant, though a behaviour may have cut it
	Stored bool   // it took effect: a message or a guild event was created, changed or deleted, commands registered, an interaction answered
	Object string // the id of the message, guild event or interaction that it created or changed
}

func (c Call) String() string {
	return fmt.Sprintf("call %d: %s %s %.500s => %d %.200s, stored %v", c.N, c.Method, c.Path, c.Body, c.Status, c.Answer, c.Stored)
}

// Decode puts what the call said into v.
func (c Call) Decode(v any) error {
	if c.JSON == nil {
		return fmt.Errorf("decode %s: it has no JSON body", c.Path)
	}
	return json.Unmarshal(encode(c.JSON), v)
}

// A File is one that was uploaded.
type File struct {
	Field       string // its name in the form, such as files[0]
	Name        string
	ContentType string
	Data        []byte
}

// record is what happened so far.
type record struct {
	calls      []*Call
	count      int // calls ever
	complaints []string
	invalid    []time.Time // answers that count towards a ban
}

// Calls returns the calls of a route so far, in the order of their arrival.
func (s *Server) Calls(route string) []Call {
	s.known(route)
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Call
	for _, c := range s.record.calls {
		if c.of(route) {
			out = append(out, *c)
		}
	}
	return out
}

func (c *Call) of(route string) bool { return route == Everything || c.Route == route }

// enterCall puts a call into the record. The caller holds mu.
func (s *Server) enterCall(c *Call) {
	c.N, c.At = s.record.count, time.Now()
	s.record.count++
	s.record.calls = append(s.record.calls, c)
}

// known refuses a route that is not served: what waits for it waits in vain.
func (s *Server) known(route string) {
	if _, ok := s.handlers[route]; !ok && route != Everything {
		panic("discordtest: no such route: " + route)
	}
}

// Await waits until n calls of a route are decided, and returns all that are.
// One that is never answered counts, one that is slow to take effect does not
// yet.
func (s *Server) Await(ctx context.Context, route string, n int) ([]Call, error) {
	return s.awaitCalls(ctx, route, n, "decided", func(c *Call) bool { return !c.Decided.IsZero() })
}

// AwaitArrival waits until n calls of a route have arrived, and returns all that
// have; the server may still be at work on them.
func (s *Server) AwaitArrival(ctx context.Context, route string, n int) ([]Call, error) {
	return s.awaitCalls(ctx, route, n, "received", func(*Call) bool { return true })
}

func (s *Server) awaitCalls(ctx context.Context, route string, n int, what string, counts func(*Call) bool) ([]Call, error) {
	s.known(route)
	var calls []Call
	err := s.await(ctx, func() bool {
		got := 0
		for _, c := range s.record.calls {
			if c.of(route) && counts(c) {
				got++
			}
		}
		return got >= n
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.record.calls {
		if c.of(route) && counts(c) {
			calls = append(calls, *c)
		}
	}
	if err != nil {
		return calls, fmt.Errorf("%d of %d calls of %q %s: %w", len(calls), n, route, what, err)
	}
	return calls, nil
}

// Forget drops the calls that are decided, the interactions that are answered
// and all messages and guild events: for tests that go on for long.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	var kept []*Call
	for _, c := range s.record.calls {
		if c.Decided.IsZero() {
			kept = append(kept, c)
		}
	}
	s.record.calls = kept
	clear(s.posted)
	clear(s.nonces)
	clear(s.listed)
	for id, a := range s.asked {
		if a.Answered() {
			delete(s.asked, id)
			delete(s.tokens, a.Token)
		}
	}
}

// Complaints returns what Discord would have let pass and a bot must not do,
// and takes it from the list that New fails the test for.
func (s *Server) Complaints() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.record.complaints
	s.record.complaints = nil
	return out
}

// complain notes a complaint. The caller holds mu.
func (s *Server) complain(format string, args ...any) {
	s.record.complaints = append(s.record.complaints, fmt.Sprintf(format, args...))
}

// Invalid counts the answers of the last ten minutes that Discord counts as
// invalid requests: 401, 403 and 429, unless its scope is shared.
// https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
func (s *Server) Invalid() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.invalid()
}

func (s *Server) invalid() int {
	since := time.Now().Add(-10 * time.Minute)
	s.record.invalid = slices.DeleteFunc(s.record.invalid, func(t time.Time) bool { return t.Before(since) })
	return len(s.record.invalid)
}

// maxInvalid is the number of them at which Cloudflare no longer lets the bot's
// machine through.
const maxInvalid = 10000
