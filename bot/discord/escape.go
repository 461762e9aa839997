package discord

import (
	"strings"
	"unicode"

	"meetupbot/bot"
)

// appendEscaped adds s with a backslash before every character that an app
// would take for markup where it stands. What reads the same without is left
// alone, for notifications on phones show markdown as it was sent.
func appendEscaped(b []byte, s string) []byte {
	start := 0
	for i := range len(s) {
		if marks(s, i) {
			b = append(append(b, s[start:i]...), '\\')
			start = i
		}
	}
	return append(b, s[start:]...)
}

// marks reports whether the byte s[i] is, or may with what follows the whole
// of s become, markup. s may begin anywhere in a line.
func marks(s string, i int) bool {
	last := i == len(s)-1
	switch c := s[i]; c {
	case '\\', '*', '_', '`', '[', ']', '<':
		return true
	case '~', '|': // struck through, hidden: only two of them
		return i == 0 || last || s[i-1] == c || s[i+1] == c
	case '@':
		return last || s[i+1] != ' '
	case ':':
		return shortcode(s[i+1:])
	case '/': // of "https://", "discord.gg/code"
		return i > 0 && (s[i-1] == ':' || invites(s[:i]))
	case '#', '-', '+', '>': // heading, small print, list, quotation
		return i == 0
	case '.', ')': // numbered list
		return i > 0 && (last || s[i+1] == ' ') && strings.Trim(s[:i], "0123456789") == ""
	}
	return false
}

// shortcode reports whether what follows a colon makes it an emoji: ":tada:",
// ":100:", ":+1:". The colons of "10:00-11:30" do not. A colon of ours may
// follow the whole.
func shortcode(s string) bool {
	end := 0
	for end < len(s) && s[end] != ':' {
		if c := s[end]; !alphanumeric(c) && c != '_' && c != '+' && c != '-' {
			return false
		}
		end++
	}
	name := s[:end]
	return strings.ContainsFunc(name, unicode.IsLetter) || name == "100" || name == "1234" || name == "+1" || name == "-1"
}

// invites reports whether a slash makes an invitation to a server of what is
// before it.
func invites(s string) bool {
	for _, host := range [...]string{"discord.gg", "discord.com", "discordapp.com"} {
		if len(s) >= len(host) && strings.EqualFold(s[len(s)-len(host):], host) {
			return true
		}
	}
	return false
}

// plain is strangers' words for where Discord reads no markup at all: a
// button, a footer.
func plain(s string, most int) string {
	return bot.Shorten(strings.TrimSpace(bot.Clean(s)), most)
}

// titled is strangers' words for the title of an embed. Apps disagree on what
// they read there: some show bold and emoji, some show the backslash of an
// escape. What would be markup to any is replaced by its twin, a character that
// looks the same and does nothing.
//
// https://github.com/skyra-project/discord-components/issues/400 and
// https://github.com/autobrr/tqm/pull/59
func titled(s string, most int) string {
	s = plain(s, most)
	if !strings.ContainsAny(s, "\\*_~|`<@:#>-") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	start := 0
	for i := range len(s) {
		if like := twin(s, i); like != "" {
			b.WriteString(s[start:i])
			b.WriteString(like)
			start = i + 1
		}
	}
	b.WriteString(s[start:])
	return b.String()
}

// twin returns what stands for the byte s[i] in a title, or "" where it may
// stand there itself.
func twin(s string, i int) string {
	rest := s[i+1:]
	switch s[i] {
	case '*':
		if i == 0 && strings.HasPrefix(rest, " ") {
			return "∗"
		}
		return inPair(s, "*", "∗")
	case '_':
		return inPair(s, "_", "ˍ")
	case '`':
		return inPair(s, "`", "ˋ")
	case '~':
		return inPair(s, "~~", "∼")
	case '|':
		return inPair(s, "||", "∣")
	case '\\':
		if rest != "" && !alphanumeric(rest[0]) && rest[0] != ' ' {
			return "∖"
		}
	case '<':
		if rest != "" && (alphanumeric(rest[0]) || strings.IndexByte("@#:/+", rest[0]) >= 0) {
			return "‹"
		}
	case '@':
		if strings.HasPrefix(rest, "everyone") || strings.HasPrefix(rest, "here") {
			return "＠"
		}
	case ':':
		if shortcode(rest) || strings.HasPrefix(rest, "//") {
			return "꞉"
		}
	case '#':
		if i == 0 && strings.HasPrefix(strings.TrimLeft(rest, "#"), " ") {
			return "＃"
		}
	case '>':
		if i == 0 {
			return "›"
		}
	case '-':
		if i == 0 {
			return "–"
		}
	}
	return ""
}

// inPair returns like where s holds the mark more than once: one alone opens
// what nothing closes.
func inPair(s, mark, like string) string {
	if strings.Count(s, mark) < 2 {
		return ""
	}
	return like
}

func alphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
