package source

import (
	"fmt"
	"mime"
	"net/url"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"meetupbot/content"
)

// maxAddress bounds the bytes of a web address; browsers and servers take
// about as many.
const maxAddress = 2048

// IsAddress reports whether a location is written as a web address, and so is
// never looked for on this machine.
func IsAddress(location string) bool { return strings.Contains(location, "://") }

// Canonical returns a web address in the one form by which it is kept, for the
// address of a source is its name: the host in small letters, and no fragment.
// What a person types in a chat goes through it before it becomes a source: the
// error is Unreadable where no page could ever be read, whatever the host
// answers.
func Canonical(address string) (string, error) {
	if _, err := parseAddress(address); err != nil {
		return "", err
	}
	address, _, _ = strings.Cut(address, "#")
	scheme, rest, _ := strings.Cut(address, "://")
	end := strings.IndexAny(rest+"/", "/?")
	return strings.ToLower(scheme+"://"+rest[:end]) + rest[end:], nil
}

func parseAddress(address string) (*url.URL, error) {
	if len(address) > maxAddress {
		return nil, failure(address, fmt.Sprintf("the address is longer than %d bytes", maxAddress), "name a page with a shorter one")
	}
	u, err := url.Parse(address)
	if err != nil || !IsAddress(address) || !utf8.ValidString(address) {
		return nil, failure(address, "this is no web address", "write it like https://example.org/events")
	}
	if problem, fix := unfit(u); problem != "" {
		return nil, failure(address, problem, fix)
	}
	return u, nil
}

// unfit says why no page is asked for at an address, and what to do; nothing
// if one is.
func unfit(u *url.URL) (problem, fix string) {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Sprintf("pages are read over http and https, not over %q", u.Scheme), "name the address of a web page"
	case u.User != nil:
		return "the address holds a user name or a password", "name a page that everyone may read, without them"
	case u.Hostname() == "":
		return "the address names no host", "write it like https://example.org/events"
	}
	return "", ""
}

// failure is the error of an address that gives no page.
func failure(address, problem, fix string) error {
	return Unreadable("source " + quoted(address) + ": " + problem + "; " + fix)
}

// quoted is an address as errors show it.
func quoted(address string) string {
	shown := []rune(content.ShownSource(address))
	if len(shown) > 200 {
		shown = append(shown[:200], []rune("...")...)
	}
	return fmt.Sprintf("%q", string(shown))
}

// documentPath names the one document of an address, for people and for the
// reader of it: the last part of the address's path, or the host where there
// is none, with the ending of its media type. A redirect does not change it.
func documentPath(u *url.URL, contentType string) string {
	name := path.Base(path.Clean("/" + u.Path))
	if name == "/" {
		name = u.Hostname()
	}
	runes := 0
	name = strings.Map(func(r rune) rune {
		runes++
		switch {
		case runes > 100:
			return -1
		case unicode.IsLetter(r), unicode.IsDigit(r), strings.ContainsRune("-_.+~", r):
			return r
		}
		return '-'
	}, name)
	ending := ending(contentType)
	switch low := strings.ToLower(name); {
	case strings.HasSuffix(low, ending), ending == ".html" && (strings.HasSuffix(low, ".htm") || strings.HasSuffix(low, ".xhtml")):
		return name
	}
	return name + ending
}

// ending returns that of files of a media type, or "" where it tells nothing.
func ending(contentType string) string {
	kind, _, _ := mime.ParseMediaType(contentType)
	switch kind {
	case "text/html", "application/xhtml+xml":
		return ".html"
	case "text/markdown":
		return ".md"
	case "text/calendar":
		return ".ics"
	case "application/json", "application/ld+json":
		return ".json"
	case "application/rss+xml":
		return ".rss"
	case "application/atom+xml":
		return ".atom"
	case "application/xml", "text/xml":
		return ".xml"
	}
	return ""
}
