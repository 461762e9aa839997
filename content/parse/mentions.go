package parse

import (
	"fmt"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// labelWords stand before a date that they call the event's.
var labelWords = pattern.New(`(?:^|[\s*_(])(?:when|date|date and time|wann|datum|termin|quand|date et heure|fecha|cu[áa]ndo|wanneer|d[íi]a|time|zeit|tid|n[åä]r|tidspunkt|dato|quando|data|kiedy|kdy|когда|дата|дата и время|коли|data e hor[aá]rio|data e ora|datum und (?:uhr)?zeit|fecha y hora|dag|päivä|datum och tid|開催日時?|日時|日程|開催日程|とき|日付|날짜|일시|时间|日期)\s*\??\s*[:：–—-]?\s*[*_]*\s*(?:\|\s*)?[*_]*$`)

// findDays collects the days that title and text state, each with how much
// the words around it speak for its being the event's.
func (f *facts) findDays() {
	ref := when.Reference{Published: f.published}
	if f.published.IsZero() {
		ref.Changed, ref.Year = f.lastChange(), f.yearAround()
	}
	if d := monthInPath(f.named()); d != "" {
		ref.Days = append(ref.Days, d)
	}
	for _, p := range f.places {
		if p.own() && p.day != "" {
			ref.Days = append(ref.Days, p.day)
		}
	}
	for i := range f.places {
		if p := &f.places[i]; p.day.IsDay() {
			ref.Same = append(ref.Same, p.day)
		}
		ref.Same = append(ref.Same, f.places[i].open...)
	}
	f.back = f.reports()
	order := f.order
	note := func(ms []when.Mention) {
		for _, m := range ms {
			if m.Order != when.AnyOrder {
				order = m.Order
			}
		}
	}
	titled := when.Dates(f.title.text)
	note(titled)
	found := make([][]when.Mention, len(f.units))
	for i := range f.units {
		u := &f.units[i]
		if u.block.Kind == outline.Code || u.cues&dayCue == 0 {
			continue
		}
		found[i] = when.Dates(u.text.Plain)
		if len(found[i]) > maxDays {
			f.warn(u.text.Line, fmt.Sprintf("of a paragraph with more than %d days the further ones were left unread", maxDays))
			found[i] = found[i][:maxDays]
		}
		note(found[i])
	}
	ref.Order = order
	f.markNext(found)
	if f.published.IsZero() && len(ref.Days) == 0 {
		ref.Days = fullDays(found)
	}
	tref := ref
	if d, _ := dayInPath(f.named()); d != "" && len(ref.Days) == 0 {
		tref.Days = append(tref.Days, d)
	}
	f.titleRef = tref
	for _, m := range titled {
		r := m.Resolve(tref)
		f.days = append(f.days, stated{unit: -1, mention: m, reading: r, weight: 6, line: f.title.line})
		if r.Date != "" {
			ref.Days = append(ref.Days, r.Date)
		}
	}
	f.ref = ref
	for i, ms := range found {
		from := 0
		for j, m := range ms {
			to := len(f.units[i].text.Plain)
			if j+1 < len(ms) {
				to = ms[j+1].Start
			}
			s := f.weigh(i, m, ref, from, to)
			if n := len(f.days); j > 0 && n > 0 && f.through(&f.days[n-1], &s) {
				from = m.End
				continue
			}
			f.days = append(f.days, s)
			from = m.End
		}
	}
	f.settleWeekday()
}

// settleWeekday takes the day that the text names for a title's bare weekday:
// "Ana Finch on Tuesday" may have been published on a Tuesday, a week before.
func (f *facts) settleWeekday() {
	for i := range f.days {
		s := &f.days[i]
		if s.unit >= 0 || s.mention.Relative.Unit != when.OnWeekday || !s.reading.Date.IsDay() {
			continue
		}
		var named *stated
		for j := range f.days {
			t := &f.days[j]
			if t.unit < 0 || t.weak || t.next || t.mention.Day == 0 || !t.reading.Date.IsDay() || t.reading.Date.Weekday() != s.mention.Weekday {
				continue
			}
			if t.reading.Date == s.reading.Date || named != nil && named.reading.Date != t.reading.Date {
				named = nil
				break
			}
			named = t
		}
		if named != nil {
			s.reading = named.reading
		}
	}
}

// through reports whether b is the last day of what begins on a, and makes it
// that: "from Friday 22 March, 6pm, to Saturday 23 March, noon".
func (f *facts) through(a, b *stated) bool {
	text := f.units[a.unit].text.Plain
	if a.unit != b.unit || a.reading.End != "" || b.reading.End != "" || b.mention.Start-a.mention.End > 40 || b.mention.Start < a.mention.End ||
		!a.reading.Date.IsDay() || !b.reading.Date.IsDay() || b.reading.Date <= a.reading.Date || b.reading.Date.Sub(a.reading.Date) > longestEvent {
		return false
	}
	between := text[a.mention.End:b.mention.Start]
	spans := when.Times(between)
	if len(spans) != 1 {
		return false
	}
	rest := strings.ToLower(between[:spans[0].Start] + " " + between[spans[0].End:])
	words := strings.FieldsFunc(rest, func(r rune) bool { return r == ' ' || r == ',' || r == '(' || r == ')' || r == '.' })
	through := false
	for _, w := range words {
		switch w {
		case "to", "until", "till", "bis", "au", "à", "al", "a", "hasta", "tot", "-", "–", "—", "〜", "～", "fino":
			through = true
		case "at", "um", "uhr", "las", "om", "uur", "den", "dem", "zum", "ore", "le", "el", "the":
		default:
			return false
		}
	}
	if through {
		a.reading.End, a.last = b.reading.Date, b.reading.Date
	}
	return through
}

// fullDays lists the first few days that a text writes with their year: those
// without are of a year near them.
func fullDays(found [][]when.Mention) []content.Date {
	var out []content.Date
	for _, ms := range found {
		for _, m := range ms {
			if m.Year > 0 && m.Day > 0 && len(out) < 3 {
				if r := m.Resolve(when.Reference{}); r.Date.IsDay() {
					out = append(out, r.Date)
				}
			}
		}
	}
	return out
}

// hanMoved stand behind the day to which something was moved.
var hanMoved = []string{"に延期", "へ延期", "に変更", "へ変更", "に順延", "に振替", "に移動"}

// changes reports whether words say that a day or a place was changed.
func changes(lead string) bool { return hintsIn(lead).cues&(movedCue|postponedCue|movedToCue) != 0 }

// newDayWords stand before the new day of what was moved, oldDayWords before the old.
var (
	newDayWords = words(`to until till auf au à al para naar tot op por`)
	oldDayWords = words(`from vom von du del van dal do`)
)

// dropSmall takes articles and weekday's prepositions away behind which a
// preposition stands.
func dropSmall(lead string) string {
	lead = strings.TrimRight(lead, " *_")
	for _, small := range []string{" the", " den", " dem", " el", " le", " de"} {
		lead = strings.TrimRight(strings.TrimSuffix(lead, small), " *_")
	}
	return lead
}

// withUs are the words for those who write.
var withUs = pattern.New(`(?:^|[^\pL])(?:we|us|our|wir|uns|unser\w*|nous|nos|notre|ons|onze|ci|noi|nós|nosso|quedamos|vemos|reunimos)(?:$|[^\pL])`)

// markNext marks the units that speak of the meetup after this one.
func (f *facts) markNext(found [][]when.Mention) {
	for i := range f.units {
		u := &f.units[i]
		if u.next {
			continue
		}
		if u.role == coming {
			u.next = true
			continue
		}
		if len(u.low) > 1500 || u.cues&nextCue == 0 {
			continue
		}
		u.next = true
		for j := i + 1; j < len(f.units) && f.units[j].sec == u.sec; j++ {
			f.units[j].next = true
		}
	}
}

// weigh resolves a mention in its unit and judges its surroundings, which
// reach from the mention before it to the one behind.
func (f *facts) weigh(i int, m when.Mention, ref when.Reference, lo, hi int) stated {
	u := &f.units[i]
	from, to := sentenceAround(u.text.Plain, m.Start, m.End)
	around := strings.ToLower(u.text.Plain[from:to])
	before := strings.ToLower(u.text.Plain[max(0, m.Start-40):m.Start])
	s := stated{unit: i, mention: m, next: u.next, line: u.text.LineOf(m.Start), from: lo, to: hi}
	near := hintsIn(around).cues
	if len(around) == to-from { // lower case is as long
		s.standing = standingOf(around, m.Start-from, m.End-from, max(lo-from, 0), min(hi-from, to-from))
	}
	if newly := runeStart(u.text.Plain, max(lo, m.Start-movedReach)); u.cues&movedToCue != 0 && hintsIn(strings.ToLower(u.text.Plain[newly:m.Start])).cues&movedToCue != 0 {
		s.standing = standing{ours: true, leads: true, moved: true} // "New date! 1 October"
	}
	if slices.ContainsFunc(hanMoved, func(s string) bool { return strings.HasPrefix(u.text.Plain[m.End:], s) }) {
		s.standing = standing{ours: true, leads: true, moved: true}
	}
	if near&(movedCue|postponedCue|movedToCue) != 0 && len(around) == to-from && !s.moved {
		switch lead := around[:m.Start-from]; {
		case !changes(lead):
		case newDayWords[lastWord(dropFillers(lead))] && hintsIn(lead).cues&noneCue == 0:
			s.standing = standing{ours: true, leads: true, moved: true} // "postponed by a week, to 3 May"
		case oldDayWords[lastWord(dropSmall(lead))]:
			s.standing = standing{weak: true}
		}
	}
	if !s.ours && !s.weak && len(around) == to-from && f.titled(around[:m.Start-from]) {
		s.ours, s.leads = true, lo == 0 // "The Owl Night takes place on", below that title
	}
	past, ahead := near&pastCue != 0, near&aheadCue != 0 || u.next
	relative := m.Relative.Unit != when.Absolute && m.Nth == 0
	if !past && !ahead && (relative || m.Month == 0) {
		// a report tells of what was, in whatever words; an announcement with a
		// time of what will be
		past = f.back
		ahead = !f.back && (m.Relative.Unit == when.OnWeekday || m.Month == 0) && near&(eventCue|oursCue) != 0 && near&(oursCue|clockCue|groupCue) != 0
	}
	switch {
	case past && !ahead:
		ref.Tense = when.Past
	case ahead && !past:
		ref.Tense = when.Future
	}
	s.reading = m.Resolve(ref)
	if day := s.reading.Date; near&(cancelledCue|postponedCue) != 0 && day.IsDay() && day < f.publishDay && !f.back {
		s.standing = standing{weak: true} // last month's, which did not take place
	}
	if u.role == whenRole || labelWords.MatchString(before[max(0, len(before)-30):]) || u.role == venueRole && i > 0 && m.HasWeekday && len(u.text.Plain) < 120 {
		s.label = true
		s.weight += 4
	}
	if near&eventCue != 0 {
		s.weight += 2
	}
	if m.HasWeekday {
		s.weight++
	}
	if m.Day > 0 && m.Month > 0 && m.Year > 0 {
		s.weight++
	}
	if i < earlyUnit {
		s.weight++
		s.told = f.back && past && m.Day == 0 && m.Month > 0 && m.Year > 0 && m.Relative.Unit == when.Absolute && near&eventCue != 0 && near&awayCue == 0 && !s.weak
	}
	if f.headline(u, m) {
		s.label = true
		s.weight += 4
	}
	if f.onPoster(i, m) {
		s.label, s.timed = true, true
		s.weight += 4
	}
	if relative && f.back && i < earlyUnit && !s.next && s.reading.Date != "" && s.reading.Date <= f.publishDay {
		s.weight += 2 // "last Thursday", with which a report begins
	}
	if m.Relative.Unit != when.Absolute {
		s.weight--
		if m.Relative.Loose {
			s.weight -= 2
		}
	}
	if s.reading.Date.IsDay() && !s.weak && len(when.Times(u.text.Plain[m.End:to])) > 0 {
		s.timed = true
		s.withUs = withUs.MatchString(around)
		if s.weight < leastWeight && m.Day > 0 && near&awayCue == 0 {
			s.weight++
		}
	}
	if near&awayCue != 0 && !s.ours {
		s.weight -= 3
	}
	switch day := s.reading.Date; {
	case s.weak:
		s.weight -= 4
	case s.ours:
		s.weight += 2
	case day.IsDay() && f.publishDay.IsDay() && m.Year > 0 && day < f.publishDay.AddDays(-longAgo):
		s.weight -= 3
	}
	switch u.role {
	case speaking, aside, sponsors:
		s.weight -= 3
	}
	if u.block.Kind == outline.Quote {
		s.weight -= 2
	}
	return s
}

// leastTitle is how many bytes a title has at least that a sentence is
// recognised by.
const leastTitle = 10

// titled reports whether a lower-case text names the document's subject by its
// whole title.
func (f *facts) titled(low string) bool {
	title := f.title.text
	return len(title) >= leastTitle && len(low) >= len(title) && strings.IndexByte(title, ' ') > 0 && strings.Contains(low, strings.ToLower(title))
}

// A line of its own near a page's beginning that begins with a full day, and
// goes on with the time or the place, is this long at most.
const longestHeadline = 160

// headline reports whether a paragraph is the line below the title that says
// when and where, on a page that has no date of its writing.
func (f *facts) headline(u *unit, m when.Mention) bool {
	if m.Start > 2 || m.Year == 0 || m.Day == 0 || len(u.low) > longestHeadline || f.publishWay != "" || f.publishKey || u.sec.Level > 2 || u.block.Kind != outline.Paragraph {
		return false
	}
	rest := strings.TrimLeft(u.low[min(m.End, len(u.low)):], " ,.·|-–—:(")
	if rest == "" || containsAny(rest, " min read", "min. leesduur", "kommentar", "comment") {
		return m.Until != (when.YMD{})
	}
	first, _, _ := strings.Cut(rest, " ")
	return !bylineWords[first] && !sentenceEnd(rest, len(rest)-1)
}

// bylineWords follow the day on which something was written.
var bylineWords = words(`by von par por door da di in posted published filed under author autor auteur admin`)

// earlyUnit is how many paragraphs make a document's beginning.
const earlyUnit = 4

// longAgo is how many days before its publishing a document tells of a meetup
// at most, unless it says so clearly.
const longAgo = 92
