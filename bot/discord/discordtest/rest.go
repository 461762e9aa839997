package discordtest

import (
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// maxRequest is the most bytes of one request.
// https://discord.com/developers/docs/reference#uploading-files
const maxRequest = 25 << 20

// A request is a call on its way through the server.
type request struct {
	*http.Request
	call  *Call
	wrong string // why the body cannot be read; "": it can
}

// body is the JSON object that was sent, empty if none was.
func (r *request) body() object {
	o, _ := r.call.JSON.(object)
	return o
}

// An answer is what Discord has to say.
type answer struct {
	status int
	body   any // encoded as JSON; []byte and string as they are; nil: none
	header http.Header
	stored bool
	object string
	then   func() // after the answer is on its way
}

func ok(body any) answer { return answer{status: http.StatusOK, body: body} }

var version = regexp.MustCompile(`^/api/v(9|10)(/.*)$`)

// serve sends what arrives to the gateway or to the REST routes.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if !s.enter() {
		panic(http.ErrAbortHandler)
	}
	defer s.working.Done()
	if s.isDown() {
		reset(w)
	}
	if websocket.IsWebSocketUpgrade(r) {
		s.gateway.serve(w, r)
		return
	}
	if m := version.FindStringSubmatch(r.URL.Path); m != nil && !strings.Contains(m[2], "//") {
		inner := r.Clone(r.Context())
		inner.URL.Path, inner.URL.RawPath = m[2], ""
		inner.RequestURI = r.URL.Path
		s.mux.ServeHTTP(w, inner)
		return
	}
	r.RequestURI = r.URL.Path
	s.handle(w, r, Everything, s.nowhere)
}

// enter counts one more at work, unless the server is closed.
func (s *Server) enter() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx.Err() != nil {
		return false
	}
	s.working.Add(1)
	return true
}

func (s *Server) isDown() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.down
}

// handle records a request and plays what it is to meet.
func (s *Server) handle(w http.ResponseWriter, hr *http.Request, route string, h handler) {
	body, err := io.ReadAll(io.LimitReader(hr.Body, maxRequest+1))
	if err != nil {
		panic(http.ErrAbortHandler) // the client died half-way: Discord never saw a request
	}
	r := &request{Request: hr, call: &Call{
		Route: route, Method: hr.Method, Path: hr.RequestURI, Query: hr.URL.RawQuery,
		Header: hr.Header.Clone(), Body: body,
	}}
	r.read()
	s.mu.Lock()
	right := s.authorised(r)
	s.enterCall(r.call)
	s.distrust(r)
	b := s.next(r.call)
	s.notify()
	s.mu.Unlock()

	s.work(b.Before)
	var a answer
	if b.acts() {
		a = s.decide(r, right, h)
	}
	status, header, sent := b.answer(a)
	s.mu.Lock()
	r.call.Decided = time.Now()
	r.call.Status, r.call.Answer = status, sent
	r.call.Stored, r.call.Object = a.stored, a.object
	if b.Cut == Reset {
		r.call.Status = 0
	}
	s.countInvalid(status, header)
	s.notify()
	s.mu.Unlock()
	if a.then != nil {
		a.then()
	}
	s.work(b.After)
	s.send(w, hr, status, header, sent, b.Cut)
}

// work takes so long, and ends a request that the server does not outlive.
func (s *Server) work(d time.Duration) {
	s.pause(d)
	if s.ctx.Err() != nil {
		panic(http.ErrAbortHandler)
	}
}

// decide is what Discord itself would do.
func (s *Server) decide(r *request, right bool, h handler) answer {
	if !right {
		return refuse(http.StatusUnauthorized, 0, "401: Unauthorized")
	}
	header, limited := s.take(r)
	if limited != nil {
		return *limited
	}
	var a answer
	switch {
	case len(r.call.Body) > maxRequest:
		a = refuse(http.StatusRequestEntityTooLarge, 40005, "Request entity too large")
	case r.wrong != "":
		a = refuse(http.StatusBadRequest, 50109, r.wrong)
	default:
		a = h(r)
	}
	for k, v := range header {
		if a.header == nil {
			a.header = http.Header{}
		}
		a.header[k] = v
	}
	return a
}

// authorised says whether the request may pass, and takes its secret from the
// record. Those that carry an interaction's token need no other.
func (s *Server) authorised(r *request) bool {
	given := r.call.Header.Get("Authorization")
	right := given == "Bot "+s.Token && !s.revoked()
	switch {
	case given == "":
	case right:
		r.call.Header.Set("Authorization", "right")
	default:
		r.call.Header.Set("Authorization", "wrong")
	}
	switch r.call.Route {
	case GetGateway, AnswerInteraction, EditOriginal:
		return true
	}
	return right
}

// distrust complains of what no bot of Discord should send. The caller holds mu.
func (s *Server) distrust(r *request) {
	c := r.call
	if c.Route == Everything {
		s.complain("%s %s: Discord has no such route, or this fake does not know it", c.Method, c.Path)
	}
	// https://discord.com/developers/docs/reference#user-agent
	if !strings.HasPrefix(c.Header.Get("User-Agent"), "DiscordBot (") {
		s.complain("%s %s: the user agent %q is not of the form DiscordBot ($url, $version)", c.Method, c.Path, c.Header.Get("User-Agent"))
	}
	// With either of these, net/http repeats a POST by itself.
	for _, h := range []string{"Idempotency-Key", "X-Idempotency-Key"} {
		if _, ok := c.Header[h]; ok {
			s.complain("%s %s: has the header %s", c.Method, c.Path, h)
		}
	}
}

// countInvalid keeps what counts towards a ban. The caller holds mu.
func (s *Server) countInvalid(status int, header http.Header) {
	switch {
	case status == http.StatusTooManyRequests && header.Get("X-RateLimit-Scope") == "shared":
	case status == http.StatusUnauthorized, status == http.StatusForbidden, status == http.StatusTooManyRequests:
		s.record.invalid = append(s.record.invalid, time.Now())
	}
}

// read takes the body apart.
func (r *request) read() {
	c := r.call
	if len(c.Body) == 0 {
		return
	}
	kind, params, err := mime.ParseMediaType(c.Header.Get("Content-Type"))
	if err != nil {
		kind = c.Header.Get("Content-Type")
	}
	switch kind {
	case "application/json":
		if c.JSON, err = decode(c.Body); err != nil {
			r.wrong = "The request body contains invalid JSON."
		}
	case "multipart/form-data":
		if err := r.readForm(params["boundary"]); err != nil {
			r.wrong = "Cannot read the form: " + err.Error()
		}
	default:
		r.wrong = `Expected "Content-Type" header to be one of {'application/json'}.`
	}
}

func (r *request) readForm(boundary string) error {
	parts := multipart.NewReader(strings.NewReader(string(r.call.Body)), boundary)
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FormName() == "payload_json" {
			if r.call.JSON, err = decode(data); err != nil {
				return err
			}
			continue
		}
		r.call.Files = append(r.call.Files, File{part.FormName(), part.FileName(), part.Header.Get("Content-Type"), data})
	}
}

// send puts an answer on the wire, whole or not.
func (s *Server) send(w http.ResponseWriter, r *http.Request, status int, header http.Header, body []byte, cut Cut) {
	if cut == Reset {
		reset(w)
	}
	for k, v := range header {
		w.Header()[k] = v
	}
	if cut == Half {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		body = body[:len(body)/2]
	}
	w.WriteHeader(status)
	_, err := w.Write(body)
	if cut == Whole || err != nil {
		return
	}
	_ = http.NewResponseController(w).Flush()
	switch cut {
	case Half:
		panic(http.ErrAbortHandler)
	case Endless:
		s.trickle(w)
	case Flood:
		flood(w)
	case Stall:
		select {
		case <-s.ctx.Done():
		case <-r.Context().Done():
		}
	}
}
