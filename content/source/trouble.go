package source

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Unreadable is the error of a location where nothing can be read.
type Unreadable struct {
	Location string        // as far as it is shown
	Why      string        // in words for people, with what to do; it holds no secret
	After    time.Duration // not before this time has passed does the site want to be asked again; 0: it did not say
}

func (u Unreadable) Error() string { return fmt.Sprintf("source %q: %s", u.Location, u.Why) }

// unreadable names the address of which something is wrong.
func unreadable(address string, why error) error {
	u := Unreadable{Location: shown(address), Why: why.Error()}
	if r, ok := errors.AsType[refusal](why); ok {
		u.After = r.after
	}
	return u
}

// A refusal is why an address gives nothing, in our own words, and what to do.
type refusal struct {
	problem, fix string
	after        time.Duration
}

func (r refusal) Error() string { return r.problem + "; " + r.fix }

// What to do about an address that gave nothing.
const (
	fixAddress = "correct the address"
	fixLater   = "what was read before stays; try again later"
	fixOwner   = "tell the site's owner, or name another page"
)

// because is the cause of an error of something that was broken off: what
// stopped it.
func because(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); err != nil && cause != nil {
		return cause
	}
	return err
}

// trouble says in our own words why nothing came, and what to do. The errors'
// own texts are a site's to write, and may hold the address with its query;
// what a name resolves to inside of our network is nobody's business either.
func (r *Reader) trouble(err error) error {
	var lookup *net.DNSError
	var certificate *tls.CertificateVerificationError
	var alert tls.AlertError
	var plain tls.RecordHeaderError
	var why refusal
	switch {
	case errors.As(err, &why):
		return why
	case errors.Is(err, errNotPublic):
		return refusal{problem: "this is no web server on the public internet: the bot reads what everyone may read, at ports 80 and 443", fix: "name a public page"}
	case errors.Is(err, errHeaderWait):
		return refusal{problem: fmt.Sprintf("no answer came within %v", cmp.Or(r.HeaderWait, headerWait)), fix: fixLater}
	case errors.Is(err, errPageWait):
		return refusal{problem: fmt.Sprintf("the page did not come within %v", cmp.Or(r.PageWait, pageWait)), fix: fixLater}
	case errors.Is(err, errRepositoryWait):
		return refusal{problem: fmt.Sprintf("the repository did not come within %v", cmp.Or(r.RepositoryWait, repositoryWait)), fix: fixLater}
	case errors.As(err, &lookup) && lookup.IsNotFound:
		return refusal{problem: "there is no host of that name", fix: fixAddress}
	case errors.As(err, &lookup):
		return refusal{problem: "the name of the host cannot be looked up at the moment", fix: fixLater}
	case errors.As(err, &certificate):
		return refusal{problem: "the certificate of the site is not valid for it", fix: "correct the address, or tell the site's owner"}
	case errors.As(err, &alert), errors.As(err, &plain):
		return refusal{problem: "the site does not speak https as it should", fix: "tell the site's owner"}
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return refusal{problem: "the site cannot be reached", fix: fixLater}
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET):
		return refusal{problem: "the answer broke off", fix: fixLater}
	}
	return refusal{problem: "the site does not answer as a web server does", fix: "open the address in a browser, and correct it if it shows no page"}
}

// refused says what an answer means that is not what was asked for. thing is
// what was: "page" or "repository".
func refused(resp *http.Response, thing string) error {
	status := resp.StatusCode
	why := refusal{problem: fmt.Sprintf("the site answers without a %s (status %d)", thing, status), fix: "open the address in a browser, and name the one it ends at"}
	switch {
	case status == http.StatusNotFound, status == http.StatusGone:
		why = refusal{problem: fmt.Sprintf("there is no such %s (status %d)", thing, status), fix: fixAddress}
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		why = refusal{problem: fmt.Sprintf("the site does not let the bot read the %s (status %d)", thing, status), fix: fmt.Sprintf("name a %s that everyone may read, or ask the site's owner", thing)}
	case status == http.StatusTooManyRequests:
		why = refusal{problem: fmt.Sprintf("the site is asked too often (status %d)", status), fix: fixLater, after: retryAfter(resp.Header)}
	case status >= 500:
		why = refusal{problem: fmt.Sprintf("the site has trouble (status %d)", status), fix: fixLater}
		if status == http.StatusServiceUnavailable {
			why.after = retryAfter(resp.Header)
		}
	}
	return why
}

// maxRetryAfter bounds what a site may ask for: one that wants to be left alone
// for longer is asked in a day whether it still does.
const maxRetryAfter = 24 * time.Hour

// retryAfter is how long a site wants to be left alone, 0 where it does not say.
// A time of day is taken by the site's own clock, which its answer shows.
func retryAfter(h http.Header) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	wait := time.Duration(0)
	if seconds, err := strconv.ParseInt(value, 10, 64); err == nil {
		wait = time.Duration(min(seconds, int64(maxRetryAfter/time.Second))) * time.Second
	} else if until, err := http.ParseTime(value); err == nil {
		if now, err := http.ParseTime(h.Get("Date")); err == nil {
			wait = until.Sub(now)
		}
	}
	return min(max(wait, 0), maxRetryAfter)
}
