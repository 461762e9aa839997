package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/source"
	"meetupbot/store"
)

// memory is what imports kept, for who reads documents again: nothing where
// nothing was imported.
type memory struct{ db *store.DB }

// remembered opens what was kept. What cannot be opened is told, and documents
// are read without it.
func (a *app) remembered(ctx context.Context, databaseURL string) memory {
	db, err := store.Open(ctx, databaseURL, store.Reader)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			fmt.Fprintln(a.stderr, "What was imported before is not used:", err)
		}
		return memory{}
	}
	return memory{db}
}

func (m memory) close() {
	if m.db != nil {
		_ = m.db.Close() // it was only read
	}
}

// lessons returns what earlier imports of a source taught.
func (m memory) lessons(ctx context.Context, name string) ([]content.Lesson, error) {
	if m.db == nil {
		return nil, nil
	}
	record, err := m.db.Source(ctx, name)
	return record.Lessons, err
}

// joined returns the kept meetups of a group that are more than what one
// document says: several tell of them, or organisers decided on them. Of these,
// those that a document of the source tells of, below a path.
func (m memory) joined(ctx context.Context, group, name, below string) ([]content.Event, error) {
	if m.db == nil {
		return nil, nil
	}
	var out []content.Event
	err := m.db.EachEvent(ctx, content.EventQuery{Groups: []string{group}, Told: true, Evidence: true, Brief: true}, func(e *content.Event) error {
		if slices.ContainsFunc(e.Tellings, func(t content.Event) bool {
			return t.Origin.Source == name && (below == "." || t.Origin.Path == below || strings.HasPrefix(t.Origin.Path, below+"/"))
		}) {
			out = append(out, *e)
		}
		return nil
	})
	return out, err
}

// printJoined shows kept meetups with whose word each field is, what organisers
// decided, and what documents differ on.
func printJoined(w *bufio.Writer, events []content.Event) {
	if len(events) == 0 {
		return
	}
	fmt.Fprintln(w, "\nWhat is kept of meetups that several documents tell of, or that organisers decided on:")
	for i := range events {
		e := &events[i]
		fmt.Fprintf(w, "  %s\n    %s\n", orWord(e.Title, "(no title)"), whenLine(e))
		for _, ev := range e.Evidence {
			value := strings.ReplaceAll(ev.Value, "\n", " ")
			if slices.Contains(content.Correctable, ev.Field) && ev.Value != e.Field(ev.Field) {
				value += " (not in force)"
			}
			from := ev.String()
			if ev.Path != "" {
				from = told(cmp.Or(ev.Source, e.Origin.Source), ev)
			}
			fmt.Fprintf(w, "    %-9s %s\n              from %s\n", ev.Field, value, from)
		}
		for _, d := range e.Decisions {
			fmt.Fprintf(w, "    decided   %s\n", d)
		}
		for _, d := range e.Doubts {
			fmt.Fprintf(w, "    doubt     %s\n", d)
		}
	}
}

// told is evidence with the source that its document is of.
func told(of string, ev content.Evidence) string {
	shown := content.ShownSource(of)
	switch {
	case source.IsAddress(of) && !source.IsRepository(of):
		return relocate(ev.String(), ev.Path, shown)
	case path.Base(shown) == ev.Path: // the source is the document
		return relocate(ev.String(), ev.Path, shown)
	}
	return relocate(ev.String(), ev.Path, inSource(shown, ev.Path))
}
