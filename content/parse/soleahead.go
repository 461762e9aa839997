package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/when"
)

// soleAhead finds the one record that stands below a heading such as "Next
// meetup" or "Upcoming talks" on a page that says nothing of when it was written:
// a group's own page. A post that ends on such a heading is about something else.
func (f *facts) soleAhead() []record {
	if f.publishDay.IsDay() || !f.namesNext() || noEvent.MatchString(f.title.text) || f.ofOneDay() {
		return nil
	}
	named := f.yearsBySection()
	found := f.rowRecords(named)
	for _, kind := range []outline.Kind{outline.Item, outline.Paragraph} {
		found = append(found, f.lineRecords(kind, named)...)
	}
	if len(found) != 1 || !f.underNext(found[0].unit) || f.units[found[0].unit].block.Kind == outline.Paragraph && !tells(found[0].head.Plain) {
		return nil
	}
	return found
}

// tells reports whether a sign parts what follows a day, and perhaps an hour, from
// them: ", 19:00: Owls". Else they are a sentence's.
func tells(s string) bool {
	if times := when.Times(s); len(times) > 0 && len(strings.Trim(s[:times[0].Start], headEdges)) <= longestAt {
		s = s[times[0].End:]
	}
	s = strings.TrimLeft(s, " ")
	return s != "" && strings.ContainsRune(":–—-|", firstRune(s))
}

// namesNext reports whether a heading is that of the next meetup.
func (f *facts) namesNext() bool {
	for i := range f.units {
		if headsNext(&f.units[i]) {
			return true
		}
	}
	return false
}

// underNext reports whether a heading above a unit says that what follows is the
// group's next meetup.
func (f *facts) underNext(i int) bool {
	level := 0 // of the nearest heading above, which is what the unit is below
	for j := i; j >= 0; j-- {
		u := &f.units[j]
		if u.block.Kind != outline.Heading || level > 0 && u.sec.Level >= level {
			continue
		}
		if headsNext(u) {
			return true
		}
		level = u.sec.Level
	}
	return false
}

// aheadWords begin a heading of more than longRole bytes, which has no role, that
// is of what comes.
var aheadWords = words(`upcoming next coming nächstes nächste nächster kommende prochaine prochain prochaines prochains próximo próxima próximos próximas volgende komende prossimo prossima prossimi następne kolejne příští ближайшая следующая наступна`)

const longRole = 36

// headsNext reports whether a unit is the heading of the group's next meetup.
func headsNext(u *unit) bool {
	if u.block.Kind != outline.Heading {
		return false
	}
	if u.role != coming && !(len(u.low) > longRole && aheadWords[firstWord(u.low)]) {
		return false
	}
	low := strings.ToLower(u.sec.Heading.Plain)
	if hintsIn(low).cues&(groupCue|eventCue) != 0 {
		return true
	}
	for _, w := range content.Words(low) {
		if eventHeadings[w] {
			return true
		}
	}
	return false
}
