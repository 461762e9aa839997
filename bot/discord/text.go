package discord

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"meetupbot/bot"
)

// A text is Discord's markdown in the making: of a message's content, an
// embed's description, a field. Strangers' words come in by literal alone.
//
// https://docs.discord.com/developers/reference#message-formatting and
// https://support.discord.com/hc/articles/210298617 tell what an app makes of
// it.
type text struct{ b []byte }

// own adds our own words and markup.
func (t *text) own(s string) {
	t.room()
	t.b = append(t.b, s...)
}

// room makes room for what most texts hold.
func (t *text) room() {
	if t.b == nil {
		t.b = make([]byte, 0, 256)
	}
}

// line begins a new line, unless the text is at the start of one.
func (t *text) line() {
	t.b = bytes.TrimRight(t.b, " ")
	if len(t.b) > 0 && t.b[len(t.b)-1] != '\n' {
		t.b = append(t.b, '\n')
	}
}

// apart leaves an empty line, unless there is nothing yet.
func (t *text) apart() {
	if t.line(); len(t.b) > 0 {
		t.b = append(t.b, '\n')
	}
}

// String is the text, without white space at its end.
func (t *text) String() string { return string(bytes.TrimRight(t.b, " \n")) }

// over reports whether the text is longer than that.
func (t *text) over(most int) bool {
	return len(t.b) > most && bot.Length(string(t.b)) > most
}

// literal adds strangers' words as markdown that shows them and does nothing
// else, as one line of at most so many characters, escapes included.
func (t *text) literal(s string, most int) {
	t.room()
	t.b = appendLiteral(t.b, strings.TrimSpace(bot.Clean(s)), most)
}

// appendLiteral adds clean words, escaped.
func appendLiteral(b []byte, s string, most int) []byte {
	start := len(b)
	for room := most; ; {
		b = appendEscaped(b[:start], bot.Shorten(s, room))
		excess := len(b) - start - most
		if excess > 0 {
			excess = bot.Length(string(b[start:])) - most
		}
		if excess <= 0 || room <= 0 {
			return b
		}
		room -= (excess + 1) / 2 // a character with its escape is two
	}
}

// struck adds strangers' words struck through. Discord ends that at the next
// two tildes, escaped or not, so those within are replaced by their twin.
func (t *text) struck(s string, most int) {
	t.within("~~", strings.ReplaceAll(s, "~", "∼"), most)
}

// bold adds strangers' words in bold.
func (t *text) bold(s string, most int) { t.within("**", s, most) }

// within adds strangers' words between two marks, or nothing for none.
func (t *text) within(mark, s string, most int) {
	start := len(t.b)
	t.own(mark)
	t.literal(s, most)
	if len(t.b) == start+len(mark) {
		t.b = t.b[:start]
		return
	}
	t.own(mark)
}

// moment adds an instant in the reader's own time and language, in one of
// Discord's styles: F in full, R relative.
//
// https://docs.discord.com/developers/reference#message-formatting-timestamp-styles
func (t *text) moment(at time.Time, style byte) {
	t.own("<t:")
	t.b = strconv.AppendInt(t.b, at.Unix(), 10)
	t.b = append(t.b, ':', style, '>')
}

// number adds a whole number.
func (t *text) number(n int) { t.b = strconv.AppendInt(t.b, int64(n), 10) }

// names adds names with commas between them, as many as anybody reads.
func (t *text) names(names []string) {
	const most = 8
	for i, name := range names {
		if i == most {
			t.own(" ")
			t.more(bot.More{Count: len(names) - most}, "")
			return
		}
		if i > 0 {
			t.own(", ")
		}
		t.literal(name, maxPerson)
	}
}

// fill adds a line for each item while the text fits into so many characters;
// the last line then says how many more there are, and what to ask for them. A
// line is never cut.
func fill[T any](t *text, most int, items []T, more bot.More, ask string, line func(*text, T)) {
	const moreRoom = 60 + maxCommand // for "… and at least N more: command"
	shown := 0
	for i, item := range items {
		start := len(t.b)
		t.line()
		line(t, item)
		room := most
		if i < len(items)-1 || more.Count > 0 {
			room -= moreRoom
		}
		if t.over(room) {
			t.b = t.b[:start]
			break
		}
		shown++
	}
	if left := len(items) - shown; left+more.Count > 0 {
		start := len(t.b)
		t.line()
		t.more(bot.More{Count: left + more.Count, AtLeast: more.AtLeast}, ask)
		if t.over(most) {
			t.b = t.b[:start]
		}
	}
}

func (t *text) more(m bot.More, ask string) {
	t.own("… and ")
	if m.AtLeast {
		t.own("at least ")
	}
	t.number(m.Count)
	t.own(" more")
	if ask != "" {
		t.own(": ")
		t.typed(ask)
	}
}
