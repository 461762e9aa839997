package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// roomLead leads to the name of a place by what kind of room it is, and whose:
// "в офисе компании Перо", "w kawiarni Pióro", "dans les locaux de la Ruche",
// "no auditório da Universidade do Farol".
var roomLead = pattern.New(`(?i)(?:^|[\s(,])(?:` +
	`(?:в|во|у)\s+(?:\p{L}+\s+)?(?:офисе|баре|кафе|пабе|ресторане|клубе|зале|конференц-зале|аудитории|помещении|библиотеке|коворкинге|антикафе|лофте|здании|пространстве|бизнес-центре|офісі|барі|пабі|ресторані|клубі|залі|конференц-залі|аудиторії|приміщенні|бібліотеці|коворкінгу|просторі|будівлі)` +
	`|we?\s+(?:\p{L}+\s+)?(?:siedzibie|biurze|kawiarni|restauracji|klubie|pubie|barze|sali|auli|budynku|bibliotece|lokalu|przestrzeni|klubokawiarni|progach)` +
	`|ve?\s+(?:\p{L}+\s+)?(?:prostorách|prostorech|kanceláři|kancelářích|kavárně|restauraci|hospodě|hospůdce|baru|klubu|sále|budově|učebně|knihovně|čajovně|sídle|priestoroch|kancelárii|kaviarni|reštaurácii|krčme)` +
	`|n[oa]s?\s+(?:\p{L}+\s+)?(?:auditório|sede|espaço|escritórios?|dependências|instalações|prédio|sala|laboratório|anfiteatro|bar|café|coworking)` +
	`|en\s+(?:el|la|las|los|nuestr[oa]s?)\s+(?:\p{L}+\s+)?(?:auditorio|sede|espacio|oficinas?|instalaciones|local|bar|café|salón|aula|edificio|biblioteca)` +
	`|(?:dans|à|au|aux)\s+(?:les |le |la |l['’]|nos )?(?:locaux|bureaux|amphi(?:théâtre)?|salle|bar|café|restaurant|bibliothèque|médiathèque|siège|espace|pub)` +
	`|(?:nell['’]|nella |nelle |nel |nei |negli |presso (?:la |gli |i |il )?|alla )(?:sede|uffici|locali|sala|aula|spazi|bar|pub|birreria|biblioteca|auditorium|ristorante)` +
	`|(?:in|bij|op)\s+(?:het|de)\s+(?:kantoor|kantoren|pand|zaal|café|lokalen|gebouw)` +
	`|(?:in den|in unseren)\s+(?:räumen|räumlichkeiten|büros)` +
	`|i\s+(?:lokalene|lokaler|lokalerna|kontorene|kontorerne|lokalen)|(?:hos|presso)` +
	`)\s+(?:(?:de la|de los|de|des|du|da|do|dos|das|del|della|dello|dei|van|von|der|het|til|av|il|la|lo|el|les|le)\s+|(?:de |du )?(?:l|d|dell)['’]){0,2}(?:(?:firmy|firmě|firmie|společnosti|spółki|fundacji|компании|компанію|компанії|фирмы|empresa|société|entreprise|firma|bedrijf|azienda|società)\s+)?`)

// roomWords are pieces of which each text with such a place holds one.
var roomWords = pattern.OneOf("офис", "офіс", " бар", "кафе", "паб", "ресторан", "клуб", "зале", "залі", "аудитор", "помещен", "приміщен", "библиотек", "бібліотец", "коворкин", "коворкін", "лофт", "здани", "пространств", "простор", "будівл", "бизнес-центр",
	"siedzib", "biurze", "kawiarni", "restaurac", "klub", "pubie", "barze", " sal", "auli", "budyn", "bibliotec", "lokal", "przestrz", "progach", "prostor", "kancel", "kavárn", "hosp", "baru", "budov", "učebn", "knihovn", "čajovn", "sídle", "priestor", "kaviarn", "reštaur", "krčm",
	"auditóri", " sede", "espaço", "escritóri", "dependênc", "instalaç", "prédio", "laborat", "anfiteat", " bar ", "café", "coworking", "auditorio", "espacio", "oficina", "instalacion", "salón", " aula", "edificio",
	"locaux", "bureaux", "amphi", "restaurant", "bibliothè", "médiathè", "siège", "espace", " pub ", "uffici", "spazi", "birreria", "auditorium", "ristorante", "kanto", " pand ", "zaal", "gebouw", "räum", "büros", "kontor", " hos ", "presso ")

// worksThere says of somebody where the office is.
var worksThere = pattern.OneOf("работает", "працює", "pracuje", "trabalha", "trabaja", "travaille", "lavora", "arbeitet", "arbetar", "arbejder", "jobber", "werkt", "works at")

// roomVenue reads the place from a sentence that says of the event in what kind
// of room it is.
func (d *draft) roomVenue() bool {
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.role == aside || u.role == speaking || u.role == sponsors || u.block.Kind == outline.Row || u.block.Kind == outline.Code || u.cues&(dayCue|eventCue|oursCue|comingCue|recapCue) == 0 || len(u.low) > 2500 || !roomWords.In(u.low) {
			continue
		}
		for s := range sentences(u.text) {
			low := strings.ToLower(s.Plain)
			if !roomWords.In(low) || worksThere.In(low) || hintsIn(low).cues&(dayCue|eventCue|oursCue|comingCue|recapCue|groupCue) == 0 {
				continue
			}
			for _, m := range roomLead.FindAllStringIndex(s.Plain, 3) {
				if ownKind(s.Plain[m[0]:m[1]]) {
					continue
				}
				if name, n := d.roomName(s, m[1]); name != "" && !denied(s.Plain, m[0]) {
					return d.setVenue(name, addressBehind(s.Plain[m[1]+n:]), s.Line, s.Plain, "the text says in what kind of room it is")
				}
			}
		}
	}
	return false
}

// ownKind reports whether the kind of room is a part of the place's name: "no
// Café Ameixa". German writes all kinds so.
func ownKind(lead string) bool {
	lead = strings.TrimLeft(lead, " (,\n")
	_, rest, _ := strings.Cut(lead, " ")
	return strings.ToLower(rest) != rest && !containsAny(rest, "Räum", "Büro", "Firma", "ООО")
}

// roomName reads a place's name at an offset, in quotes or by its capitals.
func (d *draft) roomName(t outline.Text, at int) (string, int) {
	if q := quotedPlace.FindStringSubmatch(t.Plain[at:]); q != nil {
		return strings.Trim(q[1], `«»"„“”`), len(q[0])
	}
	org, n := orgAt(t, at, len(t.Plain))
	if n == 0 || len(org) < 2 || clockOf(org) != "" || calendar[content.Fold(firstWord(org))] || d.known.has(org) || d.personNamed(org) != "" || len(when.Dates(org)) > 0 {
		return "", 0
	}
	if q := quotedPlace.FindString(strings.TrimPrefix(t.Plain[at+n:], " ")); q != "" { // Бизнес-Инкубатора "Маяк"
		n += 1 + len(q)
		return t.Plain[at : at+n], n
	}
	return wholePlace(t.Plain, at, n)
}

var quotedPlace = pattern.New(`^(«[^»\n]{2,60}»|"[^"\n]{2,60}"|„[^“”"\n]{2,60}[“”"]|“[^”\n]{2,60}”)`)

// wholePlace adds what a word of belonging ties to a place's noun: "Maison du
// Phare", "Universidade do Farol".
func wholePlace(s string, at, n int) (string, int) {
	for range 2 {
		m := ofPlace.FindStringIndex(s[at+n:])
		if m == nil || !placeNoun.MatchString(s[at:at+n]) {
			break
		}
		n += m[1]
	}
	return s[at : at+n], n
}

var ofPlace = pattern.New(`^\s(?:(?:du|des|de la|de los|de las|del|de|da|do|dos|das|della|dello|dei|degli|di|van de|van het|van|of the|von|der|für)\s+|(?:de l|d|dell)['’])\p{Lu}[\p{L}\d'’-]*(?:\s\p{Lu}[\p{L}\d'’-]+)*`)
