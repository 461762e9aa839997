package parse

import (
	"meetupbot/content"
	"meetupbot/content/parse/tree"
	"meetupbot/content/parse/when"
)

var (
	// startKeys and stopKeys are names of keys that hold a time alone; eventKeys
	// and endKeys may too.
	startKeys = words(`eventtime starttime timestart time uhrzeit hora heure tijd zeit beginn ora horainicio heuredebut event.time event.start event.doors doors einlass starts start`)
	stopKeys  = words(`eventendtime endtime timeend horafin heurefin endezeit event.end event.endtime ende fin ends end`)
	// listKeys hold the days of an event of several.
	listKeys = []string{"dates", "eventdates", "termine", "fechas", "days", "tage"}
)

// takeTime reads the value of a key that holds a clock time and no day.
func (f *facts) takeTime(key string, v *tree.Value) bool {
	if len(v.Text) > 40 || isoDay.MatchString(v.Text) || len(when.Dates(v.Text)) > 0 {
		return false
	}
	spans := when.Times(v.Text)
	if len(spans) == 0 {
		return false
	}
	if f.early() {
		spans = asWritten(spans)
	}
	switch s := when.Settle(spans)[0]; {
	case s.Half || s.From == "" && s.To == "":
		return false
	case startKeys[key] && s.From != "":
		if f.clock == "" || key != "doors" && key != "einlass" {
			f.clock, f.clockSaid = s.From, said{v.Text, v.Line, "front matter: " + key}
		}
		if s.To != "" && !s.Open {
			f.stop, f.stopSaid = s.To, f.clockSaid
		}
	case stopKeys[key]:
		f.stop, f.stopSaid = max(s.From, s.To), said{v.Text, v.Line, "front matter: " + key}
	}
	return true
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
		d, ok := readDay(x.Text, when.Reference{Published: f.published, Order: when.DayFirst})
		if !ok || len(days) > 0 && d.day != days[len(days)-1].AddDays(1) {
			return
		}
		days = append(days, d.day)
	}
	p := place{name: "key dates", day: days[0], own: true, said: said{v.List[0].Text, v.List[0].Line, "front matter: the list of days"}}
	if len(days) > 1 {
		p.until = days[len(days)-1]
	}
	f.places = append(f.places, p)
}
