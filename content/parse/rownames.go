package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
)

// How people name what they keep of events, folded.
var (
	rowTitles    = strings.Fields(`title titel titre titulo titolo nazev otsikko eventtitle meetuptitle talktitle headline heading タイトル 件名`)
	rowNames     = strings.Fields(`name eventname meetupname nombre nom naam jmeno nome 名称`)
	rowTopics    = strings.Fields(`topic thema theme tema sujet subject motto betreff summary`)
	turnNames    = strings.Fields(`thema talk text what description beschreibung activity entry presentation session lecture vortrag beitrag programmpunkt charla ponencia conference prednaska item punkt activite actividad aktivitaet`)
	ofEvent      = strings.Fields(`eventname event meetupname meetup conferencename conference edition`)
	venueNames   = strings.Fields(`venue place location ort lieu lugar locatie veranstaltungsort where eventvenue eventlocation eventplace venuename locationname locations venues meetingplace misto mista luogo luogo sede salle 会場 場所`)
	zoneNames    = strings.Fields(`timezone tz zeitzone timezoneid fuseauhoraire zonahoraria tijdzone`)
	timeNames    = strings.Fields(`time starttime uhrzeit hora heure tijd cas ora 時間`)
	publishNames = strings.Fields(`publishedat published publishdate datepublished`)
	listNames    = strings.Fields(`talks vortraege vortrage sessions presentations charlas agenda program programme schedule talk programm programa programma items lineup slots entries grid lightningtalks prednasky lectures
		ponencias sesiones conferences exposes praatjes presentaties voordrachten workshops timetable ablauf tagesordnung zeitplan horario orari program_items programitems 発表 セッション プログラム`)
	// agendaNames are those of listNames that hold a programme, with its pauses.
	agendaNames = words(`agenda program programme programm programa programma schedule items slots entries grid timetable ablauf tagesordnung zeitplan horario orari programitems プログラム`)
	dayLists    = words(`days tage dias jours dagen dny giorni schedule program programme programm programa agenda`)
	bodyNames   = strings.Fields(`description information beschreibung descripcion descrizione omschrijving popis body content text details summary intro introduction about abstract inhalt note notes 概要 説明`)
	idNames     = strings.Fields(`id slug key handle login username user github/id githubid github twitter uid`)
	// dayParents are records under which a day's parts stand: "when.start".
	dayParents = words(`event meetup meeting date dates datum when wann time times datetime termin schedule period start starts begin beginn debut inicio`)
	dayParts   = words(`date day from local utc datetime at`)
)

// dayTitle is how one day of several is titled.
var dayTitle = pattern.New(`(?i)^(?:day|tag|jour|día|dia|dag|den|giorno)\b|^(?:mon|tues|wednes|thurs|fri|satur|sun)day\b`)

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
	if !smallLetters(name) {
		name = content.Fold(camel.ReplaceAllString(name, "$1 $2"))
	}
	for w := range strings.SplitSeq(name, " ") {
		switch {
		case eventWords[w]:
			return 1
		case otherWords[w]:
			return -1
		}
	}
	return 0
}

var camel = pattern.New(`(\p{Ll})(\p{Lu})`)

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

// inlineTag is a tag that sets a part of a title, or parts its lines.
var inlineTag = pattern.New(`(?i)</?(?:br|b|i|u|em|strong|span|small|sup|sub|font|wbr)(?:\s[^<>]*|\s*/)?>`)

// titleOf is saidOf for a title.
func titleOf(v *tree.Value, names ...string) said {
	t := saidOf(v, names...)
	if strings.Contains(t.text, "<") {
		t.text = inlineTag.ReplaceAllStringFunc(t.text, func(tag string) string {
			if strings.HasPrefix(strings.ToLower(strings.Trim(tag, "</")), "br") {
				return " "
			}
			return ""
		})
	}
	if t.text = oneLine(t.text); len(t.text) > maxTitle {
		return said{}
	}
	return t
}
