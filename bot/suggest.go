package bot

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"meetupbot/content"
)

// A Suggestion completes what somebody is typing.
type Suggestion struct {
	Label string // what is shown
	Value string // what the option's value becomes
}

// Discord takes 25 suggestions, of which label and value have at most 100
// characters: https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure
const (
	maxSuggested     = 25
	maxSuggestedText = 100
)

// Suggest completes the option that somebody is typing: req.Call holds the
// command's name and the value so far. Where nothing fits, or something goes
// wrong, there is nothing to suggest; the log has the reason.
func (r *Router) Suggest(ctx context.Context, req Request, option string) (suggested []Suggestion) {
	fault := func(err error) {
		suggested = nil
		if ctx.Err() == nil { // nobody waits for it any more
			r.parts.Log.WarnContext(ctx, "no suggestions", "command", req.Call.Name, "option", option, "err", err)
		}
	}
	defer func() {
		if p := recover(); p != nil {
			fault(fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	command, _ := CommandNamed(req.Call.Name)
	i := slices.IndexFunc(command.Options, func(o Option) bool { return o.Name == option })
	if i < 0 {
		return nil
	}
	if command.Organisers && r.refuse(ctx, req, req.Call) != nil {
		return nil
	}
	q := newQuestion(r, req, req.Call)
	typed := clip(req.Call.Args[option], maxLineRunes)
	var err error
	switch command.Options[i].Type {
	case Group:
		suggested = q.suggestGroups(typed)
	case Event:
		suggested, err = q.suggestEvents(ctx, typed)
	case Speaker:
		suggested, err = q.suggestSpeakers(ctx, typed)
	}
	if err != nil {
		fault(err)
	}
	return suggested
}

// suggestGroups suggests groups in whose names a word begins as typed: to
// organisers all there are, to others those that answer.
func (q question) suggestGroups(typed string) (suggested []Suggestion) {
	groups := q.groupsHere()
	if command, _ := CommandNamed(q.call.Name); command.Organisers {
		groups = q.all
	}
	if q.call.Name == "unfollow" {
		groups = q.here
	}
	for _, g := range groups {
		if begunIn(typed, g.Name+" "+g.Title) {
			suggested = appendSuggestion(suggested, q.titles.of(g.Name), g.Name)
		}
	}
	return suggested
}

// maxSearched is how many events to come, and how many that are over, are
// looked through for what was typed.
const maxSearched = 50

// suggestEvents suggests events in whose day, group or title words begin as
// typed, those to come first.
func (q question) suggestEvents(ctx context.Context, typed string) (suggested []Suggestion, err error) {
	undated, err := q.undated(ctx, "")
	if err != nil {
		return nil, err
	}
	searched := maxSuggested
	if len(content.Words(typed)) > 0 {
		searched = maxSearched
	}
	queries := []content.EventQuery{{After: q.now, Limit: searched}, {Before: q.now, Newest: true, Limit: searched}}
	if searched > maxSuggested {
		queries = append(queries, content.EventQuery{Words: typed, Newest: true, Limit: maxSuggested}) // of any age
	}
	seen := map[content.EventID]bool{}
	add := func(events []content.Event) {
		for i := range events {
			m := q.titles.meetup(&events[i], q.now)
			if seen[m.ID] {
				continue
			}
			label, value := m.Name(), m.Title
			if m.When.Date.IsDay() {
				label, value = m.When.ShortDay()+" – "+label, string(m.When.Date)+" "+value
			}
			if m.Standing() != "" {
				label = m.Standing() + ": " + label
			}
			if begunIn(typed, label+" "+value+" "+events[i].Group) {
				seen[m.ID] = true
				suggested = appendSuggestion(suggested, label, value)
			}
		}
	}
	for i, query := range queries {
		if len(suggested) == maxSuggested {
			break
		}
		query.Groups, query.Brief = q.groups, true
		events, err := q.library.Events(ctx, query)
		if err != nil {
			return nil, fmt.Errorf("events to suggest: %w", err)
		}
		add(events)
		if i == 0 {
			add(undated)
		}
	}
	return suggested, nil
}

// suggestSpeakers suggests people whose names have what was typed; before
// anything is typed, those of the next meetup.
func (q question) suggestSpeakers(ctx context.Context, typed string) (suggested []Suggestion, err error) {
	var names []string
	if len(content.Words(typed)) == 0 {
		event, _, err := q.nextOf(ctx, q.groups)
		if err != nil || event == nil {
			return nil, err
		}
		for _, s := range event.Speakers {
			names = append(names, s.Name)
		}
	} else if directory, ok := q.library.(Directory); ok {
		if names, err = directory.Names(ctx, q.groups, typed, maxSuggested); err != nil {
			return nil, fmt.Errorf("names to suggest: %w", err)
		}
	}
	for _, name := range names {
		suggested = appendSuggestion(suggested, name, name)
	}
	return suggested, nil
}

// begunIn reports whether each word that was typed begins one of text.
func begunIn(typed, text string) bool {
	folded := " " + content.Fold(text)
	for _, word := range content.Words(typed) {
		if !strings.Contains(folded, " "+word) {
			return false
		}
	}
	return true
}

// appendSuggestion adds a suggestion that fits and that is not there yet.
func appendSuggestion(to []Suggestion, label, value string) []Suggestion {
	s := Suggestion{Label: suggestedText(label), Value: suggestedText(value)}
	same := func(other Suggestion) bool { return other.Value == s.Value }
	if s.Label == "" || s.Value == "" || len(to) == maxSuggested || slices.ContainsFunc(to, same) {
		return to
	}
	return append(to, s)
}

func suggestedText(s string) string {
	return Shorten(strings.TrimSpace(Clean(s)), maxSuggestedText)
}
