package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

var (
	// doorWords hint at a time at which people are let in.
	doorWords = pattern.OneOf("door", "einlass", "inloop", "ouverture", "accueil", "puertas", "porte", "ingresso", "portas", "receção", "開場", "受付", "show up", "showing up")
	// doorsBefore stands before such a time, doorsBehind behind it.
	doorsBefore = pattern.New(`(?:\bdoors?|\bshow(?:ing)? up|\beinlass|\binloop|\bouverture(?: des portes)?|\baccueil|\bpuertas|\bporte|\bingresso|\bportas|開場|受付)(?:[^.;,\n\d]{0,24})$`)
	doorsBehind = pattern.New(`^\s*(?:uhr\s+)?(?:\(?doors?\b|einlass|inloop|開場|受付|に開場)`)
)

// longestDoors is how many minutes before the start doors open at most.
const longestDoors = 120

// openDoors makes the event start when its doors open: that is when people are
// asked to come.
func (d *draft) openDoors() {
	e := &d.event
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.role == aside || u.role == speaking || len(u.low) > 1500 || !digits(u.low) || !doorWords.In(u.low) {
			continue
		}
		spans := when.Times(u.text.Plain)
		if d.early() {
			spans = asWritten(spans)
		}
		for _, s := range when.Settle(spans) {
			if s.From == "" || s.Half || linked(u.text, s.Start) {
				continue
			}
			before := strings.ToLower(u.text.Plain[runeStart(u.text.Plain, max(0, s.Start-40)):s.Start])
			if !doorsBefore.MatchString(before) && !doorsBehind.MatchString(strings.ToLower(u.text.Plain[s.End:])) {
				continue
			}
			if e.Start == "" || s.From < e.Start && minutesBetween(s.From, e.Start) <= longestDoors {
				e.Start = s.From
				d.note("start", string(s.From), u.text.LineOf(s.Start), s.Text, "when the doors open")
			}
		}
	}
}

// keepClock takes the time of a key for a day to which the event was moved, of
// which the text says no other.
func (d *draft) keepClock(cands []candidate) (start, end content.Clock, said content.Evidence) {
	for _, c := range cands {
		if !c.prose && !c.title && c.clock != "" {
			return c.clock, c.end, c.said
		}
	}
	return "", "", content.Evidence{}
}
