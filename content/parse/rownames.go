package parse

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"meetupbot/content"
	"meetupbot/content/parse/tree"
	"meetupbot/content/parse/when"
)

// How people name what they keep of events, folded.
var (
	rowTitles    = strings.Fields(`title titel titre titulo titolo nazev otsikko eventtitle meetuptitle talktitle headline heading タイトル 件名`)
	rowNames     = strings.Fields(`name eventname meetupname nombre nom naam jmeno nome 名称`)
	rowTopics    = strings.Fields(`topic thema theme tema sujet subject motto betreff summary`)
	ofEvent      = strings.Fields(`eventname event meetupname meetup conferencename conference edition`)
	venueNames   = strings.Fields(`venue place location ort lieu lugar locatie veranstaltungsort where eventvenue eventlocation eventplace venuename locationname meetingplace misto mista luogo luogo sede salle 会場 場所`)
	zoneNames    = strings.Fields(`timezone tz zeitzone timezoneid fuseauhoraire zonahoraria tijdzone`)
	timeNames    = strings.Fields(`time starttime uhrzeit hora heure tijd cas ora 時間`)
	publishNames = strings.Fields(`publishedat published publishdate datepublished`)
	listNames    = strings.Fields(`talks vortraege vortrage sessions presentations charlas agenda program programme schedule talk programm programa programma items lineup slots entries grid lightningtalks prednasky lectures
		ponencias sesiones conferences exposes praatjes presentaties voordrachten workshops timetable ablauf tagesordnung zeitplan horario orari program_items programitems 発表 セッション プログラム`)
	// agendaNames are those of listNames that hold a programme, with its pauses.
	agendaNames = words(`agenda program programme programm programa programma schedule items slots entries grid timetable ablauf tagesordnung zeitplan horario orari programitems プログラム`)
	dayLists    = words(`days tage dias jours dagen dny giorni schedule program programme programm programa agenda`)
	bodyNames   = strings.Fields(`description beschreibung descripcion descrizione omschrijving popis body content text details summary intro introduction about abstract inhalt note notes 概要 説明`)
	idNames     = strings.Fields(`id slug key handle login username user github/id githubid github twitter uid`)
	// dayParents are records under which a day's parts stand: "when.start".
	dayParents = words(`event meetup meeting date dates datum when wann time times datetime termin schedule period start starts begin beginn debut inicio`)
	dayParts   = words(`date day from local utc datetime at`)
)

// dayTitle is how one day of several is titled.
var dayTitle = regexp.MustCompile(`(?i)^(?:day|tag|jour|día|dia|dag|den|giorno)\b|^(?:mon|tues|wednes|thurs|fri|satur|sun)day\b`)

// eventWords and otherWords in the name of a file, a folder or a key tell
// whether it holds events; typeWords are what a record says that it is.
var (
	eventWords = words(`event events meetup meetups meeting meetings talk talks session sessions schedule schedules termine termin veranstaltung veranstaltungen evenement evenements evento eventos evenementen rencontre rencontres
		conference conferences konferenzen calendar kalender calendario agenda program programme stammtisch treffen vortrage vortraege charlas akce srazy encuentros upcoming past workshops gatherings`)
	otherWords = words(`post posts article articles news blog blogs release releases changelog job jobs sponsor sponsors speaker speakers people person persons member members team organizers organisers authors author company companies partner partners
		venue venues location locations place places book books paper papers project projects link links resource resources navigation nav menu config package workflow workflows product products commit commits work education volunteer experience awards certificates publications
		skills photos images gallery testimonials faq faqs podcast podcasts episodes newsletter recipes hotels cfp dependencies history feed redirects`)
	eventTypes = words(`event meetup meeting conference talk workshop hackathon stammtisch treffen unconference webinar conf barcamp charla rencontre evento veranstaltung socialevent`)
	// oddNames are of records that are no events.
	oddNames = words(`version sha commit isbn doi price salary license dependencies tagname journal publisher employer`)
)

// hintOf says whether a name speaks of events (1), of other things (-1), or of
// neither (0).
func hintOf(name string) int {
	for _, w := range content.Words(camel.ReplaceAllString(name, "$1 $2")) {
		switch {
		case eventWords[w]:
			return 1
		case otherWords[w]:
			return -1
		}
	}
	return 0
}

var camel = regexp.MustCompile(`(\p{Ll})(\p{Lu})`)

// rowTitle is what a record calls itself: its title, or its name and topic.
func rowTitle(v *tree.Value) said {
	if t := titleOf(v, rowTitles...); t.text != "" {
		return t
	}
	name, topic := titleOf(v, rowNames...), titleOf(v, rowTopics...)
	switch {
	case name.text == "" && topic.text == "":
		t := titleOf(v, "event", "meetup", "what")
		if address(t.text) != "" || readsAsDay(t.text) {
			return said{}
		}
		return t
	case name.text == "" || topic.text == "" || strings.Contains(content.Fold(name.text), content.Fold(topic.text)):
		if name.text == "" {
			return topic
		}
		return name
	}
	name.text += ": " + topic.text
	return name
}

// saidOf is the text of the first of the names that has one. Where it is said
// in several languages, the first is taken.
func saidOf(v *tree.Value, names ...string) said {
	for _, n := range names {
		f := v.Find(n)
		switch { // {en: ..., de: ...}; {text: ..., html: ...}
		case f != nil && len(f.Fields) > 0 && len(f.Fields[0].Name) == 2:
			f = f.Fields[0].Value
		case f != nil && f.Kind == tree.Object:
			f = f.Find("text", "rendered", "value", "title", "plain")
		}
		if f != nil && f.Kind == tree.Text && strings.TrimSpace(f.Text) != "" {
			return said{strings.TrimSpace(f.Text), f.Line, "data file: " + n}
		}
	}
	return said{}
}

// maxTitle is how many bytes a title has at most: what is longer is a text.
const maxTitle = 300

// titleOf is saidOf for a title.
func titleOf(v *tree.Value, names ...string) said {
	t := saidOf(v, names...)
	if t.text = oneLine(t.text); len(t.text) > maxTitle {
		return said{}
	}
	return t
}

// isDayName reports whether a key is a day: 2026-05-12, 20260512.
func isDayName(name string) bool {
	if !digits(name) || len(name) < 8 || strings.IndexFunc(name, unicode.IsLetter) >= 0 {
		return false
	}
	d, ok := readDay(compactDay(name), when.Reference{})
	return ok && d.day.IsDay()
}

// dayKey reports whether a scalar's key may hold the event's day, and whether
// its name leaves no doubt.
func dayKey(key string) (holds, sure bool) {
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		last := localKey(key[i+1:])
		sure = dayParents[localKey(key[:i])] && (dayParts[last] || meaningOf(last) == eventDate || startsAt(last))
		return sure, sure
	}
	if local := localKey(key); local != key {
		sure = eventKeys[key] || meaningOf(local) == eventDate || local == "date"
		return sure, sure
	}
	sure = meaningOf(key) == eventDate
	return sure || startsAt(key) || strings.HasSuffix(key, "date") && meaningOf(key) == unnamed, sure
}

// localKey is a key without its namespace.
func localKey(key string) string { return key[strings.LastIndexByte(key, '/')+1:] }

// dayField returns the value of a record that states its day, and whether its
// key says that it is the event's.
func dayField(v *tree.Value) (day *tree.Value, sure bool) {
	for key, x := range v.Scalars() {
		holds, s := dayKey(key)
		if !holds || !readsAsDay(x.Text) || bareNumber(key, x.Text) || day != nil && (sure || !s) {
			continue
		}
		day, sure = x, s
	}
	return day, sure
}

// bareNumber reports whether a value of nothing but figures is no day, as the
// name of its key speaks of none: event_id: 20190512.
func bareNumber(key, text string) bool {
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		key = key[i+1:]
	}
	key = localKey(key)
	return strings.Trim(text, "0123456789") == "" && !eventKeys[key] && !strings.HasSuffix(key, "date") && !startsAt(key)
}

// readsAsDay reports whether a text states a day, be it one that is open or
// that does not exist.
func readsAsDay(s string) bool {
	s = strings.TrimSpace(s)
	if len(s) > 80 || !digits(s) {
		return false
	}
	if _, ok := unixTime(s); ok || len(compactDay(s)) != len(s) {
		return true
	}
	return slices.ContainsFunc(when.Dates(s), func(m when.Mention) bool { return m.Relative.Unit == when.Absolute && m.Month != 0 })
}

// entriesOf returns the entries of a record's programme: the records that its
// lists of talks hold, those of slots and tracks with the times of these.
func entriesOf(v *tree.Value) []*tree.Value {
	var out []*tree.Value
	for _, f := range v.Fields {
		if listNamed(f) && f.Value.Kind != tree.Text {
			out = append(out, flatten(f.Value)...)
		}
	}
	return out
}

func flatten(list *tree.Value) []*tree.Value {
	var out []*tree.Value
	for _, it := range recordsIn(list) {
		if it.Kind == tree.Object && rowTitle(it).text == "" {
			inner := entriesOf(it)
			if tracks := it.Find("tracks", "rooms", "parallel"); tracks != nil {
				inner = append(inner, flatten(tracks)...)
			}
			for _, sub := range inner {
				out = append(out, timedLike(sub, it))
			}
			if len(inner) > 0 {
				continue
			}
		}
		out = append(out, it)
	}
	return out
}

// recordsIn returns the items of a list, or of a map by ids.
func recordsIn(v *tree.Value) []*tree.Value {
	if v.Kind != tree.Object || len(v.Fields) == 0 || slices.ContainsFunc(v.Fields, func(f tree.Field) bool { return f.Value.Kind != tree.Object }) {
		return v.Items()
	}
	var out []*tree.Value
	for _, f := range v.Fields {
		out = append(out, f.Value)
	}
	return out
}

// timedLike gives an entry of a slot the slot's times.
func timedLike(entry, slot *tree.Value) *tree.Value {
	out := &tree.Value{Kind: tree.Object, Line: entry.Line, Fields: slices.Clone(entry.Fields)}
	if entry.Kind == tree.Text {
		out.Fields = []tree.Field{{Name: "title", Line: entry.Line, Value: entry}}
	}
	for _, f := range slot.Fields {
		key := tree.Fold(f.Name)
		if f.Value.Kind == tree.Text && (startsAt(key) || endsAt(key)) && out.Find(key) == nil {
			out.Fields = append(out.Fields, f)
		}
	}
	return out
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// isTalk reports whether a record is of one talk and no more: it has a title
// and speakers, and no talks of its own.
func isTalk(v *tree.Value, c scope) bool {
	if v.Kind != tree.Object || rowTitle(v).text == "" || len(entriesOf(v)) > 0 || c.hint < 0 && c.name != "videos" {
		return false
	}
	for _, f := range v.Fields {
		key := localKey(tree.Fold(f.Name))
		if !f.Value.Empty() && (slices.Contains(speakerKeys, key) || c.hint > 0 && slices.Contains(talkPeople, key)) {
			return true
		}
	}
	return false
}

// leastEvent is how much has to speak for a record's being an event.
const leastEvent = 4

// isEvent reports whether a record is an event of the group's: one with a day,
// or one without whose talks have none either.
func isEvent(v *tree.Value, c scope) bool {
	if day, _ := dayField(v); day == nil {
		dated := func(x *tree.Value) bool { d, _ := dayField(x); return d != nil }
		entries := entriesOf(v)
		return c.hint >= 0 && !slices.ContainsFunc(entries, dated) && slices.ContainsFunc(entries, func(x *tree.Value) bool { return isTalk(x, scope{hint: 1}) })
	}
	return !nests(v) && eventScore(v, c) >= leastEvent
}

// eventScore weighs what speaks for a record's being an event.
func eventScore(v *tree.Value, c scope) int {
	score := 2 * c.hint
	day, sure := dayField(v)
	if day != nil {
		score++
		if _, unix := unixTime(day.Text); unix || clockOf(day.Text) != "" {
			score++
		}
	}
	if sure {
		score++
	}
	if rowTitle(v).text != "" {
		score++
	}
	told := func(f tree.Field) bool {
		return listNamed(f) && (f.Value.Kind == tree.List || strings.Contains(f.Value.Text, "\n")) && !f.Value.Empty()
	}
	if slices.ContainsFunc(v.Fields, told) || v.Find(speakerKeys...) != nil {
		score += 2
	}
	for key, x := range v.Scalars() {
		key = localKey(key)
		switch {
		case signKeys[key] && address(x.Text) != "", signUp(x.Text):
			score += 2
		case x != day && (startsAt(key) || endsAt(key)) && clockOf(x.Text) != "":
			score++
		case oddNames[key]:
			score -= 2
		case (key == "type" || key == "kind" || key == "category" || key == "layout") && eventTypes[tree.Fold(x.Text)]:
			score += 2
		}
	}
	if !v.Find(venueNames...).Empty() {
		score++
	}
	return score
}

// nests reports whether a record holds a list of events, which are then meant.
func nests(v *tree.Value) bool {
	for _, f := range v.Fields {
		if f.Value.Kind != tree.List || hintOf(f.Name) <= 0 || slices.ContainsFunc(listNames, f.Is) {
			continue
		}
		for _, it := range f.Value.List {
			if day, _ := dayField(it); day != nil {
				return true
			}
		}
	}
	return false
}
