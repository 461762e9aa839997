package parse

import (
	"fmt"
	"strconv"
	"strings"

	"meetupbot/content/parse/tree"
)

// The names of keys that hold the parts of a day, folded.
var (
	dayOnly   = []string{"day", "tag", "jour", "dia", "giorno", "dag", "den"}
	monthOnly = []string{"month", "monat", "mois", "mes", "mese", "maand", "mesic"}
	yearOnly  = []string{"year", "jahr", "annee", "ano", "anno", "jaar", "rok"}
)

// joinedKey is the key that such a record is given.
const joinedKey = "eventdayinparts"

// joinDays gives each record that keeps its day, month and year apart a key
// with all three: {tag: "03", monat: "08", jahr: 2021}.
func joinDays(v *tree.Value) {
	if day := v.Find(dayOnly...); day != nil {
		if month, year := v.Find(monthOnly...), v.Find(yearOnly...); month != nil && year != nil {
			if text := joinedDay(day.Text, month.Text, year.Text); text != "" {
				v.Fields = append(v.Fields, tree.TextField(joinedKey, day.Line, text))
			}
		}
	}
	for _, f := range v.Fields {
		joinDays(f.Value)
	}
	for _, x := range v.List {
		joinDays(x)
	}
}

// joinedDay is the day of three parts, or "" where they make none.
func joinedDay(day, month, year string) string {
	d, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(day), "."))
	y, fault := strconv.Atoi(strings.TrimSpace(year))
	if err != nil || fault != nil || y < 1970 || y > 2999 || d < 1 || d > 31 {
		return ""
	}
	text := fmt.Sprintf("%d %s %d", d, month, y)
	if m, err := strconv.Atoi(strings.TrimSpace(month)); err == nil {
		text = fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	}
	if !readsAsDay(text) {
		return ""
	}
	return text
}
