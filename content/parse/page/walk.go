package page

import (
	"strings"

	"meetupbot/content/parse/tree"
)

// Limits on events: deeper and more of them nobody states.
const (
	maxEvents = 1_000
	maxWithin = 4 // events within events
	maxPeople = 100
)

// notOurs are types of events that nobody comes to.
var notOurs = map[string]bool{"PublicationEvent": true, "BroadcastEvent": true, "OnDemandEvent": true, "SaleEvent": true, "DeliveryEvent": true, "UserInteraction": true}

// alsoEvents are types of events whose names do not say so.
var alsoEvents = map[string]bool{"Festival": true, "Hackathon": true, "EventSeries": true, "CourseInstance": true}

// kinds returns the types of a value, without what stands before the name.
func kinds(v *tree.Value) []string {
	var out []string
	for _, t := range v.All("@type") {
		out = append(out, t.Text[strings.LastIndexAny(t.Text, "/:#")+1:])
	}
	return out
}

func is(v *tree.Value, want func(string) bool) bool {
	for _, k := range kinds(v) {
		if want(k) {
			return true
		}
	}
	return false
}

func isEvent(v *tree.Value) bool {
	return is(v, func(k string) bool {
		return (strings.HasSuffix(k, "Event") || alsoEvents[k]) && !notOurs[k]
	})
}

func isA(v *tree.Value, kind string) bool {
	return is(v, func(k string) bool { return k == kind })
}

// identify remembers what other values may refer to.
func (f *finder) identify(v *tree.Value) {
	if id := v.Str("@id"); id != "" && len(v.Fields) > 1 && f.ids[id] == nil {
		f.ids[id] = v
	}
	for _, x := range v.List {
		f.identify(x)
	}
	for _, x := range v.Fields {
		f.identify(x.Value)
	}
}

// full returns the value that v refers to, or v.
func (f *finder) full(v *tree.Value) *tree.Value {
	if v != nil && len(v.Fields) == 1 && v.Fields[0].Name == "@id" {
		if x := f.ids[v.Str("@id")]; x != nil {
			return x
		}
	}
	return v
}

// walk finds the events in a value, wherever they stand: in a graph, in a
// list, as what the page is about.
func (f *finder) walk(v *tree.Value, main bool) {
	switch {
	case len(f.events) == maxEvents:
		return
	case isEvent(v):
		e := f.event(v, 0)
		e.Main = e.Main || main
		f.take(e)
		return
	}
	for _, x := range v.List {
		f.walk(x, main)
	}
	for _, x := range v.Fields {
		if x.Value.Kind == tree.Object || x.Value.Kind == tree.List {
			f.walk(x.Value, x.Name == "mainEntity")
		}
	}
}

// take adds an event, unless the page states it already: then each statement
// fills in what the other leaves out.
func (f *finder) take(e Event) {
	if e.Series && len(e.Parts) > 0 {
		for _, part := range e.Parts {
			fill(&part, &e)
			part.Series = len(part.Parts) == 0 || part.Series
			f.take(part)
		}
		return
	}
	for i := range f.events {
		have := &f.events[i]
		if sameEvent(have, &e) {
			fill(have, &e)
			have.Main = have.Main || e.Main
			return
		}
		for _, part := range have.Parts {
			if sameEvent(&part, &e) {
				return // stated within the other and once more by itself
			}
		}
	}
	f.events = append(f.events, e)
}

// sameEvent reports whether two statements are of one event: the same address,
// or the same name and day.
func sameEvent(a, b *Event) bool {
	day := func(s string) string { return s[:min(len(s), len("2006-01-02"))] }
	if day(a.Start.Text) != day(b.Start.Text) {
		return false
	}
	return a.URL.Text != "" && a.URL.Text == b.URL.Text || strings.EqualFold(a.Name.Text, b.Name.Text)
}

// fill takes from other what e leaves out.
func fill(e, other *Event) {
	said := func(a *Said, b Said) {
		if a.Text == "" {
			*a = b
		}
	}
	if e.Start.Text == other.Start.Text {
		said(&e.End, other.End)
		said(&e.Doors, other.Doors)
		said(&e.Length, other.Length)
	}
	said(&e.Name, other.Name)
	said(&e.URL, other.URL)
	said(&e.About, other.About)
	if e.Place == (Place{}) {
		e.Place = other.Place
	}
	if e.Status == Unsaid {
		e.Status, e.StatusAt = other.Status, other.StatusAt
	}
	if len(e.Offers) == 0 {
		e.Offers = other.Offers
	}
	if len(e.People) == 0 {
		e.People = other.People
	}
	if len(e.Parts) == 0 && !other.Series {
		e.Parts = other.Parts
	}
}
