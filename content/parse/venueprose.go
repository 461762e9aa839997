package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// proseVenue reads who hosts or lends the room.
func (d *draft) proseVenue() bool {
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind == outline.Code || u.block.Kind == outline.Row || u.role == aside || u.role == speaking || len(u.text.Plain) > 2500 {
			continue
		}
		if u.cues&(venueCue|locatedCue) == 0 {
			continue
		}
		if name := hanHost(u.text); name != "" {
			return d.setVenue(name, "", u.text.Line, u.text.Plain, "who lends the room")
		}
		for s := range sentences(u.text) {
			if lending.In(s.Plain) {
				if m := givesVenue.FindStringIndex(s.Plain); m != nil {
					if name := giver(s, m[0]); name != "" {
						return d.setVenue(name, "", s.Line, s.Plain, "who lends the room")
					}
				}
			}
			if name, n := d.hosted(s); n > 0 {
				return d.setVenue(name, "", s.Line, s.Plain, "who hosts the event")
			}
			if u.cues&locatedCue != 0 {
				if name, address := d.locatedAt(s); name != "" {
					return d.setVenue(name, address, s.Line, s.Plain, "where the text says that it is")
				}
			}
			if u.cues&venueCue == 0 {
				continue
			}
			if name := d.thanked(s); name != "" {
				return d.setVenue(name, "", s.Line, s.Plain, "who is thanked for the room")
			}
			if !strings.Contains(s.Plain, " at ") {
				continue
			}
			if m := meetAt.FindStringIndex(s.Plain); m != nil {
				for _, at := range atThe.FindAllStringIndex(s.Plain[m[0]:], 3) {
					if org, n := orgAt(s, m[0]+at[1], len(s.Plain)); n > 0 && len(org) > 2 && !digitSoon(org) && shaped(org) < 2 && !isGroup(org) {
						return d.setVenue(org, "", s.Line, s.Plain, "where the text says that people meet")
					}
				}
			}
		}
	}
	return false
}

// locatedAt reads a sentence that does nothing but say at which address a place
// is: "The Old Mill is located at 3 Water Lane".
func (d *draft) locatedAt(s outline.Text) (name, address string) {
	m := isLocated.FindStringSubmatch(s.Plain)
	if m == nil || !digits(m[2]) || len(when.Dates(m[2])) > 0 || clockOf(m[2]) != "" {
		return "", ""
	}
	at := s.Slice(strings.Index(s.Plain, m[1]), len(s.Plain))
	if org, n := orgAt(at, 0, len(at.Plain)); n != len(m[1]) || shaped(org) == 2 && !placeNoun.MatchString(org) || d.known.has(org) || noName.lower(org) {
		return "", ""
	}
	return m[1], strings.TrimSpace(m[2])
}

var isLocated = pattern.New(`^(?:(?:The venue|The |Das |Die |Der |El |La |Le |Il |O |A )\s*,?\s*)?(\p{Lu}[^,.;:]{1,50}?),?\s+(?:is (?:located|situated) (?:at|on|in)|befindet sich (?:in der|am|im|an der|auf der)|liegt (?:in der|am|an der)|se encuentra en|está en|se trouve (?:au|à l'|dans la|rue)|est situé au|si trova in|fica n[ao])\s+([^.;:!?\n]{5,80})[.!]?$`)

// hanLent is what stands before who lends the room, and the polite word behind
// the name: 会場を提供してくださった株式会社アシさん.
var hanLent = pattern.New(`会場(?:を|の|は)?(?:ご)?提供(?:を)?(?:して|し)?(?:くれ|いただ|頂|くださ|下さ)[ぁ-ん]{1,4}[\s、]*([^、。「」\n]{2,40}?)\s*(?:さん|様|さま|の皆)`)

// hanHost returns who lends the room as a text in Japanese has it, or "".
func hanHost(t outline.Text) string {
	if !strings.Contains(t.Plain, "会場") {
		return ""
	}
	if m := hanLent.FindStringSubmatch(t.Plain); m != nil {
		return strings.TrimSpace(m[1])
	}
	return ""
}

// lending and thanking are pieces of words of which each sentence holds one that
// says who lends a room, or thanks for it.
var (
	lending  = pattern.OneOf("host", "provid", "lend", "offer", "giving", "letting", "stellt")
	thanking = pattern.OneOf("ank", "erci", "racias", "razie", "brigad", "gradec", "ràcies", "graïm", "ingrazi", "ziękuj", "ěkuje", "ack till", "akk til", "ak til", "iitos", "öszönj")
)

var atThe = pattern.New(`\s(?:at|@)\s+(?:the\s+)?`)

var meetAt = pattern.New(`(?i)\b(?:meetup|meeting|event|evening|session|meet|join us)s?\b(?:[^.,;]{0,40}?)\s(?:at|@)\s+(?:the\s+)?`)

// hosting are pieces of words of which each sentence about hosts holds one.
var hosting = pattern.OneOf("ost", "held", "tak", "took", "oin us", "usual", "same", "this", "will be", "was", "meet", "reffen", "findet", "ccueilli", "hez", "äumen", "instalaciones", "oficinas", "zu gast", "ed by", "lent by", "sediad", "anfitriã", "ecebid", " sede d")

// hosted reads the place behind "hosted by", "held at" and the like.
func (d *draft) hosted(t outline.Text) (string, int) {
	if !hosting.In(t.Plain) {
		return "", 0
	}
	for _, m := range hostsUs.FindAllStringIndex(t.Plain, -1) {
		org, n := orgAt(t, m[1], len(t.Plain))
		if n == 0 || denied(t.Plain, m[0]) || isGroup(org) {
			continue
		}
		word := strings.ToLower(t.Plain[m[0]:m[1]])
		if strings.Contains(word, "host") { // "hosted by Acme at the Old Mill"
			if at := behindHost.FindStringIndex(t.Plain[m[1]+n:]); at != nil {
				if house, size := orgAt(t, m[1]+n+at[1], len(t.Plain)); size > 0 && shaped(house) < 2 && !digitSoon(house) && !calendar[content.Fold(firstWord(house))] {
					return house, size
				}
			}
		}
		if shaped(org) == 2 || twoPeople(org) || d.known.has(org) || strings.Contains(word, "host") && oneOfSeveral(org, t.Plain[m[1]+n:]) {
			continue
		}
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

var (
	thanksTo   = pattern.New(`(?i)\b(?:thank(?:s| you)(?: very much| so much| again| once more| also)* to|dank(?:e|en wir)?(?: auch)? (?:an|aan)|dank geht an|merci (?:encore )?(?:à|au|aux)|gracias (?:de nuevo )?a|grazie (?:ancora )?(?:a|al|alla|allo|all['’])|obrigad[oa] (?:à|ao|a)|bedankt(?: aan)?|agradecemos (?:à|ao|aos|às|a)|agradecimientos a|(?:muchas )?gràcies a|agraïm a|(?:nous )?remercions|ringraziamo|wir danken|dziękujemy(?: firmie| fundacji)?|děkujeme(?: firmě| společnosti)?|(?:stort )?tack till|(?:tusen )?takk til|(?:mange )?tak til|kiitos|köszönjük)\s*(?:the |our friends at |l['’]|la |el |die |den |der |das |de |het |il )?`)
	forTheRoom = pattern.New(`(?i)^([^.;:]{0,40}?)\b(?:for (?:\w+ ){0,3}(?:room|rooms|venue|space|hosting|hospitality|office|offices|location|having us|hosting us|letting us)\b|für (?:die|den|das|ihre|seine) (?:\w+ )?(?:raum|räume|räumlichkeiten|gastfreundschaft|location|gastgeber\w*)|pour (?:l['’](?:accueil|hospitalité|hébergement)|la salle|les locaux|le lieu|nous avoir (?:accueillis?|reçus?))|por (?:el espacio|la sala|el local|la acogida|las instalaciones|acoger\w*|ceder\w*|dejar\w*)|per (?:l['’](?:ospitalità|accoglienza)|la sala|lo spazio)|pel[oa] (?:espaço|sala|acolhimento)|voor (?:de|het) (?:ruimte|gastvrijheid|locatie|zaal|onderdak)|voor (?:je|jullie|hun) gastvrijheid|por (?:nos |ter(?:em)? )?(?:ced\p{L}+|receb\p{L}+|acolh\p{L}+|empresta\p{L}*|sedia\p{L}*|hospeda\p{L}*)|per (?:(?:aver)?ci ospita\p{L}+|averci ospitat[oi]|la sede|cedir\p{L}*|acollir\p{L}*|l[’']espai)|za (?:udostępnienie|użyczenie|gościn\p{L}+|sal[ęi]|przestrzeń|miejsce|poskytnutí|zapůjčení|prostor\p{L}*|pohostinnost)|för (?:lokal\p{L}*|att (?:vi|ni)|gästfrihet\p{L}*)|for (?:lokale\p{L}*|lån|at vi|gjestfrihet\p{L}*|gæstfrihed\p{L}*)|tilo(?:ista|jen)|de nous (?:accueillir|recevoir|prêter|héberger)|pour (?:son|leur) (?:accueil|hospitalité))`)
)

// thanked reads who is thanked for the room: "Thank you to the Old Mill for
// having us".
func (d *draft) thanked(s outline.Text) string {
	if !thanking.In(s.Plain) {
		return ""
	}
	for _, m := range thanksTo.FindAllStringIndex(s.Plain, 2) {
		org, n := orgAt(s, m[1], len(s.Plain))
		if n == 0 || shaped(org) == 2 && !placeNoun.MatchString(org) || twoPeople(org) || d.known.has(org) || noName.set[content.Fold(org)] || oneOfSeveral(org, s.Plain[m[1]+n:]) {
			continue
		}
		if more := forTheRoom.FindStringSubmatch(s.Plain[m[1]+n:]); more != nil {
			if rest := strings.Fields(more[1]); len(rest) < 5 && !strings.ContainsAny(more[1], ",(&") && !containsAny(more[1]+" ", " and ", " und ", " et ", " y ", " en ", " e ") {
				org = join(org, strings.Join(rest, " "), " ") // "École navale des mines"
			}
			return org
		}
	}
	return ""
}

// behindHost leads from who hosts to where.
var behindHost = pattern.New(`^,?\s+(?:at|in|@|im|in den|bei)\s+(?:the |der |den )?(?:(?:offices?|rooms?|space) (?:of|at) (?:the )?)?`)

// denials before a place say that it is not there.
var denials = []string{"not", "no longer", "isn't", "won't", "wasn't", "isn’t", "won’t", "nicht", "nicht mehr", "kein", "pas", "plus", "niet", "niet meer", "instead of", "rather than", "statt", "anstatt", "anstelle von", "au lieu de", "en lugar de", "en vez de", "invece di", "invece che", "em vez de", "non"}

// denied reports whether the words just before an offset say that what follows
// is not the case: "will not be at the Old Mill".
func denied(s string, at int) bool {
	words := strings.Fields(strings.ToLower(s[max(0, runeBack(s, at-24)):at]))
	if len(words) > 3 {
		words = words[len(words)-3:]
	}
	near := strings.Join(words, " ")
	for _, w := range denials {
		if near == w || strings.HasSuffix(near, " "+w) || strings.HasPrefix(near, w+" ") || strings.Contains(near, " "+w+" ") {
			return true
		}
	}
	return false
}

// oneOfSeveral reports whether a host is a person whom the page calls by first
// name and initial, or counts with others: "Mara K. and 2 others".
func oneOfSeveral(name, behind string) bool {
	w := strings.Fields(name)
	if len(w) == 2 && len([]rune(strings.Trim(w[1], "."))) == 1 {
		return true
	}
	return len(w) == 1 && firstNames.set[content.Fold(name)] || andOthers.MatchString(behind)
}

var andOthers = pattern.New(`^\.?,? (?:and|und|et|y|en|e) \d+ (?:others?|weitere|autres?|más|anderen|altri|outros)`)

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
		if org, n := orgAt(t, i, at); n > 0 && !noName.set[content.Fold(org)] && !strings.HasPrefix(org, "We") && !strings.HasPrefix(org, "Thank") {
			name, stop = org, i+n
		}
	}
	return name
}
