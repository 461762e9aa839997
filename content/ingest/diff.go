package ingest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"meetupbot/content"
)

// diff names what differs between two versions of an event, old -> new.
func diff(old, now *content.Event) []string {
	var out []string
	say := func(what, a, b string) {
		if a != b {
			out = append(out, fmt.Sprintf("%s %s -> %s", what, orNone(a), orNone(b)))
		}
	}
	say("date", string(old.Date), string(now.Date))
	say("end date", string(old.EndDate), string(now.EndDate))
	say("start", string(old.Start), string(now.Start))
	say("end", string(old.End), string(now.End))
	say("zone", old.Zone, now.Zone)
	say("status", string(old.Status), string(now.Status))
	say("title", quote(old.Title), quote(now.Title))
	say("venue", quote(old.Venue.String()), quote(now.Venue.String()))
	say("source", content.ShownSource(old.Origin.Source), content.ShownSource(now.Origin.Source))
	say("document", old.Origin.Path, now.Origin.Path)
	if old.Gone {
		out = append(out, "it is back in the source")
	}
	out = append(out, diffLists("talk", titles(old.Talks), titles(now.Talks))...)
	out = append(out, diffLists("speaker", names(old.Speakers), names(now.Speakers))...)
	if len(out) == 0 && !same(old, now) {
		out = append(out, "details")
	}
	return out
}

func diffLists(what string, old, now []string) []string {
	var out []string
	for _, s := range old {
		if !slices.Contains(now, s) {
			out = append(out, fmt.Sprintf("%s %q dropped", what, s))
		}
	}
	for _, s := range now {
		if !slices.Contains(old, s) {
			out = append(out, fmt.Sprintf("%s %q added", what, s))
		}
	}
	return out
}

func titles(talks []content.Talk) []string {
	var out []string
	for _, t := range talks {
		out = append(out, t.Title)
	}
	return out
}

func names(speakers []content.Speaker) []string {
	var out []string
	for _, s := range speakers {
		out = append(out, s.Name)
	}
	return out
}

func quote(s string) string {
	if s == "" {
		return ""
	}
	return fmt.Sprintf("%q", s)
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// same reports whether two versions of an event are equal in all that is kept
// of them, evidence apart.
func same(a, b *content.Event) bool { return equal(a, b) }

func equal(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}
