package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

var (
	// placeWord stands before a place; not all that it stands before is one.
	placeWord = pattern.New(`(?i)[\s(](?:(?:at|@|upstairs at|upstairs in|in|im|in der|in den|beim|bei|bei der|en el|en la|en|bij|in het|in de|à|à la|au|aux|chez|dans la|dans le|presso|al|alla|da|nel|nella|no|na|em|v|ve)\s+(?-i:the\s+)?(?:our friends at\s+|offices? of\s+|(?:\w+ )?rooms? (?:of|at) (?:the )?)?|(?:à |dans |all|nell|dell)?l?['’])`)
	// gathers says that people come together at what follows.
	gathers = pattern.New(`(?i)(?:\bsee you (?:all |there )?(?:at|in)|\b(?:we|who|people) (?:all )?(?:met|meet|gathered|gather) (?:again )?(?:at|in)|\b(?:met|gathered) (?:at|in)|\b(?:we are|we're|we’re|we will be|we'll be|we’ll be|be) (?:finally )?back (?:at|in)|\b(?:you|people|us|guests) (?:who )?(?:came|come) to|\bdoors open at|\bbut at|\btrafen wir uns (?:im|in der|bei|in den)|\bnos vemos en(?: el| la)?|\bci vediamo (?:al|alla|da|presso)|\bkomen we (?:bij elkaar|bijeen|samen) (?:bij|in))\s+(?:the\s+|our friends at\s+|(?:the )?offices? of\s+)?`)
	// placeNoun ends or begins the name of a place, and no town's or person's.
	placeNoun = pattern.New(`(?i)(?:\b(?:house|hall|works|room|rooms|centre|center|caf[eé]|bar|pub|inn|hotel|tavern|library|studios?|office|offices|campus|barn|mill|shed|foundry|arms|church|school|university|theatre|club|loft|lounge|hub|lab|building|gasthaus|gasthof|museum|centro|casa|salle|maison|brewery|biblioteca|biblioth[eè]que|bibliotheek|bibliothek|knihovna|auditori[uo]m?|auditório|sala|sal[oó]n|zaal|saal|raum|amphi|école|université|universität|universidad|università|universidade|hogeschool|ateneo|galp[oó]n|kav[aá]rna|keller|brasserie|biergarten|restaurant|stube|zentrum|centrum|theater|teatro|théâtre|fabriek|loods|campus|cowork\w*|médiathèque|tour|palazzo|edif[ií]cio|makers|makerspace|hackerspace|brewing|taproom|bank|warehouse|factory|exchange|court|yard|space|annexe|institute|college|academy|kitchen)\b|haus\b|hof\b|halle\b|saal\b|keller\b|zaal\b|huis\b|fabriek\b|druckerei\b|brauerei\b|schule\b|werk\b)`)
)

// calendar are the months and days of the week, which follow "in" and "at" as
// places do.
var calendar = words(`january february march april may june july august september october november december januar februar marz mai juni juli oktober dezember janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre januari februari maart mei augustus
	monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag fruhjahr sommer herbst winter autumn spring summer`)

// dayVenue reads the place from the sentence that says on which day the event
// is, and from those that say where people come together.
func (d *draft) dayVenue() bool {
	for _, s := range d.days {
		if s.unit < 0 || !d.keep(&d.units[s.unit]) || s.reading.Date == "" || s.reading.Date != d.event.Date || !s.reading.Date.IsDay() {
			continue
		}
		u := &d.units[s.unit]
		m := s.mention
		if u.role == aside || u.role == speaking || u.block.Kind == outline.Row || m.End > len(u.text.Plain) || u.text.Plain[m.Start:m.End] != m.Text {
			continue
		}
		from, to := sentenceAround(u.text.Plain, m.Start, m.End)
		if name, address := d.placeBehind(u.text, m.End, to); name != "" {
			return d.setVenue(name, address, u.text.LineOf(m.End), u.text.Plain[from:to], "it stands beside the event's day")
		}
		for _, at := range placeWord.FindAllStringIndex(u.text.Plain[from:to], 8) {
			if name, address := d.placeAt(u.text, from+at[0], from+at[1], to, false); name != "" {
				return d.setVenue(name, address, u.text.LineOf(from+at[1]), u.text.Plain[from:to], "the sentence with the event's day says where")
			}
		}
	}
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.role == aside || u.role == speaking || u.block.Kind == outline.Row || u.block.Kind == outline.Code || len(u.text.Plain) > 2500 || !containsAny(u.low, "see you", " met ", "we meet", "gather", "back at", "back in", "came to", "come to", "open at", "but at", "trafen", "vemos", "vediamo", "komen we") {
			continue
		}
		for _, at := range gathers.FindAllStringIndex(u.text.Plain, 3) {
			_, to := sentenceAround(u.text.Plain, at[0], at[1])
			if name, address := d.placeAt(u.text, at[0], at[1], to, true); name != "" {
				return d.setVenue(name, address, u.text.LineOf(at[1]), u.text.Plain[at[0]:to], "where the text says that people come together")
			}
		}
	}
	return false
}

// placeAt reads the place at an offset, behind the words from before on. A
// town, a company that somebody works at and a month are none; said tells that
// the words before can only speak of a place.
func (d *draft) placeAt(t outline.Text, before, at, to int, said bool) (name, address string) {
	if at >= to {
		return "", ""
	}
	org, n := orgAt(t, at, to)
	if n == 0 || len(org) < 3 || digitSoon(org) && clockOf(org) != "" || org[0] >= '0' && org[0] <= '9' {
		return "", ""
	}
	first, _, _ := strings.Cut(org, " ")
	if calendar[content.Fold(first)] || d.known.has(org) || shaped(org) == 2 && !placeNoun.MatchString(org) || d.personNamed(org) != "" || len(when.Dates(org)) > 0 {
		return "", ""
	}
	word := strings.ToLower(strings.Trim(t.Plain[before:at], " ("))
	address = addressBehind(t.Plain[at+n : to])
	if linked := linkTo(t, at); linked != "" && !personLink(linked) && !signUp(linked) || address != "" {
		said = true // of no town is said where it lies
	}
	if !said && !strings.HasPrefix(word, "at") && !strings.HasPrefix(word, "@") && !strings.HasPrefix(word, "upstairs") && !placeNoun.MatchString(org) && word != "bij" && word != "presso" && !strings.HasPrefix(word, "en el") && !(word == "à" && strings.Contains(org, " ")) && !strings.HasPrefix(word, "in der") {
		return "", "" // "in Rivertown"
	}
	if fields := strings.Fields(t.Plain[max(0, runeBack(t.Plain, before-60)):before]); !said && len(fields) > 0 {
		for _, w := range fields[max(0, len(fields)-3):] {
			if isRole(w) || containsAny(strings.ToLower(w), "work", "arbeit", "travail", "trabaj", "colleague") {
				return "", "" // "an engineer at Acme"
			}
		}
		if end := len(t.Plain[:before]); end > 0 && d.endsWithName(t.Plain[:before]) {
			return "", ""
		}
	}
	return org, address
}

// linkTo returns where the link that begins at an offset leads, or "".
func linkTo(t outline.Text, at int) string {
	for _, l := range t.Links() {
		if l.Start == at {
			return l.URL
		}
	}
	return ""
}

func runeBack(s string, i int) int {
	for i > 0 && i < len(s) && s[i]&0xc0 == 0x80 {
		i--
	}
	return i
}

// endsWithName reports whether one of the event's people is named last.
func (d *draft) endsWithName(s string) bool {
	for _, p := range d.people {
		if strings.HasSuffix(s, p.name) {
			return true
		}
	}
	return false
}

var clockBehind = pattern.New(`(?i)^[\s*]*(?:,|\()\s*(?:(?:from |at |ab |um )?\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?|uhr|h)?(?:\s*(?:-|–|to|bis)\s*\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?|uhr|h)?)?\s*,\s*)?`)

// placeBehind reads a place that follows the day and perhaps the time as one
// more piece: "(10 April, 18:30, Crane House)". Nothing but an address may
// come after it.
func (d *draft) placeBehind(t outline.Text, at, to int) (name, address string) {
	s := t.Plain[at:to]
	m := clockBehind.FindStringIndex(s)
	if m == nil {
		return "", ""
	}
	org, n := orgAt(t, at+m[1], to)
	if n == 0 || org[0] >= '0' && org[0] <= '9' || !placeNoun.MatchString(org) || d.known.has(org) || d.personNamed(org) != "" {
		return "", ""
	}
	rest := t.Plain[at+m[1]+n : to]
	if trimmed := strings.Trim(rest, " .*"); trimmed != "" && trimmed[0] != ')' && trimmed[0] != ',' {
		return "", ""
	}
	return org, addressBehind(rest)
}

// addressBehind returns the address that follows a place's name after a comma
// or in brackets, "" when what follows is none.
func addressBehind(s string) string {
	s = strings.TrimLeft(s, "*")
	switch {
	case strings.HasPrefix(s, " ("):
		in, _, ok := strings.Cut(s[2:], ")")
		if ok && len(in) < 80 && digits(in) && clockOf(in) == "" {
			return in
		}
	case strings.HasPrefix(s, ", "):
		in := s[2:]
		if i := strings.IndexAny(in, ".!?;()*\n"); i >= 0 {
			in = in[:i]
		}
		if len(in) < 80 && digits(in) && clockOf(in) == "" && len(strings.Fields(in)) < 9 && !containsAny(in, " doors", " from ", " um ") {
			return in
		}
	}
	return ""
}
