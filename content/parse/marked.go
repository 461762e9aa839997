package parse

import (
	"fmt"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/page"
	"meetupbot/content/parse/when"
)

// A marked event is one that the page states in a form for programs, with its
// days and times in the group's zone.
type marked struct {
	page.Event
	place     place
	ends      said         // where the end is stated
	opens     said         // where it is stated when the doors open, if that is the start
	offset    *offsetTime  // the time is written with another offset than the zone's
	backwards content.Date // the day of the end, where it is before the beginning
	extra     bool         // only some of its parts are stated
	either    bool         // it ends on the day that is stated, or on the one before
	// its start is a midnight elsewhere: an evening in the zone, or but the day
	midnight bool
}

// An offsetTime is a start whose offset is not that of the group's zone then.
type offsetTime struct {
	written, local when.Stamp
}

// findMarked reads what the page states of events in a form for programs, and
// which of them the page is about.
func (f *facts) findMarked(body []byte, line int, h Hints) {
	if !page.MayHold(body) {
		return
	}
	if !outline.IsPage(f.path, body) {
		body = withoutCode(body)
	}
	events, problems := page.Find(body, line)
	for _, p := range problems {
		f.warn(p.Line, p.What)
	}
	for _, e := range events {
		part := e
		if e.Whole != nil { // the page is about a session of an event
			part.Whole = nil
			e = *e.Whole
			e.Parts = append(e.Parts, part)
		}
		if m, ok := localised(e, h.Zone); ok {
			m.extra = part.Line != e.Line
			f.marked = append(f.marked, m)
		}
	}
	f.main = f.mainMarked()
	if f.main == nil {
		if len(f.marked) > 1 && f.isArticle() && !slices.ContainsFunc(f.marked, func(m marked) bool { return f.concerns(&m) }) {
			f.warn(f.marked[0].Line, "events are stated here for programs that the article is not about: they were left out")
			f.marked = nil
		}
		return
	}
	if !f.concerns(f.main) {
		if len(f.marked) == 1 {
			f.beside = f.main
		}
		f.main = nil
		return
	}
	if name := f.main.Name; name.Text != "" && !sameTitle(f.title.text, name.Text) {
		f.title = said{name.Text[:unitEnd(name.Text)], name.Line, f.main.Form + ": name"}
	}
	switch start := f.main.Start; {
	case f.main.place.day != "":
		f.places = append(f.places, f.main.place)
	case digits(start.Text):
		f.unread = append(f.unread, said{start.Text, start.Line, f.main.Form + ": startDate"})
		f.warn(start.Line, fmt.Sprintf("startDate: %q names no day", start.Text))
	}
}

// isArticle reports whether the page calls itself one: what it lists of events
// stands beside it.
func (f *facts) isArticle() bool {
	return f.class == "article" || f.tree.Meta["og:type"] == "article" || f.tree.Meta["article:published_time"] != ""
}

// concerns reports whether the page's own text is about an event that it states:
// under its name, or with its name or its day. Sites show their next event
// beside everything else.
func (f *facts) concerns(m *marked) bool {
	name := content.Fold(m.Name.Text)
	if name == "" || f.title.text == "" || sameTitle(f.title.text, m.Name.Text) || f.thinBeside(m) {
		return true
	}
	_, month, day := m.place.day.YMD()
	for i := range f.units {
		text := f.units[i].text.Plain
		if strings.Contains(content.Fold(text), name) {
			return true
		}
		if !digits(text) {
			continue
		}
		for _, said := range when.Dates(text) {
			if said.Day == day && said.Month == month && day > 0 {
				return true
			}
		}
	}
	return false
}

// sameTitle reports whether a heading is an event's name, be it with more
// words around it.
func sameTitle(heading, name string) bool {
	a, b := content.Fold(heading), content.Fold(name)
	return a != "" && (strings.Contains(a, b) || strings.Contains(b, a) && 2*len(a) > len(b))
}

// mainMarked returns the event that the page is about: the only one, or the
// one that is marked so, that the page is named after, or whose page it is.
func (f *facts) mainMarked() *marked {
	only := func(is func(*marked) bool) *marked {
		var found *marked
		for i := range f.marked {
			if m := &f.marked[i]; is(m) {
				if found != nil {
					return nil
				}
				found = m
			}
		}
		return found
	}
	for _, is := range []func(*marked) bool{
		func(*marked) bool { return true },
		func(m *marked) bool { return m.Main },
		func(m *marked) bool {
			return !m.Series && m.URL.Text != "" && sameAddress(m.URL.Text, f.tree.Meta["og:url"])
		},
		func(m *marked) bool {
			return !m.Series && m.Name.Text != "" && content.Fold(m.Name.Text) == content.Fold(f.title.text)
		},
	} {
		if m := only(is); m != nil {
			return m
		}
	}
	return nil
}

// withoutCode blanks fenced code: a post about structured data shows some.
func withoutCode(body []byte) []byte {
	out := slices.Clone(body)
	fence, at := "", 0
	for line := range strings.Lines(string(body)) {
		mark := strings.TrimLeft(line, " ")
		opens := strings.HasPrefix(mark, "```") || strings.HasPrefix(mark, "~~~")
		if fence != "" || opens {
			for i := at; i < at+len(line); i++ {
				if out[i] != '\n' {
					out[i] = ' '
				}
			}
		}
		switch {
		case fence == "" && opens:
			fence = mark[:3]
		case fence != "" && strings.HasPrefix(mark, fence):
			fence = ""
		}
		at += len(line)
	}
	return out
}
