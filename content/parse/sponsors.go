package parse

import (
	"regexp"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
)

var thanksFor = regexp.MustCompile(`(?i)\bsponsor|\bthanks? to\b|\bthank you to\b|\bgrateful to\b|\bgratitude to\b|\bkindly\b|\bprovid(?:ed|ing) (?:us|the|food|drinks|pizza)|\bsuppl(?:ied|ying)\b|\bwill feed us\b|\bpatrocin|\bgesponsert|\bdank an\b|\bmerci à\b|\bgracias a\b|\bcourtesy of\b|\bhosted by\b`)

var ofVenue = regexp.MustCompile(`(?i)\bsponsor|\bvenue|\bfood|\bdrinks?|\bpizza|\bbeer|\brefreshments|\bbeverages|\bspace\b|\bhost(?:ed|ing)|\bfeed us|\broom\b|\boffices?\b|\bpatrocin|\bgetränke|\bräum|\bverpflegung|\blocaux|\bbuffet|\binstalaciones|\borganisation\b`)

// readSponsors collects those named as sponsors, or thanked for room, food or
// drink.
func (d *draft) readSponsors() {
	have := map[string]bool{}
	add := func(name string, line int, text string) {
		name = strings.Trim(name, " .,;:*_")
		key := content.Fold(name)
		if key == "" || have[key] || len(name) > 50 || noSponsor[key] || strings.HasPrefix(name, "http") {
			return
		}
		have[key] = true
		d.event.Sponsors = append(d.event.Sponsors, name)
		d.note("sponsor", name, line, text, "named as a sponsor, or thanked")
	}
	for i := range d.units {
		u := &d.units[i]
		if !d.keep(u) || u.block.Kind == outline.Code || u.block.Kind == outline.Heading || len(u.text.Plain) > 2500 {
			continue
		}
		if u.role == sponsors && len(u.text.Plain) < 60 && u.text.Plain != "" && !thanksFor.MatchString(u.text.Plain) {
			add(u.text.Plain, u.text.Line, u.text.Plain)
			continue
		}
		if !thanksFor.MatchString(u.low) {
			continue
		}
		for _, s := range sentences(u.text) {
			if !thanksFor.MatchString(s.Plain) || !ofVenue.MatchString(s.Plain) {
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
				if org, n := orgAt(s, m[1], len(s.Plain)); n > 0 && shaped(org) < 2 {
					add(org, s.Line, s.Plain)
				}
			}
		}
	}
}

var sponsorBy = regexp.MustCompile(`(?i)\b(?:sponsored by|sponsors?|thanks to|thank you to|grateful to|gratitude to|courtesy of|provided by|supplied by|hosted by|dank (?:auch )?(?:noch einmal )?an|merci à|gracias a|gesponsert von|patrocinado por)\s+(?:our (?:\w+ )?(?:sponsors? )?|the (?:guys at |folks at |team at )?|everyone at )?`)

var noSponsor = words(`youtube twitter meetup slack github here eventbrite twitch linkedin`)
