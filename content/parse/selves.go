package parse

import (
	"slices"
	"strings"
	"unicode"

	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/pattern"
)

// toldBySentence takes a paragraph whose sentences begin with names of the
// event's people and tell who they are as bios, each up to the next name. It
// returns whom the last sentences are about, "" where the paragraph is none.
func (d *draft) toldBySentence(u *unit, names *callNames) string {
	if !names.mayStand(u.block.Text.Plain) {
		return ""
	}
	list := slices.Collect(sentences(u.block.Text))
	if len(list) == 0 || len(list) > 40 {
		return ""
	}
	about := make([]string, len(list))
	found := false
	for i, s := range list {
		list[i] = undecorated(s)
		about[i] = d.tellsOf(u, list[i], names, i == 0 || found)
		found = found || about[i] != ""
	}
	if !found {
		return ""
	}
	if about[0] == "" {
		about[0] = d.opens(list[0].Flat(), names) // "Our first speaker is Ana Finch, who ..."
	}
	last := ""
	for i := 0; i < len(list); {
		if about[i] == "" {
			i++
			continue
		}
		stop := i + 1
		for stop < len(list) && about[stop] == "" && d.begins(list[stop], names) == "" {
			stop++
		}
		for stop < len(list) && about[stop] == about[i] {
			stop++
		}
		last = about[i]
		d.addBio(last, d.aboutThem(joinTexts(list[i:stop], " ")))
		i = stop
	}
	return last
}

// tellsOf returns the person whom a sentence begins to tell about. first is the
// first of its paragraph: a full name and any verb but one of speaking will do
// there, unless the document tells of an evening that is over.
func (d *draft) tellsOf(u *unit, s outline.Text, names *callNames, first bool) string {
	for _, i := range names.at(s.Plain) {
		for _, n := range []string{d.people[i].name, names.first[i]} {
			if n == "" || !strings.HasPrefix(s.Plain, n) || len(s.Plain) > len(n) && letterAt(s.Plain, len(n)) {
				continue
			}
			after := s.Plain[len(n):]
			if describes.MatchString(after) && d.talking(after) == nil {
				return d.people[i].name
			}
			if n == d.people[i].name && (first || u.role == speaking) && (u.role == speaking || !d.looksBack()) && fullSentence(s.Plain) && goesOn(after) && d.talking(after) == nil {
				return d.people[i].name
			}
		}
	}
	return ""
}

// goesOn reports whether a sentence goes on behind its first words with a verb:
// a word in lower case that joins no other name, or a word of Japanese.
func goesOn(after string) bool {
	word := strings.TrimLeft(after, " ,")
	r := firstRune(word)
	if script(r) {
		return true
	}
	if !unicode.IsLower(r) || word == after {
		return false
	}
	w, _, _ := strings.Cut(word, " ")
	return !linking[w] && !noVerb[w]
}

// noVerb are words that go on behind a name and are no verbs.
var noVerb = words(`zum zur von vom over about su sur sobre über para for pour für in im et ou or oder o und will wird zal va`)

// doing are words for speaking that are also said of what somebody does all
// year.
var doing = pattern.New(`^[\s,]*(?:who )?(?:runs?|looks? at|looks after|opens|closes|covers|introduces|explores?|führt|leitet|gibt|houdt)\b`)

// talking returns the language whose words behind a name say that somebody
// speaks.
func (d *draft) talking(after string) *tongue {
	if doing.MatchString(after) {
		return nil
	}
	r := proseReader{facts: d.facts, known: d.known, tongues: d.spokenTongues()}
	return r.performs(after)
}

// looksBack reports whether the document tells of an evening that is over.
func (d *draft) looksBack() bool {
	if d.backSaid == 0 {
		d.backSaid = -1
		if recap, ahead := d.tone(); recap > ahead {
			d.backSaid = 1
		}
	}
	return d.backSaid > 0
}
