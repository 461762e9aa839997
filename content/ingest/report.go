package ingest

import (
	"fmt"
	"slices"
	"strings"

	"meetupbot/content"
)

// A Report says what one import of one source did. Every event is counted
// once: as held when nothing will be posted about it as it stands, else as
// new, changed, gone or unchanged.
type Report struct {
	Source                              string // fit to be shown: without what may be secret in a web address
	New, Changed, Held, Gone, Unchanged int
	Broken                              int      // documents that could not be read
	Lines                               []string // what changed, what is held and why, what is gone: one line each
	Warnings                            []string // what was mended while reading
}

// Summary is the counts in words.
func (r *Report) Summary() string {
	return fmt.Sprintf("%d new, %d changed, %d held, %d gone, %d unchanged", r.New, r.Changed, r.Held, r.Gone, r.Unchanged)
}

// Add counts another report in.
func (r *Report) Add(s *Report) {
	r.New += s.New
	r.Changed += s.Changed
	r.Held += s.Held
	r.Gone += s.Gone
	r.Unchanged += s.Unchanged
	r.Broken += s.Broken
}

// again is the report of a source that is as it was: nothing is new, and what
// is held has been said.
func again(src Source, s content.Sight) *Report {
	return &Report{Source: content.ShownSource(src.Name), Held: s.Held, Broken: s.Broken, Unchanged: s.Unchanged}
}

func (r *Report) line(format string, args ...any) {
	r.Lines = append(r.Lines, fmt.Sprintf(format, args...))
}

// problem reports a document that could not be read.
func (r *Report) problem(err error) {
	r.Broken++
	r.line("held: %v; what was read of it before stays", err)
}

// event counts an event and says what is worth saying of it. It reports
// whether the event differs from the one that is kept.
func (r *Report) event(old, now *content.Event) (differs bool) {
	var changes []string
	if old != nil {
		changes = diff(old, now)
	}
	differs = old == nil || len(changes) > 0
	doubt, held := now.Held()
	switch {
	case held:
		r.Held++
	case old == nil:
		r.New++
	case differs:
		r.Changed++
	default:
		r.Unchanged++
	}
	switch {
	case old == nil:
		r.line("new: %s", label(now))
	case differs:
		r.line("changed: %s: %s", label(old), strings.Join(changes, ", "))
	}
	if held {
		r.line("held: %s: %s", label(now), doubt)
	}
	return differs
}

func (r *Report) gone(e *known) {
	r.Gone++
	r.line("gone: %s: the source no longer has it; it is kept, and nothing more is posted about it", e.label())
}

// made counts an event that was worked out anew, and reports whether it differs
// from the one that is kept. One that nothing new was read of is counted only
// where it became another.
func (r *Report) made(m *made) (differs bool) {
	if m.old == nil || slices.ContainsFunc(m.members, func(m member) bool { return m.fresh() }) {
		return r.event(m.old, &m.Event)
	}
	changes := diff(m.old, &m.Event)
	if len(changes) > 0 && !m.asKept {
		r.Changed++
		r.line("changed: %s: %s", label(m.old), strings.Join(changes, ", "))
	}
	return len(changes) > 0
}

// merged says that two events were found to be one.
func (r *Report) merged(m merger) {
	r.line("one event: %s and %s are the same", m.from.label(), m.into.label())
}

// lossHeld reports that vanished events are not taken for gone.
func (r *Report) lossHeld(why string, lost []*known) {
	r.Held += len(lost)
	r.line("held: %s: %s; they are kept as they were. If they are really gone, run: meetupbot import --accept-loss", r.Source, why)
	for _, e := range lost {
		r.line("held: %s: vanished from the source", e.label())
	}
}

// label names an event in a line of the report: day, title, document.
func label(e *content.Event) string { return labelled(e.Date, e.Title, e.Origin.Path) }

func (c *card) label() string { return labelled(c.date.full(), c.name(), c.path()) }

func labelled(day content.Date, title, path string) string {
	if day == "" {
		day = "day unknown"
	}
	if title == "" {
		title = "untitled"
	}
	return fmt.Sprintf("%s %q (%s)", day, title, path)
}
