package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

var (
	situated   = pattern.New(`^(?:The venue is\s+)?(.{3,70}?),?\s+(?:is|are|which is|ist|liegt|befindet sich|est|se encuentra|está)\s+(?:situated|located|based|zu finden|gelegen|situé|ubicad\w+|a short|just|in|on|at|at the|above|an der|am|in der|au)\b\s*(?:at|on|in|above|near|en|à|au)?\s*([^.]{3,90})`)
	hostsUs    = pattern.New(`(?i)\b(?:(?:kindly |once again |also |generously )*(?:hosted by|hosted at|hosts? (?:are|is)|host (?:was|is)|held at|taking place (?:at|in)|join us (?:at|in)|(?:usual|same|our|this) (?:venue|place|location),? \(|takes? place (?:at|in)|took place (?:at|in)|will be (?:held )?at|was (?:held )?at|meet(?:ing)? at|meeting is at|zu gast bei|findet (?:bei|im|in der) |treffen uns (?:bei|im|in der)|accueillis? par|chez|in den räumen (?:der|von)|gastgeber(?: ist)?|en las? (?:instalaciones|oficinas) de))\s+(?:the\s+|our friends at\s+|der\s+|die\s+)?`)
	givesVenue = pattern.New(`(?i)\b(?:(?:have |has |is |are |for )?(?:kindly |generously |again )*(?:provid(?:ed|ing|es)|host(?:ed|ing)|lend\w*|offer\w*|giving|let(?:ting)?)\s+(?:us\s+)?(?:with\s+)?(?:their|the|a|this|use of|its)?\s*(?:\w+\s+)?(?:venue|space|room|office|location)|kindly hosted|hosts? us\b|for (?:hosting|having us)|(?:once again )?hosted us|stellt uns)`)
	online     = pattern.New(`(?i)\b(?:virtual(?:ly)?|online|on-line|livestream(?:ed)?|live stream|zoom|jitsi|youtube|twitch|big ?blue ?button|webinar|en línea|en ligne|remote meetup|discord|google meet|teams-meeting)\b`)
	atTitle    = pattern.New(`\b(?i:at|@|im|bei|beim|chez|in der|in den)\s+(?:the\s+)?((?:The\s+)?[\p{Lu}\d].{2,60})$`)
	venueLabel = pattern.New(`(?i)^(?:[^\p{L}]{1,8}\s*)?(?:会場|場所|the address of the venue|the venue(?: is)?|venue|where|treffpunkt|sede|luogo|local|onde|dove|kde|místo|location|place|ort|wo|lieu|où|lugar|dónde|donde|locatie|waar|address|adresse|veranstaltungsort|host|gastgeber)\s*\??\s*[:：]\s*`)
)

// readVenue decides on the place, the surest statement first.
func (d *draft) readVenue() {
	for _, read := range []func() bool{d.markedVenue, d.frontVenue, d.labelledVenue, d.venueSection, d.titleVenue, d.proseVenue, d.dayVenue, d.onlineVenue} {
		if read() {
			return
		}
	}
}

func (d *draft) setVenue(name, address string, line int, text, rule string) bool {
	name = strings.Trim(strings.TrimSpace(name), " .,;:–-*_")
	address = strings.Trim(strings.TrimSpace(address), " .,;:–-")
	if strings.HasPrefix(name, "http") {
		name = ""
		if online.MatchString(text) {
			name = "Online"
		}
	}
	if name == "" || len(name) > 90 || strings.EqualFold(name, "tba") || strings.EqualFold(name, "tbc") || strings.EqualFold(name, "tbd") {
		return false
	}
	if onlineName.MatchString(name + " " + address) {
		name, address = "Online", ""
	}
	d.event.Venue = content.Venue{Name: name, Address: address}
	d.note("venue", d.event.Venue.String(), line, text, rule)
	return true
}

var onlineName = pattern.New(`(?i)\b(?:online|on-line|virtual|zoom|jitsi|youtube|twitch|remote|webinar|gotomeeting|bigbluebutton)\b`)

func (d *draft) labelledVenue() bool {
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind == outline.Code || len(u.text.Plain) > 600 {
			continue
		}
		if u.block.Kind == outline.Row && len(u.block.Cells) >= 2 && roleOf(u.block.Cells[0].Plain) == venueRole {
			name, address := nameAndAddress(u.block.Cells[1].Plain)
			return d.setVenue(name, address, u.text.Line, u.text.Plain, "a row labelled as the place")
		}
		lines := u.block.Text.Lines()
		for j, line := range lines {
			if i := strings.IndexAny(line.Plain, ":："); i < 0 || i > 30 {
				continue
			}
			m := venueLabel.FindStringIndex(line.Plain)
			if m == nil {
				continue
			}
			rest := line.Plain[m[1]:]
			switch {
			case rest != "":
			case j+1 < len(lines): // the label has a line of its own
				line = lines[j+1]
				rest = line.Plain
			case i+1 < len(d.units) && len(lines) == 1: // or a paragraph
				rest, line = d.addressIn(&d.units[i+1])
			}
			if len(rest) > 160 || rest == "" {
				continue
			}
			name, address := nameAndAddress(rest)
			if d.setVenue(name, address, line.Line, line.Plain, "a line labelled as the place") {
				return true
			}
		}
	}
	return false
}

// addressIn returns the lines of a paragraph that is nothing but a place's name
// and its address, and the first of them.
func (d *draft) addressIn(u *unit) (string, outline.Text) {
	lines := u.block.Text.Lines()
	if len(lines) == 0 || u.block.Kind == outline.Heading || !d.keep(u) {
		return "", outline.Text{}
	}
	var said []string
	for _, l := range lines {
		if len(l.Plain) > 60 || len(said) > 0 && len(l.Links()) > 0 {
			break // a map, or what is said of it
		}
		said = append(said, strings.Trim(l.Plain, " ,"))
	}
	return strings.Join(said, ", "), lines[0]
}

// nameAndAddress parts "The Old Mill, 3 Water Lane, Rivertown".
func nameAndAddress(s string) (string, string) {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\n", ", "))
	if i := strings.IndexAny(s, ",("); i > 0 && !strings.HasPrefix(s, "http") {
		name, rest := s[:i], strings.Trim(s[i:], " ,()")
		if digitSoon(name) && len(name) < 12 || streetWord.MatchString(name) { // the address comes first
			return s, ""
		}
		return name, rest
	}
	return s, ""
}

var streetWord = pattern.New(`(?i)(?:stra(?:ß|ss)e|str\.|\bstreet|\bst\.|\bavenue|\bave\b|\broad|\brd\b|\bcalle\b|\brue\b|\bplatz|weg\b|allee|laan\b|straat\b|\blane\b)\s*\d*$|\d{1,4}[a-z]?$`)

func (d *draft) venueSection() bool {
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.role != venueRole || u.block.Kind == outline.Code || u.block.Kind == outline.Heading || u.text.Plain == "" {
			continue
		}
		for _, s := range sentences(u.text) {
			if m := situated.FindStringSubmatch(s.Plain); m != nil && isUpper(firstRune(m[1])) {
				return d.setVenue(m[1], m[2], s.Line, s.Plain, "the section about the place")
			}
			break
		}
		if name, n := d.hosted(u.text); n > 0 {
			return d.setVenue(name, "", u.text.Line, u.text.Plain, "the section about the place")
		}
		lines := u.block.Text.Lines()
		if len(lines) == 0 {
			continue
		}
		first := lines[0]
		if hintsIn(strings.ToLower(first.Plain)).cues&dayCue != 0 && len(lines) == 1 && startsWithDay(first.Plain) {
			continue
		}
		if len(first.Plain) <= 90 && !strings.HasSuffix(first.Plain, ".") && !strings.HasSuffix(first.Plain, "!") {
			name, address := nameAndAddress(first.Plain)
			for _, l := range lines[1:] {
				if len(l.Plain) > 60 || len(address) > 100 {
					break
				}
				address = join(address, l.Plain, ", ")
			}
			if d.setVenue(name, address, first.Line, first.Plain, "the section about the place") {
				return true
			}
			continue
		}
		if l := u.text.Links(); len(l) > 0 && !signUp(l[0].URL) {
			words := u.text.Plain[l[0].Start:l[0].End]
			if isUpper(firstRune(words)) && len(words) < 60 && len(strings.Fields(words)) < 7 {
				return d.setVenue(words, "", u.text.Line, u.text.Plain, "the section about the place")
			}
		}
	}
	return false
}

func startsWithDay(s string) bool {
	d, ok := readDay(s, when.Reference{})
	return ok && d.day != "" || hasClock(s)
}

func hasClock(s string) bool { return clockOf(s) != "" }

func (d *draft) titleVenue() bool {
	if m := atTitle.FindStringSubmatch(d.title.text); m != nil && shaped(m[1]) < 2 {
		name, address := nameAndAddress(m[1])
		if first, _, _ := strings.Cut(name, " "); calendar[content.Fold(first)] {
			return false // "Treffen im März"
		}
		if hintsIn(strings.ToLower(name)).cues&dayCue != 0 && digits(name) {
			return false
		}
		return d.setVenue(name, address, d.title.line, d.title.text, "the title names the place")
	}
	return false
}

// proseVenue reads who hosts or lends the room.
func (d *draft) proseVenue() bool {
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind == outline.Code || u.block.Kind == outline.Row || u.role == aside || u.role == speaking || len(u.text.Plain) > 2500 {
			continue
		}
		if u.cues&venueCue == 0 {
			continue
		}
		for _, s := range sentences(u.text) {
			if containsAny(s.Plain, "host", "provid", "lend", "offer", "giving", "letting", "stellt") {
				if m := givesVenue.FindStringIndex(s.Plain); m != nil {
					if name := giver(s, m[0]); name != "" {
						return d.setVenue(name, "", s.Line, s.Plain, "who lends the room")
					}
				}
			}
			if name, n := d.hosted(s); n > 0 {
				return d.setVenue(name, "", s.Line, s.Plain, "who hosts the event")
			}
			if !strings.Contains(s.Plain, " at ") {
				continue
			}
			if m := meetAt.FindStringIndex(s.Plain); m != nil {
				for _, at := range atThe.FindAllStringIndex(s.Plain[m[0]:], 3) {
					if org, n := orgAt(s, m[0]+at[1], len(s.Plain)); n > 0 && len(org) > 2 && !digitSoon(org) && shaped(org) < 2 {
						return d.setVenue(org, "", s.Line, s.Plain, "where the text says that people meet")
					}
				}
			}
		}
	}
	return false
}

// onlineVenue reads that the event has no place but the net.
func (d *draft) onlineVenue() bool {
	seen := 0
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind == outline.Code || u.block.Kind == outline.Row || u.role == aside || u.role == speaking || len(u.text.Plain) > 2500 {
			continue
		}
		if seen++; seen > 12 {
			break
		}
		if u.cues&venueCue == 0 || !containsAny(u.text.Plain, "irtual", "nline", "emote", "n-line", "oom", "itsi", "ouTube", "outube", "witch") {
			continue
		}
		for _, s := range sentences(u.text) {
			if virtualEvent.MatchString(s.Plain) && !notOnline.MatchString(s.Plain) {
				return d.setVenue("Online", "", u.text.Line, u.text.Plain, "the text says that it is online")
			}
		}
	}
	return false
}

var notOnline = pattern.New(`(?i)\b(?:no|not|without|instead of|kein|ohne|nicht|pas de|sin|geen)\s+(?:\w+\s+)?(?:zoom|online|virtual|youtube|remote|livestream)`)

var virtualEvent = pattern.New(`(?i)(?:\b(?:virtual|online|remote|on-line)\b.{0,40}\b(?:meetup|event|meeting|edition|talks?|treffen|session|evento)\b|\b(?:meetup|event|meeting|treffen|see you|joined us|join us|we meet|we met)\b.{0,60}\b(?:virtual(?:ly)?|online|zoom|jitsi|youtube|twitch)\b)`)

func containsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

var atThe = pattern.New(`\s(?:at|@)\s+(?:the\s+)?`)

var meetAt = pattern.New(`(?i)\b(?:meetup|meeting|event|evening|session|meet|join us)s?\b(?:[^.,;]{0,40}?)\s(?:at|@)\s+(?:the\s+)?`)

// hosted reads the place behind "hosted by", "held at" and the like.
func (d *draft) hosted(t outline.Text) (string, int) {
	if !containsAny(t.Plain, "ost", "held", "tak", "took", "oin us", "usual", "same", "this", "will be", "was", "meet", "reffen", "findet", "ccueilli", "hez", "äumen", "instalaciones", "oficinas", "zu gast") {
		return "", 0
	}
	for _, m := range hostsUs.FindAllStringIndex(t.Plain, -1) {
		org, n := orgAt(t, m[1], len(t.Plain))
		if n == 0 || shaped(org) == 2 || twoPeople(org) || d.known.has(org) {
			continue
		}
		word := strings.ToLower(t.Plain[m[0]:m[1]])
		if strings.Contains(word, "hosted by") && shaped(org) > 0 && !linkAt(t, m[1]) {
			// a person hosts an evening, a company a room
			continue
		}
		if fields := strings.Fields(t.Plain[:m[0]]); strings.HasPrefix(word, "chez") && len(fields) > 0 && isRole(fields[len(fields)-1]) {
			continue // somebody works there
		}
		low := strings.ToLower(org)
		if len(org) < 2 || hintsIn(low).cues&dayCue != 0 && digits(low) || clockOf(org) != "" {
			continue
		}
		return org, n
	}
	return "", 0
}

// twoPeople reports whether a name is two: "Ana Finch & Bo Reed".
func twoPeople(s string) bool {
	a, b, ok := strings.Cut(s, " & ")
	return ok && shaped(a) == 2 && shaped(b) == 2
}

func linkAt(t outline.Text, at int) bool {
	for _, l := range t.Links() {
		if l.Start == at {
			return true
		}
	}
	return false
}

// giver finds who does what stands at an offset: the last link before it, or
// the sentence's subject, or what follows "thanks to".
func giver(t outline.Text, at int) string {
	name := ""
	for _, l := range t.Links() {
		if l.End <= at {
			name = t.Plain[l.Start:l.End]
		}
	}
	if name != "" {
		return name
	}
	stop := 0 // of the name found last
	for i := range t.Plain[:at] {
		if i < stop || i > 0 && t.Plain[i-1] != ' ' {
			continue
		}
		if org, n := orgAt(t, i, at); n > 0 && !noName[content.Fold(org)] && !strings.HasPrefix(org, "We") && !strings.HasPrefix(org, "Thank") {
			name, stop = org, i+n
		}
	}
	return name
}
