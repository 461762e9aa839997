package when

import "meetupbot/content"

// A Span is a clock time or a range of two, as the words say it.
type Span struct {
	Start, End int    // byte offsets into the text read
	Text       string // text[Start:End]

	From   content.Clock // "" for "until 9pm"
	To     content.Clock // "" when no end is said
	Begins content.Clock // 19:30 of "7pm for 7.30pm"; From is when people come

	// Half says that the hours are 1 to 12 and nothing in the span says which
	// half of the day is meant. From and To are then as written, as if of the
	// 24 hour clock. Settle decides.
	Half bool
	Open bool // no end is meant: "late", "open end", "onwards", "after 9pm"
	// About says that the time is only near: "8ish", "gegen 19 Uhr".
	About bool
	Zone  string // as written beside the time: "UTC", "BST"; "" for none

	clock notation
}

// notation is how a span's hours are written, which tells Settle what its
// neighbours mean.
type notation uint8

const (
	bare       notation = iota // 6:45
	meridiem                   // 6:45pm
	twentyFour                 // 18:45, 09:00, 9 Uhr
)
