package parse

import (
	"slices"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
	"meetupbot/content/parse/when"
)

// notThis are words of sentences about another meetup, or about none.
var notThis = pattern.New(`(?i)\b(?:last|previous|earlier|january's|february's|march's|april's|may's|june's|july's|august's|september's|october's|november's|december's|if |in case|should |refund|cancellation policy|your (?:rsvp|booking|ticket)|letzte[nrs]?|verschobene[nr]? vortrag|dernier|pasad[oa]|vorig|you (?:can't|cannot)|trains?|flights?|ausgefallenen?|pass[ée]e?|scors[oa]|passad[oa]|on the day|si jamais|en cas de|falls |in caso|se chover|sollte |si llueve|bij (?:minder|te weinig)|(?:bei|mit) (?:weniger|zu wenig)|wenn |si (?:moins|menos)|(?:avec|con) (?:moins|menos) de|unless|fewer than|less than)`)

// calledOff stands where a talk's title would.
var calledOff = pattern.New(`(?i)^\W*(?:cancell?ed|called off|no (?:meeting|meetup)|abgesagt|entfällt|fällt aus|kein treffen|annulée?|cancelad[oa]|afgelast|geannuleerd|annullat[oa]|avlyst|aflyst|inställt)\W*$`)

// readStatus reads whether the event was cancelled, postponed or moved: in the
// front matter, the title, or a sentence that speaks of this event.
func (d *draft) readStatus() {
	set := func(s content.Status, line int, text string) {
		d.event.Status = s
		d.note("status", string(s), line, text, "the words say so")
	}
	if s, v := d.frontStatus(); v != nil {
		set(s, v.Line, v.Text)
		return
	}
	for i := range d.talks {
		if t := &d.talks[i]; calledOff.MatchString(t.Title) { // in place of the topic
			set(content.Cancelled, t.line, t.text)
			d.talks = slices.Delete(d.talks, i, i+1)
			return
		}
	}
	if s, ok := statusOf(d.title.text); ok && !(d.moved && s == content.Postponed) {
		set(s, d.title.line, d.title.text)
		return
	}
	if d.moved {
		for _, ev := range d.event.Evidence {
			if ev.Field == "date" {
				set(content.Moved, ev.Line, ev.Text)
				return
			}
		}
	}
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.role == aside || u.role == speaking || u.block.Kind == outline.Code || u.block.Kind == outline.Quote || len(u.text.Plain) > 1500 {
			continue
		}
		if i > 8 && u.sec.Level > 0 && u.role != venueRole && u.role != whenRole {
			continue
		}
		if u.cues&(cancelledCue|postponedCue|movedCue) == 0 {
			continue
		}
		for s := range sentences(u.text) {
			if d.ofAnotherDay(s.Plain) || notThis.MatchString(s.Plain) || !thisEvent.MatchString(s.Plain) || d.otherMonth(s.Plain) {
				continue
			}
			if status, ok := statusOf(s.Plain); ok {
				set(status, s.Line, s.Plain)
				return
			}
		}
	}
}

// thisEvent are words by which a sentence speaks of the event as a whole.
var thisEvent = pattern.New(`(?i)\b(?:meetup|meeting|event|session|evening|edition|venue|talk|tonight|we|treffen|veranstaltung|vortrag|stammtisch|termin|abend|rencontre|soirée|evento|charla|reuni[óo]n|taller|bijeenkomst|avond|serata|incontro|encontro|programme|speakers?|sede|lieu|locatie|ort|cancel\w*|abgesagt)\b|événement|勉強会|第\d+回|会場|日程|開催|#\s?\d`)

// ofAnotherDay reports whether what a sentence says was cancelled, postponed or
// moved is of another day than the event's: "the evening of 21 February was
// cancelled, so we try again on 21 March".
func (d *draft) ofAnotherDay(s string) bool {
	if !d.event.Date.IsDay() || d.moved {
		return false
	}
	for _, clause := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == ':' || r == '、' }) {
		if _, ok := statusOf(clause); !ok {
			continue
		}
		for _, m := range when.Dates(clause) {
			if m.Day > 0 && m.Month > 0 {
				_, month, day := d.event.Date.YMD()
				return m.Month != month || m.Day != day
			}
		}
		return false
	}
	return false
}

func statusOf(s string) (content.Status, bool) {
	switch cues := hintsIn(strings.ToLower(s)).cues; {
	case cues&movedCue != 0:
		return content.Moved, true
	case cues&cancelledCue != 0:
		return content.Cancelled, true
	case cues&postponedCue != 0:
		return content.Postponed, true
	}
	return "", false
}

// otherMonth reports whether a sentence names months, and none is the event's:
// "August was cancelled because of the heat".
func (d *draft) otherMonth(sentence string) bool {
	if d.event.Date == "" {
		return false
	}
	other := false
	for _, w := range content.Words(sentence) {
		switch m := when.MonthNamed(w); {
		case m == 0 || m == time.May && w == "may":
		case m == monthOf(d.event.Date):
			return false
		default:
			other = true
		}
	}
	return other
}

// cancelKeys are keys that say by true or false whether the event was
// cancelled.
var cancelKeys = strings.Fields(`cancelled canceled abgesagt iscancelled iscanceled cancelado cancelada annule annulee afgelast zruseno`)

// frontStatus reads a key for the status.
func (d *draft) frontStatus() (content.Status, *tree.Value) {
	for _, n := range cancelKeys {
		if v := d.front.Find(n); v != nil {
			if low := strings.ToLower(v.Text); low == "true" || low == "yes" {
				return content.Cancelled, v
			}
		}
	}
	v := d.front.Find("status", "eventstatus", "state")
	if v == nil {
		v = d.front.Find(cancelKeys...)
	}
	if v == nil {
		return "", nil
	}
	low := strings.ToLower(v.Text)
	switch {
	case strings.Contains(low, "cancel"), strings.Contains(low, "abgesagt"):
		return content.Cancelled, v
	case strings.Contains(low, "postpone"):
		return content.Postponed, v
	}
	if s, ok := statusOf(v.Text); ok {
		return s, v
	}
	return "", nil
}
