package source_test

import (
	"context"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"meetupbot/content/source"
	"meetupbot/content/source/gittest"
)

// The environment of these tests offers a proxy that nobody answers at: a page
// that comes shows that it was not asked. The one authority it trusts is the
// one of httptest's servers.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "source")
	if err != nil {
		panic(err)
	}
	authority := filepath.Join(dir, "authority.pem")
	tls := httptest.NewTLSServer(nil)
	data := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: tls.Certificate().Raw})
	tls.Close()
	if err := os.WriteFile(authority, data, 0o600); err != nil {
		panic(err)
	}
	for key, value := range map[string]string{
		"HTTP_PROXY": "http://127.0.0.1:1", "HTTPS_PROXY": "http://127.0.0.1:1", "ALL_PROXY": "http://127.0.0.1:1", "NO_PROXY": "",
		"SSL_CERT_FILE": authority, "SSL_CERT_DIR": dir,
	} {
		os.Setenv(key, value)
		os.Unsetenv(strings.ToLower(key))
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// A nameServer answers each question for the address of a name with the next
// of its answers, the last one again and again; for a name that it does not
// know, with 127.0.0.1.
type nameServer struct {
	mu      sync.Mutex
	answers map[string][]netip.Addr
	asked   int
}

// set gives a name its answers.
func (s *nameServer) set(name string, answers ...netip.Addr) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers = map[string][]netip.Addr{name: answers}
}

// resolver asks the name server alone, whatever the machine is set up to do.
func (s *nameServer) resolver(t testing.TB) *net.Resolver {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		question := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(question)
			if err != nil {
				return
			}
			if answer, err := s.answer(question[:n]); err == nil {
				conn.WriteTo(answer, from)
			}
		}
	}()
	t.Cleanup(func() { conn.Close(); <-done })
	address := conn.LocalAddr().String()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", address)
	}}
}

func (s *nameServer) answer(question []byte) ([]byte, error) {
	var m dnsmessage.Message
	if err := m.Unpack(question); err != nil || len(m.Questions) != 1 {
		return nil, fmt.Errorf("question: %v", err)
	}
	m.Response, m.Authoritative, m.Additionals = true, true, nil
	q := m.Questions[0]
	header := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}
	switch to := s.next(q); {
	case q.Type == dnsmessage.TypeA && to.Is4():
		m.Answers = []dnsmessage.Resource{{Header: header, Body: &dnsmessage.AResource{A: to.As4()}}}
	case q.Type == dnsmessage.TypeAAAA && to.Is6():
		m.Answers = []dnsmessage.Resource{{Header: header, Body: &dnsmessage.AAAAResource{AAAA: to.As16()}}}
	}
	return m.Pack()
}

// next is the name's answer. The two questions for one name, for IPv4 and for
// IPv6, are one: the first of them moves on.
func (s *nameServer) next(q dnsmessage.Question) netip.Addr {
	s.mu.Lock()
	defer s.mu.Unlock()
	name := strings.TrimSuffix(q.Name.String(), ".")
	list := s.answers[name]
	if len(list) == 0 {
		return netip.MustParseAddr("127.0.0.1")
	}
	if q.Type == dnsmessage.TypeA {
		s.asked++
		if len(list) > 1 {
			s.answers[name] = list[1:]
		}
	}
	return list[0]
}

// A canary is a server that nobody may connect to.
type canary struct {
	port  uint16
	calls atomic.Int32
}

// newCanary listens at one port of this machine, for IPv4 and for IPv6.
func newCanary(t testing.TB) *canary {
	c := &canary{}
	v4 := listenAs(t, c, netip.MustParseAddrPort("127.0.0.1:0"))
	c.port = v4.Port()
	if l, err := net.Listen("tcp", "[::1]:0"); err == nil { // else a machine without IPv6
		l.Close()
		listenAs(t, c, netip.AddrPortFrom(netip.IPv6Loopback(), c.port))
	}
	return c
}

// listenAs lets the canary listen at an address.
func listenAs(t testing.TB, c *canary, at netip.AddrPort) netip.AddrPort {
	t.Helper()
	l, err := net.Listen("tcp", at.String())
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			c.calls.Add(1)
			conn.Close()
		}
	}()
	t.Cleanup(func() { l.Close(); <-done })
	return netip.MustParseAddrPort(l.Addr().String())
}

func (c *canary) silent(t testing.TB) {
	t.Helper()
	if n := c.calls.Swap(0); n != 0 {
		t.Errorf("the canary was connected to %d times", n)
	}
}

// A site is a web server on loopback, known as site.test.
type site struct {
	*httptest.Server
	root string // its address, by name
	at   netip.AddrPort
}

func newSite(t testing.TB, h http.HandlerFunc) *site {
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	at := netip.MustParseAddrPort(s.Listener.Addr().String())
	return &site{s, fmt.Sprintf("http://site.test:%d", at.Port()), at}
}

// newSecure is a site that speaks https, with a certificate for example.com.
func newSecure(t testing.TB, h http.HandlerFunc) *site {
	s := httptest.NewUnstartedServer(h)
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	at := netip.MustParseAddrPort(s.Listener.Addr().String())
	return &site{s, fmt.Sprintf("https://example.com:%d", at.Port()), at}
}

// A gitSite is a site with a repository.
type gitSite struct {
	*gittest.Repository
	*site
	address string // of the repository
}

func newGitSite(t testing.TB) *gitSite {
	g := gittest.New()
	s := newSite(t, g.ServeHTTP)
	return &gitSite{g, s, s.root + gittest.Path}
}

// newReader reads from public addresses at any port, so that a port alone keeps
// it from nothing, and from the servers given. All names lead to this machine.
func newReader(t testing.TB, servers ...netip.AddrPort) *source.Reader {
	return &source.Reader{
		Allow: func(to netip.AddrPort) bool {
			return slices.Contains(servers, to) || source.Public(netip.AddrPortFrom(to.Addr(), 80))
		},
		Resolver:   (&nameServer{}).resolver(t),
		HeaderWait: 3 * time.Second, PageWait: 6 * time.Second,
	}
}

// soon ends before a test that hangs would.
func soon(t testing.TB) context.Context {
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(stop)
	return ctx
}

// readOne reads an address that gives a page.
func readOne(t testing.TB, r *source.Reader, address string) source.Document {
	t.Helper()
	docs, problems, err := r.Read(soon(t), address)
	if err != nil || len(problems) > 0 || len(docs) != 1 {
		t.Fatalf("Read(%q) = %d documents, %v, %v, want one document", address, len(docs), problems, err)
	}
	return docs[0]
}

// refused reads an address that must give nothing, for the reason given.
func refused(t testing.TB, r *source.Reader, address, want string) {
	t.Helper()
	docs, problems, err := r.Read(soon(t), address)
	if err == nil || len(docs) > 0 || len(problems) > 0 || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "; ") {
		t.Errorf("Read(%q) = %d documents, %v, %v, want an error with %q and what to do", address, len(docs), problems, err, want)
	}
}
