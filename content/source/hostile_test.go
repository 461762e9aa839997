package source_test

import (
	"fmt"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"testing"

	"meetupbot/content/source"
)

// hostile are addresses that somebody may try in a chat, and why each gives
// nothing. PORT is the canary's. Every name leads to 127.0.0.1.
var hostile = []struct{ address, want string }{
	// this machine, in all the ways it can be written
	{"http://127.0.0.1:PORT/", "public internet"},
	{"http://127.0.0.1/", "public internet"},
	{"https://127.0.0.1:PORT/", "public internet"},
	{"HTTP://127.0.0.1:PORT/", "public internet"},
	{"http://127.1.2.3:PORT/", "public internet"},
	{"http://127.0.0.1.:PORT/", "no host of that name"},
	{"http://127.1:PORT/", "no host of that name"},
	{"http://2130706433:PORT/", "no host of that name"},
	{"http://017700000001:PORT/", "no host of that name"},
	{"http://0177.0.0.1:PORT/", "no host of that name"},
	{"http://0x7f000001:PORT/", "public internet"}, // a name like any other, until it is looked up
	{"http://0x7f.0.0.1:PORT/", "public internet"},
	{"http://0x7f.1:PORT/", "public internet"},
	{"http://127.0.0.1%2f@site.test:PORT/", "user name"},
	{"http://①②⑦.⓪.⓪.①:PORT/", "public internet"},
	{"http://127。0。0。1:PORT/", "public internet"},
	{"http://0.0.0.0:PORT/", "public internet"},
	{"http://0:PORT/", "no host of that name"},
	{"http://[::]:PORT/", "public internet"},
	{"http://[::1]:PORT/", "public internet"},
	{"http://[0:0:0:0:0:0:0:1]:PORT/", "public internet"},
	{"http://[::1%25lo]:PORT/", "public internet"},
	{"http://[::ffff:127.0.0.1]:PORT/", "public internet"},
	{"http://[::ffff:7f00:1]:PORT/", "public internet"},
	{"http://[::127.0.0.1]:PORT/", "public internet"},
	{"http://[64:ff9b::127.0.0.1]/", "public internet"},
	{"http://[64:ff9b:1::7f00:1]/", "public internet"},
	{"http://[2002:7f00:1::]/", "public internet"},
	{"http://[2001:0:7f00:1::]/", "public internet"},
	{"http://localhost:PORT/", "public internet"},
	{"http://LOCALHOST:PORT/", "public internet"},
	{"http://localhost.:PORT/", "public internet"},
	{"http://localhost.localdomain:PORT/", "public internet"},
	{"http://ip6-localhost.test:PORT/", "public internet"},
	{"http://app.localhost:PORT/", "public internet"},
	{"http://127.0.0.1.nip.test:PORT/", "public internet"},
	{"http://meetups.example.:PORT/", "public internet"},
	{"http://xn--80ak6aa92e.test:PORT/", "public internet"},
	// the network around it
	{"http://10.0.0.1/", "public internet"},
	{"http://172.16.0.1/", "public internet"},
	{"http://172.31.255.254/", "public internet"},
	{"http://192.168.1.1/", "public internet"},
	{"http://100.64.0.1/", "public internet"},
	{"http://100.100.100.200/latest/meta-data/", "public internet"},
	{"http://169.254.169.254/latest/meta-data/", "public internet"},
	{"http://[::ffff:169.254.169.254]/", "public internet"},
	{"http://[::ffff:a9fe:a9fe]/", "public internet"},
	{"http://168.63.129.16/machine", "public internet"},
	{"http://192.0.0.192/opc/v2/", "public internet"},
	{"http://198.18.0.1/", "public internet"},
	{"http://192.0.2.1/", "public internet"},
	{"http://224.0.0.1/", "public internet"},
	{"http://255.255.255.255/", "public internet"},
	{"http://[fdaa:0:18::3]/", "public internet"},
	{"http://[fdaa::3]:53/", "public internet"},
	{"http://[fd00:ec2::254]/latest/", "public internet"},
	{"http://[fe80::1]/", "public internet"},
	{"http://[fe80::1%25eth0]/", "public internet"},
	{"http://[ff02::1]/", "public internet"},
	{"http://_api.internal:PORT/", "public internet"},
	{"http://top1.nearest.of.app.internal:PORT/", "public internet"},
	{"http://metadata.google.internal:PORT/computeMetadata/v1/", "public internet"},
	// a name before or behind the real one
	{"http://site.test@127.0.0.1:PORT/", "user name"},
	{"http://site.test:80@127.0.0.1:PORT/", "user name"},
	{"http://mira:pa55word@127.0.0.1:PORT/", "user name"},
	{"http://@127.0.0.1:PORT/", "user name"},
	{"http://127.0.0.1:PORT#@site.test/", "public internet"},
	{"http://127.0.0.1:PORT?@site.test/", "public internet"},
	{"http://127.0.0.1:PORT\\@site.test/", "no web address"},
	{"http://site.test\\@127.0.0.1:PORT/", "no web address"},
	{"http://site.test&@127.0.0.1:PORT/", "user name"},
	{"http:// 127.0.0.1:PORT/", "no web address"},
	{"http://127.0.0.1:PORT/\r\nHost: site.test", "no web address"},
	{"\thttp://127.0.0.1:PORT/", "no web address"},
	{"http://site.test:PORT:80/", "no web address"},
	{"http://site.test:99999/", "does not answer as a web server"},
	{"http://site.test:-1/", "no web address"},
	{"http://site.test:http/", "no web address"},
	{"http://[::1/", "no web address"},
	{"http://%31%32%37.0.0.1:PORT/", "no web address"},
	// repositories
	{"http://127.0.0.1:PORT/site.git", "public internet"},
	{"http://localhost:PORT/site.git#main:content", "public internet"},
	{"http://[::ffff:127.0.0.1]:PORT/site.git/", "public internet"},
	{"http://169.254.169.254/latest/site.git", "public internet"},
	{"http://_api.internal:PORT/v1/site.git", "public internet"},
	{"http://mira:pa55word@127.0.0.1:PORT/site.git", "user name"},
	{"https://mira:pa55word@127.0.0.1:PORT/site.git#main:", "user name"},
	{"http://127.0.0.1:PORT/site.git#../../etc/passwd", "leads out"},
	{"http://127.0.0.1:PORT/site.git#main:..", "leads out"},
	{"git://127.0.0.1:PORT/site.git", "http and https"},
	{"ssh://git@127.0.0.1:PORT/site.git", "http and https"},
	{"git+ssh://127.0.0.1:PORT/site.git", "http and https"},
	{"file:///srv/site.git", "http and https"},
	{"ext::sh -c id% /site.git", "no web address"},
	{"git@127.0.0.1:site.git", "no web address"},
	// other schemes, or none
	{"file:///etc/passwd", "http and https"},
	{"FILE:///etc/passwd", "http and https"},
	{"file://localhost/etc/passwd", "http and https"},
	{"file:/etc/passwd", "no web address"},
	{"ftp://127.0.0.1:PORT/", "http and https"},
	{"gopher://127.0.0.1:PORT/_GET", "http and https"},
	{"dict://127.0.0.1:PORT/d", "http and https"},
	{"ldap://127.0.0.1:PORT/", "http and https"},
	{"unix:///var/run/docker.sock", "http and https"},
	{"http+unix://%2Fvar%2Frun%2Fdocker.sock/info", "no web address"},
	{"jar:http://127.0.0.1:PORT!/", "http and https"},
	{"ws://127.0.0.1:PORT/", "http and https"},
	{"webcal://127.0.0.1:PORT/events.ics", "public internet"},
	{"webcals://[::1]:PORT/events.ics", "public internet"},
	{"javascript://127.0.0.1:PORT/%0aalert(1)", "http and https"},
	{"data:text/html,<h1>Meetup</h1>", "no web address"},
	{"//127.0.0.1:PORT/", "no web address"},
	{"://127.0.0.1:PORT/", "no web address"},
	{"127.0.0.1:PORT", "no web address"},
	{"/etc/passwd", "no web address"},
	{"", "no web address"},
	{"http://", "names no host"},
	{"http://:PORT/", "names no host"},
	{"http:///etc/passwd", "names no host"},
	{"https://?127.0.0.1:PORT", "names no host"},
	{"http://site.test/" + strings.Repeat("a", 2048), "longer than 2048"},
}

func TestHostileAddresses(t *testing.T) {
	if len(hostile) < 60 {
		t.Errorf("%d addresses", len(hostile))
	}
	c := newCanary(t)
	r := newReader(t)
	for _, h := range hostile {
		address := strings.ReplaceAll(h.address, "PORT", strconv.Itoa(int(c.port)))
		_, err := source.Canonical(address)
		if err == nil {
			_, _, err = r.Read(soon(t), address)
		} else if docs, _, err := r.Read(soon(t), address); source.IsAddress(address) && err == nil {
			t.Errorf("%q is refused, but read all the same: %v", address, docs)
		}
		switch {
		case err == nil || !strings.Contains(err.Error(), h.want) || !strings.Contains(err.Error(), "; "):
			t.Errorf("%q: %v, want an error with %q and what to do", address, err, h.want)
		case strings.Contains(err.Error(), "pa55word"):
			t.Errorf("%q: the error holds the password: %v", address, err)
		}
		if n := c.calls.Swap(0); n > 0 {
			t.Errorf("%q: the canary was connected to %d times", address, n)
		}
	}
}

// The zero Reader connects to nothing on this machine either.
func TestZeroReaderIsPublic(t *testing.T) {
	c := newCanary(t)
	var r source.Reader
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]"} {
		refused(t, &r, fmt.Sprintf("http://%s:%d/", host, c.port), "public internet")
	}
	c.silent(t)
}

// A redirect leads nowhere that the address itself could not.
func TestHostileRedirects(t *testing.T) {
	c := newCanary(t)
	s := newSite(t, func(w http.ResponseWriter, req *http.Request) {
		status, _ := strconv.Atoi(req.URL.Query().Get("status"))
		to := strings.ReplaceAll(req.URL.Query().Get("to"), "LONG", strings.Repeat("a", 2048))
		w.Header().Set("Location", to)
		w.WriteHeader(status)
	})
	r := newReader(t, s.at)
	port := strconv.Itoa(int(c.port))
	for i, h := range []struct{ to, want string }{
		{"http://127.0.0.1:PORT/", "public internet"},
		{"//127.0.0.1:PORT/", "public internet"},
		{"http://localhost:PORT/", "public internet"},
		{"http://[::1]:PORT/", "public internet"},
		{"http://[::ffff:127.0.0.1]:PORT/", "public internet"},
		{"http://0.0.0.0:PORT/", "public internet"},
		{"http://elsewhere.test:PORT/", "public internet"},
		{"http://169.254.169.254/latest/meta-data/", "public internet"},
		{"http://[fdaa::3]/", "public internet"},
		{"https://127.0.0.1:PORT/", "public internet"},
		{"http://mira:pa55word@127.0.0.1:PORT/", "user name"},
		{"https://mira:pa55word@127.0.0.1:PORT/site.git", "user name"},
		{"file:///etc/passwd", "http and https"},
		{"gopher://127.0.0.1:PORT/", "http and https"},
		{"javascript:alert(1)", "http and https"},
		{"http://", "names no host"},
		{"http://127.0.0.1:PORT\\@site.test/", "no web address"},
		{"http://site.test/LONG", "no web address"},
	} {
		status := []int{301, 302, 303, 307, 308}[i%5]
		to := strings.ReplaceAll(h.to, "PORT", port)
		address := fmt.Sprintf("%s/?status=%d&to=%s", s.root, status, strings.NewReplacer("&", "%26", "#", "%23", "\\", "%5c").Replace(to))
		refused(t, r, address, h.want)
		if _, _, err := r.Read(soon(t), address); strings.Contains(fmt.Sprint(err), "pa55word") {
			t.Errorf("the error holds the password: %v", err)
		}
	}
	c.silent(t)
}

// A name that leads to a public server first, and to this machine's network
// once it was looked at, leads nowhere: what is checked is what is connected
// to. The site stands for the public server here.
func TestRebinding(t *testing.T) {
	s := newSite(t, func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/again" {
			http.Redirect(w, req, "/", http.StatusFound)
			return
		}
		fmt.Fprint(w, "a page")
	})
	inside := netip.MustParseAddr("127.0.0.2")
	c := &canary{port: s.at.Port()}
	listenAs(t, c, netip.AddrPortFrom(inside, c.port))
	names := &nameServer{}
	r := newReader(t, s.at)
	r.Resolver = names.resolver(t)
	address := fmt.Sprintf("http://rebind.test:%d", c.port)

	names.set("rebind.test", s.at.Addr(), inside)
	if doc := readOne(t, r, address+"/"); string(doc.Data) != "a page" {
		t.Errorf("page = %q", doc.Data)
	}
	c.silent(t)
	refused(t, r, address+"/", "public internet") // now it is this machine
	names.set("rebind.test", s.at.Addr(), inside)
	refused(t, r, address+"/again", "public internet") // in the middle of one read
	c.silent(t)

	// a repository whose second request would go inside
	g := newGitSite(t)
	g.Push(rivertown)
	d := &canary{port: g.at.Port()}
	listenAs(t, d, netip.AddrPortFrom(inside, d.port))
	for _, to := range [][]netip.Addr{{inside}, {g.at.Addr(), inside}, {g.at.Addr(), g.at.Addr(), inside}} {
		others := &nameServer{}
		others.set("rebind.test", to...)
		other := newReader(t, g.at)
		other.Resolver = others.resolver(t)
		refused(t, other, fmt.Sprintf("http://rebind.test:%d/site.git", d.port), "public internet")
	}
	d.silent(t)

	names.mu.Lock()
	defer names.mu.Unlock()
	if names.asked != 4 {
		t.Errorf("the name was looked up %d times, want once for each connection", names.asked)
	}
}
