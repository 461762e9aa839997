package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/schedule"
)

// maxLeads is how many reminders of one event a place takes.
const maxLeads = 10

// remind answers "remind [when]".
func (q question) remind(ctx context.Context) (Reply, error) {
	when := q.call.Args["when"]
	if when == "" {
		return q.shown(ctx)
	}
	c, refused, err := q.followed(ctx)
	if refused != nil || err != nil {
		return refused, err
	}
	if isOff(when) {
		c.Posts = without(c, schedule.Reminder)
		return q.save(ctx, c, "No reminders are posted here any more.")
	}
	leads, err := readLeads(when)
	if err != nil {
		return q.wrong([]error{err})
	}
	c.Leads = leads
	if !c.Takes(schedule.Reminder) {
		c.Posts = append(c.Posts, schedule.Reminder)
	}
	words := make([]string, len(leads))
	for i, l := range leads {
		words[i] = l.String()
	}
	return q.save(ctx, c, "Reminders come "+strings.Join(words, " and ")+".")
}

// shown answers with the rules as they are.
func (q question) shown(ctx context.Context) (Reply, error) {
	if refused := q.nowhere(); refused != nil {
		return refused, nil
	}
	c, err := q.channel(ctx)
	if err != nil {
		return nil, err
	}
	return q.inForce(ctx, c, "")
}

// readLeads reads leads with commas or "and" between them.
func readLeads(when string) (leads []schedule.Lead, err error) {
	for _, text := range parts(strings.ReplaceAll(when, " and ", ",")) {
		lead, err := schedule.ParseLead(text)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(leads, lead) {
			leads = append(leads, lead)
		}
	}
	if len(leads) == 0 || len(leads) > maxLeads {
		return nil, fmt.Errorf(`that is %d reminders of each meetup: give 1 to %d, such as "1 day before at 10:00, 2 hours before"`, len(leads), maxLeads)
	}
	return leads, nil
}

// rules answers "rules", with or without something to change.
func (q question) rules(ctx context.Context) (Reply, error) {
	if !q.call.says("posts", "digest", "quiet", "zone") {
		return q.shown(ctx)
	}
	c, refused, err := q.followed(ctx)
	if refused != nil || err != nil {
		return refused, err
	}
	if wrong := q.amend(&c); wrong != nil {
		return q.wrong(wrong)
	}
	return q.save(ctx, c, "The rules of this place are changed.")
}

// amend puts what the call says into c. It returns all that is wrong with it.
func (q question) amend(c *schedule.Channel) (wrong []error) {
	try := func(err error) {
		if err != nil {
			wrong = append(wrong, err)
		}
	}
	var err error
	if zone := q.call.Args["zone"]; zone != "" {
		_, err := content.LoadZone(zone)
		try(err)
		c.Zone = zone
	}
	if quiet := q.call.Args["quiet"]; isOff(quiet) {
		c.Quiet = schedule.Quiet{}
	} else if quiet != "" {
		c.Quiet, err = schedule.ParseQuiet(quiet)
		try(err)
	}
	digest := q.call.Args["digest"]
	if digest != "" && !isOff(digest) {
		_, err := schedule.ParseDigest(digest)
		try(err)
		c.Digest = digest
	} else if digest != "" {
		c.Digest, c.Posts = "", without(*c, schedule.Digest)
	}
	if posts := q.call.Args["posts"]; posts != "" {
		c.Posts, err = readKinds(posts)
		try(err)
		if slices.Contains(c.Posts, schedule.Digest) && c.Digest == "" {
			try(fmt.Errorf(`posts name the digest, but no rule says when it comes: add digest:"0 9 * * MON" for Mondays at 09:00`))
		}
	}
	if digest != "" && c.Digest != "" && !c.Takes(schedule.Digest) {
		c.Posts = append(c.Posts, schedule.Digest)
	}
	return wrong
}

// readKinds reads kinds of posts, in any order, with commas or spaces.
func readKinds(posts string) (kinds []schedule.Kind, err error) {
	if isOff(posts) {
		return []schedule.Kind{schedule.Change}, nil // which those who were told hear of whatever the rules say
	}
	for _, word := range parts(strings.Join(strings.Fields(posts), ",")) {
		if word == "and" {
			continue
		}
		kind, err := schedule.ParseKind(word)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	if len(kinds) == 0 {
		_, err = schedule.ParseKind(posts)
	}
	return kinds, err
}

// without returns the kinds that c takes but k.
func without(c schedule.Channel, k schedule.Kind) []schedule.Kind {
	kinds := []schedule.Kind{schedule.Change} // never empty: that would be the usual ones
	for _, other := range schedule.Kinds() {
		if other != k && other != schedule.Change && c.Takes(other) {
			kinds = append(kinds, other)
		}
	}
	return kinds
}

// wrong answers values that are not understood: each error says which forms
// are.
func (q question) wrong(errs []error) (Reply, error) {
	command, _ := CommandNamed(q.call.Name)
	sentences := make([]string, len(errs))
	for i, err := range errs {
		sentences[i] = sentence(err)
	}
	return Notice{Text: strings.Join(sentences, " ") + " Nothing is changed.", Try: command.Examples}, nil
}

// sentence is an error as people read it.
func sentence(err error) string {
	s := Sentence(Clean(err.Error()))
	if !strings.ContainsAny(s[len(s)-1:], ".!?") {
		s += "."
	}
	return s
}

// parts are what stands between commas or semicolons.
func parts(list string) (found []string) {
	for part := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ',' || r == ';' }) {
		if part = strings.TrimSpace(part); part != "" {
			found = append(found, part)
		}
	}
	return found
}

// isOff reports whether the words switch something off.
func isOff(words string) bool {
	switch strings.ToLower(words) {
	case "off", "no", "none", "never":
		return true
	}
	return false
}
