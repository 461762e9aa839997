package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

// talkHeadings are folded headings, in the singular or not, below which every
// point of a list is a talk, named speaker or none.
var talkHeadings = phraseSet(`talks, the talks, vortrage, charlas, themen, haupt themen, hauptthemen, topics, sessions, presentations, conferences, sujets,
	lightning talk, lightning talks, lightning, lightnings, lts, short talks, workshop, workshops, kurzvortrag, kurzvortrage, impulsvortrag, impulsvortrage, vortragsthemen,
	les talks, les presentations, les conferences, les sujets, atelier, ateliers, les ateliers, quickies, charlas relampago, las charlas, ponencias, talleres,
	palestras, as palestras, palestras relampago, sessoes, oficinas, talk lampo, i talk, gli interventi, interventi, relazioni, laboratori, lezingen, presentaties, de talks, de lezingen, praatjes`)

func phraseSet(list string) set {
	out := set{}
	for _, p := range strings.Split(list, ",") {
		out[content.Fold(p)] = true
	}
	return out
}

// talkList reports whether the heading above a unit promises nothing but
// talks.
func (d *draft) talkList(i int) bool {
	return talkHeadings[content.Fold(strings.TrimSuffix(d.units[i].sec.Heading.Plain, ":"))]
}

// givenFirst reads a list of talks whose points begin with a first name or a
// nickname alone: "Ana: Owls". One such point shows nothing; two do, where most
// of the list is of that form and one of the names is a common one.
func (d *draft) givenFirst(l list, texts []outline.Text) []parts {
	if len(texts) < 2 || !d.talkList(l.items[0].unit) {
		return nil
	}
	out := make([]parts, len(texts))
	found, firm := 0, false
	for n, t := range texts {
		name, rest, ok := strings.Cut(t.Plain, ":")
		name = strings.TrimSpace(name)
		if !ok || name == "" || len(name) > 24 || strings.ContainsAny(name, " /()\"") || !strings.HasPrefix(rest, " ") {
			continue
		}
		if l, _, _ := readLabel(t); l != noLabel || !isUpper(firstRune(name)) && name[0] != '@' {
			continue
		}
		title := t.Slice(len(t.Plain)-len(strings.TrimLeft(rest, " ")), len(t.Plain))
		if title.Plain == "" {
			continue
		}
		p := parts{title: cleanTitle(title.Plain), people: []person{{name: name, line: t.Line, text: t.Plain}}, sep: ":", first: true}
		if m := quotation.FindStringSubmatchIndex(title.Plain); m != nil && m[0] == 0 { // `Ana: "Owls": by night`
			p.title = cleanTitle(title.Plain[m[2]:m[3]])
		}
		if links := title.Links(); len(links) > 0 && !personLink(links[0].URL) {
			p.url = links[0].URL
		}
		out[n] = p
		found++
		firm = firm || common(name)
	}
	if found < 2 || found*2 < len(texts) || !firm {
		return nil
	}
	return out
}

// givenBehind is a talk with a first name alone in brackets behind it.
var givenBehind = pattern.New(`^(\S.{3,120}?)\s+\((\p{Lu}[\p{L}'’-]{1,14}(?: \p{Lu}\.?)?)\)[\s.]*$`)

// givenLast reads a list that is announced as one of talks and whose points end
// on a first name alone in brackets: "Owls by hand (Ana)". Two points have to, and
// one of the names is a common one.
func givenLast(texts []outline.Text) []parts {
	out := make([]parts, len(texts))
	found, firm := 0, false
	for n, t := range texts {
		m := givenBehind.FindStringSubmatchIndex(t.Plain)
		if m == nil {
			continue
		}
		title, name := cleanTitle(t.Plain[m[2]:m[3]]), t.Plain[m[4]:m[5]]
		if title == "" || pausing(title, true) || len(when.Dates(title)) > 0 || nobody[content.Fold(name)] || noName.lower(name) && !common(name) {
			continue
		}
		out[n] = parts{title: title, people: []person{{name: name, line: t.Line, text: t.Plain}}, sep: "("}
		found++
		firm = firm || common(wordAt(name, 0))
	}
	if found < 2 || !firm {
		return nil
	}
	return out
}

// tellsOf begins what stands behind a talk's title that a link sets off from
// what is said of it.
var tellsOf = pattern.New(`^\s*(?::|[–—-]\s|,\s|(?:is|are|ist|sind|est|sont|es|son|è|sono|é|são|zijn)\s)`)

// titledLink reads a point that begins with a linked title and goes on with what
// it is about: "[Owls](address): how they fly", "[Owls](address) est une ...".
func titledLink(t outline.Text) (parts, bool) {
	links := t.Links()
	if len(links) == 0 {
		return parts{}, false
	}
	l := links[0]
	if l.Start > 1 || l.End >= len(t.Plain) || personLink(l.URL) {
		return parts{}, false
	}
	rest := t.Plain[l.End:]
	m := tellsOf.FindStringIndex(rest)
	if m == nil || len(strings.Fields(rest[m[1]:])) < 3 {
		return parts{}, false
	}
	if who := readPeople(t.Slice(l.End+m[1], len(t.Plain)), nil); len(who) > 0 {
		return parts{}, false // "[Owls](address) - Ana Finch, Acme"
	}
	return parts{title: cleanTitle(t.Plain[l.Start:l.End]), url: l.URL}, true
}
