package parse

import (
	"strings"

	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// speakerWill begins a sentence that says who speaks, before the name: "Our
// speaker will be Ana Finch", "Notre intervenante sera Ana Finch".
var speakerWill = pattern.New(`(?i)(?:\b(?:our|the|this month['’]s|this week['’]s|tonight['’]s|today['’]s|next|guest|featured|notre|nos|le|la|l['’]|un(?:ser|sere|e)|der|die|als|nuestr[oa]s?|el|la|l[oa]s|onze|de|il|i|nostr[oi]|noss[oa]s?|[oa]s?)\s*(?:(?:first|second|next|guest|main|featured|special|premier|première|nächste[rn]?|próxim[oa]|invited)\s)?(?:speakers?|presenters?|lecturer|orat(?:eur|rice)s?|conférenci(?:er|ère)s?|intervenant(?:e|s|es)?|referent(?:in|en|innen)?|vortragende[rn]?|sprecher(?:in)?|ponentes?|conferenciantes?|oradora?|sprekers?|relat(?:ore|rice|ori)|palestrantes?)(?:\s(?:for|pour|für|para|per|voor|on|at)\s[^.:;,]{2,40}?)?\s(?:is|are|will be|is going to be|ist|sind|wird|sera|seront|est|sont|será|serán|serão|es|son|is|zal|sarà|saranno|è|é)\s)`)

// willSpeak follows a name in a sentence that says no more of a talk than that:
// "Ana Finch will be our speaker".
var willSpeak = pattern.New(`(?i)^\s(?:is going to|will|is)\s(?:be\s)?(?:our|the|this month['’]s|tonight['’]s)\s(?:guest\s|next\s|featured\s)?speaker\b|^\ssera notre (?:speaker|orat(?:eur|rice)|intervenante?|conférenci(?:er|ère))|^\s(?:ist|wird) unsere?\s(?:Referent(?:in)?|Vortragende|Gast)`)

// speakerWords are pieces of the words for those who speak, by which the
// sentences are found.
var speakerWords = pattern.OneOf("speaker", "presenter", "lecturer", "orat", "orad", "conféren", "conferen", "intervenant", "referent", "vortragend", "sprecher", "ponente", "spreker", "relat", "palestrante", "unser gast")

// announcedSpeakers takes in those of whom a sentence says no more than that
// they speak, where nobody is named otherwise, and reports whether there are
// any.
func (d *draft) announcedSpeakers() bool {
	if len(d.people) > 0 || d.row {
		return false
	}
	d.headedSpeakers()
	if len(d.people) == 0 {
		d.sectionSpeakers()
	}
	if len(d.people) == 0 {
		d.toldSpeakers()
	}
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.next || u.role == aside || u.role == sponsors || !speakerWords.In(u.low) {
			continue
		}
		s := u.text.Plain
		for _, m := range speakerWill.FindAllStringIndex(s, 4) {
			rest := u.text.Slice(m[1], len(s))
			for _, c := range chunks(rest) {
				from := skipBlank(rest.Plain, c.start)
				name, n := namePrefix(rest.Plain[from:])
				if n == 0 || shaped(name) == 0 || placeNoun.MatchString(name) {
					break
				}
				d.addPerson(person{name: name, line: u.text.Line, text: s})
				if end := from + n; end < c.end && strings.TrimSpace(rest.Plain[end:c.end]) != "" {
					break // what follows is about somebody, not another one
				}
			}
		}
		for at := 0; len(d.people) == 0; {
			name, _, end := nextName(s, at, d.known)
			if name == "" {
				break
			}
			if willSpeak.MatchString(s[end:]) && shaped(name) > 0 {
				d.addPerson(person{name: name, line: u.text.Line, text: s})
			}
			at = end
		}
	}
	return len(d.people) > 0
}

// nickname stands between somebody's first and last name: Ada “Owl” Finch.
var nickname = pattern.New(`\s["“„«'‘][^"“”„«»'’]{1,20}["”“»'’]\s`)

// headedSpeakers takes in those whose names are headings of the part about who
// speaks, each with a text below it.
func (d *draft) headedSpeakers() {
	for i := 0; i+1 < len(d.units); i++ {
		u, below := &d.units[i], &d.units[i+1]
		if u.role != speaking || u.block.Kind != outline.Heading || below.sec != u.sec || below.block.Kind != outline.Paragraph || !d.keep(u) || u.next {
			continue
		}
		name := bareName(u.sec.Heading.Plain)
		if bare := nickname.ReplaceAllString(name, " "); shaped(bare) == 0 || !isWholeName(bare) || placeNoun.MatchString(bare) {
			continue
		}
		d.addPerson(person{name: name, line: u.text.Line, text: u.text.Plain})
	}
}
