package parse

import (
	"strings"

	"meetupbot/content"
)

// keySpeakers returns whom the front matter names as those who speak.
func (d *draft) keySpeakers() []person {
	v := d.speakerField()
	if v == nil || d.row {
		return nil
	}
	var out []person
	items := v.Items()
	for _, p := range items[:min(len(items), maxSpeakers)] {
		out = append(out, d.frontPeople(p)...)
	}
	return out
}

// titlesAlone takes the entries of a programme for titles alone where the front
// matter names a speaker for each of them, and none of them names one of these:
// "Owl Max - feathers without effort" is then no talk of a Mr Max.
func (d *draft) titlesAlone(entries []entry, split []parts) {
	who := d.keySpeakers()
	if len(who) == 0 {
		return
	}
	titles, misread := 0, false
	for i, e := range entries {
		if e.people.Plain != "" {
			return
		}
		if pausing(e.text.Plain, false) {
			continue
		}
		titles++
		for _, p := range split[i].people {
			misread = true
			for _, q := range who {
				if sameName(p.name, q.name) {
					return
				}
			}
		}
	}
	if !misread || titles != len(who) {
		return
	}
	for i, e := range entries {
		if len(split[i].people) > 0 {
			split[i] = parts{title: strings.TrimSpace(e.text.Flat().Plain)}
		}
	}
}

// keyedSpeakers takes in those whom the front matter names as speakers. The only
// one of them gives the only talk that the text names.
func (d *draft) keyedSpeakers() {
	who := d.keySpeakers()
	if len(who) == 1 && len(d.talks) == 1 && len(d.talks[0].people) == 0 {
		d.talks[0].people = who
		d.talks[0].rule += "; " + d.keyRule("its speaker")
		return
	}
	for _, p := range who {
		if !d.namedInFull(p.name) {
			d.addPerson(p)
		}
	}
}

// namedInFull reports whether a talk's speaker has the name as a first one.
func (d *draft) namedInFull(name string) bool {
	for _, t := range d.talks {
		for _, p := range t.people {
			if strings.HasPrefix(content.Fold(p.name), content.Fold(name)+" ") {
				return true
			}
		}
	}
	return false
}

// slotTimes gives the talks of an evening the times of the slots that a programme
// keeps for them without their titles: "19:00 Talk 1", "20:00 Talk 2".
func (d *draft) slotTimes() {
	if len(d.slots) == 0 || len(d.slots) != len(d.talks) {
		return
	}
	for _, t := range d.talks {
		if t.Start != "" {
			return
		}
	}
	for i, s := range d.slots {
		d.talks[i].Start, d.talks[i].End = s.From, s.To
	}
}
