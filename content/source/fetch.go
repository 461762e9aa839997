package source

import (
	"bytes"
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
	pageWait       = 30 * time.Second // for all of a page
	repositoryWait = 2 * time.Minute  // for all of a repository, which is many pages' worth
	maxRedirects   = 5
	maxHeaderBytes = 64 << 10
)

// userAgent tells a site's owner who asks.
const userAgent = "meetupbot (reads the meetups of a user group)"

// Why a connection is not made, or given up.
var (
	errNotPublic      = errors.New("address is not public")
	errHeaderWait     = errors.New("waited long enough for headers")
	errPageWait       = errors.New("waited long enough for the page")
	errRepositoryWait = errors.New("waited long enough for the repository")
)

// A request is what a site is asked. Its header and body are the same at each
// address that redirects lead to; user and password go nowhere but to the scheme,
// host and port of the first.
type request struct {
	at     *url.URL
	header http.Header
	body   []byte // nil: it is a GET and follows redirects; else a POST, which does not
	user   *url.Userinfo
	since  func(at *url.URL, h http.Header) // adds to the header what is known of the page at one address; may be nil
}

// open sends a request and returns the answer, and where it came from. Redirects
// are followed here, each as a request of its own: nothing of one goes into the
// next, neither a referrer, which would hold the query, nor what a site set. The
// answers of redirects have to be closed by then; the caller closes the last one.
func (r *Reader) open(ctx context.Context, q request) (*http.Response, *url.URL, error) {
	for at, hops := q.at, 0; ; hops++ {
		resp, err := r.ask(ctx, q, at)
		if err != nil || !isRedirect(resp) {
			return resp, at, err
		}
		resp.Body.Close()
		switch {
		case q.body != nil:
			return nil, nil, refusal{problem: "it redirects in the middle of an answer", fix: fixOwner}
		case hops == maxRedirects:
			return nil, nil, refusal{problem: fmt.Sprintf("it redirects more than %d times", maxRedirects), fix: "name the address that a browser ends at"}
		}
		if at, err = redirect(at, resp.Header.Get("Location")); err != nil {
			return nil, nil, err
		}
	}
}

// ask sends one request and returns the answer, of which the headers have come.
func (r *Reader) ask(ctx context.Context, q request, at *url.URL) (*http.Response, error) {
	ctx, giveUp := context.WithCancelCause(ctx)
	late := time.AfterFunc(cmp.Or(r.HeaderWait, headerWait), func() { giveUp(errHeaderWait) })
	defer late.Stop()
	method := http.MethodGet
	if q.body != nil {
		method = http.MethodPost
	}
	req, err := http.NewRequestWithContext(ctx, method, at.String(), bytes.NewReader(q.body))
	if err != nil {
		return nil, err
	}
	req.URL.User = nil
	req.URL.RawQuery = strings.ReplaceAll(req.URL.RawQuery, " ", "%20") // as browsers do
	for name, values := range q.header {
		req.Header[name] = values
	}
	req.Header.Set("User-Agent", userAgent)
	if q.since != nil {
		q.since(at, req.Header)
	}
	if q.user != nil && at.Scheme == q.at.Scheme && at.Host == q.at.Host {
		password, _ := q.user.Password()
		req.SetBasicAuth(q.user.Username(), password)
	}
	// a transport of its own for each request: nothing stays open between two
	// imports. No http.Client: it would send a referrer, and user and password
	// of an address. It asks for gzip and unpacks it, and for nothing else.
	transport := &http.Transport{
		Proxy:                  nil, // whatever the environment says: a proxy would connect for us, unchecked
		DialContext:            (&net.Dialer{Resolver: r.Resolver, Control: r.guard}).DialContext,
		DisableKeepAlives:      true,
		MaxResponseHeaderBytes: maxHeaderBytes,
	}
	resp, err := transport.RoundTrip(req)
	return resp, because(ctx, err)
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
func redirect(from *url.URL, location string) (*url.URL, error) {
	const fix = "name the address of a page that everyone may read"
	to, err := from.Parse(location)
	if err != nil || len(location) > maxAddress {
		return nil, refusal{problem: "it redirects to something that is no web address", fix: fix}
	}
	if to.User != nil {
		return nil, refusal{problem: "it redirects to another address, and the address holds a user name or a password", fix: fix}
	}
	if why, bad := errors.AsType[refusal](unfit(to)); bad {
		return nil, refusal{problem: "it redirects to another address, and " + why.problem, fix: fix}
	}
	if from.Scheme == "https" && to.Scheme == "http" {
		return nil, refusal{problem: fmt.Sprintf("it redirects from https to %q", shown(to.String())) + ", where anyone on the way could change the page", fix: fix}
	}
	return to, nil
}
