package bot

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"

	"meetupbot/content"
)

// SafeURL returns the address as a platform's markup may hold it, or "" when
// no person can be sent there. What could end a link is percent-encoded.
func SafeURL(address string) string {
	return safeURL(markupInAddress.Replace(address))
}

var markupInAddress = strings.NewReplacer(
	"<", "%3C", ">", "%3E", `"`, "%22", "|", "%7C", "`", "%60", "(", "%28", ")", "%29", "[", "%5B", "]", "%5D", "\\", "%5C")

// Pretends reports whether the words that carry a link look like an address
// of another host than the one that the link leads to. Such a link must show
// its address instead.
func Pretends(words, address string) bool {
	if !strings.ContainsAny(words, ".:。．｡") {
		return false
	}
	u, err := url.Parse(address)
	if err != nil {
		return true
	}
	own := u.Hostname()
	if mail, _, _ := strings.Cut(u.Opaque, "?"); mail != "" {
		own = mail[strings.LastIndexByte(mail, '@')+1:]
	}
	own = strings.TrimPrefix(strings.ToLower(own), "www.")
	for word := range strings.FieldsFuncSeq(dots.Replace(strings.ToLower(Clean(words))), betweenWords) {
		if named := hostIn(word); named != "" && named != own {
			return true
		}
	}
	return false
}

func betweenWords(r rune) bool { return strings.ContainsRune(" |<>()[]{}\"'“”‘’«»,;", r) }

// dots are what browsers take for a full stop in a host's name.
var dots = strings.NewReplacer("。", ".", "．", ".", "｡", ".")

// hostIn returns the host in a word that looks like an address, without
// "www.", or "". "Node.js" is none: no top-level domain is called so.
func hostIn(word string) string {
	word = strings.Trim(word, ".:!?…*_~`")
	rest, told := word, false
	for _, scheme := range []string{"https:", "http:", "://"} {
		if i := strings.Index(word, scheme); i >= 0 && !told {
			rest, told = strings.TrimLeft(word[i+len(scheme):], `/\`), true
		}
	}
	if end := strings.IndexAny(rest, `/?#\`); end >= 0 {
		rest = rest[:end]
	}
	rest = rest[strings.LastIndexByte(rest, '@')+1:]
	rest, _, _ = strings.Cut(rest, ":")
	rest = strings.Trim(rest, ".")
	bare, www := strings.CutPrefix(rest, "www.")
	if told || www {
		return bare
	}
	if _, icann := publicsuffix.PublicSuffix(rest); icann && strings.Contains(rest, ".") {
		return rest
	}
	return ""
}

// safeURL returns the address if a person can be sent to it, else "": the web
// with a host, or mail. Addresses come from strangers' documents.
func safeURL(address string) string {
	address = strings.TrimSpace(address)
	if strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '<' || r == '>' || r == '"' }) {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil || !utf8.ValidString(address) {
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
