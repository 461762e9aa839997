package discord

import (
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/idna"

	"meetupbot/bot"
)

// webAddress returns the address as a link may hold it, in ASCII, or "" where
// it leads no person to the web.
func webAddress(address string) string {
	if address == "" {
		return ""
	}
	address = bot.SafeURL(address)
	if len(address) < len("http") || len(address) > maxLink || !strings.EqualFold(address[:len("http")], "http") {
		return ""
	}
	if isASCII(address) {
		return address
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host, err := idna.Lookup.ToASCII(u.Hostname())
	if err != nil {
		return ""
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	u.Host = host
	if address = percentEncoded(u.String()); len(address) > maxLink {
		return ""
	}
	return address
}

// hostOf returns the host of a web address, without its port.
func hostOf(web string) string {
	_, host, _ := strings.Cut(web, "://")
	if end := strings.IndexAny(host, "/?#:"); end >= 0 {
		host = host[:end]
	}
	return host
}

// mailAddress returns the address that a mailto: link writes to, or "". Apps
// follow no such link: it is shown.
func mailAddress(address string) string {
	rest, ok := strings.CutPrefix(strings.ToLower(address), "mailto:")
	if !ok || bot.SafeURL(address) == "" {
		return ""
	}
	to, _, _ := strings.Cut(address[len(address)-len(rest):], "?")
	if unescaped, err := url.PathUnescape(to); err == nil {
		to = unescaped
	}
	return to
}

// accepted returns a web address if Discord takes it for an embed or a button,
// else "": it refuses the whole message for a host that is no registered name
// (https://github.com/discordjs/discord.js/issues/7438).
func accepted(web string, most int) string {
	if web == "" || len(web) > most {
		return ""
	}
	named, last := false, ""
	for label := range strings.SplitSeq(hostOf(web), ".") {
		if label == "" || label[0] == '-' || label[len(label)-1] == '-' {
			return ""
		}
		for i := range len(label) {
			if !alphanumeric(label[i]) && label[i] != '-' {
				return ""
			}
		}
		named, last = last != "", label
	}
	if !named || strings.Trim(last, "0123456789") == "" {
		return ""
	}
	return web
}

func percentEncoded(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c >= 0x80 {
			b.WriteString("%" + strings.ToUpper(strconv.FormatUint(uint64(c), 16)))
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// ownLink adds a link under our own words.
func (t *text) ownLink(words, web string) {
	t.own("[")
	t.own(words)
	t.own("](")
	t.own(web)
	t.own(")")
}

// bare adds a link that shows its address, and nothing below the message of
// what is there.
func (t *text) bare(web string) {
	t.own("<")
	t.own(web)
	t.own(">")
}

// link adds strangers' words as a link. An app reads no escapes there
// (https://github.com/discord/discord-api-docs/issues/6185) and no link at all
// whose words hold an address (issue 7721), so words with any markup in them
// stand beside the link. Where they pretend to lead elsewhere, the address is
// shown.
func (t *text) link(words, address string, most int) {
	web := webAddress(address)
	if web == "" {
		t.literal(words, most)
		if mail := mailAddress(address); mail != "" && mail != words {
			t.own(" (")
			t.literal(mail, maxName)
			t.own(")")
		}
		return
	}
	words = plain(words, most)
	switch {
	case words == "" || bot.Pretends(words, web) && !strings.Contains(words, " "):
		t.bare(web)
	case bot.Pretends(words, web):
		t.b = appendLiteral(t.b, words, most)
		t.own(" (")
		t.bare(web)
		t.own(")")
	case string(appendEscaped(nil, words)) != words:
		t.b = appendLiteral(t.b, words, most)
		t.own(" (")
		t.ownLink("link", web)
		t.own(")")
	default:
		t.ownLink(words, web)
	}
}
