package source

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// Limits of what a site may cost. They hold whatever it answers.
const (
	headerWait     = 10 * time.Second // for each host, name look-up, connection and headers together
	pageWait       = 30 * time.Second // for all of it
	maxRedirects   = 5
	maxHeaderBytes = 64 << 10
)

// userAgent tells a site's owner who asks.
const userAgent = "meetupbot (reads the meetups of a user group)"

// Why a connection is not made, or given up.
var (
	errNotPublic  = errors.New("address is not public")
	errHeaderWait = errors.New("waited long enough for headers")
	errPageWait   = errors.New("waited long enough for the page")
)

// fetch reads the page at a web address. Redirects are followed here, each as
// a request of its own: nothing of one goes into the next, neither a referrer,
// which would hold the query, nor what a site set.
func (r *Reader) fetch(parent context.Context, address string) (Document, error) {
	u, err := parseAddress(address)
	if err != nil {
		return Document{}, err
	}
	ctx, stop := context.WithTimeoutCause(parent, cmp.Or(r.PageWait, pageWait), errPageWait)
	defer stop()
	fail := func(problem, fix string) (Document, error) {
		if parent.Err() != nil {
			return Document{}, parent.Err()
		}
		return Document{}, failure(address, problem, fix)
	}
	before := r.seen[address]
	for at, hops := u, 0; ; hops++ {
		resp, err := r.ask(ctx, at, before)
		if err != nil {
			return fail(r.trouble(err))
		}
		defer resp.Body.Close() // of six at most
		switch {
		case resp.StatusCode == http.StatusNotModified && before.url == at.String():
			return before.doc, nil
		case isRedirect(resp):
			if hops == maxRedirects {
				return fail(fmt.Sprintf("it redirects more than %d times", maxRedirects), "name the address that a browser ends at")
			}
			next, problem, fix := redirect(at, resp.Header.Get("Location"))
			if problem != "" {
				return fail(problem, fix)
			}
			at = next
			continue
		case resp.StatusCode != http.StatusOK:
			return fail(refusal(resp.StatusCode))
		}
		data, problem, fix, err := readPage(resp)
		switch {
		case err != nil:
			if cause := context.Cause(ctx); cause != nil {
				err = cause
			}
			return fail(r.trouble(err))
		case problem != "":
			return fail(problem, fix)
		}
		doc := Document{documentPath(u, resp.Header.Get("Content-Type")), data}
		r.remember(address, page{at.String(), resp.Header.Get("ETag"), resp.Header.Get("Last-Modified"), doc})
		return doc, nil
	}
}

// ask sends one request and returns the answer, of which the headers have come.
// A site that gave a page before is asked for a newer one.
func (r *Reader) ask(ctx context.Context, at *url.URL, before page) (*http.Response, error) {
	ctx, giveUp := context.WithCancelCause(ctx)
	late := time.AfterFunc(cmp.Or(r.HeaderWait, headerWait), func() { giveUp(errHeaderWait) })
	defer late.Stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, err
	}
	req.URL.RawQuery = strings.ReplaceAll(req.URL.RawQuery, " ", "%20") // as browsers do
	req.Header.Set("User-Agent", userAgent)
	req.Header.Set("Accept", "text/html, application/xhtml+xml, text/markdown;q=0.9, text/plain;q=0.9, */*;q=0.5")
	if before.url == at.String() {
		before.ask(req)
	}
	// a transport of its own for each request: nothing stays open between two
	// imports. No http.Client: it would send a referrer, and user and password
	// of an address.
	transport := &http.Transport{
		Proxy:                  nil, // whatever the environment says: a proxy would connect for us, unchecked
		DialContext:            (&net.Dialer{Resolver: r.Resolver, Control: r.guard}).DialContext,
		DisableKeepAlives:      true,
		MaxResponseHeaderBytes: maxHeaderBytes,
	}
	resp, err := transport.RoundTrip(req)
	if cause := context.Cause(ctx); err != nil && cause != nil {
		return nil, cause
	}
	return resp, err
}

// guard is asked for each connection, after the name was resolved and before
// the first packet leaves: a name that resolves to something else the next
// time gains nothing.
func (r *Reader) guard(_, address string, _ syscall.RawConn) error {
	allow := r.Allow
	if allow == nil {
		allow = Public
	}
	to, err := netip.ParseAddrPort(address)
	if err != nil || !allow(to) {
		return errNotPublic
	}
	return nil
}

func isRedirect(resp *http.Response) bool {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return resp.Header.Get("Location") != ""
	}
	return false
}

// redirect returns where an answer leads, or why that is not followed.
func redirect(from *url.URL, location string) (to *url.URL, problem, fix string) {
	fix = "name the address of a page that everyone may read"
	to, err := from.Parse(location)
	if err != nil || len(location) > maxAddress {
		return nil, "it redirects to something that is no web address", fix
	}
	if problem, _ := unfit(to); problem != "" {
		return nil, "it redirects to another address, and " + problem, fix
	}
	if from.Scheme == "https" && to.Scheme == "http" {
		return nil, "it redirects from https to " + quoted(to.String()) + ", where anyone on the way could change the page", fix
	}
	return to, "", ""
}
