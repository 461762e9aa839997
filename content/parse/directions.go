package parse

import (
	"strings"

	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// directionsLabel begins a line that says how to get to the place.
var directionsLabel = pattern.New(`(?i)^[^\p{L}]{0,8}(?:anfahrt|anreise|wegbeschreibung|so findet ihr uns|directions|getting there|how to get there|how to find us|accès|comment venir|s['’]y rendre|cómo llegar|como llegar|como chegar|come arrivare|come raggiungerci|routebeschrijving|bereikbaarheid|dojazd|jak dojechać|jak se k nám dostat|doprava|hitta hit|veibeskrivelse|как добраться|як дістатися)\s*[:：]\s*`)

// directing are these words as they stand in a text, in small letters.
var directing = pattern.OneOf("anfahrt", "anreise", "wegbeschreibung", "so findet", "directions", "getting there", "how to ", "accès", "comment venir", "rendre", "llegar", "chegar", "arrivare",
	"raggiungerci", "routebeschrijving", "bereikbaarheid", "dojazd", "dojechać", "dostat", "doprava", "hitta hit", "veibeskrivelse", "добраться", "дістатися")

// farthestLabel is how many bytes such a label has at most, with its colon.
const farthestLabel = 40

// directionsVenue reads the address out of a line that says how to get there,
// where no other one names the place: "Directions: tram 4 to Mill Lane, 3 Water
// Lane, Rivertown (opposite the mill)".
func (d *draft) directionsVenue() bool {
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind == outline.Code || u.block.Kind == outline.Heading || u.role == aside || len(u.low) > 1500 || !digits(u.low) || !directing.In(u.low) {
			continue
		}
		for _, line := range u.block.Lines() {
			if colon := strings.IndexAny(line.Plain, ":："); colon < 0 || colon > farthestLabel || !digits(line.Plain) {
				continue
			}
			m := directionsLabel.FindStringIndex(line.Plain)
			if m == nil {
				continue
			}
			name, address := addressAmong(line.Plain[m[1]:])
			if name != "" {
				return d.setVenue(name, address, line.Line, line.Plain, "the address in a line that says how to get there")
			}
		}
	}
	return false
}

// addressAmong returns the piece with a street and its number among the pieces
// of a line, and the town behind it.
func addressAmong(s string) (street, town string) {
	for from, piece := range pieces(s) {
		at := houseNumber.FindStringIndex(piece)
		if at == nil {
			at = streetAndNumber.FindStringIndex(piece)
		}
		if at == nil {
			continue
		}
		street = strings.Trim(piece[at[0]:], " .(")
		street, _, _ = strings.Cut(street, "(")
		if rest := s[from+len(piece):]; strings.HasPrefix(rest, ", ") && !strings.Contains(piece, "(") {
			town, _, _ = strings.Cut(rest[2:], ",")
			town, _, _ = strings.Cut(town, "(")
			town, _, _ = strings.Cut(town, ".")
			if !isUpper(firstRune(town)) && !digitSoon(town) || len(strings.Fields(town)) > 4 {
				town = ""
			}
		}
		return strings.TrimSpace(street), strings.TrimSpace(town)
	}
	return "", ""
}

// streetAndNumber is an address whose street is of two words: "Ulmer Weg 2".
var streetAndNumber = pattern.New(`\p{Lu}[\p{L}.-]* (?:Straße|Strasse|Str\.|Gasse|Platz|Allee|Weg|Ufer|Damm|Ring|Markt) \d{1,4}\s?[a-z]?\b`)

// pieces yields the pieces of a line that commas part, with where they begin.
func pieces(s string) func(func(int, string) bool) {
	return func(yield func(int, string) bool) {
		from := 0
		for from <= len(s) {
			piece, _, more := strings.Cut(s[from:], ",")
			if !yield(from, piece) || !more {
				return
			}
			from += len(piece) + 1
		}
	}
}
