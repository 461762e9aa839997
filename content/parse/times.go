package parse

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"meetupbot/content"
	"meetupbot/content/parse/agenda"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

func clockOf(s string) content.Clock {
	spans := when.Settle(when.Times(s))
	if len(spans) == 0 || spans[0].Half {
		return ""
	}
	return spans[0].From
}

var (
	startWords = pattern.New(`(?i)(?:^|[^\p{L}])(?:(?:doors?|from|dalle|dalla|alle|às|das|desde|vanaf|start(?:s|ing)?|begin(?:s|nt)?|beginn|kick(?:s|ing)? off|time|zeit|uhrzeit|heure|hora|arriv\w+|ab|um|a las|at|when|wann|quand|cu[áa]ndo|open)\b|à)[\s:*_–—-]*(?:open\b|at\b|from\b|um\b)?[\s:*_]*(?:(?:roughly|about|around|approximately|circa|ca\.?|etwa|environ)\s+)?$` +
		`|(?:^|[^\p{L}])(?:начало|начинаем|начнём|старт|сбор|двери|время|початок|починаємо|час|początek|zaczynamy|godz\.|godzin[aie]|začátek|začínáme|čas|hodin|v|ve|o|в|во|о|об)[\s:*_–-]*(?:(?:ровно )?(?:в|о|o|v|ve)\s+)?$` +
		`|(?:時間|時刻|日時|開場|開演|開始|受付|スタート|시간|일시|时间)[\s:：*_–—-]*$`)
	endWords = pattern.New(`(?i)\b(?:until|till|til|to|ends? at|finish(?:es|ing)?(?: at)?|done (?:about|by)|bis|jusqu'à|jusque|hasta|tot)\s*$`)
)

// endOfAll is the last entry of a programme that says no more than that it ends.
var endOfAll = pattern.New(`(?i)^[\s(]*(?:the |das |la |het |el |il |o )?(?:end|ende|veranstaltungsende|fin|einde|fine|fim|zakończenie|koniec|konec|zakončení|slut|slutt|loppu|fi|final|vége|sfârșit|конец|завершение|окончание|кінець|завершення|закінчення|終了|解散|종료|结束|結束)(?: (?:of|der|des|de|del|della|do|da|van) (?:the |la |het |l['’])?(?:event|meetup|meeting|evening|session|veranstaltung|treffens|abends|evento|encuentro|encontro|soirée|rencontre|avond|bijeenkomst|incontro|serata|spotkania|charla|actividad))?[\s).!]*$`)

// firstEntry is the rule by which a programme tells when an event starts.
const firstEntry = "the programme's first entry"

// readTimes decides on the event's start and end: the programme's first entry,
// what stands beside the day, what prose says of doors and starts.
func (d *draft) readTimes() {
	d.statedTimes()
	d.openDoors()
}

func (d *draft) statedTimes() {
	e := &d.event
	if e.Start == "" && d.clock != "" {
		e.Start = d.clock
		d.note("start", string(e.Start), d.clockSaid.line, d.clockSaid.text, d.clockSaid.rule)
	}
	if e.End == "" && e.Start != "" && d.stop > e.Start {
		e.End = d.stop
		d.note("end", string(e.End), d.stopSaid.line, d.stopSaid.text, d.stopSaid.rule)
	}
	if len(e.Agenda) > 0 {
		first := e.Agenda[0]
		early := first.Start
		for _, a := range e.Agenda[1:] {
			if a.Start < early && a.Start > "06:00" && first.Start > "12:00" && e.EndDate == "" {
				early = a.Start
			}
		}
		if e.Start == "" || early < e.Start {
			e.Start = early
			d.note("start", string(early), d.lineOfEntry(first), string(first.Start)+" "+first.Text, firstEntry)
			if s, line, score := d.proseSpan(); score >= besideDay && s.From < early && minutesBetween(s.From, early) <= longestDoors && !d.early() {
				e.Start = s.From
				d.note("start", string(s.From), line, s.Text, "the text's time beside the day, before the programme begins")
			}
		} else if early > e.Start && minutesBetween(e.Start, early) > 180 {
			d.doubt("start", fmt.Sprintf("Does the event start at %s, or at %s as its programme has it?", e.Start, early))
		}
		last := e.Agenda[len(e.Agenda)-1]
		if e.End == "" && last.End != "" && last.End > last.Start {
			e.End = last.End
			d.note("end", string(last.End), d.lineOfEntry(last), last.Text, "the end of the programme's last entry")
		} else if e.End == "" && last.End == "" && last.Start > e.Start && endOfAll.MatchString(last.Text) {
			e.End = last.Start
			d.note("end", string(last.Start), d.lineOfEntry(last), last.Text, "the programme's last entry is its end")
		}
		return
	}
	if e.Start != "" {
		return
	}
	d.proseTimes()
}

func (d *draft) lineOfEntry(a content.AgendaItem) int {
	for _, ev := range d.event.Evidence {
		if ev.Field == "agenda" && ev.Value == string(a.Start)+" "+a.Text {
			return ev.Line
		}
	}
	return 0
}

func minutesBetween(a, b content.Clock) int { return b.Minutes() - a.Minutes() }

// early reports whether the event is a morning's, as its title or first
// paragraphs say.
func (f *facts) early() bool {
	if hintsIn(strings.ToLower(f.title.text)).cues&morningCue != 0 {
		return true
	}
	for i := range f.units[:min(len(f.units), 4)] {
		if f.units[i].cues&morningCue != 0 {
			return true
		}
	}
	return false
}

// asWritten settles hours from 6 to 11 as those before noon.
func asWritten(spans []when.Span) []when.Span {
	out := slices.Clone(spans)
	for i := range out {
		if out[i].From >= "06:00" && out[i].From < "12:00" {
			out[i].Half = false
		}
	}
	return out
}

// besideDay is how surely a time is the event's that stands beside its day.
const besideDay = 4

// proseTimes looks for the time nearest to the event's day, or labelled.
func (d *draft) proseTimes() {
	best, line, score := d.proseSpan()
	if score < 2 {
		d.bareSpan()
		return
	}
	d.event.Start = best.From
	d.note("start", string(best.From), line, best.Text, "a time that the text gives for the event")
	if best.To != "" && !best.Open {
		d.event.End = best.To
		d.note("end", string(best.To), line, best.Text, "the end of the time that the text gives")
	}
}

// proseSpan returns the time that stands nearest to the event's day, or beside
// a label, its line, and how surely it is the event's.
func (d *draft) proseSpan() (best when.Span, line, bestScore int) {
	try := func(t outline.Text, base int, near int) {
		spans := when.Times(t.Plain)
		if len(spans) == 0 {
			return
		}
		if d.early() {
			spans = asWritten(spans)
		}
		spans = when.Settle(spans)
		for _, s := range spans {
			if s.From == "" || s.Half || s.From == "00:00" && s.To == "" || linked(t, s.Start) {
				continue
			}
			score := base
			before := t.Plain[max(0, s.Start-30):s.Start]
			if startWords.MatchString(before) {
				score += 2
			}
			if endWords.MatchString(before) && !startWords.MatchString(before) {
				score -= 3
			}
			if near >= 0 && utf8.RuneCountInString(t.Plain[min(s.Start, near):max(s.Start, near)]) < 80 {
				score += 3
			}
			if s.From < "07:00" {
				score -= 2
			}
			if score > bestScore {
				bestScore, best, line = score, s, t.LineOf(s.Start)
			}
		}
	}
	for _, s := range d.days {
		if s.unit < 0 {
			if s.reading.Date == d.event.Date {
				try(outline.Text{Plain: d.title.text, Line: d.title.line}, 1, s.mention.Start)
			}
			continue
		}
		if d.keep(&d.units[s.unit]) && d.ofItsDay(&s) {
			try(d.units[s.unit].text, 1, s.mention.Start)
			if s.label && d.onPoster(s.unit, s.mention) {
				try(d.units[s.unit+1].text, besideDay, -1)
			}
		}
	}
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.role == aside || u.role == sponsors || u.role == speaking || u.block.Kind == outline.Code || len(u.text.Plain) > 600 {
			continue
		}
		base := 0
		if u.role == whenRole || u.role == venueRole {
			base = 2
		}
		if len(u.text.Plain) > 0 && digits(u.low) && (base > 0 || u.cues&(clockCue|eventCue) != 0) {
			try(u.text, base, -1)
		}
	}
	return best, line, bestScore
}

// linked reports whether the byte at an offset is part of a link's words: a
// time that is one points into a recording.
func linked(t outline.Text, at int) bool {
	for _, l := range t.Links() {
		if l.Start <= at && at < l.End && agenda.VideoHost(l.URL) {
			return true
		}
	}
	return false
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			return true
		}
	}
	return false
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
