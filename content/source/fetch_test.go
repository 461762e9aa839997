package source_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"meetupbot/content/source"
)

func TestReadPage(t *testing.T) {
	const text = "<!doctype html><title>Rivertown Gophers</title><p>We meet on Tuesday 26 September 2017."
	s := newSite(t, func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Type", req.URL.Query().Get("type"))
		fmt.Fprint(w, text)
	})
	r := newReader(t, s.at)
	for _, c := range []struct{ path, kind, want string }{
		{"/events/2017-09-26-autumn/", "text/html; charset=utf-8", "2017-09-26-autumn.html"},
		{"/autumn.html", "text/html", "autumn.html"},
		{"/autumn.HTM", "text/html", "autumn.HTM"},
		{"/autumn.xhtml", "application/xhtml+xml", "autumn.xhtml"},
		{"/events.php", "text/html", "events.php.html"},
		{"/autumn.md", "text/plain; charset=utf-8", "autumn.md"},
		{"/autumn.md", "text/html", "autumn.md.html"},
		{"/autumn", "text/markdown", "autumn.md"},
		{"/autumn", "text/plain", "autumn"},
		{"/autumn", "this is no media type", "autumn"},
		{"/calendar", "text/calendar", "calendar.ics"},
		{"/schedule", "application/json", "schedule.json"},
		{"/feed", "application/rss+xml", "feed.rss"},
		{"/feed", "application/atom+xml", "feed.atom"},
		{"/feed", "application/ld+json; charset=utf-8", "feed.json"},
		{"/", "text/html", "site.test.html"},
		{"", "text/html", "site.test.html"},
		{"/a/../..", "text/html", "site.test.html"},
		{"/a%2f..%2f..%2fetc%2fpasswd", "text/plain", "passwd"},
		{"/next%0ameetup%1b[31m", "text/plain", "next-meetup--31m"},
		{"/m%C3%A9tup", "text/html", "métup.html"},
		{"/%ff", "text/plain", "-"},
		{"/" + strings.Repeat("a", 300), "text/html", strings.Repeat("a", 100) + ".html"},
	} {
		doc := readOne(t, r, s.root+c.path+"?type="+strings.NewReplacer("+", "%2b", ";", "%3b").Replace(c.kind))
		if doc.Path != c.want || string(doc.Data) != text {
			t.Errorf("%s as %s: %q, %d bytes, want %q", c.path, c.kind, doc.Path, len(doc.Data), c.want)
		}
	}
}

func TestReadFollowsRedirects(t *testing.T) {
	var asked atomic.Int32
	s := newSite(t, func(w http.ResponseWriter, req *http.Request) {
		left := int(req.URL.Path[1] - '0')
		switch {
		case left == 0:
			fmt.Fprint(w, "a page")
		case left == 9: // for ever
			asked.Add(1)
			http.Redirect(w, req, "/9", http.StatusFound)
		default:
			http.Redirect(w, req, fmt.Sprintf("%d", left-1), http.StatusMovedPermanently)
		}
	})
	r := newReader(t, s.at)
	for path, want := range map[string]string{"/0": "0", "/1": "1", "/5": "5"} {
		if doc := readOne(t, r, s.root+path); string(doc.Data) != "a page" || doc.Path != want {
			t.Errorf("%s: %q in %q, want a page in %q", path, doc.Data, doc.Path, want)
		}
	}
	refused(t, r, s.root+"/6", "more than 5 times")
	refused(t, r, s.root+"/9", "more than 5 times")
	if n := asked.Load(); n != 6 {
		t.Errorf("a site that redirects for ever was asked %d times, want 6", n)
	}
}

// No site learns anything but what is asked for and who asks.
func TestRequestsHoldNoSecrets(t *testing.T) {
	var seen []http.Header
	open := false
	s := newSite(t, func(w http.ResponseWriter, req *http.Request) {
		seen = append(seen, req.Header.Clone())
		open = open || !req.Close
		w.Header().Set("Set-Cookie", "visitor=1; Path=/")
		w.Header().Set("WWW-Authenticate", "Basic")
		if req.URL.Path == "/from" {
			http.Redirect(w, req, "/to", http.StatusFound)
			return
		}
		fmt.Fprint(w, "a page")
	})
	r := newReader(t, s.at)
	for range 2 {
		readOne(t, r, s.root+"/from?key=pa55word")
	}
	if len(seen) != 4 {
		t.Fatalf("%d requests, want 4", len(seen))
	}
	if open {
		t.Error("a connection was to stay open, want none between two imports")
	}
	for _, h := range seen {
		if !strings.HasPrefix(h.Get("User-Agent"), "meetupbot") {
			t.Errorf("User-Agent = %q", h.Get("User-Agent"))
		}
		for _, name := range []string{"Cookie", "Authorization", "Proxy-Authorization", "Referer", "Origin", "From"} {
			if h.Get(name) != "" {
				t.Errorf("%s: %s", name, h.Get(name))
			}
		}
		if strings.Contains(fmt.Sprint(h), "pa55word") {
			t.Errorf("the headers hold the key: %v", h)
		}
	}
}

// A status that is no page says what to do, and shows no query.
func TestStatuses(t *testing.T) {
	var status int
	s := newSite(t, func(w http.ResponseWriter, req *http.Request) { w.WriteHeader(status) })
	r := newReader(t, s.at)
	for code, want := range map[int]string{
		201: "answers without a page (status 201); open the address",
		204: "answers without a page (status 204)",
		206: "answers without a page (status 206)",
		300: "answers without a page (status 300)",
		302: "answers without a page (status 302)", // to nowhere
		304: "answers without a page (status 304)", // nothing was asked for that could be unchanged
		400: "answers without a page (status 400)",
		401: "does not let the bot read the page (status 401); name a page that everyone may read",
		403: "does not let the bot read the page (status 403)",
		404: "no such page (status 404); correct the address",
		410: "no such page (status 410)",
		429: "asked too often (status 429); what was read before stays",
		500: "has trouble (status 500); what was read before stays; try again later",
		503: "has trouble (status 503)",
		999: "has trouble (status 999)",
	} {
		status = code
		refused(t, r, s.root+"/events?key=pa55word", want)
		_, _, err := r.Read(soon(t), s.root+"/events?key=pa55word")
		if err == nil || strings.Contains(err.Error(), "pa55word") || !strings.Contains(err.Error(), `"`+s.root+`/events?..."`) {
			t.Errorf("status %d: %v, want an error with the address and without its query", code, err)
		}
	}
}

func TestHTTPS(t *testing.T) {
	plain := newSite(t, func(w http.ResponseWriter, req *http.Request) { fmt.Fprint(w, "a page") })
	secure := newSecure(t, func(w http.ResponseWriter, req *http.Request) {
		switch req.URL.Path {
		case "/down":
			http.Redirect(w, req, plain.root+"/?key=pa55word", http.StatusFound)
		default:
			fmt.Fprint(w, "a page")
		}
	})
	at, address := secure.at, secure.root
	up := newSite(t, func(w http.ResponseWriter, req *http.Request) { http.Redirect(w, req, address+"/", http.StatusFound) })
	r := newReader(t, at, plain.at, up.at)
	for _, good := range []string{address + "/", up.root} {
		if doc := readOne(t, r, good); string(doc.Data) != "a page" {
			t.Errorf("%s: %q", good, doc.Data)
		}
	}
	refused(t, r, address+"/down", "redirects from https to")
	if _, _, err := r.Read(soon(t), address+"/down"); err == nil || strings.Contains(err.Error(), "pa55word") {
		t.Errorf("a redirect to http: %v, want an error without the query", err)
	}
	refused(t, r, fmt.Sprintf("https://site.test:%d/", at.Port()), "certificate")
	refused(t, r, fmt.Sprintf("https://site.test:%d/", plain.at.Port()), "does not speak https")
}

// raw is a server that answers every connection with the bytes that it is told
// to write, and waits for it to be closed. answer returns when there is no more
// to say; what is written to a closed connection is an error.
func raw(t *testing.T, answer func(w *bufio.Writer) error) *site {
	l, err := net.Listen("tcp", "127.0.0.1:0")
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
			if _, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
				w := bufio.NewWriter(conn)
				if answer(w) == nil {
					w.Flush()
				}
			}
			conn.Close()
		}
	}()
	t.Cleanup(func() {
		l.Close()
		select {
		case <-done:
		case <-time.After(10 * time.Second):
			t.Error("a connection was not given up")
		}
	})
	at := netip.MustParseAddrPort(l.Addr().String())
	return &site{nil, fmt.Sprintf("http://site.test:%d", at.Port()), at}
}

// Whatever comes back, an error with our own words is the worst of it.
func TestHostileAnswers(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
	for name, c := range map[string]struct{ answer, want string }{
		"nothing":                   {"", "broke off"},
		"no HTTP":                   {"220 mail.test ESMTP\r\n", "does not answer as a web server"},
		"half a header":             {"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n", "broke off"},
		"too many headers":          {"HTTP/1.1 200 OK\r\n" + strings.Repeat("X-Padding: "+strings.Repeat("x", 1000)+"\r\n", 200) + "\r\n", "does not answer as a web server"},
		"half a page":               {ok + "Content-Length: 100\r\n\r\nhalf", "broke off"},
		"half a chunk":              {ok + "Transfer-Encoding: chunked\r\n\r\n64\r\nhalf", "broke off"},
		"no chunk":                  {ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", "does not answer as a web server"},
		"half of what is packed":    {ok + "Content-Encoding: gzip\r\nContent-Length: 12\r\n\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03ab", "broke off"},
		"not packed, as it says":    {ok + "Content-Encoding: gzip\r\nContent-Length: 13\r\n\r\nnot packed up", "does not answer as a web server"},
		"packed as nobody asked":    {ok + "Content-Encoding: br\r\nContent-Length: 2\r\n\r\nab", "packed in a way"},
		"packed twice":              {ok + "Content-Encoding: gzip, gzip\r\nContent-Length: 2\r\n\r\nab", "packed in a way"},
		"a negative length":         {ok + "Content-Length: -1\r\n\r\n", "does not answer as a web server"},
		"a length that is none":     {ok + "Content-Length: much\r\n\r\n", "does not answer as a web server"},
		"two lengths":               {ok + "Content-Length: 4\r\nContent-Length: 5\r\n\r\ntext", "does not answer as a web server"},
		"a length beyond all files": {ok + "Content-Length: 9000000000000000000\r\n\r\ntext", "broke off"},
		"a header that is none":     {ok + "ETag: \"\x01\"\r\n\r\ntext", "does not answer as a web server"},
		"a picture":                 {ok + "Content-Length: 8\r\n\r\n\x89PNG\r\n\x1a\n", "not a page"},
		"a switch of protocol":      {"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", "without a page"},
		"a redirect to nowhere":     {"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n", "no web address"},
	} {
		s := raw(t, func(w *bufio.Writer) error { _, err := w.WriteString(c.answer); return err })
		r := newReader(t, s.at)
		docs, _, err := r.Read(soon(t), s.root)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %d documents, %v, want an error with %q", name, len(docs), err, c.want)
		}
	}
	for name, c := range map[string]struct{ answer, want string }{
		"a length that is too small": {ok + "Content-Length: 4\r\n\r\ntext and more", "text"},
		"no length":                  {ok + "\r\ntext", "text"},
		"an empty page":              {ok + "Content-Length: 0\r\n\r\n", ""},
		"identity":                   {ok + "Content-Encoding: identity\r\n\r\ntext", "text"},
		"early hints":                {"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n" + ok + "\r\ntext", "text"},
		"an odd but valid validator": {ok + "ETag: \"\xff\t\"\r\n\r\ntext", "text"},
	} {
		s := raw(t, func(w *bufio.Writer) error { _, err := w.WriteString(c.answer); return err })
		r := newReader(t, s.at)
		for range 2 {
			docs, _, err := r.Read(soon(t), s.root)
			if err != nil || len(docs) != 1 || string(docs[0].Data) != c.want {
				t.Errorf("%s: %q, %v, want %q", name, docs, err, c.want)
			}
		}
	}
}

// A site that never ends costs the time and the bytes allowed, and is let go.
func TestSlowSites(t *testing.T) {
	drip := func(w *bufio.Writer) error {
		for {
			if err := w.WriteByte('x'); err != nil {
				return err
			}
			if err := w.Flush(); err != nil {
				return err
			}
			time.Sleep(time.Millisecond)
		}
	}
	for name, c := range map[string]struct{ begin, want string }{
		"headers that drip": {"HTTP/1.1 200 OK\r\nX-Padding: ", "no answer came within 150ms"},
		"a page that drips": {"HTTP/1.1 200 OK\r\n\r\n", "the page did not come within 300ms"},
		"hints for ever":    {"HTTP/1.1 103 Early Hints\r\nX-Padding: ", "no answer came within 150ms"},
	} {
		s := raw(t, func(w *bufio.Writer) error { w.WriteString(c.begin); return drip(w) })
		r := newReader(t, s.at)
		r.HeaderWait, r.PageWait = 150*time.Millisecond, 300*time.Millisecond
		docs, _, err := r.Read(soon(t), s.root)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %d documents, %v, want an error with %q", name, len(docs), err, c.want)
		}
	}
}

// A site that takes its time at each redirect gets no more of it in all.
func TestSlowRedirects(t *testing.T) {
	s := newSite(t, func(w http.ResponseWriter, req *http.Request) {
		select {
		case <-req.Context().Done():
		case <-time.After(100 * time.Millisecond):
			http.Redirect(w, req, "/", http.StatusFound)
		}
	})
	r := newReader(t, s.at)
	r.PageWait = 250 * time.Millisecond
	refused(t, r, s.root, "did not come within 250ms")
}

func TestReadStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(soon(t))
	s := newSite(t, func(w http.ResponseWriter, req *http.Request) {
		cancel()
		<-req.Context().Done()
	})
	r := newReader(t, s.at)
	if _, _, err := r.Read(ctx, s.root); err != context.Canceled {
		t.Errorf("Read with its context cancelled: %v", err)
	}
}

// An address that is asked for again says what it was given before.
func TestReadAsksForWhatChanged(t *testing.T) {
	text, tag, broken := "first", `"1"`, false
	var full, unchanged atomic.Int32
	s := newSite(t, func(w http.ResponseWriter, req *http.Request) {
		switch {
		case broken:
			w.WriteHeader(http.StatusInternalServerError)
			return
		case req.URL.Path == "/modified":
			w.Header().Set("Last-Modified", "Tue, 26 Sep 2017 18:45:00 GMT")
			if req.Header.Get("If-Modified-Since") != "" {
				unchanged.Add(1)
				w.WriteHeader(http.StatusNotModified)
				return
			}
		default:
			w.Header().Set("ETag", tag)
			if req.Header.Get("If-None-Match") == tag {
				unchanged.Add(1)
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
		full.Add(1)
		fmt.Fprint(w, text)
	})
	r := newReader(t, s.at)
	marks := map[string]string{}
	step := func(path, want string, wantFull, wantUnchanged int32) {
		t.Helper()
		reading, err := r.ReadSince(soon(t), s.root+path, marks[path])
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, doc := range reading.Documents {
			got += string(doc.Data)
		}
		if f, u := full.Swap(0), unchanged.Swap(0); got != want || reading.Unchanged != (want == "") || f != wantFull || u != wantUnchanged {
			t.Errorf("%s: %+v with %d full answers and %d unchanged, want %q, %d, %d", path, reading, f, u, want, wantFull, wantUnchanged)
		}
		marks[path] = reading.Mark
	}
	step("/tagged", "first", 1, 0)
	step("/tagged", "", 0, 1)
	step("/tagged", "", 0, 1)
	step("/modified", "first", 1, 0)
	step("/modified", "", 0, 1)
	text, tag = "second", `"2"`
	step("/tagged", "second", 1, 0)
	broken = true
	refused(t, r, s.root+"/tagged", "has trouble")
	broken = false
	step("/tagged", "", 0, 1)
	marks["/other"] = marks["/tagged"]
	step("/other", "second", 1, 0) // another page was told nothing of it
	for _, kept := range []string{"{", "null", "[]", `{"commit":"1"}`, `"` + marks["/tagged"] + `"`} {
		marks["/tagged"] = kept
		step("/tagged", "second", 1, 0) // a mark that is none tells nothing
	}
}

// What one page said of its age is not told to another that the address leads
// to later: that one is older, and nobody has seen it.
func TestReadAsksEachPageForItself(t *testing.T) {
	to := "/june"
	s := newSite(t, func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/next" {
			http.Redirect(w, req, to, http.StatusFound)
			return
		}
		w.Header().Set("Last-Modified", "Tue, 06 Jun 2017 18:45:00 GMT")
		if req.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, req.URL.Path)
	})
	r := newReader(t, s.at)
	mark := ""
	for _, step := range []struct {
		to  string
		new bool
	}{{"/june", true}, {"/june", false}, {"/may", true}, {"/may", false}, {"/june", true}} {
		to = step.to
		reading, err := r.ReadSince(soon(t), s.root+"/next", mark)
		if err != nil || reading.Unchanged == step.new {
			t.Fatalf("%s: %+v, %v, want it new: %v", to, reading, err, step.new)
		}
		if step.new && (string(reading.Documents[0].Data) != to || reading.Documents[0].Path != "next") {
			t.Errorf("page = %q as %q, want %q", reading.Documents[0].Data, reading.Documents[0].Path, to)
		}
		mark = reading.Mark
	}
}

// A site that makes a mark of a book is asked for the whole page again.
func TestMarksAreShort(t *testing.T) {
	s := newSite(t, func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("ETag", `"`+strings.Repeat("x", 5000)+`"`)
		fmt.Fprint(w, "a page")
	})
	if reading, err := newReader(t, s.at).ReadSince(soon(t), s.root, ""); err != nil || len(reading.Documents) != 1 || reading.Mark != "" {
		t.Errorf("%d bytes of a mark, %v, want none", len(reading.Mark), err)
	}
}

// A site that wants to be left alone for a while says for how long.
func TestRetryAfter(t *testing.T) {
	const date = "Tue, 26 Sep 2017 18:45:00 GMT"
	var status int
	var after, now string
	s := newSite(t, func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Retry-After", after)
		w.Header()["Date"] = []string{now}
		w.WriteHeader(status)
	})
	r := newReader(t, s.at)
	for _, c := range []struct {
		status     int
		after, now string
		want       time.Duration
	}{
		{429, "120", date, 2 * time.Minute},
		{503, " 3600 ", date, time.Hour},
		{429, "0", date, 0},
		{429, "-5", date, 0},
		{429, "99999999999999", date, 24 * time.Hour},
		{429, "99999999999999999999999", date, 0},
		{429, "Tue, 26 Sep 2017 19:00:00 GMT", date, 15 * time.Minute},
		{503, "Tue, 26 Sep 2017 18:00:00 GMT", date, 0},
		{429, "Tue, 26 Sep 2017 19:00:00 GMT", "some day", 0},
		{429, "Tue, 26 Sep 2027 19:00:00 GMT", date, 24 * time.Hour},
		{429, "soon", date, 0},
		{429, "", date, 0},
		{500, "120", date, 0},
		{404, "120", date, 0},
	} {
		status, after, now = c.status, c.after, c.now
		_, _, err := r.Read(soon(t), s.root)
		if why, ok := errors.AsType[source.Unreadable](err); !ok || why.After != c.want {
			t.Errorf("%d with Retry-After %q: %+v, want %v", c.status, c.after, err, c.want)
		}
	}
}

func BenchmarkReadPage(b *testing.B) {
	page := bytes.Repeat([]byte("<p>We meet on Tuesday 26 September 2017.</p>\n"), 1000)
	s := newSite(b, func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(page)
	})
	r := newReader(b, s.at)
	b.ReportAllocs()
	for b.Loop() {
		readOne(b, r, "http://"+s.at.String()+"/")
	}
}
