package parse

import (
	"regexp"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
)

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
		if u.role == sponsors && len(u.text.Plain) < 60 && u.text.Plain != "" && u.cues&thanksCue == 0 {
			add(u.text.Plain, u.text.Line, u.text.Plain)
			continue
		}
		if u.cues&thanksCue == 0 || u.cues&treatCue == 0 {
			continue
		}
		for _, s := range sentences(u.text) {
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
				if org, n := orgAt(s, m[1], len(s.Plain)); n > 0 && shaped(org) == 0 {
					add(org, s.Line, s.Plain)
				}
			}
		}
	}
}

var sponsorBy = regexp.MustCompile(`(?i)\b(?:sponsored by|sponsors?|thanks to|thank you to|grateful to|gratitude to|courtesy of|provided by|supplied by|hosted by|dank (?:auch )?(?:noch einmal )?an|merci à|gracias a|gesponsert von|patrocinado por)\s+(?:our (?:\w+ )?(?:sponsors? )?|the (?:guys at |folks at |team at )?|everyone at )?`)

var noSponsor = words(`youtube twitter meetup slack github here eventbrite twitch linkedin`)
