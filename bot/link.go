package bot

import (
	"net/url"
	"strings"

	"meetupbot/content"
)

// safeURL returns the address if a person can be sent to it, else "": the web
// with a host, or mail. Addresses come from strangers' documents.
func safeURL(address string) string {
	address = strings.TrimSpace(address)
	if strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '<' || r == '>' || r == '"' }) {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" || u.User != nil {
			return ""
		}
	case "mailto":
		if u.Opaque == "" {
			return ""
		}
	default:
		return ""
	}
	return address
}

// safeLinks returns the links that people can follow, each address once.
func safeLinks(links []content.Link) []content.Link {
	var safe []content.Link
	seen := make(map[string]bool, len(links))
	for _, l := range links {
		if l.URL = safeURL(l.URL); l.URL != "" && !seen[l.URL] {
			seen[l.URL] = true
			safe = append(safe, l)
		}
	}
	return safe
}
