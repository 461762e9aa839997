package source

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"meetupbot/content"
)

// maxAddress bounds the bytes of a web address; browsers and servers take
// about as many.
const maxAddress = 2048

const (
	fixScheme  = "write it like https://example.org/events"
	fixPublic  = "name a page that everyone may read, without them"
	fixCarried = "leave them out, or use https"
)

var errTooLong = refusal{problem: fmt.Sprintf("the address is longer than %d bytes", maxAddress), fix: "name a page with a shorter one"}

// IsAddress reports whether a location is written as a web address, and so is
// never looked for on this machine.
func IsAddress(location string) bool { return strings.Contains(location, "://") }

// Canonical returns a web address in the one form by which it is kept, for the
// address of a source is its name: the host in small letters, https in place of
// webcal, and no fragment but that of a repository, which names a branch and a
// folder in it. What a person types in a chat goes through it before it becomes
// a source: the error is Unreadable where no page could ever be read, whatever
// the host answers, and where the address holds a password, which is for whoever
// runs the bot to declare.
func Canonical(address string) (string, error) {
	u, err := parseAddress(address)
	if err == nil && u.User != nil {
		err = refusal{problem: "the address holds a user name or a password", fix: fixPublic}
	}
	if err != nil {
		return "", unreadable(address, err)
	}
	plain, _, _ := strings.Cut(address, "#")
	_, rest, _ := strings.Cut(plain, "://")
	end := strings.IndexAny(rest+"/", "/?")
	plain = strings.ToLower(u.Scheme+"://"+rest[:end]) + rest[end:]
	if isRepository(u) && u.Fragment != "" {
		branch, folder := place(u)
		if plain += "#"; branch != "" || strings.Contains(folder, ":") {
			folder = branch + ":" + folder
		}
		plain += (&url.URL{Fragment: folder}).EscapedFragment()
	}
	if plain = strings.TrimSuffix(plain, "#"); len(plain) > maxAddress {
		return "", unreadable(address, errTooLong)
	}
	return plain, nil
}

// Check returns why nothing could ever be read at a web address, whatever the
// host answers; nil for an address that will do, and for any other location.
func Check(location string) error {
	if !IsAddress(location) {
		return nil
	}
	if _, err := parseAddress(location); err != nil {
		return unreadable(location, err)
	}
	return nil
}

// WithoutCredentials returns a web address without the user and the password
// that it may hold: the name by which whoever declared it knows the source,
// which is kept and shown. Any other location stays as it is.
func WithoutCredentials(address string) string {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		return address
	}
	end := strings.IndexAny(rest+"/", "/?#")
	return scheme + "://" + rest[strings.LastIndex(rest[:end], "@")+1:]
}

// parseAddress reads an address, of a calendar's own scheme too, and refuses
// one that nothing is ever asked for at.
func parseAddress(address string) (*url.URL, error) {
	if len(address) > maxAddress {
		return nil, errTooLong
	}
	if scheme, rest, _ := strings.Cut(address, "://"); strings.EqualFold(scheme, "webcal") || strings.EqualFold(scheme, "webcals") {
		address = "https://" + rest // that is all that these mean
	}
	u, err := url.Parse(address)
	if err != nil || !IsAddress(address) || !utf8.ValidString(address) {
		return nil, refusal{problem: "this is no web address", fix: fixScheme}
	}
	return u, unfit(u)
}

// unfit says why nothing is asked for at an address; nil if something is.
func unfit(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return refusal{problem: fmt.Sprintf("pages, calendars and repositories are read over http and https, not over %q", u.Scheme), fix: fixScheme}
	case u.Hostname() == "":
		return refusal{problem: "the address names no host", fix: fixScheme}
	case u.User != nil && !isRepository(u):
		return refusal{problem: "the address holds a user name or a password", fix: fixPublic}
	case u.User != nil && u.Scheme != "https":
		return refusal{problem: "the address holds a user name or a password, which everyone on the way could read over http", fix: fixCarried}
	case isRepository(u) && !within(u):
		return refusal{problem: "what follows the # leads out of the repository", fix: "write it like https://example.org/site.git#main:content/events"}
	}
	return nil
}

// shown is an address as errors show it.
func shown(address string) string {
	shown := []rune(content.ShownSource(address))
	if len(shown) > 200 {
		shown = append(shown[:200], []rune("...")...)
	}
	return string(shown)
}
