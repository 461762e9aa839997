package ics

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// settle decides which events with one UID are versions of each other, and
// gives series the dates that have an event of their own. What is left is
// returned in the order of the file.
func (r *reader) settle(events []*vevent) []*vevent {
	same := map[string][]*vevent{}
	for _, v := range events {
		if v.uid != "" {
			same[v.uid] = append(same[v.uid], v)
		}
	}
	dropped := map[*vevent]bool{}
	for _, uid := range slices.Sorted(maps.Keys(same)) {
		parts := map[string][]*vevent{} // the event itself under "", single dates of its series under theirs
		for _, v := range same[uid] {
			parts[v.part()] = append(parts[v.part()], v)
		}
		var series []*vevent
		for _, part := range slices.Sorted(maps.Keys(parts)) {
			if newest := r.newest(parts[part], dropped); part == "" {
				series = newest
			} else if len(series) == 1 {
				for _, v := range newest {
					series[0].own = append(series[0].own, v)
					v.complete(series[0])
					dropped[v] = true // it is read with its series
				}
			}
		}
	}
	return slices.DeleteFunc(events, func(v *vevent) bool { return dropped[v] })
}

// newest drops all but the newest version: that with the highest SEQUENCE, then
// the latest DTSTAMP. Events that neither tells apart are different ones, whose
// program gave all of them one UID: none of them has one of its own.
func (r *reader) newest(versions []*vevent, dropped map[*vevent]bool) []*vevent {
	best := slices.MaxFunc(versions, compareVersions)
	var out []*vevent
	for _, v := range versions {
		switch {
		case compareVersions(v, best) < 0:
			r.warn(v.no, fmt.Sprintf("the event that begins here is an older version of that on line %d and was left out", best.no))
			dropped[v] = true
		case slices.ContainsFunc(out, v.equals):
			r.warn(v.no, fmt.Sprintf("the event that begins here stands on line %d as well", best.no))
			dropped[v] = true
		default:
			out = append(out, v)
		}
	}
	if len(out) > 1 {
		r.warn(out[1].no, fmt.Sprintf("the event that begins here has the UID of that on line %d: its UID says nothing", out[0].no))
		for _, v := range out {
			v.uid = ""
		}
	}
	return out
}

func compareVersions(a, b *vevent) int {
	return cmp.Or(cmp.Compare(a.sequence, b.sequence), strings.Compare(a.stamp, b.stamp))
}

// part tells the event itself, "", from single dates of its series.
func (v *vevent) part() string {
	if v.original == nil {
		return ""
	}
	return v.original.said.Value
}

// equals reports whether two events say the same.
func (v *vevent) equals(w *vevent) bool {
	return maps.EqualFunc(v.props, w.props, func(a, b []prop) bool {
		return slices.EqualFunc(a, b, func(a, b prop) bool { return a.line.text == b.line.text })
	})
}

// complete takes from the series what the event of a single date of it leaves
// out, as one does that only says that it is off.
func (v *vevent) complete(of *vevent) {
	for _, name := range []string{"SUMMARY", "LOCATION", "URL"} {
		if len(v.props[name]) == 0 && len(of.props[name]) > 0 {
			v.props[name] = of.props[name]
		}
	}
	if len(v.props["DTEND"])+len(v.props["DURATION"]) == 0 {
		v.length = of.length
	}
}
