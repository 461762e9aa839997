package source_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

const calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"

// What came tells what it is called, before its media type does; a web page in
// place of something else is refused.
func TestKinds(t *testing.T) {
	const feed, html = `<?xml version="1.0"?><!-- made by hand --><rss version="2.0"></rss>`, "<!DOCTYPE html><p>Please log in."
	var kind, text string
	s := newSite(t, func(w http.ResponseWriter, req *http.Request) {
		w.Header()["Content-Type"] = []string{kind}
		fmt.Fprint(w, text)
	})
	r := newReader(t, s.at)
	for _, c := range []struct{ path, kind, text, want string }{
		{"/events.ics", "text/calendar; charset=utf-8", calendar, "events.ics"},
		{"/events.ics", "text/html", calendar, "events.ics"},
		{"/events.ICS", "application/octet-stream", calendar, "events.ICS"},
		{"/events.ical", "text/calendar", calendar, "events.ical"},
		{"/events.ics", "text/calendar", "", "events.ics"},
		{"/export", "text/plain", calendar, "export.ics"},
		{"/export.php", "text/html; charset=utf-8", "\ufeff\r\n" + strings.ToLower(calendar), "export.php.ics"},
		{"/export/", "application/octet-stream", calendar, "export.ics"},
		{"/feed", "text/xml", feed, "feed.rss"},
		{"/feed.xml", "application/rss+xml", feed, "feed.xml"},
		{"/feed.xml", "text/html", feed, "feed.xml"},
		{"/feed/", "text/html", `<feed xmlns="http://www.w3.org/2005/Atom"/>`, "feed.atom"},
		{"/index.rdf", "text/plain", `<rdf:RDF xmlns="http://purl.org/rss/1.0/"/>`, "index.rdf"},
		{"/schedule.xml", "text/xml", `<?xml version="1.0"?><schedule/>`, "schedule.xml"},
		{"/schedule", "application/xml", "<schedule/>", "schedule.xml"},
		{"/schedule.json", "text/html", `{"schedule":{}}`, "schedule.json"},
		{"/schedule", "application/json", `{"schedule":{}}`, "schedule.json"},
		{"/schedule", "application/vnd.api+json", `[]`, "schedule.json"},
		{"/schedule", "application/vnd.schedule+xml", `<schedule/>`, "schedule.xml"},
		{"/talks.yml", "text/plain", "- title: x", "talks.yml"},
		{"/talks.yml", "application/yaml", "- title: x", "talks.yml"},
		{"/talks", "text/x-yaml", "- title: x", "talks.yaml"},
		{"/talks.csv", "text/csv", "title", "talks.csv"},
		{"/talks", "application/toml", "x = 1", "talks.toml"},
		{"/autumn.json", "text/calendar", calendar, "autumn.json.ics"},
		{"/autumn", "text/html", "<rss-like>", "autumn.html"},
		{"/autumn", "application/xhtml+xml", `<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html/>`, "autumn.html"},
	} {
		kind, text = c.kind, c.text
		if doc := readOne(t, r, s.root+c.path); doc.Path != c.want || string(doc.Data) != c.text {
			t.Errorf("%s as %s: %q as %q, want %q", c.path, c.kind, doc.Data, doc.Path, c.want)
		}
	}
	for _, path := range []string{"/events.ics", "/feed.xml", "/feed.rss", "/schedule.json", "/talks.yml"} {
		for _, kind = range []string{"text/html", "text/calendar", ""} {
			text = html
			refused(t, r, s.root+path+"?key=pa55word", "a web page came where a file of the kind "+path[strings.Index(path, "."):]+" was expected")
		}
	}
}

// A calendar's own scheme means https, and nothing less.
func TestWebcal(t *testing.T) {
	secure := newSecure(t, func(w http.ResponseWriter, req *http.Request) { fmt.Fprint(w, calendar) })
	r := newReader(t, secure.at)
	for _, scheme := range []string{"webcal://", "WEBCAL://", "webcals://"} {
		if doc := readOne(t, r, scheme+secure.at.String()+"/events"); doc.Path != "events.ics" || string(doc.Data) != calendar {
			t.Errorf("%s: %q as %q", scheme, doc.Data, doc.Path)
		}
	}
	plain := newSite(t, func(w http.ResponseWriter, req *http.Request) { fmt.Fprint(w, calendar) })
	refused(t, newReader(t, plain.at), strings.Replace(plain.root, "http", "webcal", 1), "does not speak https")
}

// Archives are not unpacked, wherever they come from.
func TestArchives(t *testing.T) {
	tar := make([]byte, 512)
	copy(tar, "posts/a.md")
	copy(tar[257:], "ustar\x0000")
	archives := map[string][]byte{
		"zip": []byte("PK\x03\x04 ..."), "empty zip": []byte("PK\x05\x06"), "tar": tar, "gzip": []byte("\x1f\x8b\x08 ..."), "bzip2": []byte("BZh91AY&SY ..."),
		"xz": []byte("\xfd7zXZ\x00 ..."), "zstd": []byte("\x28\xb5\x2f\xfd ..."), "7z": []byte("7z\xbc\xaf\x27\x1c ..."), "rar": []byte("Rar!\x1a\x07\x00 ..."),
	}
	var data []byte
	s := newSite(t, func(w http.ResponseWriter, req *http.Request) { w.Write(data) })
	r := newReader(t, s.at)
	files := map[string]string{"a.md": "text"}
	for name, archive := range archives {
		data = archive
		refused(t, r, s.root+"/posts.md", "an archive, which is not unpacked")
		files[name+".md"] = string(archive)
	}
	if docs, problems, err := read(t.Context(), tree(t, files)); err != nil || problems != nil || len(docs) != 1 {
		t.Errorf("Read of a folder with archives = %q, %v, %v", paths(docs), problems, err)
	}
	g := newGitSite(t)
	g.Push(files)
	if reading := checkOut(t, newReader(t, g.at), g.address, ""); len(reading.Documents) != 1 || reading.Problems != nil {
		t.Errorf("a repository with archives gives %q, %v", paths(reading.Documents), reading.Problems)
	}
	data = bytes.Repeat([]byte("BZh is how this text begins. "), 10)
	readOne(t, r, s.root+"/posts.md")
}

// Nothing is asked for packed but in the one way whose size is watched.
func TestAskedForPacked(t *testing.T) {
	s := newSite(t, func(w http.ResponseWriter, req *http.Request) {
		if got := req.Header.Values("Accept-Encoding"); len(got) != 1 || got[0] != "gzip" {
			t.Errorf("Accept-Encoding: %q, want gzip alone", got)
		}
		fmt.Fprint(w, "a page")
	})
	readOne(t, newReader(t, s.at), s.root)
	g := newGitSite(t)
	g.Push(rivertown)
	checkOut(t, newReader(t, g.at), g.address, "")
	for _, h := range g.Headers {
		if got := h.Values("Accept-Encoding"); len(got) != 1 || got[0] != "gzip" {
			t.Errorf("Accept-Encoding: %q, want gzip alone", got)
		}
	}
}
