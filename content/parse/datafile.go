package parse

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/front"
	"meetupbot/content/parse/tree"
	"meetupbot/content/parse/when"
)

// A data file holds events as records of keys and values. Each record is read
// as a document would be that has it for its front matter and the record's
// description for its body.

// dataWay is how a data file's statements were read, in evidence.
const dataWay = "data file"

// maxRows is how many events a data file may hold: a group that meets every
// day has as many in thirteen years.
const maxRows = 5_000

// notation returns what reads a data file, or nil: by its ending, else by how
// it begins.
func notation(name string, data []byte) func([]byte) (*tree.Value, error) {
	json := func(src []byte) (*tree.Value, error) { return tree.JSON(src, 1) }
	switch strings.ToLower(path.Ext(name)) {
	case ".yml", ".yaml":
		return tree.YAML
	case ".json":
		return json
	case ".toml":
		return tree.TOML
	case ".edn":
		return tree.EDN
	case ".csv", ".tsv":
		return tree.CSV
	}
	if !isData(name) && looksLikeData(data) && strings.ContainsAny(string(data[:1]), "{[") {
		return json
	}
	return nil
}

// readData reads a data file in a format that no program is known for.
func (f *facts) readData(data []byte, h Hints) {
	read := notation(f.path, data)
	if read == nil {
		return
	}
	v, err := read(data)
	if err != nil && strings.EqualFold(path.Ext(f.path), ".json") {
		if mended, fault := tree.JSON(tree.Mend(data), 1); fault == nil {
			v, err = mended, nil
			f.warn(1, "what is no JSON, such as a comment, was passed over")
		}
	}
	if err == nil {
		err = v.Shallow(front.MaxDepth)
	}
	if err == nil {
		oneLanguage(v)
		joinDays(v)
		joinNumbered(v)
	}
	if err != nil {
		f.err = front.Unreadable(f.path, "the data file", 0, err)
		return
	}
	found, drafts := findRows(f.path, v)
	for _, d := range drafts {
		f.warn(d.Line, fmt.Sprintf("an event was left out, as %s is %s", d.Name, d.Value.Text))
	}
	if len(found) > maxRows {
		f.err = &content.DocumentError{Path: f.path, Problem: fmt.Sprintf("the data file holds %d events, more than %d", len(found), maxRows), Fix: "split it"}
		return
	}
	f.rows, f.found, f.several = v, found, len(found)+len(drafts) > 1
	if len(found) == 0 {
		f.source = data
	}
	f.stamps = stampsOf(found, h.Zone)
}

// decideRows reads the events of a data file.
func (f *facts) decideRows(taught lessons, h Hints) (content.Kind, []content.Event) {
	taught.known.own = byReference(knownIn(f.path, f.rows))
	var events []content.Event
	for _, r := range f.found {
		e := f.rowEvent(r, taught, h)
		if f.several && saysNothing(&e) {
			f.warn(r.v.Line, "an event was left out, as neither its day nor any talk is known yet")
			continue
		}
		events = append(events, e)
	}
	events = oneOfSlots(events)
	ownIDs(events)
	if len(f.found) == 0 {
		if noted := f.rowsDiary(taught, h); len(noted) > 0 {
			return content.Listing, noted
		}
	}
	switch {
	case len(events) == 0:
		return content.Other, nil
	case f.several || f.found[0].listed:
		return content.Listing, events
	case shown(&events[0], f.found[0].v), saysOver(f.found[0].v):
		return content.Recap, events
	}
	return content.Announcement, events
}

// saysNothing reports whether an event is one of many that is only planned: it
// has no day, not even a doubtful one, and nothing that will be on.
func saysNothing(e *content.Event) bool {
	asked := func(q content.Doubt) bool { return q.Field == "date" && len(q.Readings) > 0 }
	return e.Date == "" && e.Status == content.Scheduled && len(e.Talks)+len(e.Agenda)+len(e.Speakers) == 0 && !slices.ContainsFunc(e.Doubts, asked)
}

// oneOfSlots makes one event of records that are nothing but spans of time on
// one day: they part an event of which nothing else is said.
func oneOfSlots(events []content.Event) []content.Event {
	for _, e := range events {
		if e.Title != "" || e.Date != events[0].Date || e.Start == "" || e.End == "" || len(e.Talks)+len(e.Speakers)+len(e.Agenda) > 0 || e.Venue != (content.Venue{}) {
			return events
		}
	}
	if len(events) < 2 {
		return events
	}
	one := events[0]
	for _, e := range events {
		one.Start, one.End = min(one.Start, e.Start), max(one.End, e.End)
		one.Agenda = append(one.Agenda, content.AgendaItem{Start: e.Start, End: e.End})
		if one.Origin.Place != e.Origin.Place {
			one.Evidence = append(one.Evidence, e.Evidence...)
		}
	}
	slices.SortStableFunc(one.Agenda, func(a, b content.AgendaItem) int { return strings.Compare(string(a.Start), string(b.Start)) })
	one.Origin.Place = ""
	return []content.Event{one}
}

// shown reports whether an event took place: there is a recording of it.
func shown(e *content.Event, v *tree.Value) bool {
	for _, t := range e.Talks {
		if t.Video != "" {
			return true
		}
	}
	return medium(v, videoKeys) != ""
}

// ownIDs leaves to each event the id that no other one of its file has.
func ownIDs(events []content.Event) {
	seen := map[string]int{}
	for _, e := range events {
		seen[e.Origin.UID]++
	}
	for i := range events {
		if o := &events[i].Origin; seen[o.UID] > 1 {
			o.UID = ""
		}
	}
}

// rowsWitness is what a data file contributes to what its source teaches: the
// order of its numeric dates, whether its name is the day of its one event,
// and whom and what it knows by ids.
func (f *facts) rowsWitness() witness {
	w := witness{path: f.path, id: f.id(), class: rowClass, known: knownIn(f.path, f.rows), stamps: f.stamps}
	for _, r := range f.found {
		for key, v := range r.v.Scalars() {
			if holds, _ := dayKey(key); !holds && !endKey(key) {
				continue
			}
			for _, m := range when.Dates(v.Text) {
				if m.Order != when.AnyOrder {
					w.order = m.Order
				}
			}
		}
	}
	uploadsIn(f.rows, &w.uploads)
	if len(f.found) == 1 {
		if own := plainDay(f.found[0].v); own != "" {
			w.named = []content.Date{own}
			for _, d := range daysInPath(f.path) {
				w.places = append(w.places, place{name: d.way, day: d.day, open: d.open, said: said{d.text, 0, "the file's name"}})
			}
		}
	}
	return w
}

// gather takes together what the documents of a source know of people, places
// and companies, whether their data files keep the days of recordings apart,
// and whether their times that look like UTC are.
func (t *lessons) gather(all []witness) {
	var things []known
	for i := range all {
		things = append(things, all[i].known...)
		t.uploads.same += all[i].uploads.same
		t.uploads.other += all[i].uploads.other
		for j := range all[i].stamps {
			t.compareClocks(&all[i], &all[i].stamps[j])
		}
	}
	t.known.all = byReference(things)
}
