package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
	"meetupbot/content/parse/when"
)

// listKeys hold the days of an event of several.
var listKeys = []string{"dates", "eventdates", "termine", "fechas", "days", "tage", "jours", "dias", "dagen"}

// Pieces of the names of keys that hold a time alone.
var (
	stopWords  = pattern.OneOf("end", "fin", "until", "hasta", "終了")
	startParts = pattern.OneOf("time", "start", "begin", "inicio", "inizio", "debut", "uhr", "zeit", "hora", "heure", "tijd", "orario", "doors", "einlass", "inloop", "aanvang", "ouverture", "when", "wann", "quand", "時間", "開場", "開始")
	howLong    = pattern.OneOf("duration", "length", "dauer", "duree", "durée", "duracion", "duur", "minutes", "reading", "zone")
)

// clockKeys are words for an hour that are pieces of others.
var clockKeys = words(`hour hours ora ore kl klo klokka klokken klockan tid cas godzina godz saat sat ura aika kello время час`)

// timeKey tells what a key's time is by its name: when the event ends, when it
// begins, or neither.
func timeKey(key string) (start, stop bool) {
	switch {
	case howLong.In(key):
	case clockKeys[key]:
		start = true
	case stopWords.In(key) && !strings.HasPrefix(key, "calendar") && !strings.Contains(key, "agenda"):
		stop = true
	default:
		start = startParts.In(key)
	}
	return start, stop
}

// takeTime reads the value of a key that holds a clock time and no day.
func (f *facts) takeTime(key string, v *tree.Value) bool {
	start, stop := timeKey(key)
	if key == "schedule" {
		v, start = firstSentence(v), true
	}
	if !start && !stop || len(v.Text) > 40 || strings.Count(v.Text, "-") > 1 || len(when.Dates(v.Text)) > 0 {
		return false
	}
	spans := when.Times(v.Text)
	if len(spans) == 0 {
		return false
	}
	if f.early() {
		spans = asWritten(spans)
	}
	spans = when.Settle(spans)
	switch s := doorsFirst(spans); {
	case s.Half || s.From == "" && s.To == "":
		return false
	case start && s.From != "":
		if f.clock == "" || s.From < f.clock { // people are asked to come when doors open
			f.clock, f.clockSaid = s.From, said{v.Text, v.Line, f.keyRule(key)}
		}
		if s.To != "" && !s.Open {
			f.stop, f.stopSaid = s.To, f.clockSaid
		}
	case stop:
		f.stop, f.stopSaid = max(s.From, s.To), said{v.Text, v.Line, f.keyRule(key)}
	}
	return true
}

// doorsFirst is the span of a time before which another stands at which people
// may come: "(17:00) 18:00 - 20:00".
func doorsFirst(spans []when.Span) when.Span {
	s := spans[0]
	if len(spans) == 2 && s.To == "" && !s.Half && s.From < spans[1].From && !spans[1].Half {
		s.To, s.Open = spans[1].To, spans[1].Open
	}
	return s
}

// firstSentence is what a key that tells of an evening says first: "Dalle 21:00
// in poi. Una birra ...".
func firstSentence(v *tree.Value) *tree.Value {
	text, _, _ := strings.Cut(v.Text, ". ")
	return &tree.Value{Line: v.Line, Kind: v.Kind, Text: text}
}

// findDayList reads a key that lists the days of one event: they follow each
// other.
func (f *facts) findDayList() {
	v := f.front.Find(listKeys...)
	if v == nil || len(v.List) == 0 {
		return
	}
	var days []content.Date
	for _, x := range v.List {
		d, ok := readDay(x.Text, when.Reference{Published: f.published, Order: f.keyOrder()})
		if !ok || d.day == "" || len(days) > 0 && d.day != days[len(days)-1].AddDays(1) {
			return
		}
		days = append(days, d.day)
	}
	p := place{name: f.wayOf("dates"), day: days[0], means: eventDate, said: said{v.List[0].Text, v.List[0].Line, f.keyRule("the list of days")}}
	if len(days) > 1 {
		p.until = days[len(days)-1]
	}
	f.places = append(f.places, p)
}

// keyOrder is the order of day and month in the values of keys. A front matter
// is taken to be written with the day first; a data file only where the
// source's documents show it.
func (f *facts) keyOrder() when.Order {
	if f.row {
		return f.rowOrder
	}
	return when.DayFirst
}

// wayOf names a key's place in this document.
func (f *facts) wayOf(key string) string {
	if f.row {
		return dataWay + " " + key
	}
	return wayOf(key)
}

func startsAt(key string) bool { start, _ := timeKey(key); return start }
func endsAt(key string) bool   { _, stop := timeKey(key); return stop }
