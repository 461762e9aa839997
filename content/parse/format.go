package parse

import (
	"bytes"
	"path"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/feed"
	"meetupbot/content/parse/schedule"
)

// A format is one that programs write: what stands in it is stated, not told.
type format struct {
	name string
	// is reports whether a document is in this format. It looks at its name and
	// its first bytes, and at more only where these leave it open.
	is func(path string, data []byte) bool
	// read returns what the document states: no events for one that is about
	// something else, no kind for one that is in another format. Warnings begin with path and line; the error is a
	// *content.DocumentError. Each event has its own UID, address or Place,
	// evidence for its day, times and zone, and doubts about what is left open.
	read func(path string, data []byte, h Hints) (kind content.Kind, events []content.Event, warnings []string, err error)
}

// formats are asked in this order.
var formats = []format{
	{"iCalendar", isCalendar, readCalendar},
	{"conference schedule", func(_ string, data []byte) bool { return schedule.Is(data) }, readSchedule},
}

func readSchedule(path string, data []byte, h Hints) (content.Kind, []content.Event, []string, error) {
	out, err := schedule.Read(data, schedule.In{Path: path, Group: h.Group, Zone: h.Zone})
	return out.Kind, out.Events, out.Warnings, err
}

// readFormat reads a document that no person writes line by line: in one of
// the formats, else as a data file. One in a notation that nobody here knows
// tells of no event.
func (f *facts) readFormat(data []byte, h Hints) {
	if feed.Is(data) {
		f.readFeed(data, h)
		return
	}
	for _, x := range formats {
		if !x.is(f.path, data) {
			continue
		}
		kind, events, warnings, err := x.read(f.path, data, h)
		if kind == "" && err == nil {
			continue // it only looked so
		}
		f.kind, f.events, f.err = kind, events, err
		f.warnings = append(f.warnings, warnings...)
		return
	}
	f.readData(data, h)
}

// dataEndings are the formats of data files and calendars: they hold no prose,
// and a fence in them is no front matter's.
var dataEndings = map[string]bool{
	".yml": true, ".yaml": true, ".json": true, ".toml": true, ".edn": true, ".xml": true, ".rss": true, ".atom": true,
	".ics": true, ".csv": true, ".tsv": true, ".js": true, ".css": true, ".rb": true, ".py": true, ".svg": true, ".lock": true,
}

func isData(name string) bool { return dataEndings[strings.ToLower(path.Ext(name))] }

// isPageOf reports whether a document whose name is a YAML file's is a page all
// the same: front matter between two fences, and elements of HTML behind it.
func isPageOf(name string, data []byte) bool {
	if ext := strings.ToLower(path.Ext(name)); ext != ".yml" && ext != ".yaml" || !bytes.HasPrefix(data, []byte("---\n")) {
		return false
	}
	_, body, ok := bytes.Cut(data[4:], []byte("\n---\n"))
	body = bytes.TrimSpace(body)
	return ok && len(body) > 0 && body[0] == '<'
}

// looksLikeData recognises data by how it begins, whatever its name.
func looksLikeData(body []byte) bool {
	head := bytes.TrimSpace(body[:min(len(body), 256)])
	for _, p := range []string{"BEGIN:VCALENDAR", "<?xml", "<rss", "<feed", "{\"", "[{", "%YAML"} {
		if bytes.HasPrefix(head, []byte(p)) {
			return true
		}
	}
	return false
}
