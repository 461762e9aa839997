package parse

import (
	"strings"

	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// findTopic reads what somebody's talk is about from the rest of the sentence,
// which reaches from the end of after to to. acts is the language whose words
// say that they speak, nil where nothing does.
func (r *proseReader) findTopic(p *prosePerson, t outline.Text, end, to int, after string, acts *tongue) {
	from := to - len(after)
	for _, l := range t.Links() {
		if l.Start >= from && l.End <= to+2 && !personLink(l.URL) {
			words := strings.TrimSpace(t.Plain[l.Start:l.End])
			if quoted(words) || english.about.MatchString(strings.ToLower(t.Plain[from:l.Start])) && len(strings.Fields(words)) > 2 && !hereWords.lower(words) {
				p.title, p.url, p.titleFirm = cleanTitle(words), l.URL, true
				return
			}
		}
	}
	if m := quotation.FindStringSubmatch(after); m != nil {
		p.title, p.titleFirm = cleanTitle(m[1]), true
		return
	}
	if acts == nil && !p.intro {
		return
	}
	for _, g := range r.tongues {
		topic, firm := g.topicIn(after, acts == g)
		if topic == "" {
			continue
		}
		if n := len(strings.Fields(topic)); n > 25 || n == 1 && !isUpper(firstRune(topic)) || !firm && gift.MatchString(after) && !given.MatchString(topic) {
			continue
		}
		p.title, p.titleFirm = topic, firm
		for _, l := range t.Links() {
			if l.Start >= from && l.Start < to && strings.Contains(t.Plain[l.Start:l.End], topic) {
				p.url = l.URL
			}
		}
		return
	}
}

// topicIn returns what the rest of a sentence says a talk is about; firm tells
// that words for it say so.
func (g *tongue) topicIn(after string, acts bool) (topic string, firm bool) {
	at := -1
	if g.topical != nil && acts {
		if m := g.topical.FindStringIndex(after); m != nil {
			at, firm = m[1], true
		}
	}
	if at < 0 {
		if m := g.about.FindStringIndex(after); m != nil && m[0] < 60 {
			at, firm = m[1], true
		}
	}
	if at < 0 {
		if m := g.direct.FindStringIndex(after); m != nil {
			at = m[1]
		}
	}
	if at < 0 {
		return "", false
	}
	topic = after[at:]
	if m := g.closes.FindStringIndex(topic); m != nil {
		topic = topic[:m[0]]
	}
	return cleanTitle(topic), firm
}

var (
	// gift says that something is given, given what may be a talk: "gave an
	// introduction to owls".
	gift  = pattern.New(`^[\s,]*(?:who )?(?:will be giving|will give|is giving|gave|gives)\b`)
	given = pattern.New(`(?i)^(?:introduction|intro|overview|tour|crash course|update|history)\b|^(?:\p{L}+ ){0,3}(?:tips?|tricks|tutorial|demo|demonstration|walk-?through|primer|lesson|summary|update) (?:of|on|to|into|regarding|about|for|how)\b`)
)

var hereWords = words(`here slides video hier ici aqui aquí`)
