package slack

import (
	"net/url"
	"strings"
	"unicode/utf8"

	slackapi "github.com/slack-go/slack"
	"golang.org/x/net/idna"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// Nearly all text goes out as rich_text: its elements hold plain text, in
// which neither markup nor a mention means anything, so that nothing need be
// escaped and a title looks as its author wrote it.
// https://docs.slack.dev/reference/block-kit/blocks/rich-text-block

// How text is set. None of these is ever changed.
var (
	plain  *slackapi.RichTextSectionTextStyle
	bold   = &slackapi.RichTextSectionTextStyle{Bold: true}
	italic = &slackapi.RichTextSectionTextStyle{Italic: true}
	struck = &slackapi.RichTextSectionTextStyle{Strike: true}
	code   = &slackapi.RichTextSectionTextStyle{Code: true}
)

// spans gathers a stretch of rich text. Words from anywhere may be added: they
// are cleaned here.
type spans struct {
	elements []slackapi.RichTextSectionElement
	texts    []slackapi.RichTextSectionTextElement // memory for a few; never grown, for elements point into it
	cost     int                                   // bytes of JSON, a little more rather than less
}

// elementCost is what an element takes beside its text: its keys and a style.
const elementCost = 64

func (s *spans) put(e slackapi.RichTextSectionElement, bytes int) {
	if s.elements == nil {
		s.elements = make([]slackapi.RichTextSectionElement, 0, 8)
	}
	s.elements = append(s.elements, e)
	s.cost += elementCost + bytes
}

// add adds words, on one line. Slack takes no empty text.
func (s *spans) add(words string, style *slackapi.RichTextSectionTextStyle) *spans {
	if words = bot.Clean(words); words != "" {
		s.text(words, style)
	}
	return s
}

func (s *spans) text(words string, style *slackapi.RichTextSectionTextStyle) {
	if len(s.texts) == cap(s.texts) {
		s.texts = make([]slackapi.RichTextSectionTextElement, 0, 4)
	}
	s.texts = append(s.texts, slackapi.RichTextSectionTextElement{Type: slackapi.RTSEText, Text: words, Style: style})
	s.put(&s.texts[len(s.texts)-1], jsonLength(words))
}

// line begins a new line, unless the text has not begun. Code ends before it,
// for its frame would go on in the next line.
func (s *spans) line() *spans {
	if last := len(s.elements) - 1; last < 0 {
		return s
	} else if t, ok := s.elements[last].(*slackapi.RichTextSectionTextElement); ok && t.Style != code {
		t.Text += "\n"
		s.cost += 2
	} else {
		s.text("\n", plain)
	}
	return s
}

// emoji adds one of Slack's own, with a space.
func (s *spans) emoji(name string) *spans {
	s.put(&slackapi.RichTextSectionEmojiElement{Type: slackapi.RTSEEmoji, Name: name}, len(name))
	return s.add(" ", plain)
}

// link adds a link to what address returned, and says where it leads: its
// words, where they do not pretend to lead elsewhere, and the host.
func (s *spans) link(words, to string) *spans {
	words = short(words, maxSentence)
	host := leadsTo(to)
	if words == "" || words != host && bot.Pretends(words, to) {
		words = short(strings.TrimPrefix(strings.TrimPrefix(to, "https://"), "http://"), maxName)
	}
	e := &slackapi.RichTextSectionLinkElement{Type: slackapi.RTSELink, URL: to, Text: words}
	s.put(e, len(to)+jsonLength(words))
	if words != host && !strings.Contains(strings.ToLower(words), host) {
		s.add(" ("+host+")", plain)
	}
	return s
}

// when adds a moment in the reader's own time: format is one of
// https://docs.slack.dev/reference/block-kit/block-elements/date-element and
// fallback what is shown where Slack cannot tell it.
func (s *spans) when(unix int64, format, fallback string) *spans {
	e := &slackapi.RichTextSectionDateElement{Type: slackapi.RTSEDate, Timestamp: slackapi.JSONTime(unix), Format: format, Fallback: &fallback}
	s.put(e, len(format)+jsonLength(fallback)+32)
	return s
}

// place adds a place: one of Slack's own channels as Slack shows it. A person
// is named by id, for the element that shows one would notify them.
func (s *spans) place(p schedule.Place, own string) *spans {
	if p.Platform != own || !isChannel(p.ID) {
		return s.add(short(bot.PlaceName(p), maxName), plain)
	}
	s.put(&slackapi.RichTextSectionChannelElement{Type: slackapi.RTSEChannel, ChannelID: p.ID}, len(p.ID))
	return s
}

// isChannel reports whether id is one of a public or private channel.
func isChannel(id string) bool {
	if len(id) < 3 || len(id) > 32 || id[0] != 'C' && id[0] != 'G' {
		return false
	}
	for i := range len(id) {
		if c := id[i]; (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// short makes one line of strangers' words, of at most so many characters.
func short(words string, most int) string {
	return bot.Shorten(strings.TrimSpace(bot.Clean(words)), most)
}

// names joins names with commas.
func names(list []string) string {
	if len(list) == 1 {
		return short(list[0], maxName)
	}
	shown := make([]string, 0, len(list))
	for _, n := range list {
		if n = short(n, maxName); n != "" {
			shown = append(shown, n)
		}
	}
	return short(strings.Join(shown, ", "), maxSentence)
}

// escaped makes text literal where Slack reads its markup, in the line for
// notifications.
// https://docs.slack.dev/messaging/formatting-message-text#escaping
func escaped(s string) string { return escapes.Replace(s) }

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// address is where a link leads, in ASCII, or "" where it is longer than most,
// Slack would refuse it or nobody should be sent there.
func address(s string, most int) string {
	if s == "" {
		return ""
	}
	s = bot.SafeURL(s)
	if !isASCII(s) {
		u, err := url.Parse(s)
		if err != nil {
			return ""
		}
		if name := u.Hostname(); !isASCII(name) {
			// As browsers do it: a host in look-alike letters is seen to be one.
			ascii, err := idna.Lookup.ToASCII(name)
			if err != nil {
				return ""
			}
			u.Host = strings.Replace(u.Host, name, ascii, 1)
		}
		s = asciiOnly(u.String())
	}
	if len(s) > most {
		return ""
	}
	return s
}

func isMail(address string) bool {
	return len(address) > 7 && strings.EqualFold(address[:7], "mailto:")
}

// leadsTo is the host to which what address returned leads, for people to
// judge. Of a long one the end is shown, which says whose it is.
func leadsTo(address string) string {
	_, host, _ := strings.Cut(address, ":")
	host = strings.TrimPrefix(host, "//")
	if end := strings.IndexAny(host, "/?#"); end >= 0 {
		host = host[:end]
	}
	host = host[strings.LastIndexByte(host, '@')+1:] // of mail: an address of the web has none
	host = strings.TrimPrefix(strings.ToLower(host), "www.")
	if len(host) > maxHost {
		host = "…" + host[len(host)-maxHost+1:]
	}
	return host
}

// asciiOnly percent-encodes all else.
func asciiOnly(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// jsonLength is how many bytes s takes in JSON.
func jsonLength(s string) int {
	return len(s) + strings.Count(s, `"`) + strings.Count(s, `\`)
}
