package parse

import (
	"strings"

	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

var (
	// belongs stands behind a name, before what its bearer is of.
	belongs = pattern.New(`(?i)^\)?\s*,?\s*\(?(?:(?:an? |the |eine?[rs]? )?(?:teil|mitglied|(?:mit)?gründer(?:in)?|member|part|(?:co-?)?founder|(?:co)?fundadora?|miembro|membre|(?:co-?)?fondat\w+|lid|maintainer(?:in)?) (?:der|des|von|vom|of|de la|de|del|du|van|von der)|(?:arbeitet )?bei(?: der)?|from|chez)\s+(?:the\s+)?`)
	// being begins a sentence that says what somebody is before it names them:
	// "Being an engineer at Acme, Ana ...".
	being = pattern.New(`(?i)^(?:being|as|als|en tant que|como)\s+(?:an?\s+|the\s+|une?\s+)?(.{3,80}?)\s+(?:at|bei|bei der|chez|bij|en)\s+(?:the\s+)?`)
)

// fromAbstracts adds what abstracts that stand in keys say in passing of those
// who give the talks.
func (d *draft) fromAbstracts() {
	for _, t := range d.talks {
		if t.unit >= 0 || t.Abstract == "" || len(t.Abstract) > maxUnitBytes {
			continue
		}
		for _, p := range t.people {
			i, ok := d.named[nameKey(p.name)]
			if first, _, _ := strings.Cut(p.name, " "); ok && d.people[i].affiliation == "" && strings.Contains(t.Abstract, first) {
				d.toldIn(t, &d.people[i])
			}
		}
	}
}

// toldIn reads what a talk's abstract says of one who gives it, at the places
// that name them.
func (d *draft) toldIn(t talk, p *person) {
	text := inline(t.Abstract, t.line)
	first, _, _ := strings.Cut(p.name, " ")
	for _, name := range []string{p.name, first} {
		for at, end := 0, 0; p.affiliation == ""; end = at + len(name) {
			next := indexWord(text.Plain[end:], name)
			if next < 0 {
				break
			}
			at = end + next
			d.toldAt(text, at, at+len(name), p)
		}
	}
}

// toldAt reads the sentence that names somebody from at to end.
func (d *draft) toldAt(text outline.Text, at, end int, p *person) {
	from, to := sentenceAround(text.Plain, at, end)
	before := text.Slice(from, at)
	switch m, b := belongs.FindStringIndex(text.Plain[end:to]), being.FindStringSubmatchIndex(before.Plain); {
	case m != nil:
		if org, n := orgAt(text, end+m[1], to); n > 0 && d.company(org) {
			p.affiliation = org
		}
	case b != nil:
		org, n := orgAt(before, b[1], len(before.Plain))
		if n > 0 && d.company(org) && strings.Trim(before.Plain[b[1]+n:], " ,") == "" {
			p.affiliation = org
			if role := before.Plain[b[2]:b[3]]; p.role == "" && isRole(role) {
				p.role = role
			}
		}
	default:
		d.employed(p.name, text.Slice(from, len(text.Plain)))
	}
}
