package parse

import (
	"fmt"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
)

var (
	recapTitle = pattern.New(`(?i)\b(?:recap|round[ -]?up|notes from|report|review|retrospective|rückblick|nachlese|nachbericht|bericht|retour sur|compte[ -]rendu|resumen|crónica|terugblik|verslag|photos?|pictures|videos? (?:from|of)|slides (?:from|of)|(?:slides|videos?|photos|pictures|recordings?|folien|fotos|bilder|vídeos|diapositives)\b[^.]{0,40}\b(?:online|available|verfügbar|disponibles?|disponíveis)|wrap[ -]?up|what happened|thanks|massive thanks|came to the|takeaways|highlights|minutes|write[ -]?up|resoconto|com['’]è andata|resumo|como foi|relato|protokoll (?:der|des|vom|zur|zum|unserer)|sitzungsprotokoll)\b|^\W*(?:protokoll|notulen|verbale|acta de|zápis|aufgezeichnet|aufzeichnung(?:en)?|mitschnitt|recorded|recordings?|captation|grabaci(?:ón|ones)|gravação|registrazione|nagrani[ae]|opnames?|záznam)\b|レポート|開催報告|振り返り`)
	aheadTitle = pattern.New(`(?i)\b(?:meetup|meeting|stammtisch|treffen|vortrag|workshop|taller|charla|rencontre|save the date|invitation|einladung|announcing|upcoming|join us)\b`)
	noEvent    = pattern.New(`(?i)\b(?:become a speaker|propose a|submit a|speak at|call for (?:papers|speakers|proposals|code|sponsors|talks)|cfp|manifesto|code of conduct|newsletter|we(?:'re| are) hiring|job|jobs|stellenangebot|umfrage|survey|vote|votes|pressemeldung|press release|book review|about us|contact|impressum|privacy|welcome to (?:the|our)|new sponsor|giveaway|statistics|join us on slack|how to (?:join|speak|install|build|set)|tutorial|trip report|reisebericht|interview|hallo welt|hello world|license|autoren|zum download|organizers?|organisers?|team|speaker info|sponsoring|sponsors|gewinnspiel|buchvorstellung|magazin|vacatures?|vacancy|vacancies|nieuwsbrief|procuramos|buscamos|se busca|sucht|gesucht|wir suchen|oferta de (?:empleo|trabajo)|offres? d['’]emplois?|emploi|recrute\w*|recherche|appels? (?:à|aux?) [a-z]+|convocatoria|gezocht|we zoeken|cercasi|cerchiamo|offert[ae] di lavoro|are hiring|is hiring|looking for (?:speakers|a room|a venue)|logo|mailing list)\b|求人|募集`)
)

// How many points make a document one about an event of the group's, and how
// many make that certain.
const (
	leastScore = 4
	sureScore  = 9
)

// soldOut begins the title of a notice about an evening that was announced.
var soldOut = pattern.New(`(?i)^\W*(?:sold[ -]out|fully booked|waiting list|waitlist|ausgebucht|ausverkauft|complet\b|agotadas?|entradas agotadas|uitverkocht|volgeboekt|tutto esaurito|esgotado|満員)|\b(?:sold out|ausgebucht|ausverkauft|uitverkocht|agotadas?|esaurito|esgotado)\W*$`)

// ownTrip says that the writer went somewhere: what was there is not the group's.
var ownTrip = pattern.New(`\bi (?:spoke|presented|talked|attended|gave (?:a|my|the) talk|was (?:speaking|presenting|invited)|am (?:speaking|presenting)|will (?:be )?(?:speak|present)\w*|went to|travelled to|visited)\b|\b(?:and (?:i|me)|me and \S+|we) (?:\S+ )?(?:decided to visit|visited|travelled to)\b|\b(?:ich war|ich habe|ich durfte) [^.]{0,40}(?:konferenz|conference|messe)|\bj['’]ai (?:présenté|participé|assisté|donné)|\b(?:presenting|speaking|keynote|my talk|our talk|our booth|visit) (?:at|to) [^.]{0,60}\b(?:conference|conferences|con|conf|summit|days)\b`)

// personal reports whether title or beginning tell of somebody's own trip.
func (d *draft) personal() bool {
	if ownTrip.MatchString(strings.ToLower(d.title.text)) {
		return true
	}
	for i := range d.units[:min(len(d.units), earlyUnit)] {
		if u := &d.units[i]; len(u.low) < 2000 && ownTrip.MatchString(u.low[:min(len(u.low), 300)]) {
			return true
		}
	}
	return false
}

// kind decides what the document is, from what was read and how it speaks.
func (d *draft) kind() content.Kind {
	e := &d.event
	stated := 0 // how firmly a day is said
	for _, ev := range e.Evidence {
		if ev.Field == "date" {
			stated = 1
		}
	}
	clear := false // a sentence says that our meetup is on this day
	for _, s := range d.days {
		if s.unit >= 0 && (s.leads || s.label) && d.keep(&d.units[s.unit]) && s.reading.Date == e.Date &&
			(e.Date.IsDay() && s.leads || e.Date == "" && s.reading.Problem != "") {
			clear = true // or that it is on one of several days: a question
		}
		if s.unit >= 0 && !s.weak && e.Date.IsDay() && s.reading.Date == e.Date && !d.publishDay.IsDay() && d.keep(&d.units[s.unit]) && d.underNext(s.unit) {
			clear = true // or a heading, on a page of the group's
		}
		if (s.unit < 0 || d.keep(&d.units[s.unit])) && s.reading.Date == e.Date && e.Date != "" && (s.unit < 0 || s.label || s.weight >= 4) {
			stated = max(stated, 2)
			if s.unit < 0 && e.Date.IsDay() {
				stated = 3
			}
		}
	}
	labelled := false // a label says when, with the hour
	placed := slices.ContainsFunc(e.Evidence, func(ev content.Evidence) bool { return ev.Rule == lineOfPlace })
	for _, s := range d.days {
		if s.unit >= 0 && s.label && s.timed && !s.next && !s.weak && s.reading.Date == e.Date && d.keep(&d.units[s.unit]) && (placed || d.units[s.unit].role == whenRole || d.units[s.unit].role == venueRole || d.onPoster(s.unit, s.mention)) {
			labelled = true
		}
	}
	appointment, withUs := false, false
	meets := false // a sentence says with its weekday on which day to come
	for _, s := range d.days {
		if s.unit >= 0 && s.ours && !s.next && s.mention.HasWeekday && s.reading.Problem == "" && s.reading.Date.IsDay() && s.reading.Date == e.Date && e.Date > d.publishDay {
			meets = true
		}
		if s.unit >= 0 && s.timed && !s.next && s.reading.Date == e.Date && e.Date >= d.publishDay {
			appointment, withUs = true, withUs || s.withUs
		}
	}
	own := len(d.unread) > 0
	for _, p := range d.places {
		if (p.own() || d.class == "event" || p.name == wayOf("date") && d.appoints()) && p.day == e.Date {
			own = true
		}
	}
	ofSeries, eachIs := false, false // a place that is trusted has a day of the group's series; all documents' are
	for i := range d.places {
		p := &d.places[i]
		if l := d.taught.places[placeKey{p.name, d.class}]; p.trust != untrusted && p.day == e.Date && l != nil && (fits(l.series, p.day, p.clock) || p.open != nil) {
			ofSeries = true // or one that has to be asked for
			eachIs = eachIs || l.days >= leastRegular && l.series.Fit == l.days && l.series.Nth != noDay
		}
	}
	own = own || eachIs && d.class != "article" // who writes here dates nothing but evenings
	recap, ahead := d.tone()
	programmeSaid := len(e.Agenda) >= 2
	_, among := amongEvents(d.path)
	among = among || isDayFolder(d.path)
	group := clear || among && d.class != "article" || d.speaksOfGroup() || recap >= leastScore && ahead == 0 && recapTitle.MatchString(d.title.text) || appointment && withUs
	told := recap > 1 && ahead == 0 && d.toldSoon()
	group = group || told || d.bidden()
	something := len(d.talks) + len(d.people)

	score := 0
	if own {
		score += 4
	}
	if !own && (labelled || d.labelsTimeAndPlace()) {
		score += 2
	}
	if !own && d.class == "event" {
		score += 2 // it calls itself one, though its date is that of writing
	}
	for _, q := range e.Doubts {
		if q.Field == "date" && e.Date == "" && len(q.Readings) > 0 && q.Kind != askPublishing {
			stated = 2 // a day is said, though nobody can tell which
		}
	}
	score += stated
	if clear {
		score += 2
	}
	if e.Status != content.Scheduled {
		score++
		if group && e.Date != "" {
			score++ // a notice says little else
		}
	}
	if soldOut.MatchString(d.title.text) && !programmeSaid && something == 0 {
		score -= 4 // it was announced before
	}
	if ofSeries {
		score++
		if e.Status != content.Scheduled {
			score++
		}
	}
	if recap > ahead && e.Date.IsDay() && recapTitle.MatchString(d.title.text) {
		score++
	}
	if programmeSaid {
		score += 3
	}
	if len(d.talks) > 0 {
		score += 2
		if len(d.talks) > 1 && d.complete() && e.Date.IsDay() {
			score++ // a day, and several talks with their speakers
		}
	} else if something > 0 {
		score++
	}
	if len(e.RSVP) > 0 {
		score++
	}
	if group {
		score++
	} else if !own && !programmeSaid {
		score--
	}
	if among && stated >= 2 && e.Date.IsDay() {
		score++ // what is filed among the events says its day
	}
	if e.Start != "" {
		score++
	}
	if e.Venue.Address != "" && e.Date.IsDay() && !own {
		score++ // a day, and a place with its address
	}
	if told && !own || appointment && group || meets && !clear && d.class != "article" {
		score++
	}
	if noEvent.MatchString(d.title.text) {
		score -= 3
	}
	if d.class == "article" {
		score--
	}
	if !e.Date.IsDay() && !programmeSaid && len(d.talks) == 0 {
		score--
		if e.Date == "" && stated == 0 {
			score--
		}
	}
	if recap > 0 || ahead > 1 {
		score++
	}
	if group && stated == 2 && e.Date != "" && !e.Date.IsDay() && d.publishDay.IsDay() && e.Date.Month() <= d.publishDay.Month() && d.thanksFor() {
		score += 2 // "thanks to our photographer at the October meetup"
		recap++
	}
	bare := score < leastScore && d.bare()
	if bare {
		score = leastScore
		for i := range d.units {
			if len(d.units[i].text.Links()) > 0 && len(e.RSVP) == 0 {
				recap += 3 // what was shown
				break
			}
		}
	}
	if score >= leastScore && score < sureScore && !clear && !own && !bare && d.personal() {
		score -= 3
	}
	if e.Date == "" && stated == 0 && score < sureScore && d.looksBackUndated(recap, ahead, group) {
		return content.Recap
	}
	if e.Date == "" && stated == 0 && score < leastScore && d.isTalkPage() {
		return content.Announcement
	}
	if score < leastScore || !bare && e.Date == "" && stated == 0 && len(d.talks) == 0 && !programmeSaid && (d.class != "event" || something < 2) {
		return content.Other
	}
	if e.Date.IsDay() && d.publishDay.IsDay() && e.Date != d.publishDay {
		if e.Date < d.publishDay {
			if !own || len(d.units) > 0 { // a page of nothing but keys tells of nothing
				recap += 2
			}
		} else {
			ahead += 3
		}
	}
	if programmeSaid {
		ahead += 2
	} else if n := d.lookedBack(); n > 0 && !d.announces() && !(d.publishDay.IsDay() && e.Date > d.publishDay) {
		recap += 2 * n
	}
	if d.tookPlace() || saysOver(d.front) {
		recap += 3
	}
	if recap > ahead {
		if e.Date.IsDay() && d.publishDay.IsDay() && e.Date < d.publishDay.AddDays(-longAgo) && !own && !clear && stated < 3 {
			d.doubt("date", fmt.Sprintf("Is %s right? The report was published on %s, long after.", e.Date, d.publishDay))
		}
		return content.Recap
	}
	if d.schedule() {
		return content.Listing
	}
	return content.Announcement
}

// isTalkPage reports whether the document is about one talk, whose title and
// speakers its front matter names: it is of use though it does not say when that
// is.
func (d *draft) isTalkPage() bool {
	return d.speakerField() != nil && len(d.talks) == 1 && len(d.talks[0].people) > 0 && !d.row && d.class != "article" &&
		!noEvent.MatchString(d.title.text) && len(d.units) > 0
}

// announces reports whether the text itself speaks of what is to come.
func (d *draft) announces() bool {
	for i := range d.units {
		if u := &d.units[i]; d.keep(u) && u.coming > 0 && u.role != aside {
			return true
		}
	}
	return false
}

// bidden reports whether a sentence says the day and the hour of something soon
// after the publishing, and the text where it is: whoever writes that, in whatever
// language, bids people come.
func (d *draft) bidden() bool {
	e := &d.event
	if d.class == "article" || e.Venue.Name == "" || e.Start == "" || !d.publishDay.IsDay() || e.Date < d.publishDay || !e.Date.IsDay() || e.Date > d.publishDay.AddDays(longAgo) {
		return false
	}
	for _, s := range d.days {
		if s.unit >= 0 && s.timed && !s.next && !s.weak && s.reading.Date == e.Date && s.mention.Day > 0 && s.mention.Month > 0 && d.keep(&d.units[s.unit]) {
			return true
		}
	}
	return false
}

// soonAfter is how many days behind a meetup its report appears at most that says
// little else.
const soonAfter = 31

// toldSoon reports whether a sentence near the beginning says that something of a
// group's was on the event's day, not long before the publishing.
func (d *draft) toldSoon() bool {
	e := &d.event
	if d.class == "article" || !d.publishDay.IsDay() || !e.Date.IsDay() || e.Date > d.publishDay || e.Date < d.publishDay.AddDays(-soonAfter) {
		return false
	}
	for _, s := range d.days {
		if s.unit < 0 || s.unit >= earlyUnit || s.next || s.weak || s.reading.Date != e.Date || !d.keep(&d.units[s.unit]) || s.mention.End > len(d.units[s.unit].text.Plain) {
			continue
		}
		text := d.units[s.unit].text.Plain
		from, to := sentenceAround(text, s.mention.Start, s.mention.End)
		if hintsIn(strings.ToLower(text[from:to])).cues&(eventCue|oursCue|groupCue) != 0 {
			return true
		}
	}
	return false
}

// bareBytes is how much text a page has at most that is nothing but its title:
// links to what was shown.
const bareBytes = 150

// bare reports whether a page says nothing but who speaks on what, or that the
// meeting is off, in its title, beside a date: a group keeps so a list of its
// evenings. On which day that was is a question, where nothing else tells.
func (d *draft) bare() bool {
	if d.row || d.class == "article" || d.publishDay == "" || noEvent.MatchString(d.title.text) {
		return false
	}
	text := 0
	for i := range d.units {
		text += len(d.units[i].low)
	}
	if text > bareBytes {
		return false
	}
	talk := len(d.talks) == 1 && d.speakerField() == nil && d.talks[0].unit < 0 && len(d.talks[0].people) > 0
	return talk || d.event.Status == content.Cancelled && text == 0 && hintsIn(strings.ToLower(d.title.text)).cues&groupCue != 0
}

// tookPlace reports whether the front matter's description, or the sentence with
// the event's day, says that it has been: "a eu lieu le jeudi 16 janvier", however
// the rest of the text speaks.
func (d *draft) tookPlace() bool {
	if said := d.front.FindStr("description", "summary", "excerpt"); said != "" && len(said) < shortNext && !d.row && hasBeen.MatchString(said) {
		return true
	}
	for _, s := range d.days {
		if s.unit < 0 || s.unit >= earlyUnit || s.next || s.weak || s.reading.Date == "" || s.reading.Date != d.event.Date || !d.keep(&d.units[s.unit]) {
			continue
		}
		u := &d.units[s.unit]
		if s.mention.End > len(u.text.Plain) {
			continue
		}
		from, to := sentenceAround(u.text.Plain, s.mention.Start, s.mention.End)
		if hasBeen.MatchString(u.text.Plain[from:to]) {
			return true
		}
	}
	return false
}

// saysOver reports whether a key says that the event has been: "status:
// completed", "past: true", "upcoming: false".
func saysOver(keys *tree.Value) bool {
	if keys == nil {
		return false
	}
	if v := keys.Find("status", "state", "eventstatus", "phase"); v != nil && overWords[content.Fold(v.Text)] {
		return true
	}
	if v := keys.Find("past", "completed", "finished", "over", "ispast", "isover", "iscompleted", "passed"); v != nil && strings.EqualFold(v.Text, "true") {
		return true
	}
	v := keys.Find("upcoming", "isupcoming")
	return v != nil && strings.EqualFold(v.Text, "false")
}

// overWords are folded states of an event that has been; an archived or a
// published page may be of one to come.
var overWords = words(`completed past done finished ended over held beendet abgeschlossen vergangen termine termines passe passee finalizado finalizada realizado realizada celebrado celebrada pasado pasada concluido concluida encerrado afgelopen voorbij concluso conclusa passato zakonczone zakonczony odbylo ukoncene probehlo avslutad avsluttet afsluttet paattynyt завершено завершен прошло`)

var hasBeen = pattern.New(`(?i)\b(?:took place|(?:was|were) held|a eu lieu|s['’]est (?:déroulée?|tenue?)|hat (?:\S+ ){0,8}stattgefunden|fand(?: \S+){0,14} statt|tuvo lugar|se celebró|vond(?: \S+){0,12} plaats|(?:si è|s['’]è) (?:tenut|svolt)[oa]|(?:heeft|hebben)(?: \S+){0,8} plaatsgevonden|odbyło się|proběhl[oa]?|realizou-se|realizámos|realizamos|rolou|aconteceu|ocorreu)(?:$|[^\pL])`)

// thanksFor reports whether the unit that names the month gives thanks.
func (d *draft) thanksFor() bool {
	for _, s := range d.days {
		if s.unit >= 0 && s.reading.Date == d.event.Date && d.keep(&d.units[s.unit]) && d.units[s.unit].cues&thanksCue != 0 {
			return true
		}
	}
	return false
}

// leastSchedule is how many entries make a programme a conference's.
const leastSchedule = 6

// schedule reports whether the document is hardly more than the programme of an
// event of several days.
func (d *draft) schedule() bool {
	if d.event.EndDate == "" || len(d.event.Agenda) < leastSchedule {
		return false
	}
	prose := 0
	for i := range d.units {
		switch u := &d.units[i]; u.block.Kind {
		case outline.Paragraph, outline.Quote:
			if len(u.low) > 100 {
				prose += len(u.low)
			}
		}
	}
	return prose < 100*len(d.event.Agenda)/2
}

// tone counts how the text speaks: of something past, or to come.
func (d *draft) tone() (recap, ahead int) {
	if recapTitle.MatchString(d.title.text) {
		recap += 3
	} else if aheadTitle.MatchString(d.title.text) {
		ahead++
	}
	for i := range d.units {
		u := &d.units[i]
		if u.block.Kind == outline.Heading && len(u.sec.Heading.Plain) < 30 && d.keep(u) && reportHeads[content.Fold(u.sec.Heading.Plain)] {
			recap += 3
			continue
		}
		if !d.keep(u) || u.block.Kind == outline.Code || u.role == aside || u.role == speaking || len(u.low) < 15 {
			continue
		}
		recap += min(u.recap, 4)
		ahead += min(u.coming, 4)
	}
	return recap, ahead
}

// reportHeads are folded headings above what is told of an evening that was.
var reportHeads = phraseSet(`compte rendu, compte-rendu, le compte rendu, retour, retour sur la soirée, recap, meeting recap, report, meeting report, event report, rückblick, bericht, nachbericht, resumen, crónica, resumo, como foi, verslag, terugblik, resoconto, com'è andata, reportage, relacja, レポート, 開催報告`)

// looksBackUndated reports whether a document without any day reports on an
// evening of the group's: it is filed among those that have been and says who
// spoke, or it tells of nothing else, and where or with whom it was.
func (d *draft) looksBackUndated(recap, ahead int, group bool) bool {
	someone := len(d.talks)+len(d.people) > 0
	if d.namedTalk && recap > ahead && d.class != "article" && !noEvent.MatchString(d.title.text) {
		return true // "Ana Finch on owls", who "gave a talk"
	}
	if !group || d.class == "article" || ahead > recap || noEvent.MatchString(d.title.text) || d.title.text == "" {
		return false
	}
	return someone && filedPast(d.path) || recap >= leastScore && ahead == 0 && (someone || d.event.Venue.Name != "") && !d.personal()
}

func (d *draft) speaksOfGroup() bool {
	title := strings.ToLower(d.title.text)
	if hintsIn(title).cues&groupCue != 0 || containsAny(title, "treffen", "stammtisch", "abend", "avond", "vortrag", "meetup", "café") {
		return true // Apriltreffen
	}
	for i := range d.units {
		if d.units[i].cues&groupCue != 0 && d.keep(&d.units[i]) {
			return true
		}
	}
	return false
}
