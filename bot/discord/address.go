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
	address = bot.SafeURL(address)
	if address == "" || len(address) > maxLink {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || !strings.EqualFold(u.Scheme, "http") && !strings.EqualFold(u.Scheme, "https") {
		return ""
	}
	if isASCII(address) {
		return address
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
	u, err := url.Parse(web)
	if err != nil {
		return ""
	}
	labels := strings.Split(u.Hostname(), ".")
	if len(labels) < 2 || strings.Trim(labels[len(labels)-1], "0123456789") == "" {
		return ""
	}
	for _, l := range labels {
		if l == "" || l[0] == '-' || l[len(l)-1] == '-' || strings.ContainsFunc(l, func(r rune) bool {
			return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-'
		}) {
			return ""
		}
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
