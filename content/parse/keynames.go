package parse

import (
	"strings"

	"meetupbot/content/parse/pattern"
)

// A meaning is what the name of a key says of the day that it holds.
type meaning int

const (
	unnamed   meaning = iota // nothing: the documents have to teach it
	eventDate                // it is the event's
	lastDate                 // it is the event's last
	publishDate
	otherDate // a deadline, a change: neither
)

// Names of keys, folded. What is none of them is read by the words in it.
var (
	eventKeys = words(`startdate start datestart eventdate eventstart eventstarttime eventdatetime meetingdate meetupdate talkdate dateiso datum datetime starttime startsat startson event.date event.start event.day meetup.date meetup.start day
		dateevent dateevenement datedebut debut fechainicio fecha fechaevento inicio beginn termin veranstaltungsdatum jbakestart dtstart eventbegin begin starts when wann datetext eventday meetup/date meetup
		event evento evenement data datainizio inizio giorno dia jour dag dateheure datetimestart heldon quand cuando wanneer quando aanvang rencontre 日時 日付 開催日 開催日時`)
	endKeys     = words(`enddate end dateend eventend eventendtime endtime endsat endson datefin fechafin fin ende dtend jbakeend until ends fine datafine datetimeend event.end event.enddate meetup.end`)
	publishKeys = words(`publishedat published publishdate publish pubdate createdat created dateposted datepublished posted revdate date.published date.created`)
)

// keyWords are pieces of names by which a key says what its day is. The first
// kind of which one is found decides.
var keyWords = []struct {
	means meaning
	words *pattern.List
}{
	{otherDate, pattern.OneOf("updat", "aktualis", "actualiz", "atualiz", "aggiorn", "gewijzigd", "bijgewerkt", "modif", "lastmod", "revised", "edited", "geändert", "geandert", "maj", "deadline", "cfp", "rsvp", "regist", "signup", "anmeld", "inscri", "aanmeld", "clos", "expir", "early", "sale", "remind", "birth", "valid", "review", "archiv", "social", "ticket", "since", "member", "next", "previous", "copyright", "recorded", "upload")},
	{publishDate, pattern.OneOf("publi", "posted", "created", "revdate", "written", "imported", "added", "erstellt", "veroffentlich", "veröffentlich")},
	{lastDate, pattern.OneOf("enddat", "enddate", "endtime", "endsat", "dateend", "dateto", "todate", "datefin", "finish", "lastday")},
	{eventDate, pattern.OneOf("event", "meeting", "meetup", "start", "begin", "inicio", "inizio", "debut", "début", "veranstalt", "termin", "treffen", "happen", "held", "takesplace", "scheduled", "session", "fecha", "datum", "quand", "cuando", "wann", "rencontre", "incontro", "bijeenkomst", "aanvang", "datestring", "datetext", "displaydate", "humandate", "datelabel", "prettydate", "daterange", "dateformatted", "seance", "soiree", "reunion", "talkdate", "dayof", "開催", "日時")},
}

// noDayEnds end the names of keys that hold no day, whatever they begin with:
// "event_url", "meetup-id".
var noDayEnds = []string{"url", "uri", "link", "href", "slug", "title", "venue", "location", "image", "photo", "website", "hashtag", "permalink", "eventid", "meetupid", "eventname", "eventtype"}

// meaningOf tells what a key, folded and with the keys above it, says of its
// day.
func meaningOf(key string) meaning {
	switch {
	case publishKeys[key]:
		return publishDate
	case eventKeys[key]:
		return eventDate
	case endKeys[key]:
		return lastDate
	case key == "date":
		return unnamed
	}
	for _, end := range noDayEnds {
		if strings.HasSuffix(key, end) {
			return otherDate
		}
	}
	for _, k := range keyWords {
		if k.words.In(key) {
			return k.means
		}
	}
	return unnamed
}
