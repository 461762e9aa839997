package parse

import (
	"regexp"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
)

var (
	recapTitle = regexp.MustCompile(`(?i)\b(?:recap|round[ -]?up|notes from|report|review|retrospective|rückblick|nachlese|nachbericht|bericht|retour sur|compte[ -]rendu|resumen|crónica|terugblik|verslag|photos?|pictures|videos? (?:from|of)|slides from|wrap[ -]?up|what happened|thanks|massive thanks|came to the|takeaways|highlights|minutes)\b`)
	recapWords = regexp.MustCompile(`(?i)\b(?:took place (?:yesterday|last|on)|recapping|recap\b|thanks? (?:again )?to (?:all|every\w*) (?:who|that)|everyone who (?:came|attended)|was packed|packed out|(?:last|yesterday) (?:night|evening)|great turnout|amazing turnout|(?:gave|giving) (?:a|us a|his|her|an)\b[^.]{0,30} talk|told us (?:about|how)|we (?:had|heard|saw|learned)|joined us (?:at|for|on)|kicking off (?:our|the) evening was|slides (?:are|can be) |video (?:is|of)|great (?:talks?|evening|night)|for those who missed|if you missed|big thanks|kicked off with|(?:was|were) (?:a )?great|(?:hat|haben) (?:stattgefunden|gezeigt|berichtet|vorgestellt)|fand (?:am|unser|das|der|die)|zu gast hatten|war (?:ein|zu gast)|a eu lieu|s'est (?:déroulé|tenue?)|tuvo lugar|se celebró|contó|asistieron|vond plaats|bedankt|his takeaways|her takeaways|took us|his slides|her slides|presented ["“\[])`)
	aheadTitle = regexp.MustCompile(`(?i)\b(?:meetup|meeting|stammtisch|treffen|vortrag|workshop|taller|charla|rencontre|save the date|invitation|einladung|announcing|upcoming|join us)\b`)
	comingUp   = regexp.MustCompile(`(?i)\b(?:join us|will be (?:talking|speaking|presenting|held|giving|sharing|joined|at)|we(?:'ll| will) (?:be|have|kick|meet|move|hear)|we return|tickets? (?:are|will)|rsvp|doors? open|sign up|is going to|are going to|come along|looking forward|spread the word|findet (?:am|um|statt|in|im|bei)|laden (?:wir|herzlich|euch|sie)|treffen (?:wir )?uns|trifft sich|wird .{0,60}(?:vorstellen|zeigen|berichten|sprechen|erzählen|halten)|anmeldung|vous (?:accueill|invit|propos)\w*|nous accueillerons|inscription|aura lieu|venez|tendrá lugar|os esperamos|te esperamos|contaremos con|hablaremos|aprenderemos|apúntate|aanmelden|verwelkomen|closing the evening is|our (?:first|second|next|final) speaker is|our first speaker (?:of|for) .{0,20} is)\b`)
	noEvent    = regexp.MustCompile(`(?i)\b(?:call for (?:papers|speakers|proposals|code|sponsors|talks)|cfp|manifesto|code of conduct|newsletter|we(?:'re| are) hiring|job|jobs|stellenangebot|umfrage|survey|vote|votes|pressemeldung|press release|book review|about us|contact|impressum|privacy|welcome to (?:the|our)|new sponsor|giveaway|statistics|join us on slack|how to (?:join|speak|install|build|set)|tutorial|interview|hallo welt|hello world|license|autoren|zum download|organizers?|organisers?|team|speaker info|sponsoring|sponsors|gewinnspiel|buchvorstellung|magazin)\b`)
	groupWords = regexp.MustCompile(`(?i)\b(?:meet-?ups?|meetings?|user group|our (?:group|event|evening|speakers?)|stammtisch|treffen|vortrag|vorträge|vortragsabend|veranstaltung|rencontre|soirée|charlas?|taller|quedada|evento|evening|bijeenkomst|workshop|hacknight|hack night|talks)\b`)
)

// kind decides what the document is, from what was read and how it speaks.
func (d *draft) kind() content.Kind {
	e := &d.event
	stated := 0 // how firmly a day is said
	for _, ev := range e.Evidence {
		if ev.Field == "date" {
			stated = 1
		}
	}
	for _, s := range d.days {
		if (s.unit < 0 || d.keep(&d.units[s.unit])) && s.reading.Date == e.Date && e.Date != "" && (s.unit < 0 || s.label || s.weight >= 4) {
			stated = 2
		}
	}
	own := false
	for _, p := range d.places {
		if (p.own || d.class == "event") && p.day == e.Date {
			own = true
		}
	}
	recap, ahead := d.tone()
	programmeSaid := len(e.Agenda) >= 2
	group := d.speaksOfGroup()
	something := len(d.talks) + len(d.people)

	score := 0
	if own {
		score += 4
	}
	if stated == 2 {
		score += 2
	} else if stated == 1 {
		score++
	}
	if programmeSaid {
		score += 3
	}
	if len(d.talks) > 0 {
		score += 2
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
	if e.Start != "" {
		score++
	}
	if noEvent.MatchString(d.title.text) {
		score -= 3
	}
	if d.class == "article" {
		score--
	}
	if !e.Date.IsDay() && !programmeSaid {
		score--
		if e.Date == "" {
			score--
		}
	}
	if recap > 0 || ahead > 1 {
		score++
	}
	if score < 4 || e.Date == "" && len(d.talks) == 0 && !programmeSaid {
		return content.Other
	}
	if e.Date.IsDay() && d.publishDay.IsDay() && e.Date != d.publishDay {
		if e.Date < d.publishDay {
			recap += 2
		} else {
			ahead += 3
		}
	}
	if programmeSaid {
		ahead += 2
	}
	if recap > ahead {
		return content.Recap
	}
	return content.Announcement
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
		if !d.keep(u) || u.block.Kind == outline.Code || u.role == aside || u.role == speaking || len(u.low) < 15 {
			continue
		}
		if n := len(recapWords.FindAllStringIndex(u.low, 4)); n > 0 {
			recap += n
		}
		if n := len(comingUp.FindAllStringIndex(u.low, 4)); n > 0 {
			ahead += n
		}
	}
	return recap, ahead
}

func (d *draft) speaksOfGroup() bool {
	if groupWords.MatchString(d.title.text) {
		return true
	}
	for i := range d.units {
		if d.keep(&d.units[i]) && groupWords.MatchString(d.units[i].low) {
			return true
		}
	}
	return false
}
