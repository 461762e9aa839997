package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

var (
	situated    = pattern.New(`^(?:The venue is\s+)?(.{3,70}?),?\s+(?:is|are|which is|ist|liegt|befindet sich|est|se encuentra|está)\s+(?:(?:situated|located|based|zu finden|gelegen|ubicad\w+|a short|just|in|on|at|at the|above|an der|am|in der|au)\b|situé(?:e|s|es)?)\s*(?:at|on|in|above|near|en|à|au)?\s*([^.]{3,90})`)
	hostsUs     = pattern.New(`(?i)\b(?:(?:(?:kindly |once again |also |generously )*(?:hosted by|hosted at|hosts? (?:are|is)|host (?:was|is)|held at|taking place (?:at|in)|join us (?:at|in)|our (?:usual |kind |generous |lovely |regular )?hosts?,?(?: (?:are|is|was|will be|at|once again))?|takes? place (?:at|in)|took place (?:at|in)|will be (?:held )?at|was (?:held )?at|meet(?:ing)? at|meeting is at|zu gast bei|f(?:indet|and) (?:bei|im|in der|in den Räumen (?:der|des|von)) |treffen uns (?:bei|im|in der)|accueillis? par|chez|in den räumen (?:der|von)|gastgeber(?: ist)?|en las? (?:instalaciones|oficinas|sede) de(?:l| la)?|dans les locaux (?:de|d['’])|nei locali (?:di|della)|in den räumlichkeiten (?:der|von)|nas instalações (?:da|do|de)|sediad[oa] (?:na|no|pel[oa])|empresa anfitriã(?: do evento)?(?: (?:será|foi|é))?(?: [ao])?|recebid[oa]s? (?:na|no|pel[oa])|na sede d[aeo]|en la sede de(?: la)?|(?:offices|premises) of|(?:venue|space|room|location),? (?:kindly |generously |again )*(?:provided|offered|lent|given) by))\s+|(?:usual|same|our|this|great|regular) (?:venue|place|location),? \()(?:the\s+|our friends at\s+|der\s+|die\s+)?`)
	givesVenue  = pattern.New(`(?i)\b(?:(?:have |has |is |are |for )?(?:kindly |generously |again )*(?:provid(?:ed?|ing|es)|host(?:ed|ing)|lend\w*|offer\w*|giving|let(?:ting)?)\s+(?:us\s+)?(?:with\s+)?(?:their|the|a|this|use of|its)?\s*(?:\w+\s+)?(?:venue|space|room|office|location)|kindly hosted|hosts? us\b|for (?:hosting|having us)|(?:once again )?hosted us|stellt uns)`)
	onlineWhere = pattern.New(`(?i)^\W*(?:online|on-line|virtual|remote|webinar|livestream|en ligne|en línea|em linha)\s*(?:[:|\])]|[–—-]\s)|[(\[](?:online|virtual(?:ly)?|remote|en ligne|en línea)(?: only| edition| meetup)?[)\]]|\bgo(?:es|ing)? (?:online|virtual)\b|\b(?:virtual|online) (?:meetup|meeting|event|edition|treffen|stammtisch)\b|[–—-] (?:online|virtual|en ligne|en línea)\W*$|\bwebinar\b`)
	online      = pattern.New(`(?i)\b(?:virtual(?:ly)?|online|on-line|livestream(?:ed)?|live stream|zoom|jitsi|youtube|twitch|big ?blue ?button|webinar|en línea|en ligne|remote meetup|discord|google meet|teams-meeting)\b`)
	atTitle     = pattern.New(`\b(?i:at|@|im|bei|beim|chez|in der|in den)\s+(?:the\s+)?((?:The\s+)?[\p{Lu}\d].{2,60})$`)
	venueLabel  = pattern.New(`(?i)^(?:[^\p{L}]{1,8}\s*)?(?:会場|場所|the address of the venue|the venue(?: is)?|venue|where|treffpunkt|sede|luogo|local|onde|dove|místo|location|place|ort|wo|lieu|où|lugar|dónde|donde|locatie|waar|address|adresse|dirección|indirizzo|morada|adres|veranstaltungsort|host|gastgeber|lugar y hora|sted|hvor|plats|miejsce|gdzie|kde|место проведения|место|адрес|где|місце проведення|місце|адреса|де|място|къде|miejsce spotkania|místo konání|miesto|mjesto|lokacija|lokácia|lokalita|kje|gdje|helyszín|hol|paikka|missä|locația|locație|unde|yer|mekan|konum|τοποθεσία|διεύθυνση|πού|lloc|adreça|장소|地点|地點|地址)\s*(?:\?\s*[:：]?|[:：])\s*`)
	// pinned is a line that a picture of a pin labels.
	pinned = pattern.New(`^\s*(?:📍|📌|🏠|🏢|🏛️?|🗺️?|🧭)️?\s*`)
)

// readVenue decides on the place, the surest statement first.
func (d *draft) readVenue() {
	for _, read := range []func() bool{d.markedVenue, d.frontVenue, d.labelledVenue, d.venueSection, d.titleVenue, d.addressVenue, d.directionsVenue, d.proseVenue, d.roomVenue, d.dayVenue, d.onlineVenue} {
		if read() {
			return
		}
	}
}

func (d *draft) setVenue(name, address string, line int, text, rule string) bool {
	name = strings.Trim(strings.TrimSpace(name), " .,;:–-*_")
	address = strings.Trim(strings.TrimSpace(address), " .,;:–-")
	if strings.Count(address, "(") != strings.Count(address, ")") { // cut apart
		address = strings.Trim(strings.NewReplacer(" (", ", ", "(", "", ")", "").Replace(address), " .,;:–-")
	}
	if strings.HasPrefix(name, "http") {
		name = ""
		if online.MatchString(text) {
			name = "Online"
		}
	}
	if name == "" || len(name) > 90 || strings.EqualFold(name, "tba") || strings.EqualFold(name, "tbc") || strings.EqualFold(name, "tbd") {
		return false
	}
	if notYet.MatchString(name) || address == "" && len(strings.Fields(name)) > 9 && !houseNumber.MatchString(name) {
		return false // it is not known yet, or no name
	}
	if onlineName.MatchString(name + " " + address) {
		name, address = "Online", ""
	}
	d.event.Venue = content.Venue{Name: name, Address: address}
	d.note("venue", d.event.Venue.String(), line, text, rule)
	return true
}

// notYet says that the place is still looked for.
var notYet = pattern.New(`(?i)(?:^|[^\p{L}\d])(?:\d+ (?:\p{L}+ ){0,3}(?:talks|présentations)|to be (?:announced|confirmed|decided|defined?|determined|found)|à (?:trouver|confirmer|définir|préciser|venir)|por (?:confirmar|determinar|definir|anunciar)|a (?:confirmar|definir|definirsi)|da (?:definire|confermare|decidere)|wird noch (?:bekannt|gesucht)|noch (?:offen|unbekannt|nicht bekannt)|steht noch nicht|nog (?:te bepalen|niet bekend|onbekend)|tba|tbc|tbd)\b|未定`)

var onlineName = pattern.New(`(?i)\b(?:online|on-line|virtual|zoom|jitsi|youtube|twitch|remote|webinar|gotomeeting|bigbluebutton|(?:microsoft|ms)[ -]teams|google (?:meet|hangouts?))\b|^\W*(?:(?:via|on|over|per|auf|sur|en|w|no|su)\s+)?(?:ms )?(?:teams|skype|discord|webex|whereby|hangouts?|mumble|slack|meet)\W*$`)

func (d *draft) venueSection() bool {
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.role != venueRole || u.block.Kind == outline.Code || u.block.Kind == outline.Heading || u.text.Plain == "" {
			continue
		}
		for s := range sentences(u.text) {
			if m := situated.FindStringSubmatch(s.Plain); m != nil && isUpper(firstRune(m[1])) {
				return d.setVenue(m[1], m[2], s.Line, s.Plain, "the section about the place")
			}
			break
		}
		if name, n := d.hosted(u.text); n > 0 {
			return d.setVenue(name, "", u.text.Line, u.text.Plain, "the section about the place")
		}
		lines := u.block.Lines()
		if len(lines) == 0 {
			continue
		}
		first := lines[0]
		if hintsIn(strings.ToLower(first.Plain)).cues&dayCue != 0 && len(lines) == 1 && startsWithDay(first.Plain) {
			continue
		}
		if runes(first.Plain) <= 90 && !strings.HasSuffix(first.Plain, ".") && !strings.HasSuffix(first.Plain, "!") {
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
	if onlineWhere.MatchString(d.title.text) && !notOnline.MatchString(d.title.text) {
		return d.setVenue("Online", "", d.title.line, d.title.text, "the title says that it is online")
	}
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

func containsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
