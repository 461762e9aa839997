package parse

import (
	"strings"

	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// leastLast is how many headings or items that end on a time without an end make
// a programme.
const leastLast = 3

// timesLast reads a programme whose entries end on their times: "Morning -
// knots: (10:00am - 12:30pm)", "Welcome (~6pm)". A line alone is none, and a time
// without an end counts only where several go up.
func (f *facts) timesLast(keep func(*unit) bool) []entry {
	var out []entry
	open := 0 // have no end
	rising := true
	for i := range f.units {
		u := &f.units[i]
		if !keep(u) || u.block.Kind == outline.Code || u.block.Kind == outline.Row || len(u.text.Plain) > 160 || !digits(u.low) {
			continue
		}
		end, span, ok := timeAtEnd(u.text.Plain)
		if !ok {
			continue
		}
		if span.To == "" {
			if u.block.Kind != outline.Heading && u.block.Kind != outline.Item {
				continue
			}
			open++
		}
		if n := len(out); n > 0 && span.From < out[n-1].span.From {
			rising = false
		}
		out = append(out, entry{unit: i, span: span, text: u.text.Slice(0, end)})
	}
	if open > 0 && (len(out) < leastLast || !rising) || len(out) < 2 {
		return nil
	}
	return out
}

// timeAtEnd returns the time in brackets at the end of an entry, before a remark
// in brackets too, and where what it is of ends.
func timeAtEnd(s string) (end int, span when.Span, ok bool) {
	s = strings.TrimRight(s, " .")
	for range 2 {
		if !strings.HasSuffix(s, ")") && !strings.HasSuffix(s, "]") {
			return 0, span, false
		}
		open := strings.LastIndexAny(s, "([")
		if open < 3 {
			return 0, span, false
		}
		inside := s[open+1 : len(s)-1]
		s = strings.TrimRight(s[:open], " :–—-")
		if !digits(inside) {
			continue // "(optional)"
		}
		spans := when.Times(inside)
		if len(spans) != 1 || spans[0].End != len(inside) || spans[0].Half && spans[0].To == "" || !beforeTime.MatchString(inside[:spans[0].Start]) {
			return 0, span, false
		}
		return len(s), spans[0], true
	}
	return 0, span, false
}

// beforeTime stands between a bracket and the time in it.
var beforeTime = pattern.New(`(?i)^\s*(?:~|≈|ca\.?|circa|approx\.?|about|around|at|from|um|ab|gegen|à|vers|a las|sobre las|às|om|vanaf|alle|od|o|kl\.?|klo|om|от|в|о)?\s*$`)
