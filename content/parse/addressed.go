package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// houseNumber is what an address holds in the languages that are read: a number
// beside a street's name.
var houseNumber = pattern.New(`(?i)(?:^|[\s(])\d{1,5}[a-z]?(?:\s?[-–/]\s?\d{1,5}[a-z]?)?,? (?:[nsew]{1,2}\.? |rue |avenue |boulevard |place |quai |allée |bd\.? )?(?-i:[\p{Lu}\d])[\p{L}\d.'’ -]{1,40}?\b(?:st|street|rd|road|ave|avenue|blvd|boulevard|lane|ln|drive|dr|square|sq|place|pl|court|row|quay|wharf|way|terrace|hill|parade|parkway|pkwy|highway|hwy|walk|yard|close|crescent|gate|embankment|circle|mews)\b|\b\d{1,4}(?:\s?(?:bis|ter))?,? (?:rue|avenue|boulevard|bd|place|quai|allée|allées|cours|chemin|impasse|esplanade|passage) (?:d[eu]s? |de la |de l['’]|d['’]|l['’])?(?-i:\p{Lu})|(?-i:\p{Lu})[\p{L}.-]*(?:stra(?:ß|ss)e|str\.|gasse|platz|allee|weg|ufer|damm|ring|markt|straat|laan|plein|gracht|kade|weg|gade|vej|gatan|vägen|katu)\.? \d{1,4}\s?[a-z]?\b|\b(?:calle|c/|avenida|avda\.?|av\.|plaza|paseo|carrer|rúa|rua|avenida|praça|largo|via|viale|piazza|corso|largo|vicolo|ulica|ul\.|rambla|ronda)\s?(?:de la |del |de |da |do |das |dei |della )?(?-i:\p{Lu})[\p{L}.'’ ]{1,40},? (?:n[.º°]* ?)?\d{1,4}\b`)

// longestAddress is how many bytes a line may have that is a place's name and
// its address.
const longestAddress = 200

// addressVenue reads a line of its own that is a place's name and its address:
// "The Old Mill, 3 Water Lane". What a house number stands beside is a place in
// any language.
func (d *draft) addressVenue() bool {
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind == outline.Code || u.block.Kind == outline.Row || u.role == aside || u.role == speaking || u.role == sponsors || len(u.low) > 600 || !digits(u.low) {
			continue
		}
		lines := u.block.Lines()
		for j, line := range lines {
			if len(line.Plain) > longestAddress || !digits(line.Plain) || !isUpper(firstRune(line.Plain)) {
				continue
			}
			at := houseNumber.FindStringIndex(line.Plain)
			if at == nil {
				continue
			}
			name, address := strings.Trim(line.Plain[:at[0]], " ,(–-:·|*"), trimAddress(line.Plain[at[0]:])
			if name == "" && j > 0 { // the name is the line above
				name = strings.Trim(lines[j-1].Plain, " ,:*")
			}
			low := strings.ToLower(name)
			if hasClock(name) || len(when.Dates(name)) > 0 || hintsIn(low).cues&comingCue != 0 || containsAny(low+" ", " est ", " is ", " ist ", " está ", " è ") {
				continue // a sentence that says when and where
			}
			if days := when.Dates(address); len(days) > 0 && days[0].Day > 0 && days[0].Year > 0 {
				address = strings.TrimRight(address[:days[0].Start], " ,(–-")
			}
			if i := strings.IndexAny(name, ",("); i > 0 {
				name, address = strings.TrimSpace(name[:i]), join(strings.Trim(name[i:], " ,()"), address, ", ")
			}
			if name == "" || len(strings.Fields(name)) > 6 || hasClock(name) || startsWithDay(name) || strings.ContainsAny(name, ".!?:") || calendar[content.Fold(firstWord(name))] || d.known.has(name) || d.personNamed(name) != "" {
				continue
			}
			return d.setVenue(name, address, line.Line, line.Plain, "a line that is a place and its address")
		}
	}
	return false
}

// trimAddress ends an address where a sentence begins.
func trimAddress(s string) string {
	s = strings.Trim(s, " ,(–-")
	if i := strings.Index(s, ". "); i > 12 {
		s = s[:i]
	}
	if i := strings.IndexAny(s, ")!?;\n"); i > 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, " .")
}
