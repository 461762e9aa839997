package when

import "meetupbot/content"

// Dates returns the days, ranges of days and months that the text mentions, in
// the order in which they stand, none overlapping.
func Dates(text string) []Mention {
	var out []Mention
	for i := 0; i+10 <= len(text); i++ {
		d, err := content.ParseDate(text[i : i+10])
		if err != nil {
			continue
		}
		m := Mention{Start: i, End: i + 10, Text: text[i : i+10]}
		m.Year, m.Month, m.Day = d.YMD()
		out = append(out, m)
		i += 9
	}
	return out
}
