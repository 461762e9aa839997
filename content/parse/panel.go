package parse

import (
	"regexp"

	"meetupbot/content/parse/outline"
)

// panelLabel stands before those who talk together for a whole evening, or
// teach.
var panelLabel = regexp.MustCompile(`(?i)^(?:panel(?:l?ists?)?|on the panel|moderat(?:or|ion|orin)|moderated by|hosts?|chair|trainers?|trainer(?:in)?(?:nen)?|teachers?|instructors?|tutors?|workshop leaders?|led by|formateurs?|docentes?)\s*:\s*`)

// panelTitle is how an event is titled that is one panel or workshop.
var panelTitle = regexp.MustCompile(`(?i)\b(?:panel|podium\w*|workshop|training|course|kurs|taller|atelier|hands-on|round ?table|fireside)\b`)

// panel returns those whom labels name as the panel of an event that is
// nothing else, or as the trainers of a workshop.
func (d *draft) panel() []person {
	if !panelTitle.MatchString(d.title.text) {
		return nil
	}
	var who []person
	open := false // a label stands above a list
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind == outline.Row || u.block.Kind == outline.Code {
			continue
		}
		if u.block.Kind == outline.Heading {
			m := panelLabel.FindStringIndex(u.sec.Heading.Plain + ":")
			open = m != nil && m[1] >= len(u.sec.Heading.Plain)
			continue
		}
		if open && u.block.Kind == outline.Item {
			who = append(who, readSlot(d.firstLine(i), d.known)...)
			continue
		}
		if u.sec.Level < 7 {
			open = false
		}
		for _, line := range u.block.Text.Lines() {
			m := panelLabel.FindStringIndex(line.Plain)
			if m == nil {
				continue
			}
			if m[1] >= len(line.Plain) {
				open = true
				continue
			}
			who = append(who, readSlot(line.Slice(m[1], len(line.Plain)), d.known)...)
		}
	}
	return who[:min(len(who), maxTalks)]
}
