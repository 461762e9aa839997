package when

import (
	"slices"
	"strconv"

	"meetupbot/content"
)

// slippedYear returns the days that a mention means whose year nobody can mean,
// if its figures only slipped: 1027 where the document is of 2017. It is an
// offer, never a reading.
func (m *Mention) slippedYear(ref Reference) []content.Date {
	if m.Year == 0 || m.Month == 0 || m.Day == 0 || m.Year >= firstYear && m.Year <= lastYear {
		return nil
	}
	years := []int{ref.Year}
	if !ref.Published.IsZero() {
		y := ref.Published.Year()
		years = append(years, y, y+1, y-1)
	}
	for _, d := range ref.Days {
		y, _, _ := d.YMD()
		years = append(years, y)
	}
	var out []content.Date
	for _, y := range years {
		if y < firstYear || y > lastYear || !slips(m.Year, y) {
			continue
		}
		if d, err := content.NewDate(y, m.Month, m.Day); err == nil && (!m.HasWeekday || d.Weekday() == m.Weekday) && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	sortDates(out)
	return out
}

// slips reports whether two years have the same figures in another order, or
// differ in one.
func slips(a, b int) bool {
	x, y := []byte(strconv.Itoa(a)), []byte(strconv.Itoa(b))
	if len(x) != len(y) {
		return false
	}
	differ := 0
	for i := range x {
		if x[i] != y[i] {
			differ++
		}
	}
	slices.Sort(x)
	slices.Sort(y)
	return differ <= 1 || slices.Equal(x, y)
}
