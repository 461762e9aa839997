package parse

import (
	"html"
	"slices"
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/tree"
	"meetupbot/content/parse/when"
)

// rowClass is the class of data files among the documents of a source: what
// their names hold is apart from what those of its posts do.
const rowClass = "data file"

// rowEvent reads one record.
func (f *facts) rowEvent(r row, taught lessons, h Hints) content.Event {
	p := f.ofRow(r, taught, h)
	d := newDraft(p, taught, h, func(*unit) bool { return true })
	d.event.Origin.Place = r.place
	d.read()
	d.lasting()
	d.askRow()
	e := d.finish()
	for _, w := range p.warnings { // one may be said of several rows
		if !slices.Contains(f.warnings, w) {
			f.warnings = append(f.warnings, w)
		}
	}
	for i := range e.Evidence {
		if e.Evidence[i].Way == "" {
			e.Evidence[i].Way = dataWay
		}
	}
	for i := range e.Doubts {
		for j := range e.Doubts[i].Readings {
			if q := &e.Doubts[i].Readings[j]; q.Way == "" {
				q.Way = dataWay
			}
		}
	}
	return e
}

// ofRow makes facts of one record, as if it were a document.
func (f *facts) ofRow(r row, taught lessons, h Hints) *facts {
	p := &facts{path: f.path, row: true, alone: len(f.found) == 1, rowOrder: taught.order, class: rowClass, front: r.v}
	p.title = rowTitle(r.v)
	p.title.text = html.UnescapeString(p.title.text[:unitEnd(p.title.text)])
	p.tree = p.body()
	p.findUnits()
	for key, v := range p.front.Scalars() {
		if meaningOf(localKey(key)) != publishDate {
			continue
		}
		if d, ok := readDay(v.Text, when.Reference{}); ok && d.day != "" {
			p.publishDay, p.published = d.day, d.instant
			if p.published.IsZero() {
				p.published, _ = content.Instant(d.day, d.clock, time.UTC)
			}
		}
	}
	p.findRowDays(taught, h)
	p.findDays()
	return p
}

// lasting works out the end from how long a record says that the event lasts.
func (d *draft) lasting() {
	e := &d.event
	v := d.front.Find("duration", "dauer", "duree", "duracion", "duur")
	if v == nil || e.Start == "" || e.End != "" || e.EndDate != "" || strings.Trim(v.Text, "0123456789") == "" {
		return // a bare number may be of anything
	}
	if n := e.Start.Minutes() + minutesOf(v.Text); n > e.Start.Minutes() && n <= 24*60 {
		e.End, _ = content.NewClock(n/60, n%60)
		d.note("end", string(e.End), v.Line, v.Text, d.keyRule("how long it lasts"))
	}
}

// body makes an outline of what a record says in prose: its description, and a
// programme that is a text or a list of lines.
func (f *facts) body() *outline.Tree {
	out := &outline.Tree{Root: &outline.Section{}, Around: &outline.Section{}}
	take := func(into *outline.Section, v *tree.Value) {
		if t := proseOf(v); t != nil {
			into.Blocks = append(into.Blocks, t.Root.Blocks...)
			into.Sections = append(into.Sections, t.Root.Sections...)
		}
	}
	if !f.oneTalk() {
		for _, name := range bodyNames {
			if v := f.front.Find(name); v != nil {
				if t := richText(v); t != nil {
					out.Root.Blocks = append(out.Root.Blocks, t.Root.Blocks...)
					out.Root.Sections = append(out.Root.Sections, t.Root.Sections...)
					continue
				}
				for _, x := range v.Items() {
					take(out.Root, x)
				}
			}
		}
	}
	for _, field := range f.front.Fields {
		if !listNamed(field) {
			continue
		}
		programme := &outline.Section{Heading: outline.Text{Plain: "Agenda", Line: field.Line}, Level: 2}
		switch v := field.Value; {
		case v.Kind == tree.Text && (strings.Contains(v.Text, "\n") || f.speakerField() == nil):
			take(programme, v)
		case v.Kind == tree.List:
			for _, it := range v.List {
				if it.Kind == tree.Text {
					programme.Blocks = append(programme.Blocks, &outline.Block{Kind: outline.Item, Depth: 1, Text: inline(it.Text, it.Line)})
				}
			}
		}
		if len(programme.Blocks) > 0 {
			out.Root.Sections = append(out.Root.Sections, programme)
		}
	}
	return out
}

// oneTalk reports whether the record is one talk, so that what it describes is
// that.
func (f *facts) oneTalk() bool {
	return f.row && len(entriesOf(f.front)) == 0 && f.title.text != "" && f.speakerField() != nil
}

// proseOf reads a text as a document's body; nil where it is none.
func proseOf(v *tree.Value) *outline.Tree {
	if v.Kind != tree.Text || strings.TrimSpace(v.Text) == "" {
		return nil
	}
	text := outline.Fragment(v.Text)
	t, err := outline.Parse("a.md", []byte(text), v.Line)
	if err != nil {
		return nil
	}
	if !v.Literal || text != strings.TrimSpace(v.Text) && text != v.Text {
		t.PutOn(v.Line)
	}
	return t
}
