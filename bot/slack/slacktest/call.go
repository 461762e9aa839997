package slacktest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Methods of the record that are no methods of the Web API.
const (
	ResponseURL = "response_url" // a post to a response URL
	Upload      = "upload"       // the bytes of a file
	Handshake   = "handshake"    // the opening of a socket
)

// A Call is one request that reached the server, as the record keeps it.
type Call struct {
	At     time.Time
	Method string // "chat.postMessage", or ResponseURL, Upload, Handshake
	URL    string // as requested, with the host
	Token  string
	Header http.Header
	Args   map[string]string // decoded; what is no string in a JSON body is kept as JSON
	Body   []byte            // as received

	Done   bool   // decided: what follows is final
	Stored bool   // the call had its effect
	Error  string // what it was refused for; "" if it was not
	TS     string // of the message that it stored, changed or took away
	Answer string // the body of the answer, or the name of what came in its place
}

// Decode reads an argument that is JSON, such as blocks, into v.
func (c Call) Decode(arg string, v any) error {
	if err := json.Unmarshal([]byte(c.Args[arg]), v); err != nil {
		return fmt.Errorf("%s: argument %s: %w", c.Method, arg, err)
	}
	return nil
}

// Calls returns the calls of the method, or all calls where it is "", in the
// order of their arrival. Those under way are among them.
func (s *Server) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	record := s.record
	if method != "" {
		record = s.byMethod[method]
	}
	calls := make([]Call, len(record))
	for i, c := range record {
		calls[i] = *c
	}
	return calls
}

// Await waits until n calls of the method are decided, and returns all that
// are. A call is decided before it is answered: one that is never answered
// counts, one that is slow to take effect does not yet.
func (s *Server) Await(ctx context.Context, method string, n int) (decided []Call, err error) {
	undecided := func(c *Call) bool { return !c.Done }
	err = s.await(ctx, fmt.Sprintf("%d calls of %s", n, method), func() bool {
		if len(s.byMethod[method]) < n {
			return false
		}
		calls := slices.DeleteFunc(slices.Clone(s.byMethod[method]), undecided)
		if len(calls) < n {
			return false
		}
		for _, c := range calls {
			decided = append(decided, *c)
		}
		return true
	})
	return decided, err
}

// Arrived waits until n calls of the method have come in, decided or not.
func (s *Server) Arrived(ctx context.Context, method string, n int) error {
	return s.await(ctx, fmt.Sprintf("the arrival of %d calls of %s", n, method), func() bool {
		return len(s.byMethod[method]) >= n
	})
}

// maxBody bounds what is read of a request, in bytes.
const maxBody = 8 << 20

// receive reads a request and puts it on record. It returns nil where the
// client died before the request was whole.
func (s *Server) receive(r *http.Request, method string) *Call {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	c := &Call{
		Method: method,
		URL:    s.base + r.URL.RequestURI(),
		Header: r.Header.Clone(),
		Body:   body,
		Args:   map[string]string{},
	}
	var badly string
	if err == nil {
		badly = c.decode(r)
	}
	c.Token, _ = strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if c.Token == "" {
		c.Token = c.Args["token"]
	}
	s.change(func() {
		c.At = s.clock()
		s.record = append(s.record, c)
		s.byMethod[method] = append(s.byMethod[method], c)
		if err != nil {
			c.Done, c.Error = true, "half a request"
			return
		}
		if badly != "" {
			s.complain("%s: %s", method, badly)
		}
		for _, name := range []string{"Idempotency-Key", "X-Idempotency-Key"} {
			if r.Header.Get(name) != "" {
				s.complain("%s: with the header %s an HTTP client posts again by itself", method, name)
			}
		}
		if r.URL.Query().Has("token") {
			s.complain("%s: a token in the address ends up in logs", method)
		}
	})
	if err != nil {
		return nil
	}
	return c
}

// decode fills in the arguments. It returns what is wrong with their form.
func (c *Call) decode(r *http.Request) (badly string) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	take := func(values url.Values) {
		for name, v := range values {
			if len(v) > 1 {
				badly = fmt.Sprintf("argument %s is given %d times", name, len(v))
			}
			c.Args[name] = v[0]
		}
	}
	take(r.URL.Query())
	switch {
	case len(c.Body) == 0 || kind == "multipart/form-data" || c.Method == Upload:
	case kind == "application/json":
		return c.decodeJSON(c.Body)
	case kind == "application/x-www-form-urlencoded":
		values, err := url.ParseQuery(string(c.Body))
		if err != nil {
			return "the body is not a form: " + err.Error()
		}
		take(values)
	default:
		return fmt.Sprintf("content type %q", kind)
	}
	return badly
}

func (c *Call) decodeJSON(body []byte) (badly string) {
	var args map[string]json.RawMessage
	if err := json.Unmarshal(body, &args); err != nil {
		return "the body is not a JSON object: " + err.Error()
	}
	for name, raw := range args {
		var text string
		if bytes.Equal(raw, []byte("null")) {
			continue
		}
		if json.Unmarshal(raw, &text) != nil {
			text = string(raw)
		}
		c.Args[name] = text
	}
	return ""
}
