package slacktest

import (
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A Behaviour is what one call meets. The zero Behaviour is Slack on a good
// day.
type Behaviour struct {
	Before   time.Duration // from arrival to effect; goes on when the client is dead
	After    time.Duration // from effect to answer
	Unstored bool          // the call has no effect; the proper answer is then a bare ok
	Answer   Answer        // in place of the proper one, if it has a name
}

func (b Behaviour) proper() bool {
	return b.Before == 0 && b.After == 0 && !b.Unstored && b.Answer.Name == ""
}

// Stored is a behaviour: the call has its effect, but this is the answer. A
// call that Slack refuses has no effect here either.
func Stored(a Answer) Behaviour { return Behaviour{Answer: a} }

// Unstored is a behaviour: the call has no effect, and this is the answer.
func Unstored(a Answer) Behaviour { return Behaviour{Unstored: true, Answer: a} }

// An Answer is what a client gets in place of the proper answer.
type Answer struct {
	Name  string // for the record
	Error string // the error it names, if it names one
	Write func(w http.ResponseWriter, r *http.Request, proper []byte)
}

// Refuse is status 200 with {"ok":false} and the error.
func Refuse(code string) Answer {
	a := Status(http.StatusOK, `{"ok":false,"error":"`+code+`"}`)
	a.Name, a.Error = "refused: "+code, code
	return a
}

// Status is an answer of that status and body; a body that starts with "<" is
// HTML, one that starts with "{" JSON, and none at all is Slack's error page.
func Status(code int, body string) Answer {
	if body == "" {
		body = "<!DOCTYPE html><html><head><title>Server Error</title></head><body><h1>Oh no!</h1></body></html>"
	}
	return Answer{
		Name: "status " + strconv.Itoa(code),
		Write: func(w http.ResponseWriter, _ *http.Request, _ []byte) {
			switch {
			case strings.HasPrefix(body, "<"):
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
			case strings.HasPrefix(body, "{"):
				w.Header().Set("Content-Type", "application/json; charset=utf-8")
			default:
				w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			}
			w.WriteHeader(code)
			_, _ = w.Write([]byte(body))
		},
	}
}

// RateLimited is status 429 with that header: seconds by the book, but also
// "0.5" and dates have been seen, and none at all, which is "".
func RateLimited(retryAfter string) Answer {
	a := Status(http.StatusTooManyRequests, `{"ok":false,"error":"ratelimited"}`)
	write := a.Write
	a.Name, a.Error = fmt.Sprintf("rate limited, Retry-After %q", retryAfter), "ratelimited"
	a.Write = func(w http.ResponseWriter, r *http.Request, proper []byte) {
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		write(w, r, proper)
	}
	return a
}

// Redirect is a 302 to another address.
func Redirect(to string) Answer {
	return Answer{
		Name:  "redirect",
		Write: func(w http.ResponseWriter, r *http.Request, _ []byte) { http.Redirect(w, r, to, http.StatusFound) },
	}
}

// Reset is no answer: the connection is reset.
func Reset() Answer {
	return Answer{Name: "reset", Write: func(w http.ResponseWriter, _ *http.Request, _ []byte) { reset(w) }}
}

// Hang is no answer, ever: the connection stays open until the client gives up.
func Hang() Answer {
	return Answer{Name: "hang", Write: func(_ http.ResponseWriter, r *http.Request, _ []byte) { <-r.Context().Done() }}
}

// HalfBody is half of the proper answer, then a reset.
func HalfBody() Answer {
	return Answer{Name: "half a body", Write: func(w http.ResponseWriter, _ *http.Request, proper []byte) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.Header().Set("Content-Length", strconv.Itoa(len(proper)))
		_, _ = w.Write(proper[:len(proper)/2])
		_ = http.NewResponseController(w).Flush()
		reset(w)
	}}
}

// Stall is the beginning of the proper answer, and then nothing more until the
// client gives up.
func Stall() Answer {
	return Answer{Name: "stall", Write: func(w http.ResponseWriter, r *http.Request, proper []byte) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.Header().Set("Content-Length", strconv.Itoa(len(proper)))
		_, _ = w.Write(proper[:len(proper)/2])
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}}
}

// Garbage is status 200 with bytes that are nothing.
func Garbage() Answer {
	a := Status(http.StatusOK, "{\x00\xff\"ok\":tru")
	a.Name = "garbage"
	return a
}

// Endless is an answer that starts well and never ends, until the client gives
// up or 1 GiB is sent.
func Endless() Answer {
	return Answer{Name: "endless", Write: func(w http.ResponseWriter, r *http.Request, _ []byte) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = w.Write([]byte(`{"ok":true,"text":"`))
		more := []byte(strings.Repeat("more ", 1<<12))
		for sent := 0; sent < 1<<30 && r.Context().Err() == nil; sent += len(more) {
			if _, err := w.Write(more); err != nil {
				return
			}
		}
	}}
}

// Trickle is the proper answer, a byte at a time with such pauses between.
func Trickle(pause time.Duration) Answer {
	return Answer{Name: "trickle", Write: func(w http.ResponseWriter, r *http.Request, proper []byte) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		for i := range proper {
			if _, err := w.Write(proper[i : i+1]); err != nil {
				return
			}
			_ = http.NewResponseController(w).Flush()
			select {
			case <-time.After(pause):
			case <-r.Context().Done():
				return
			}
		}
	}}
}

// reset breaks the connection so that the other side meets an error rather
// than an end.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return // the client is gone already
	}
	breakOff(conn)
}

func breakOff(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// behaviours says what comes next, by method.
type behaviours struct {
	queued   map[string][]Behaviour
	standing map[string]Behaviour
	choose   func(Call) Behaviour
}

// Play says what the next calls of the method meet, one behaviour each, in
// order, after those already waiting. The method "*" is any method; what waits
// for the method itself comes first.
func (s *Server) Play(method string, bs ...Behaviour) {
	s.change(func() {
		if s.behaviours.queued == nil {
			s.behaviours.queued = map[string][]Behaviour{}
		}
		s.behaviours.queued[method] = append(s.behaviours.queued[method], bs...)
	})
}

// Stand says what every call of the method meets for which nothing is queued,
// from now on. The method "*" is any method; the zero Behaviour ends it.
func (s *Server) Stand(method string, b Behaviour) {
	s.change(func() {
		if s.behaviours.standing == nil {
			s.behaviours.standing = map[string]Behaviour{}
		}
		s.behaviours.standing[method] = b
		if b.proper() {
			delete(s.behaviours.standing, method)
		}
	})
}

// Choose has f choose what a call meets for which nothing is queued or
// standing. f is called for one call at a time, in the order of arrival, and
// must not call the server.
func (s *Server) Choose(f func(Call) Behaviour) {
	s.change(func() { s.behaviours.choose = f })
}

func (b *behaviours) next(c Call) Behaviour {
	for _, method := range []string{c.Method, "*"} {
		if q := b.queued[method]; len(q) > 0 {
			b.queued[method] = q[1:]
			return q[0]
		}
	}
	for _, method := range []string{c.Method, "*"} {
		if standing, ok := b.standing[method]; ok {
			return standing
		}
	}
	if b.choose != nil {
		return b.choose(c)
	}
	return Behaviour{}
}
