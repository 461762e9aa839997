package source

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// maxFetched bounds the bytes that are read of an answer, decompressed. In
// UTF-8, the page may then have MaxBytes like any document.
const maxFetched = 2 << 20

// accepted is what a page may come as, the best first.
const accepted = "text/html, application/xhtml+xml, text/calendar, application/ld+json, application/json, application/rss+xml, application/atom+xml, " +
	"application/xml;q=0.9, text/xml;q=0.9, text/markdown;q=0.9, text/plain;q=0.9, */*;q=0.5"

// A pageMark is what a site said of a page, by which it is asked whether that
// changed.
type pageMark struct {
	URL      string `json:"url"` // where the page stood, redirects followed
	ETag     string `json:"etag,omitempty"`
	Modified string `json:"modified,omitempty"`
}

// maxMark bounds what a site may have kept of its own words.
const maxMark = 4 << 10

// readPage reads the page, calendar or feed at an address.
func (r *Reader) readPage(ctx context.Context, u *url.URL, mark string) (Reading, error) {
	ctx, stop := context.WithTimeoutCause(ctx, cmp.Or(r.PageWait, pageWait), errPageWait)
	defer stop()
	var before pageMark
	decodeMark(mark, &before)
	resp, at, err := r.open(ctx, request{at: u, header: http.Header{"Accept": {accepted}}, since: before.ask})
	if err != nil {
		return Reading{}, err
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode == http.StatusNotModified && before.URL == at.String() && before.ETag+before.Modified != "":
		return Reading{Unchanged: true, Mark: mark}, nil
	case resp.StatusCode != http.StatusOK:
		return Reading{}, refused(resp, "page")
	}
	data, err := pageText(resp)
	if err != nil {
		return Reading{}, because(ctx, err)
	}
	path, err := documentPath(u, resp.Header.Get("Content-Type"), data)
	if err != nil {
		return Reading{}, err
	}
	reading := Reading{Documents: []Document{{path, data}}}
	now := pageMark{at.String(), resp.Header.Get("ETag"), resp.Header.Get("Last-Modified")}
	if now.ETag+now.Modified != "" && len(now.ETag)+len(now.Modified) <= maxMark {
		reading.Mark = encodeMark(now)
	}
	return reading, nil
}

// ask makes a request one for a page that differs from the marked one.
func (m pageMark) ask(at *url.URL, h http.Header) {
	if m.URL != at.String() {
		return
	}
	if m.ETag != "" {
		h.Set("If-None-Match", m.ETag)
	}
	if m.Modified != "" {
		h.Set("If-Modified-Since", m.Modified)
	}
}

// pageText returns the text of an answer in UTF-8.
func pageText(resp *http.Response) ([]byte, error) {
	const fix = "name a page with the next meetups alone, or a single one"
	if coding := resp.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		// gzip, which was asked for, is unpacked already
		return nil, refusal{problem: "the page comes packed in a way that was not asked for", fix: fixOwner}
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxFetched+1))
	head := data[:min(len(data), headBytes)]
	switch {
	case err != nil:
		return nil, err
	case len(data) > maxFetched:
		return nil, refusal{problem: fmt.Sprintf("the page is larger than %d MiB", maxFetched>>20), fix: fix}
	case isArchive(head):
		return nil, refusal{problem: "this is an archive, which is not unpacked, not a page", fix: "name the address of what is in it, or put that into a folder"}
	case !isText(head):
		return nil, refusal{problem: "this is a picture or a document of an office, not a page", fix: "name the address of a page that tells of the meetups"}
	}
	data = toUTF8(data, resp.Header.Get("Content-Type"))
	if len(data) > MaxBytes {
		return nil, refusal{problem: fmt.Sprintf("the text of the page is larger than %d KiB", MaxBytes>>10), fix: fix}
	}
	return data, nil
}
