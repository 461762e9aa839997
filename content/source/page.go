package source

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// maxFetched bounds the bytes that are read of an answer, decompressed. In
// UTF-8, the page may then have MaxBytes like any document.
const maxFetched = 2 << 20

// maxRemembered bounds the bytes of all pages that a Reader holds, so that it
// need not ask for them whole again.
const maxRemembered = 8 << 20

// A page is what a site last gave for an address, with what the site wants to
// be asked by next time.
type page struct {
	url            string // where it stood, redirects followed
	etag, modified string
	doc            Document
}

// ask makes a request one for a page that differs from this one.
func (p page) ask(req *http.Request) {
	if p.etag != "" {
		req.Header.Set("If-None-Match", p.etag)
	}
	if p.modified != "" {
		req.Header.Set("If-Modified-Since", p.modified)
	}
}

// remember keeps a page for which the site can be asked whether it changed.
func (r *Reader) remember(address string, p page) {
	delete(r.seen, address)
	if p.etag+p.modified == "" {
		return
	}
	size := len(p.doc.Data)
	for _, other := range r.seen {
		size += len(other.doc.Data)
	}
	if r.seen == nil || size > maxRemembered {
		r.seen = map[string]page{}
	}
	r.seen[address] = p
}

// readPage returns the text of an answer in UTF-8, or what is wrong with it and
// what to do; the error is the connection's.
func readPage(resp *http.Response) (data []byte, problem, fix string, err error) {
	if coding := resp.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		// gzip, which was asked for, is unpacked already
		return nil, "the page comes packed in a way that was not asked for", "tell the site's owner, or name another page", nil
	}
	data, err = io.ReadAll(io.LimitReader(resp.Body, maxFetched+1))
	fix = "name a page with the next meetups alone, or a single one"
	switch {
	case err != nil:
		return nil, "", "", err
	case len(data) > maxFetched:
		return nil, fmt.Sprintf("the page is larger than %d MiB", maxFetched>>20), fix, nil
	case !isText(data[:min(len(data), 512)]):
		return nil, "this is a picture, a document or an archive, not a page", "name the address of a page that tells of the meetups", nil
	}
	data = toUTF8(data, resp.Header.Get("Content-Type"))
	if len(data) > MaxBytes {
		return nil, fmt.Sprintf("the text of the page is larger than %d KiB", MaxBytes>>10), fix, nil
	}
	return data, "", "", nil
}

// toUTF8 decodes a page as the site or the page itself declares. What is UTF-8
// stays so whatever is declared: sites say ISO 8859-1 of it, while no text in
// another charset looks like it by chance. Only UTF-16 and the 7-bit charsets
// do, which hold NUL and escape bytes. What cannot be decoded is for the reader
// of the document to mend.
func toUTF8(data []byte, contentType string) []byte {
	if utf8.Valid(data) && !bytes.ContainsAny(data, "\x00\x1b") {
		return data
	}
	coding, name, _ := charset.DetermineEncoding(data, contentType)
	if name == "utf-8" {
		return data
	}
	if text, err := coding.NewDecoder().Bytes(data); err == nil {
		return text
	}
	return data
}
