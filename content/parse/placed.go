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
	placeWord = pattern.New(`(?i)[\s(](?:(?:à|dans) l['’]|(?:at|@|in unseren r[äa]um(?:en|lichkeiten) (?:am|an der|in der|im|beim)|in our rooms (?:at|in)|dans nos locaux (?:au|à|de)|en nuestr[oa]s? (?:sede|local|oficinas) (?:en|de)|upstairs at|upstairs in|in der|in den|in het|in de|in|im|beim|bei der|bei|en el|en la|en|bij|à la|à|au|aux|chez|dans la|dans le|presso|al|alla|da|nel|nella|no|na|em|v|ve)\s+(?-i:the\s+)?(?:our friends at\s+|offices? of\s+|(?:\w+ )?rooms? (?:of|at) (?:the )?)?|(?:à |dans |all|nell|dell)?l?['’])`)
	// gathers says that people come together at what follows.
	gathers = pattern.New(`(?i)(?:\bsee you (?:all |there )?(?:at|in)|\b(?:we|who|people) (?:all )?(?:met|meet|gathered|gather) (?:again )?(?:at|in)|\b(?:met|gathered) (?:at|in)|\b(?:we are|we're|we’re|we will be|we'll be|we’ll be|be) (?:finally )?back (?:at|in)|\b(?:you|people|us|guests) (?:who )?(?:came|come) to|\b(?:squeezed|packed|crammed|crowded|moved|piled) into|\b(?:squeezed|packed|crammed|crowded|moved|piled) into|\b(?:we|you|people) (?:all )?filled|\bwe (?:go|will go|are going) to|\bpicnic (?:at|in)|\bllenamos|\bzat (?:de|het)|\bserrée?s? dans|\bentassés? dans|\bdrängten (?:sich|wir uns) (?:im|in der|in den|in die)|\b(?:the|our) (?:meetup|meeting|event|evening) (?:was|is|will be) (?:held )?at|\b(?:o encontro|o evento|o meetup|el encuentro|el evento|la charla|la reunión|l['’]incontro|la serata) (?:foi|é|será|fue|es|è|era|è stat[oa]|sarà) (?:no|na|em|en el|en la|en|al|alla|da|presso)|\b(?:o evento|o encontro|a reunião|a palestra|o meetup|a edição|el evento|el encuentro|la reunión|la charla)(?: \S+){0,3} (?:aconteceu|acontecerá|acontece|ocorreu|ocorrerá|rolou|(?:será|foi) realizad[oa]|realizou-se|se realizará|se realizó|tendrá lugar|tuvo lugar|se celebrará|se celebró) (?:no|na|em|en el|en la|en)|\b(?:la rencontre|la réunion|la soirée|le meetup|la conférence|l['’]atelier)(?: \S+){0,3} (?:aura lieu|a eu lieu|se tiendra|s['’]est tenue?|se déroulera) (?:à la|à|au|dans la|dans le|chez)|\b(?:l['’]incontro|la serata|il meetup|la riunione)(?: \S+){0,3} (?:si terrà|si è tenut[oa]|si svolgerà|si è svolt[oa]) (?:al|alla|nella|nel|presso)|\b(?:das treffen|der stammtisch|das meetup|der abend) (?:ist|war) (?:im|bei|in der|in den)|\bdoors open at|\bbut at|\btrafen wir uns (?:im|in der|bei|in den)|\bnos vemos en(?: el| la)?|\bci vediamo (?:al|alla|da|presso)|\bkomen we (?:bij elkaar|bijeen|samen) (?:bij|in))\s+(?:the\s+|la\s+|el\s+|de\s+|het\s+|l['’])?(?:our friends at\s+|offices? of\s+|(?:mezzanine|basement|cellar|atrium|terrace|terraza|back room|upper room|auditorium|canteen|lobby|roof|attic|function room|meeting room|top floor|ground floor|\w+ floor|bar|café)\s+(?:at|of|in|del?)\s+(?:the\s+|la\s+)?)?`)
	// placeNoun ends or begins the name of a place, and no town's or person's.
	placeNoun = pattern.New(`(?i)(?:\b(?:house|hall|works|room|rooms|centre|center|caf[eé]|bar|pub|inn|hotel|tavern|library|studios?|office|offices|campus|barn|mill|shed|foundry|arms|church|school|university|theatre|club|loft|lounge|hub|lab|building|gasthaus|gasthof|museum|centro|casa|salle|maison|brewery|biblioteca|biblioth[eè]que|bibliotheek|bibliothek|knihovna|auditori[uo]m?|auditório|sala|sal[oó]n|zaal|saal|raum|amphi|universität|universidad|universidade|hogeschool|ateneo|galp[oó]n|kav[aá]rna|keller|brasserie|biergarten|restaurant|stube|zentrum|centrum|theater|teatro|théâtre|fabriek|loods|campus|cowork\w*|médiathèque|tour|palazzo|edif[ií]cio|makers|makerspace|hackerspace|brewing|taproom|bank|warehouse|factory|exchange|court|yard|space|annexe|institute|college|academy|kitchen|park|gardens?|parque|parc|square|plaza|plein)\b|\buniversit[éà]|(?:^|[^\p{L}])école\b|haus\b|hof\b|halle\b|saal\b|keller\b|zaal\b|huis\b|fabriek\b|druckerei\b|caf[eé]\b|platz\b|kneipe\b|garten\b|brauerei\b|schule\b|werk\b|m[üu]hle\b|\bcafé(?:[^\p{L}]|$)|\bcaf[ée]t[ée]r[ií]a\b)`)
)

// calendar are the months and days of the week, which follow "in" and "at" as
// places do.
var calendar = words(`january february march april may june july august september october november december januar februar marz mai juni juli oktober dezember janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre januari februari maart mei augustus
	monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag fruhjahr sommer herbst winter autumn spring summer`)

// gathering are the words of which each text holds one where gathers matches.
var gathering = pattern.OneOf("see you", " met ", "we meet", "gather", "back at", "back in", "came to", "come to", "open at", "but at", "into", "filled", "we go", "llenamos", " zat ", "serré", "picnic", "entassé", "drängten", "foi n", "será", "fue en", "es en", "sarà", "è stat", " war ", " ist ", "was at", "is at", "be at", "was held", "acontece", "ocorre", "rolou", "realiz", "tendrá lugar", "tuvo lugar", "celebr", "aura lieu", "a eu lieu", "se tiendra", "est tenu", "se déroulera", "si terrà", "si è", "si svolgerà", "trafen", "vemos", "vediamo", "komen we")

// dayVenue reads the place from the sentence that says on which day the event
// is, and from those that say where people come together.
func (d *draft) dayVenue() bool {
	for _, s := range d.days {
		if s.unit < 0 || !d.keep(&d.units[s.unit]) || !d.ofItsDay(&s) || s.reading.Date != "" && !s.reading.Date.IsDay() {
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
		if d.placeInSentence(u.text, from, to, "the sentence with the event's day says where") {
			return true
		}
		// The hour may stand in a sentence of its own: "7pm, upstairs at the Old Mill".
		if rest := u.text.Plain[to:]; len(rest) > 0 && len(rest) < 400 {
			from, to := sentenceAround(u.text.Plain, min(to+1, len(u.text.Plain)), min(to+2, len(u.text.Plain)))
			if hasClock(u.text.Plain[from:to]) && d.placeInSentence(u.text, from, to, "the sentence with the event's time says where") {
				return true
			}
		}
	}
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.role == aside || u.role == speaking || u.block.Kind == outline.Row || u.block.Kind == outline.Code || len(u.text.Plain) > 2500 || !gathering.In(u.low) {
			continue
		}
		for _, at := range gathers.FindAllStringIndex(u.text.Plain, 3) {
			_, to := sentenceAround(u.text.Plain, at[0], at[1])
			said := !townWords[strings.ToLower(lastWord(u.text.Plain[at[0]:at[1]]))]
			if name, address := d.placeAt(u.text, at[0], at[1], to, said); name != "" {
				return d.setVenue(name, address, u.text.LineOf(at[1]), u.text.Plain[at[0]:to], "where the text says that people come together")
			}
		}
	}
	return false
}

// townWords stand before towns as well as places; others do before places alone.
var townWords = words(`em en à`)

// placeInSentence reads the first place in a sentence that a word leads to.
func (d *draft) placeInSentence(t outline.Text, from, to int, rule string) bool {
	for _, at := range placeWord.FindAllStringIndex(t.Plain[from:to], 8) {
		if name, address := d.placeAt(t, from+at[0], from+at[1], to, false); name != "" {
			return d.setVenue(name, address, t.LineOf(from+at[1]), t.Plain[from:to], rule)
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
	if n == 0 || len(org) < 3 || digitSoon(org) && clockOf(org) != "" || org[0] >= '0' && org[0] <= '9' || denied(t.Plain, before) {
		return "", ""
	}
	org, n = wholePlace(t.Plain[:to], at, n)
	if isGroup(org) {
		return "", ""
	}
	first, _, _ := strings.Cut(org, " ")
	if calendar[content.Fold(first)] || noTown[content.Fold(org)] || d.known.has(org) || shaped(org) == 2 && !placeNoun.MatchString(org) || d.personNamed(org) != "" || len(when.Dates(org)) > 0 {
		return "", ""
	}
	word := strings.ToLower(strings.Trim(t.Plain[before:at], " ("))
	address = addressBehind(t.Plain[at+n : to])
	if linked := linkTo(t, at); linked != "" && word != "da" && !personLink(linked) && !signUp(linked) || address != "" {
		said = true // of no town is said where it lies
	}
	if strings.HasSuffix(word, "in the") && len(strings.Fields(org)) > 1 && !noTown[content.Fold(org)] {
		said = true // "in the Three Kegs"; towns have no article
	}
	if digits(org) && roomCode.MatchString(org) {
		said = true
	}
	if word == "im" && len(strings.Fields(org)) > 1 {
		said = true // towns have no article here either, and a noun stands alone
	}
	if !said && !strings.HasPrefix(word, "at") && !strings.HasPrefix(word, "@") && !strings.HasPrefix(word, "upstairs") && !placeNoun.MatchString(org) && word != "bij" && word != "in de" && word != "in het" && word != "presso" && !strings.HasPrefix(word, "en el") && !(word == "à" && strings.Contains(org, " ")) && !strings.HasPrefix(word, "in der") {
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

// isGroup reports whether a name is that of a group, which is where nobody meets:
// "hosted by the Fen Users' Group".
func isGroup(org string) bool {
	low := strings.ToLower(org)
	return containsAny(low, "group", "meetup", "community", "chapter") && groupItself.MatchString(org)
}

// groupItself ends such a name.
var groupItself = pattern.New(`(?i)\b(?:users?['’]?s?[ -]?group|usergroup|meetup|user['’]?s community|study group|reading group|special interest group|chapter)\W*$`)

// roomCode is a room as universities number them: "GOL-2520", "ENG 1.04".
var roomCode = pattern.New(`^[A-Z]{2,6}[ /-]?\d{1,4}(?:[./-]\w{1,6})*$`)

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

// noTown are countries and the like that have an article.
var noTown = set{"united kingdom": true, "united states": true, "bay area": true, "czech republic": true, "middle east": true, "new year": true, "north east": true, "north west": true, "south east": true, "south west": true, "pacific northwest": true, "schweiz": true, "turkei": true, "ukraine": true, "slowakei": true, "mongolei": true, "randstad": true, "benelux": true}

var clockBehind = pattern.New(`(?i)^[\s*_]*(?:,|\(|·|•|\||–|—|-\s|@)\s*(?:(?:from |at |ab |um |às |a las |à |ore |alle )?\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?|uhr|hrs?|h)?(?:\s*(?:-|–|to|bis|until|till|for|à|a|tot)\s*\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?|uhr|hrs?|h)?)?[\s*_]*(?:,|·|•|\||–|—|-\s|@)\s*)?`)

// justOnline is a place that is none, and nothing after it.
var justOnline = pattern.New(`(?i)^(?:online|on-line|virtual(?:ly)?|en ligne|en línea|em linha|via zoom|on zoom|remote)[\s.)*_!]*(?:$|\()`)

// endsSoon reports whether nothing follows but what brackets hold.
func endsSoon(s string) bool {
	s = strings.Trim(s, " .*_!)")
	return s == "" || s[0] == '(' && strings.IndexByte(s, ')') < 0
}

// placeBehind reads a place that follows the day and perhaps the time as one
// more piece: "(10 April, 18:30, Crane House)". Nothing but an address may
// come after it.
func (d *draft) placeBehind(t outline.Text, at, to int) (name, address string) {
	s := t.Plain[at:to]
	m := clockBehind.FindStringIndex(s)
	if m == nil {
		return "", ""
	}
	if on := justOnline.FindString(s[m[1]:]); on != "" {
		return "Online", ""
	}
	org, n := orgAt(t, at+m[1], to)
	timed := strings.ContainsAny(s[:m[1]], "0123456789")
	if n == 0 || org[0] >= '0' && org[0] <= '9' || !placeNoun.MatchString(org) && (!timed || len(strings.Fields(org)) < 2 || shaped(org) == 2 || townOnly(org) || addressBehind(s[m[1]+n:]) == "" && !endsSoon(s[m[1]+n:])) || d.known.has(org) || d.personNamed(org) != "" {
		return "", ""
	}
	rest := t.Plain[at+m[1]+n : to]
	if trimmed := strings.Trim(rest, " .*_"); trimmed != "" && !strings.ContainsRune("),(", rune(trimmed[0])) {
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
