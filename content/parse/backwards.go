package parse

import (
	"fmt"

	"meetupbot/content"
)

// endsFirst keeps in mind that a key says of the event's end that it is before
// its beginning.
func (f *facts) endsFirst(end content.Date, at said, way string) {
	f.backwards = &content.Evidence{Field: "end_date", Value: string(end), Path: f.path, Line: at.line, Text: at.text, Rule: at.rule, Way: way}
}

// askBackwards asks when an event ends that ends before it begins: one of the
// two days is wrong.
func (d *draft) askBackwards() {
	b, e := d.backwards, &d.event
	if b == nil || !e.Date.IsDay() || content.Date(b.Value) >= e.Date {
		return
	}
	readings := append(about("date", *e), *b)
	e.Doubts = append(e.Doubts, content.Doubt{Field: "end_date", Question: fmt.Sprintf("When does the event end? %s is before %s, when it begins.", b.Value, e.Date), Readings: readings})
}

// skipped asks about a day that the calendar of the event's zone skipped, and
// returns a warning about a time that its clocks skip: the event begins as
// much later as they are put forward.
func skipped(e *content.Event) string {
	loc, err := content.LoadZone(e.Zone)
	if err != nil || !e.Date.IsDay() {
		return ""
	}
	at, err := content.Instant(e.Date, e.Start, loc)
	if err != nil {
		e.Doubts = append(e.Doubts, content.Doubt{Field: "date", Question: fmt.Sprintf("On which day is the event? There was no %s in %s.", e.Date, e.Zone), Readings: about("date", *e)})
		return ""
	}
	local := at.In(loc)
	clock, err := content.NewClock(local.Hour(), local.Minute())
	said := about("start", *e)
	if err != nil || e.Start == "" || e.Start == "24:00" || clock == e.Start || len(said) == 0 {
		return ""
	}
	return fmt.Sprintf("%s:%d: there is no %s on %s in %s, where clocks are put forward then: it is taken for %s", said[0].Path, said[0].Line, e.Start, e.Date, e.Zone, clock)
}
