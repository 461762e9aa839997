package slacktest

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// A Server is one Slack workspace with one app installed in it. Its exported
// fields do not change. All methods may be called at any time, from any
// goroutine.
type Server struct {
	BotToken      string // xoxb-, for the Web API
	AppToken      string // xapp-, for Socket Mode
	SigningSecret string
	TeamID        string
	AppID         string
	BotID         string // of the bot as an author
	BotUser       string // of the bot as a member
	Channel       string // a public channel; Member and the bot are in it
	Member        string // an ordinary member
	Admin         string // an administrator of the workspace

	base   string
	http   http.Server
	ctx    context.Context // ends with the server
	cancel context.CancelFunc
	work   sync.WaitGroup // requests and sockets under way
	client http.Client    // for Deliver

	methods map[string]method

	mu         sync.Mutex
	changed    chan struct{} // closed at each change, then replaced
	clock      func() time.Time
	record     []*Call
	byMethod   map[string][]*Call // the record once more
	complaints []string
	behaviours behaviours
	sockets    sockets
	workspace
}

// New starts a server that closes with the test. Complaints that nobody took
// by then fail it.
func New(t testing.TB) *Server {
	t.Helper()
	s, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Close()
		for _, c := range s.Complaints() {
			t.Errorf("slack would complain: %s", c)
		}
	})
	return s
}

// Start starts a server on loopback. It runs until Close.
func Start() (*Server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("fake slack: %w", err)
	}
	s := &Server{
		BotToken:      "xoxb-slacktest-" + random(),
		AppToken:      "xapp-slacktest-" + random(),
		SigningSecret: random(),
		TeamID:        "T0RIVERTOWN",
		AppID:         "A0MEETUPBOT",
		BotID:         "B0MEETUPBOT",
		BotUser:       "U0MEETUPBOT",
		Channel:       "C0MEETUPS01",
		Member:        "U0ADAMARLOW",
		Admin:         "U0JOQUILL01",
		base:          "http://" + listener.Addr().String(),
		methods:       methods(),
		byMethod:      map[string][]*Call{},
		changed:       make(chan struct{}),
		clock:         time.Now,
	}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.workspace = newWorkspace(s)
	s.sockets = sockets{tickets: map[string]bool{}, sent: map[string]*sending{}, pingEvery: time.Second}
	s.client = http.Client{
		Transport:     &http.Transport{MaxIdleConnsPerHost: 64},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	s.http.Handler = s.routes()
	s.http.BaseContext = func(net.Listener) context.Context { return s.ctx }
	s.work.Go(func() { _ = s.http.Serve(listener) }) // ends with Close, and says no more than that
	return s, nil
}

// Close breaks all connections and waits for what is under way.
func (s *Server) Close() {
	s.change(s.cancel)
	_ = s.http.Close()
	s.work.Wait()
	s.client.CloseIdleConnections()
}

// URL is the base of the Web API, with a trailing slash.
func (s *Server) URL() string { return s.base + "/api/" }

// SetClock puts another clock in place of the real one: message ids, the age
// of response URLs, history lag and pace go by it.
func (s *Server) SetClock(now func() time.Time) {
	s.change(func() { s.clock = now })
}

// Clear forgets calls, messages, envelopes, acknowledgements and response URLs:
// a soak that lasts would otherwise measure the record.
func (s *Server) Clear() {
	s.change(func() {
		s.record, s.byMethod = nil, map[string][]*Call{}
		s.sockets.sent, s.sockets.acks = map[string]*sending{}, nil
		s.messages, s.ephemerals = map[string][]*Message{}, nil
		s.urls, s.files = map[string]*responseURL{}, map[string]*file{}
	})
}

// Complaints takes away what a well-behaved client would not have sent, in
// order: each is given once.
func (s *Server) Complaints() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.complaints
	s.complaints = nil
	return c
}

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", s.serveMethod)
	mux.HandleFunc("/respond/{id}", s.serveResponse)
	mux.HandleFunc("/upload/{id}", s.serveUpload)
	mux.HandleFunc("/link/{ticket}", s.serveSocket)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.begin() {
			defer s.work.Done()
			mux.ServeHTTP(w, r)
		}
	})
}

// begin counts one more piece of work under way, unless the server is closed.
func (s *Server) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx.Err() != nil {
		return false
	}
	s.work.Add(1)
	return true
}

// change runs f under the lock and wakes those who wait for something.
func (s *Server) change(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
	s.wake()
}

// wake is called with the lock held.
func (s *Server) wake() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// complain is called with the lock held.
func (s *Server) complain(format string, args ...any) {
	s.complaints = append(s.complaints, fmt.Sprintf(format, args...))
}

// await waits until done, which is called with the lock held, says so.
func (s *Server) await(ctx context.Context, what string, done func() bool) error {
	for {
		s.mu.Lock()
		ok, changed := done(), s.changed
		s.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("waiting for %s: %w", what, ctx.Err())
		case <-s.ctx.Done():
			return fmt.Errorf("waiting for %s: the server was closed", what)
		}
	}
}

// sleep waits for d, whatever becomes of the client, and reports whether the
// server is still there.
func (s *Server) sleep(d time.Duration) bool {
	if d > 0 {
		select {
		case <-time.After(d):
		case <-s.ctx.Done():
		}
	}
	return s.ctx.Err() == nil
}

func random() string {
	var b [12]byte
	_, _ = rand.Read(b[:]) // never fails
	return strings.ToLower(hex.EncodeToString(b[:]))
}
