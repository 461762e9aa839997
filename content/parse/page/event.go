package page

import (
	"html"
	"net/url"
	"strings"

	"meetupbot/content/parse/tree"
)

// event reads one event.
func (f *finder) event(v *tree.Value, within int) Event {
	e := Event{Line: v.Line, Form: f.form, Series: isA(v, "EventSeries"), Main: v.Get("mainEntityOfPage") != nil}
	e.Name = said(v, "name", "headline")
	e.Start, e.End, e.Doors, e.Length = said(v, "startDate", "startTime"), said(v, "endDate", "endTime"), said(v, "doorTime"), said(v, "duration")
	e.Status, e.StatusAt = status(v)
	e.Place = f.place(v)
	e.URL = address(v, "url", "@id")
	for _, o := range v.All("offers") {
		if at := address(f.full(o), "url"); at.Text != "" {
			e.Offers = append(e.Offers, at)
		}
	}
	for _, role := range []string{"performer", "performers", "actor"} {
		for _, p := range v.All(role) {
			if who := f.person(f.full(p)); who.Text != "" && len(e.People) < maxPeople {
				e.People = append(e.People, who)
			}
		}
	}
	e.About = said(v, "description")
	if f.built++; within == maxWithin || f.built > maxEvents {
		return e
	}
	for _, name := range []string{"subEvent", "subEvents", "event", "events"} {
		for _, part := range v.All(name) {
			if part = f.full(part); isEvent(part) && f.built <= maxEvents {
				e.Parts = append(e.Parts, f.event(part, within+1))
			}
		}
	}
	if whole := f.full(v.Get("superEvent")); isEvent(whole) && whole.Get("startDate") != nil {
		w := f.event(whole, maxWithin)
		e.Whole = &w
	}
	return e
}

// said returns the text of the first of these that has one. Sites write HTML's
// entities even where JSON needs none; text with template tags was never
// filled in.
func said(v *tree.Value, names ...string) Said {
	for _, name := range names {
		x := v.Get(name)
		if x != nil && x.Kind == tree.List && len(x.List) > 0 {
			x = x.List[0]
		}
		if x == nil {
			continue
		}
		s := strings.TrimSpace(html.UnescapeString(x.Text))
		if s == "" {
			s = strings.TrimSpace(html.UnescapeString(x.Str("@value", "name")))
		}
		if s != "" && !strings.Contains(s, "{{") && !strings.Contains(s, "{%") {
			return Said{s, x.Line}
		}
	}
	return Said{}
}

// address returns the first of these that is a whole web address.
func address(v *tree.Value, names ...string) Said {
	for _, name := range names {
		s := said(v, name)
		if u, err := url.Parse(s.Text); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.Contains(s.Text, " ") {
			return s
		}
	}
	return Said{}
}

var statuses = map[string]Status{
	"EventScheduled": Scheduled, "EventCancelled": Cancelled, "EventCanceled": Cancelled, "EventPostponed": Postponed,
	"EventRescheduled": Rescheduled, "EventMovedOnline": MovedOnline, "CANCELLED": Cancelled,
}

// status reads the event's status. Of several, the one that tells of a change
// counts.
func status(v *tree.Value) (Status, Said) {
	found, at := Unsaid, Said{}
	for _, x := range v.All("eventStatus") {
		text := x.Text
		if text == "" {
			text = x.Str("@id", "name")
		}
		if s := statuses[text[strings.LastIndexAny(text, "/:#")+1:]]; s != Unsaid && (found == Unsaid || found == Scheduled) {
			found, at = s, Said{text, x.Line}
		}
	}
	if found == Scheduled && v.Get("previousStartDate") != nil {
		return Rescheduled, said(v, "previousStartDate")
	}
	return found, at
}

// place reads where the event is; of several places, the one with walls.
func (f *finder) place(v *tree.Value) Place {
	var best Place
	online := strings.HasSuffix(v.Str("eventAttendanceMode"), "OnlineEventAttendanceMode")
	for _, l := range v.All("location") {
		l = f.full(l)
		p := Place{Said: said(l, "name")}
		p.Name = p.Text
		p.Address = postal(l.Get("address"))
		switch {
		case isA(l, "VirtualLocation"):
			p = Place{Said: Said{"VirtualLocation", l.Line}, Online: true}
		case l.Kind == tree.Text:
			p = Place{Said: said(v, "location")}
			p.Name = p.Text
			if u := address(v, "location"); u.Text != "" {
				p = Place{Said: u, Online: true}
			}
		case p.Name == "":
			p.Said = Said{p.Address, l.Line}
			p.Name, p.Address = p.Address, ""
		}
		if p.Text != "" && (best.Text == "" || best.Online && !p.Online) {
			best = p
		}
	}
	if best.Address == best.Name {
		best.Address = ""
	}
	if best.Text == "" && online {
		return Place{Said: Said{v.Str("eventAttendanceMode"), v.Get("eventAttendanceMode").Line}, Online: true}
	}
	return best
}

// postal joins an address: street, code and town. The country alone says
// nothing.
func postal(v *tree.Value) string {
	if v == nil {
		return ""
	}
	if v.Kind == tree.Text {
		return strings.Join(strings.Fields(html.UnescapeString(v.Text)), " ")
	}
	part := func(names ...string) string { return strings.Join(strings.Fields(said(v, names...).Text), " ") }
	var out []string
	for _, s := range []string{part("streetAddress"), strings.TrimSpace(part("postalCode") + " " + part("addressLocality"))} {
		if s = strings.Trim(s, " ,"); s != "" && (len(out) == 0 || !strings.Contains(out[0], s)) {
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}

// person reads somebody who performs. A group of people is nobody's name.
func (f *finder) person(v *tree.Value) Person {
	if v == nil || v.Kind == tree.Text || !isA(v, "Person") {
		return Person{}
	}
	p := Person{Said: said(v, "name"), Role: said(v, "jobTitle").Text, URL: address(v, "url", "sameAs").Text}
	p.Affiliation = said(f.full(v.Get("worksFor", "affiliation")), "name").Text
	if x := v.Get("worksFor", "affiliation"); p.Affiliation == "" && x != nil {
		p.Affiliation = strings.TrimSpace(x.Text)
	}
	p.Text = strings.Join(strings.Fields(p.Text), " ")
	return p
}
