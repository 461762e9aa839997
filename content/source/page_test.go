package source_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"meetupbot/content/source"
)

// The charset of a page is what it says, unless that is plainly wrong.
func TestCharsets(t *testing.T) {
	encode := func(e encoding.Encoding, s string) string {
		t.Helper()
		out, err := e.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	const text = "Café Müller, Dienstag, 26. September, in der Straße am Ufer"
	const japan = "次回の勉強会は九月二十六日です"
	meta := func(charset, text string) string { return `<html><meta charset="` + charset + `"><p>` + text }
	feed := func(charset, text string) string {
		return `<?xml version="1.0" encoding="` + charset + `"?><rss><title>` + text + `</title></rss>`
	}
	latin1 := encode(charmap.ISO8859_1, text)
	var page, kind string
	s := newSite(t, func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Type", kind)
		io.WriteString(w, page)
	})
	r := newReader(t, s.at)
	for _, c := range []struct{ name, kind, page, want string }{
		{"UTF-8", "text/html; charset=utf-8", text, text},
		{"UTF-8, not declared", "text/html", text, text},
		{"UTF-8 far behind the beginning", "text/html", strings.Repeat("-", 2000) + text, strings.Repeat("-", 2000) + text},
		{"UTF-8, declared as Latin 1", "text/html; charset=iso-8859-1", text, text},
		{"UTF-8, declared as UTF-16", "text/html; charset=utf-16", text, text},
		{"UTF-8, declared as Latin 1 by itself", "text/html", meta("iso-8859-1", text), meta("iso-8859-1", text)},
		{"UTF-8, declared as something unheard of", "text/html; charset=klingon", text, text},
		{"Latin 1", "text/html; charset=ISO-8859-1", latin1, text},
		{"Latin 1 by itself", "text/html", meta("iso-8859-1", latin1), meta("iso-8859-1", text)},
		{"Latin 1, not declared", "text/html", latin1, text},
		{"Latin 1, declared as something unheard of", "text/html; charset=klingon", latin1, text},
		{"Latin 1, declared as UTF-8", "text/html; charset=utf-8", latin1, latin1}, // the reader mends it
		{"Latin 1 of plain text", "text/plain; charset=latin1", latin1, text},
		{"Windows", "text/html; charset=windows-1252", encode(charmap.Windows1252, "5 € – “free”"), "5 € – “free”"},
		{"Shift JIS", "text/html; charset=shift_jis", encode(japanese.ShiftJIS, japan), japan},
		{"EUC-JP by itself", "text/html", meta("euc-jp", encode(japanese.EUCJP, japan)), meta("euc-jp", japan)},
		{"7-bit Japanese", "text/html; charset=iso-2022-jp", encode(japanese.ISO2022JP, japan), japan},
		{"UTF-16", "text/html; charset=utf-16le", encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), text), text},
		{"UTF-16 with its mark", "text/html", encode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), text), "\ufeff" + text},
		{"UTF-16 with its mark, declared as UTF-8", "text/html; charset=utf-8", encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), text), "\ufeff" + text},
		{"a declaration that is none", "text/html; charset", text, text},
		{"a feed in Latin 1", "text/xml", feed("ISO-8859-1", latin1), feed("utf-8", text)},
		{"a feed in Latin 1, declared by the site", "text/xml; charset=iso-8859-1", feed("Shift_JIS", latin1), feed("utf-8", text)},
		{"a feed in Shift JIS", "application/rss+xml", feed("Shift_JIS", encode(japanese.ShiftJIS, japan)), feed("utf-8", japan)},
		{"a feed in EUC-JP, declared as something unheard of", "text/xml; charset=klingon", feed("EUC-JP", encode(japanese.EUCJP, japan)), feed("utf-8", japan)},
		{"a feed in Latin 2", "", strings.ReplaceAll(feed("iso-8859-2", encode(charmap.ISO8859_2, "Łódź")), `"`, "'"), strings.ReplaceAll(strings.ReplaceAll(feed("utf-8", "Łódź"), `"`, "'"), "'utf-8'", `"utf-8"`)},
		{"a feed in UTF-8", "text/xml", feed("UTF-8", text), feed("UTF-8", text)},
		{"a feed in UTF-8 that says it is not", "text/xml", feed("ISO-8859-1", text), feed("utf-8", text)},
		{"a feed in UTF-16", "text/xml", encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), feed("utf-16", text)), "\ufeff" + feed("utf-8", text)},
		{"a feed in UTF-16 without its mark", "text/xml", encode(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), feed("utf-16", text)), feed("utf-8", text)},
		{"a feed in something unheard of", "text/xml", feed("klingon", latin1), feed("utf-8", text)},
		{"a text about feeds", "text/plain", "see " + feed("ISO-8859-1", text), "see " + feed("ISO-8859-1", text)},
		{"a calendar in Latin 1", "text/calendar; charset=iso-8859-1", calendar + latin1, calendar + text},
	} {
		page, kind = c.page, c.kind
		if doc := readOne(t, r, s.root); string(doc.Data) != c.want {
			t.Errorf("%s: %q, want %q", c.name, doc.Data, c.want)
		}
	}
}

func TestReadLargePages(t *testing.T) {
	size := 0
	s := newSite(t, func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=iso-8859-1")
		fmt.Fprint(w, strings.Repeat("x", size-1)+"\xe9")
	})
	r := newReader(t, s.at)
	size = source.MaxBytes - 1 // the last letter takes two bytes
	if doc := readOne(t, r, s.root); len(doc.Data) != source.MaxBytes {
		t.Errorf("the largest page has %d bytes, want %d", len(doc.Data), source.MaxBytes)
	}
	size++
	refused(t, r, s.root, "larger than 1024 KiB")
	size = 2 << 20
	refused(t, r, s.root, "larger than 1024 KiB")
	size++
	refused(t, r, s.root, "larger than 2 MiB")
}

// A page without end is let go after 2 MiB, as it comes or unpacked.
func TestEndlessPages(t *testing.T) {
	ended := make(chan struct{}, 1)
	zeros := []byte(strings.Repeat("0", 64<<10))
	s := newSite(t, func(w http.ResponseWriter, req *http.Request) {
		defer func() { ended <- struct{}{} }()
		var out io.Writer = w
		if req.URL.Path == "/packed" {
			if !strings.Contains(req.Header.Get("Accept-Encoding"), "gzip") {
				t.Error("the page was not asked for in packed form")
			}
			w.Header().Set("Content-Encoding", "gzip")
			packed := gzip.NewWriter(w)
			defer packed.Close()
			out = packed
		}
		for {
			if _, err := out.Write(zeros); err != nil {
				return
			}
		}
	})
	r := newReader(t, s.at)
	for _, path := range []string{"/plain", "/packed"} {
		refused(t, r, s.root+path, "larger than 2 MiB")
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			t.Fatalf("%s: the site is still sending", path)
		}
	}
}

// BenchmarkBomb reads 10 GB that were packed into 10 MB, as far as is read.
func BenchmarkBomb(b *testing.B) {
	zeros := []byte(strings.Repeat("0", 64<<10))
	s := newSite(b, func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		packed := gzip.NewWriter(w)
		for range (10 << 30) / len(zeros) {
			if _, err := packed.Write(zeros); err != nil {
				return
			}
		}
	})
	r := newReader(b, s.at)
	b.ReportAllocs()
	for b.Loop() {
		refused(b, r, "http://"+s.at.String()+"/", "larger than 2 MiB")
	}
}
