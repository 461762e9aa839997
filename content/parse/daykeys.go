package parse

import (
	"slices"
	"strings"
	"unicode"

	"meetupbot/content"
	"meetupbot/content/parse/tree"
	"meetupbot/content/parse/when"
)

// dayKey reports whether a scalar's key may hold the event's day, and whether
// its name leaves no doubt.
func dayKey(key string) (holds, sure bool) {
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		last := localKey(key[i+1:])
		sure = dayParents[localKey(key[:i])] && (dayParts[last] || meaningOf(last) == eventDate || startsAt(last))
		return sure, sure
	}
	if local := localKey(key); local != key {
		sure = eventKeys[key] || meaningOf(local) == eventDate || local == "date"
		return sure, sure
	}
	sure = meaningOf(key) == eventDate
	return sure || startsAt(key) || strings.HasSuffix(key, "date") && meaningOf(key) == unnamed, sure
}

// localKey is a key without its namespace.
func localKey(key string) string { return key[strings.LastIndexByte(key, '/')+1:] }

// dayField returns the value of a record that states its day, and whether its
// key says that it is the event's.
func dayField(v *tree.Value) (day *tree.Value, sure bool) {
	for key, x := range v.Scalars() {
		holds, s := dayKey(key)
		if !holds || !readsAsDay(x.Text) || bareNumber(key, x.Text) || day != nil && (sure || !s) {
			continue
		}
		day, sure = x, s
	}
	return day, sure
}

// isDayName reports whether a key is a day: 2026-05-12, 20260512.
func isDayName(name string) bool {
	if !digits(name) || len(name) < 8 || strings.IndexFunc(name, unicode.IsLetter) >= 0 {
		return false
	}
	d, ok := readDay(compactDay(name), when.Reference{})
	return ok && d.day.IsDay()
}

// bareNumber reports whether a value of nothing but figures is no day, as the
// name of its key speaks of none: event_id: 20190512.
func bareNumber(key, text string) bool {
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		key = key[i+1:]
	}
	key = localKey(key)
	return strings.Trim(text, "0123456789") == "" && !eventKeys[key] && !strings.HasSuffix(key, "date") && !startsAt(key)
}

// readsAsDay reports whether a text states a day, be it one that is open or
// that does not exist.
func readsAsDay(s string) bool {
	s = strings.TrimSpace(s)
	if len(s) > 80 || !digits(s) {
		return false
	}
	if _, ok := unixTime(s); ok || len(compactDay(s)) != len(s) {
		return true
	}
	return slices.ContainsFunc(when.Dates(s), func(m when.Mention) bool { return m.Relative.Unit == when.Absolute && m.Month != 0 })
}

// endKey reports whether a key holds the event's last day or its end.
func endKey(key string) bool {
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		above, last := localKey(key[:i]), localKey(key[i+1:])
		return endKeys[above] && (dayParts[last] || startsAt(last)) || dayParents[above] && (meaningOf(last) == lastDate || last == "to")
	}
	return meaningOf(key) == lastDate
}

// plainDay is the day of a record where nothing about it is open.
func plainDay(v *tree.Value) content.Date {
	day, _ := dayField(v)
	if day == nil {
		return ""
	}
	d, ok := readDay(day.Text, when.Reference{})
	if !ok || !d.day.IsDay() {
		return ""
	}
	return d.day
}

func dayOfText(s string) content.Date {
	d, _ := readDay(s, when.Reference{})
	return d.day
}
