package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// readSponsors collects those named as sponsors, or thanked for room, food or
// drink.
func (d *draft) readSponsors() {
	have := map[string]bool{}
	add := func(name string, line int, text string) {
		name = strings.Trim(name, " .,;:*_")
		key := content.Fold(name)
		if key == "" || have[key] || twoPeople(name) || len(name) > 50 || noSponsor[key] || strings.HasPrefix(name, "http") {
			return
		}
		have[key] = true
		d.event.Sponsors = append(d.event.Sponsors, name)
		d.note("sponsor", name, line, text, "named as a sponsor, or thanked")
	}
	for _, v := range d.sponsorsSaid() {
		add(d.orgOf(v), v.Line, d.keyRule("sponsors"))
	}
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind == outline.Code || u.block.Kind == outline.Heading || len(u.text.Plain) > 2500 {
			continue
		}
		if links := u.text.Links(); u.role == sponsors && len(links) > 1 && len(u.text.Plain) < 200 {
			for _, l := range links {
				if words := u.text.Plain[l.Start:l.End]; isUpper(firstRune(words)) && len(strings.Fields(words)) <= 5 {
					add(words, u.text.Line, u.text.Plain)
				}
			}
			continue
		}
		if u.role == sponsors && len(u.text.Plain) < 60 && u.text.Plain != "" && u.cues&thanksCue == 0 {
			add(u.text.Plain, u.text.Line, u.text.Plain)
			continue
		}
		if u.cues&(thanksCue|treatCue) == 0 && !strings.Contains(u.low, "support of") {
			continue
		}
		if (u.cues&thanksCue == 0 || u.cues&treatCue == 0) && !paying.In(u.text.Plain) {
			continue // none of its sentences thanks somebody for something
		}
		for s := range sentences(u.text) {
			if paying.In(s.Plain) {
				for _, org := range d.treats(s) {
					add(org, s.Line, s.Plain)
				}
			}
			if cues := hintsIn(strings.ToLower(s.Plain)).cues; cues&thanksCue == 0 || cues&treatCue == 0 {
				continue
			}
			linked := false
			for _, l := range s.Links() {
				words := s.Plain[l.Start:l.End]
				if isUpper(firstRune(words)) && len(strings.Fields(words)) <= 5 && !signUp(l.URL) {
					linked = true
					add(words, s.Line, s.Plain)
				}
			}
			if linked {
				continue
			}
			for _, m := range sponsorBy.FindAllStringIndex(s.Plain, -1) {
				if org, n := orgAt(s, m[1], len(s.Plain)); n > 0 && (shaped(org) == 0 || d.company(org) && forTreat.MatchString(s.Plain[m[1]+n:])) {
					add(org, s.Line, s.Plain)
				}
			}
		}
	}
}

// paying are pieces of words of which each sentence holds one that says who pays.
var paying = pattern.OneOf(" is on ", " are on ", " be on ", "ponsor", "ponsert", "pport", "verzorgd", "sorgt", "soutien", "apoyo", " pay", " buy")

var (
	// paidBy stands before the name of who pays.
	paidBy = pattern.New(`(?i)\b(?:(?:pizzas?|food|drinks?|beers?|snacks|refreshments|round) (?:is|are|will be) on|sponsors? (?:is|are|was|were)|sponsored by:?|supported by:?|with the (?:kind |generous )?support of|verzorgd door|für (?:die )?(?:getränke|pizza|verpflegung|essen|snacks) sorgt|(?:getränke|pizza|verpflegung) gesponsert von|avec le soutien de|con el apoyo de)\s+(?:our (?:\w+ )?(?:sponsors? )?|the |die |der |das |los |las )?`)
	// pays stands behind it.
	pays = pattern.New(`\s(?:(?:is|are|has|have|was|will be)\s+)?(?:kindly |generously |again )*(?:sponsor(?:s|ed|ing)\s+(?:the |our |us |this |pizza|food|drinks|beer|snacks|tonight|lunch|refreshments)|sponsert\b|pays? for the\b|buys? the (?:pizza|beer|drinks|food)\b)`)
	// andMore joins one name to the next.
	andMore = pattern.New(`^\s*(?:,|and|und|et|y|en|&)\s+(?:the\s+)?`)
	// forTreat says what somebody is thanked for.
	forTreat = pattern.New(`(?i)^[^.]{0,10}\bfor (?:hosting|having us|sponsoring|providing|the (?:\w+ )?(?:food|pizza|pizzas|drinks|beer|beers|snacks|room|venue|space|refreshments))`)
)

// treats returns those that a sentence says pay for food, drink or room.
func (d *draft) treats(s outline.Text) []string {
	var out []string
	for _, m := range paidBy.FindAllStringIndex(s.Plain, 3) {
		for at := m[1]; at < len(s.Plain); {
			org, n := orgAt(s, at, len(s.Plain))
			if n == 0 || !d.company(org) {
				break
			}
			out = append(out, org)
			more := andMore.FindStringIndex(s.Plain[at+n:])
			if more == nil {
				break
			}
			at += n + more[1]
		}
	}
	for _, m := range pays.FindAllStringIndex(s.Plain, 2) {
		for i := range s.Plain[:m[0]] {
			if i > 0 && s.Plain[i-1] != ' ' {
				continue
			}
			if org, n := orgAt(s, i, m[0]); i+n == m[0] && n > 0 && d.company(org) {
				out = append(out, org)
				break
			}
		}
	}
	return out
}

// company reports whether a name can be a company's: no person's of the event,
// no pronoun, nothing of the calendar.
func (d *draft) company(org string) bool {
	first, _, _ := strings.Cut(content.Fold(org), " ")
	return shaped(org) < 2 && d.personNamed(org) == "" && !d.known.has(org) && !calendar[first] && (strings.Contains(org, " ") || !noName.set[first]) && len(org) > 2
}

var sponsorBy = pattern.New(`(?i)\b(?:sponsored by|sponsors?|thanks to|thank you to|(?:like to|we|to) thank|and to|grateful to|gratitude to|courtesy of|provided by|supplied by|hosted by|dank (?:auch )?(?:noch einmal )?an|merci à|gracias a|gesponsert von|patrocinado por)\s+(?:our (?:\w+ )?(?:sponsors? )?|the (?:guys at |folks at |team at )?|everyone at )?`)

var noSponsor = words(`youtube twitter meetup slack github here eventbrite twitch linkedin`)
