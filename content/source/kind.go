package source

import (
	"bytes"
	"mime"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"
)

// documentPath names the one document of an address, for people and for the
// reader of it: the last part of the address's path, or the host where there is
// none, with an ending that fits what came. What came is told by how it begins
// before it is told by its media type, which sites get wrong. A redirect does
// not change the name. It is an error when a web page came in place of the
// calendar, feed or data that the address names: a site that asks for a login,
// or says that something is gone, often does it so.
func documentPath(u *url.URL, contentType string, data []byte) (string, error) {
	name := documentName(u)
	has, is, begins := strings.ToLower(path.Ext(name)), ending(contentType), begins(data)
	switch begins {
	case ".ics", ".rss", ".atom":
		is = begins
	case ".html":
		if IsData(name) {
			return "", refusal{problem: "a web page came where a file of the kind " + has + " was expected", fix: "open the address in a browser: it may be gone, or ask for a login; and correct it"}
		}
	}
	switch {
	case is == "", is == has, slices.Contains(alike[is], has):
		return name, nil
	case IsData(name) && begins != is:
		return name, nil // the media type is a guess of the site's
	}
	return name + is, nil
}

// documentName is the last part of an address's path, fit to be shown.
func documentName(u *url.URL) string {
	name := path.Base(path.Clean("/" + u.Path))
	if name == "/" {
		name = u.Hostname()
	}
	runes := 0
	return strings.Map(func(r rune) rune {
		runes++
		switch {
		case runes > 100:
			return -1
		case unicode.IsLetter(r), unicode.IsDigit(r), strings.ContainsRune("-_.+~", r):
			return r
		}
		return '-'
	}, name)
}

// dataEndings are those of files that hold no page: what has one of these as its
// name is expected to be it.
var dataEndings = map[string]bool{
	".ics": true, ".ical": true, ".ifb": true, ".json": true, ".jsonld": true, ".rss": true, ".atom": true, ".rdf": true, ".xml": true,
	".yml": true, ".yaml": true, ".toml": true, ".csv": true, ".tsv": true,
}

// IsData reports whether a document's name is that of a calendar, a feed or data:
// what programs read, and no page for people to open.
func IsData(document string) bool { return dataEndings[strings.ToLower(path.Ext(document))] }

// alike are other endings that files of a kind have.
var alike = map[string][]string{
	".html": {".htm", ".xhtml", ".xht"},
	".md":   {".markdown", ".mkd"},
	".ics":  {".ical", ".ifb"},
	".json": {".jsonld"},
	".rss":  {".xml", ".rdf"},
	".atom": {".xml"},
	".xml":  {".rss", ".atom", ".rdf"},
	".yaml": {".yml"},
}

// begins returns the ending of files that begin like this, "" where that tells
// nothing.
func begins(data []byte) string {
	head := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 4*headBytes)], []byte("\ufeff")), " \t\r\n"))
	if bytes.HasPrefix(head, []byte("begin:vcalendar")) {
		return ".ics"
	}
	for { // past declarations and comments to the first element
		var rest []byte
		var more bool
		switch {
		case bytes.HasPrefix(head, []byte("<?")):
			_, rest, more = bytes.Cut(head, []byte("?>"))
		case bytes.HasPrefix(head, []byte("<!--")):
			_, rest, more = bytes.Cut(head, []byte("-->"))
		}
		if !more {
			break
		}
		head = bytes.TrimLeft(rest, " \t\r\n")
	}
	for _, root := range []struct{ tag, ending string }{
		{"<!doctype html", ".html"}, {"<html", ".html"}, {"<rss", ".rss"}, {"<feed", ".atom"}, {"<rdf:rdf", ".rss"},
	} {
		if rest, ok := bytes.CutPrefix(head, []byte(root.tag)); ok && len(rest) > 0 && bytes.IndexByte([]byte(" \t\r\n>/"), rest[0]) >= 0 {
			return root.ending
		}
	}
	return ""
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
	case "application/rss+xml", "application/rdf+xml":
		return ".rss"
	case "application/atom+xml":
		return ".atom"
	case "application/xml", "text/xml":
		return ".xml"
	case "application/json", "text/json":
		return ".json"
	case "application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml":
		return ".yaml"
	case "application/toml":
		return ".toml"
	case "text/csv":
		return ".csv"
	}
	switch {
	case strings.HasSuffix(kind, "+json"):
		return ".json"
	case strings.HasSuffix(kind, "+xml"):
		return ".xml"
	}
	return ""
}
