package parse

import (
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/tree"
	"meetupbot/content/parse/when"
)

// isTalk reports whether a record is of one talk and no more: it has a title
// and speakers, and no talks of its own.
func isTalk(v *tree.Value, c scope) bool {
	if v.Kind != tree.Object || rowTitle(v).text == "" && turnTitle(v).text == "" || len(entriesOf(v)) > 0 || c.hint < 0 && c.name != "videos" {
		return false
	}
	for _, f := range v.Fields {
		key := localKey(f.Key())
		if !f.Value.Empty() && (slices.Contains(speakerKeys, key) || c.hint > 0 && slices.Contains(talkPeople, key)) {
			return true
		}
	}
	return false
}

// turnTitle is what a record with a time and without a day calls what is on
// then.
func turnTitle(v *tree.Value) said {
	if v.Kind != tree.Object || len(entriesOf(v)) > 0 {
		return said{}
	}
	timed := false
	for _, f := range v.Fields {
		timed = timed || f.Value.Kind == tree.Text && startsAt(f.Key()) && len(f.Value.Text) < 40 && len(when.Times(f.Value.Text)) > 0
	}
	if day, _ := dayField(v); !timed || day != nil {
		return said{}
	}
	if t := rowTitle(v); t.text != "" {
		return t
	}
	return titleOf(v, turnNames...)
}

// leastEvent is how much has to speak for a record's being an event.
const leastEvent = 4

// isEvent reports whether a record is an event of the group's: one with a day,
// or one without whose talks have none either.
func isEvent(v *tree.Value, c scope) bool {
	if day, _ := dayField(v); day == nil {
		dated := func(x *tree.Value) bool { d, _ := dayField(x); return d != nil }
		entries := entriesOf(v)
		return c.hint >= 0 && !slices.ContainsFunc(entries, dated) && slices.ContainsFunc(entries, func(x *tree.Value) bool { return isTalk(x, scope{hint: 1}) })
	}
	return !nests(v) && eventScore(v, c) >= leastEvent
}

// eventScore weighs what speaks for a record's being an event.
func eventScore(v *tree.Value, c scope) int {
	score := 2 * c.hint
	day, sure := dayField(v)
	if day != nil {
		score++
		if _, unix := unixTime(day.Text); unix || clockOf(day.Text) != "" {
			score++
		}
	}
	if sure {
		score++
	}
	if rowTitle(v).text != "" {
		score++
	}
	told := func(f tree.Field) bool {
		return listNamed(f) && (f.Value.Kind == tree.List || strings.Contains(f.Value.Text, "\n")) && !f.Value.Empty()
	}
	if slices.ContainsFunc(v.Fields, told) || v.Find(speakerKeys...) != nil {
		score += 2
	}
	if slices.ContainsFunc(entriesOf(v), func(x *tree.Value) bool { return isTalk(x, scope{hint: 1}) }) {
		score++
	}
	for key, x := range v.Scalars() {
		key = localKey(key)
		switch {
		case signKeys[key] && address(x.Text) != "", signUp(x.Text):
			score += 2
		case x != day && (startsAt(key) || endsAt(key)) && clockOf(x.Text) != "":
			score++
		case oddNames[key]:
			score -= 2
		case (key == "type" || key == "kind" || key == "category" || key == "layout") && eventTypes[tree.Fold(x.Text)]:
			score += 2
		}
	}
	if !v.Find(venueNames...).Empty() {
		score++
	}
	return score
}

// nests reports whether a record holds a list of events, which are then meant.
func nests(v *tree.Value) bool {
	for _, f := range v.Fields {
		if f.Value.Kind != tree.List || hintOf(f.Name) <= 0 || slices.ContainsFunc(listNames, f.Is) {
			continue
		}
		for _, it := range f.Value.List {
			if day, _ := dayField(it); day != nil {
				return true
			}
		}
	}
	return false
}

// undecided is the field of a record's day that says that there is none yet: "date:
// TBA"; nil where none does.
func undecided(v *tree.Value) *tree.Field {
	if day, _ := dayField(v); day != nil {
		return nil
	}
	for i, f := range v.Fields {
		if holds, _ := dayKey(f.Key()); holds && f.Value.Kind == tree.Text && len(f.Value.Text) < 40 && !digits(f.Value.Text) && placeholder.MatchString(f.Value.Text) {
			return &v.Fields[i]
		}
	}
	return nil
}

// onlyPlanned reports whether neither the day of a record's event is known yet
// nor who speaks, though there are places for both.
func onlyPlanned(v *tree.Value) bool {
	if v.Kind != tree.Object || undecided(v) == nil || len(entriesOf(v)) > 0 {
		return false
	}
	for _, f := range v.Fields {
		if !slices.ContainsFunc(speakerKeys, f.Is) {
			continue
		}
		for _, p := range f.Value.Items() {
			if name := join(nameOf(p), p.Text, ""); name != "" && !placeholder.MatchString(name) && !nobody[content.Fold(name)] {
				return false
			}
		}
	}
	return true
}

// unpublished returns the field of a record that says that it is not to be
// shown.
func unpublished(v *tree.Value) *tree.Field {
	for i, f := range v.Fields {
		text := strings.ToLower(f.Value.Text)
		switch f.Key() {
		case "draft", "hidden", "private", "isdraft", "entwurf", "brouillon":
			if text == "true" || text == "yes" {
				return &v.Fields[i]
			}
		case "published", "visible", "public", "show":
			if text == "false" || text == "no" {
				return &v.Fields[i]
			}
		}
	}
	return nil
}
