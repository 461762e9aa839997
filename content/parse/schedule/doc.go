// Package schedule reads the programmes that conference software writes:
// frab's and Pentabarf's XML, the schedule JSON of frab, pretalx and c3voc's
// hub, pretalx's submissions, Sessionize's JSON.
//
// It knows how these formats say days, rooms, sessions and people, which
// sessions are talks and which are pauses, and when a zone and the offsets
// beside it cannot both be right. A conference is one event, with each talk on
// its day. It refuses to guess: what a schedule leaves open or contradicts is
// a doubt, and of a schedule that cannot be read whole nothing is used.
package schedule

import (
	"errors"
	"fmt"

	"meetupbot/content"
	"meetupbot/content/parse/tree"
)

// In is what the caller knows of the document and its group.
type In struct {
	Path  string
	Group string // short name
	Zone  string // the group's, an IANA name; "": not known
}

// Out is what the document says: Other and no events where nothing of it takes
// place, and nothing at all where it is no schedule.
type Out struct {
	Kind     content.Kind
	Events   []content.Event
	Warnings []string // path:line: what was left out or mended
}

// maxSessions bounds the sessions of a document. The largest known conferences
// have about a thousand.
const maxSessions = 2_000

// fewSessions is up to how many sessions an evening has; more are a listing.
const fewSessions = 4

// Read reads a document of which Is is true. The error is a
// *content.DocumentError.
func Read(data []byte, in In) (Out, error) {
	r := &reader{in: in}
	r.people = directory{}
	err := r.read(data)
	if err == nil && len(r.sessions) > maxSessions {
		err = &tree.Error{Line: r.sessions[maxSessions].line, Problem: fmt.Sprintf("it lists more than %d sessions", maxSessions)}
	}
	if err != nil {
		at := &tree.Error{Problem: err.Error()}
		errors.As(err, &at)
		return Out{}, &content.DocumentError{Path: in.Path, Line: at.Line, Problem: "the schedule cannot be read: " + at.Problem, Fix: "export it again"}
	}
	if r.none {
		return Out{}, nil
	}
	out := Out{Kind: content.Other, Warnings: r.warnings}
	for _, p := range r.events() {
		out.Events = append(out.Events, p.event(in))
	}
	switch {
	case len(out.Events) == 0:
	case len(out.Events) > 1, len(r.sessions) > fewSessions, out.Events[0].EndDate != "":
		out.Kind = content.Listing
	default:
		out.Kind = content.Announcement
	}
	return out, nil
}
