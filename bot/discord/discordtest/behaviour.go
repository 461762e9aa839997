package discordtest

import (
	"bytes"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A Behaviour is what a call meets instead of Discord's own answer. The
// functions below give the well-known ones; a field more makes others.
type Behaviour struct {
	Times  int           // how many calls meet it; 0: one; Always: each from now on
	Before time.Duration // the server is so long at work before the request takes effect
	After  time.Duration // and so long after that before it answers; it works on when the client is gone
	Stored bool          // the request takes effect though the answer says otherwise
	Status int           // the answer's status; 0: Discord's own answer is kept
	Header http.Header   // added to the answer
	Body   string        // the answer's body; with a Status of 0 it takes the place of Discord's own
	Cut    Cut           // how the answer ends
}

// Always makes a behaviour standing, until the next one is played.
const Always = -1

// A Cut is how the answer to a call ends.
type Cut int

// The ways in which answers end.
const (
	Whole   Cut = iota
	Reset       // the connection is reset before the answer
	Half        // half of the body, then the connection ends
	Endless     // the body goes on and on, slowly, until the client leaves
	Stall       // the body is there but never ends
	Flood       // the body is followed by 100 MB more
)

// AfterStoring is b where the request takes effect all the same.
func (b Behaviour) AfterStoring() Behaviour {
	b.Stored = true
	return b
}

// For is b for so many calls.
func (b Behaviour) For(times int) Behaviour {
	b.Times = times
	return b
}

// Normal is a call that meets nothing, to stand between others in a play.
func Normal() Behaviour { return Behaviour{} }

// Fail is a server's failure, such as 500, 502 or 503: what Discord's edge says
// is a page, not JSON.
func Fail(status int) Behaviour {
	return Behaviour{Status: status, Header: http.Header{"Content-Type": {"text/html"}},
		Body: "<html><head><title>" + strconv.Itoa(status) + " " + http.StatusText(status) + "</title></head></html>"}
}

// Refuse is a refusal with one of Discord's codes.
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
func Refuse(status, code int, message string) Behaviour {
	return Behaviour{Status: status, Header: http.Header{"Content-Type": {"application/json"}},
		Body: string(encode(object{"code": code, "message": message}))}
}

// InvalidForm is a refusal that says what is wrong where: the keys and indices
// that lead there, joined by dots.
func InvalidForm(path, message string) Behaviour {
	a := badForm(faults{path: {object{"code": "BASE_TYPE_BAD_LENGTH", "message": message}}})
	return Behaviour{Status: a.status, Header: http.Header{"Content-Type": {"application/json"}}, Body: string(encode(a.body))}
}

// Scopes of a rate limit.
const (
	UserScope   = "user"
	GlobalScope = "global"
	SharedScope = "shared"
)

// RateLimited is a 429 as Discord words it: the body says how long in seconds
// with a fraction, the header in whole seconds.
// https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit
func RateLimited(after time.Duration, scope string) Behaviour {
	a := limited(after, scope, "2c5ab3e1b8f0d4a79c6e")
	return Behaviour{Status: a.status, Header: a.header, Body: string(encode(a.body))}
}

// Banned is a 429 of Cloudflare, in front of Discord: a page, no JSON, and a
// Retry-After of its own.
func Banned(after time.Duration) Behaviour {
	b := Fail(http.StatusTooManyRequests)
	b.Header.Set("Retry-After", strconv.Itoa(int(after.Seconds())))
	b.Header.Set("Server", "cloudflare")
	b.Body = "<!doctype html><html><head><title>Access denied | discord.com used Cloudflare to restrict access</title></head>" +
		"<body>error code: 1015. You are being rate limited.</body></html>"
	return b
}

// Garbage is a 200 whose body is no JSON.
func Garbage() Behaviour {
	return Behaviour{Status: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: "{\"id\": \x00\xff<html>"}
}

// Slow is Discord's own answer, late.
func Slow(before, after time.Duration) Behaviour { return Behaviour{Before: before, After: after} }

// HangUp resets the connection before the request takes effect.
func HangUp() Behaviour { return Behaviour{Status: http.StatusBadGateway, Cut: Reset} }

// CutOff is Discord's own answer, which the client does not get whole: the
// request has taken effect.
func CutOff(how Cut) Behaviour { return Behaviour{Cut: how} }

// Redirect sends the client elsewhere, where its token must not follow.
func Redirect(to string) Behaviour {
	return Behaviour{Status: http.StatusFound, Header: http.Header{"Location": {to}}}
}

// play is what the calls of one route are to meet.
type play struct {
	queue    []Behaviour
	standing *Behaviour
}

// Play has the next calls of a route meet these behaviours, in this order, one
// call each unless they say how many. A standing one ends the play, and takes
// the place of the one before.
// The calls of Everything are those that meet no behaviour of their own.
func (s *Server) Play(route string, behaviours ...Behaviour) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known(route)
	p := s.plays[route]
	if p == nil {
		p = &play{}
		s.plays[route] = p
	}
	for _, b := range behaviours {
		if b.Times == Always {
			p.standing = &b
			continue
		}
		for range max(1, b.Times) {
			p.queue = append(p.queue, b)
		}
	}
}

// Rest ends what is played for a route.
func (s *Server) Rest(route string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known(route)
	delete(s.plays, route)
}

// Choose has f choose what a call meets for which nothing is played; nil: nobody
// chooses. f is called for one call at a time, in the order of their arrival, and
// must not call the server.
func (s *Server) Choose(f func(Call) Behaviour) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.choose = f
}

// next is what a call meets. The caller holds mu.
func (s *Server) next(c *Call) Behaviour {
	if s.invalid() >= maxInvalid {
		return Banned(time.Hour)
	}
	for _, r := range []string{c.Route, Everything} {
		p := s.plays[r]
		switch {
		case p == nil:
		case len(p.queue) > 0:
			b := p.queue[0]
			p.queue = p.queue[1:]
			return b
		case p.standing != nil:
			return *p.standing
		}
	}
	if s.choose != nil {
		return s.choose(*c)
	}
	return Behaviour{}
}

// acts reports whether the request takes effect.
func (b Behaviour) acts() bool { return b.Stored || b.Status == 0 }

// answer is what is sent where Discord would answer a.
func (b Behaviour) answer(a answer) (status int, header http.Header, body []byte) {
	status, header = a.status, http.Header{}
	switch v := a.body.(type) {
	case nil:
	case []byte:
		body = v
	case string:
		body = []byte(v)
	default:
		header.Set("Content-Type", "application/json")
		body = encode(v)
	}
	if b.Status != 0 {
		status, header, body = b.Status, http.Header{}, nil
	} else {
		for k, v := range a.header {
			header[k] = v
		}
	}
	if b.Status != 0 || b.Body != "" {
		body = []byte(b.Body)
	}
	for k, v := range b.Header {
		header[k] = v
	}
	return status, header, body
}

// reset ends a connection so that the client's kernel says so.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		resetConn(conn)
	}
	panic(http.ErrAbortHandler)
}

// resetConn closes with RST instead of FIN.
func resetConn(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// trickle writes without end until the client or the server leaves.
func (s *Server) trickle(w http.ResponseWriter) {
	for s.ctx.Err() == nil {
		if _, err := w.Write(bytes.Repeat([]byte(" "), 512)); err != nil {
			return
		}
		if http.NewResponseController(w).Flush() != nil {
			return
		}
		s.pause(5 * time.Millisecond)
	}
}

// flood writes 100 MB.
func flood(w http.ResponseWriter) {
	block := []byte(strings.Repeat(" ", 1<<20))
	for range 100 {
		if _, err := w.Write(block); err != nil {
			return
		}
	}
}
