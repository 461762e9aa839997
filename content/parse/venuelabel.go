package parse

import (
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// Rules by which a label says where.
const (
	rowOfPlace  = "a row labelled as the place"
	lineOfPlace = "a line labelled as the place"
)

// longestLabels is how many bytes a paragraph of labels has at most.
const longestLabels = 400

// labelsTimeAndPlace reports whether labels of their own say where people meet,
// and at what time or on the event's day: "Time – 15:00 to 16:00", "Venue – Hall
// B". Nobody writes so of anything but a meetup.
func (d *draft) labelsTimeAndPlace() bool {
	if !slices.ContainsFunc(d.event.Evidence, func(ev content.Evidence) bool {
		return ev.Field == "venue" && (ev.Rule == rowOfPlace || ev.Rule == lineOfPlace)
	}) {
		return false
	}
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.next || len(u.low) > longestLabels || !digits(u.low) || u.block.Kind == outline.Code {
			continue
		}
		for _, line := range u.block.Lines() {
			label := leadLabel(line.Plain)
			if u.block.Kind == outline.Row {
				label = u.labelOf()
			}
			if label == "" || roleOf(label) != whenRole {
				continue
			}
			if hasClock(line.Plain[len(label):]) || slices.ContainsFunc(d.daysOf(i, i+1), func(s stated) bool {
				return s.label && !s.weak && s.reading.Date.IsDay() && s.reading.Date == d.event.Date
			}) {
				return true
			}
		}
	}
	return false
}

func (d *draft) labelledVenue() bool {
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind == outline.Code || len(u.text.Plain) > 600 {
			continue
		}
		if u.block.Kind == outline.Row && len(u.block.Cells) >= 2 && roleOf(u.block.Cells[0].Plain) == venueRole {
			name, address := nameAndAddress(u.block.Cells[1].Plain)
			return d.setVenue(name, address, u.text.Line, u.text.Plain, rowOfPlace)
		}
		lines := u.block.Lines()
		for j, line := range lines {
			behind := placeLabel(line)
			if behind < 0 {
				continue
			}
			rest := line.Plain[behind:]
			switch {
			case rest != "":
			case j+1 < len(lines): // the label has a line of its own
				line = lines[j+1]
				rest = line.Plain
			case i+1 < len(d.units) && len(lines) == 1: // or a paragraph
				rest, line = d.addressIn(&d.units[i+1])
			}
			if runes(rest) > 160 || rest == "" {
				continue
			}
			name, address := nameAndAddress(rest)
			if d.setVenue(name, address, line.Line, line.Plain, lineOfPlace) {
				return true
			}
		}
	}
	return false
}

// placeDashes part a label from the place, as a colon does: "Ort – Alte Mühle".
// What follows is as short as a place then, and no sentence.
var placeDashes = []string{" – ", " — ", " - "}

const longestDashed = 80

// longestPlace is how many bytes a label of a place may have, with its colon.
const longestPlace = 64

// placeLabel returns where what a label calls the place begins on a line:
// "Where? The Old Mill", "**Venue** The Old Mill", "📍 The Old Mill"; -1 when
// there is none.
func placeLabel(line outline.Text) int {
	s := line.Plain
	if head := s[:min(len(s), longestPlace)]; strings.IndexByte(head, ':') >= 0 || strings.IndexByte(head, '?') >= 0 || strings.Contains(head, "：") {
		if m := venueLabel.FindStringIndex(s); m != nil {
			return m[1]
		}
	}
	for _, dash := range placeDashes {
		i := strings.Index(s[:min(len(s), longestPlace)], dash)
		if i <= 0 || i+len(dash) == len(s) {
			continue
		}
		if headingRoles[content.Fold(s[:i])] == venueRole && runes(s[i:]) < longestDashed {
			return i + len(dash)
		}
	}
	if len(s) > 0 && s[0] >= 0xe2 {
		if m := pinned.FindStringIndex(s); m != nil && m[1] < len(s) && !hasClock(s) {
			return m[1]
		}
	}
	for _, m := range line.Marks {
		if m.Start == 0 && m.Style == outline.Bold && m.End < 30 && m.End+1 < len(s) && s[m.End] == ' ' && roleOf(s[:m.End]) == venueRole {
			return m.End + len(leading(s[m.End:], " -–—"))
		}
	}
	return -1
}

// addressIn returns the lines of a paragraph that is nothing but a place's name
// and its address, and the first of them.
func (d *draft) addressIn(u *unit) (string, outline.Text) {
	lines := u.block.Lines()
	if len(lines) == 0 || u.block.Kind == outline.Heading || !d.keep(u) {
		return "", outline.Text{}
	}
	var said []string
	for _, l := range lines {
		if runes(l.Plain) > 60 || len(said) > 0 && len(l.Links()) > 0 {
			break // a map, or what is said of it
		}
		said = append(said, strings.Trim(l.Plain, " ,"))
	}
	return strings.Join(said, ", "), lines[0]
}

// nameAndAddress parts "The Old Mill, 3 Water Lane, Rivertown".
func nameAndAddress(s string) (string, string) {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\n", ", "))
	if i := strings.IndexAny(s, ",(（"); i > 0 && !strings.HasPrefix(s, "http") {
		name, rest := s[:i], strings.Trim(s[i:], " ,()（）")
		if digitSoon(name) && len(name) < 12 || streetWord.MatchString(name) { // the address comes first
			return s, ""
		}
		return name, rest
	}
	return s, ""
}

var streetWord = pattern.New(`(?i)(?:stra(?:ß|ss)e|str\.|\bstreet|\bst\.|\bavenue|\bave\b|\broad|\brd\b|\bcalle\b|\brue\b|\bplatz|weg\b|allee|laan\b|straat\b|\blane\b)\s*\d*$|\d{1,4}[a-z]?$`)
