package source

import (
	"cmp"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"syscall"
)

// What to do about an address that gave no page.
const (
	fixAddress = "correct the address"
	fixLater   = "what was read before stays; try again later"
)

// trouble says in our own words why no page came, and what to do. The errors'
// own texts are a site's to write, and may hold the address with its query;
// what a name resolves to inside of our network is nobody's business either.
func (r *Reader) trouble(err error) (problem, fix string) {
	var lookup *net.DNSError
	var certificate *tls.CertificateVerificationError
	var alert tls.AlertError
	var plain tls.RecordHeaderError
	switch {
	case errors.Is(err, errNotPublic):
		return "this is no web server on the public internet: the bot reads what everyone may read, at ports 80 and 443", "name a public page"
	case errors.Is(err, errHeaderWait):
		return fmt.Sprintf("no answer came within %v", cmp.Or(r.HeaderWait, headerWait)), fixLater
	case errors.Is(err, errPageWait):
		return fmt.Sprintf("the page did not come within %v", cmp.Or(r.PageWait, pageWait)), fixLater
	case errors.As(err, &lookup) && lookup.IsNotFound:
		return "there is no host of that name", fixAddress
	case errors.As(err, &lookup):
		return "the name of the host cannot be looked up at the moment", fixLater
	case errors.As(err, &certificate):
		return "the certificate of the site is not valid for it", "correct the address, or tell the site's owner"
	case errors.As(err, &alert), errors.As(err, &plain):
		return "the site does not speak https as it should", "tell the site's owner"
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return "the site cannot be reached", fixLater
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET):
		return "the answer broke off", fixLater
	}
	return "the site does not answer as a web server does", "open the address in a browser, and correct it if it shows no page"
}

// refusal says what a status means that is no page.
func refusal(status int) (problem, fix string) {
	switch {
	case status == http.StatusNotFound, status == http.StatusGone:
		return fmt.Sprintf("there is no such page (status %d)", status), fixAddress
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return fmt.Sprintf("the site does not let the bot read the page (status %d)", status), "name a page that everyone may read, or ask the site's owner"
	case status == http.StatusTooManyRequests:
		return fmt.Sprintf("the site is asked too often (status %d)", status), fixLater
	case status >= 500:
		return fmt.Sprintf("the site has trouble (status %d)", status), fixLater
	}
	return fmt.Sprintf("the site answers without a page (status %d)", status), "open the address in a browser, and name the one it ends at"
}
