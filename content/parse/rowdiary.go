package parse

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/tree"
)

// A data file may keep a diary in its texts: "content: 12.05.2026 : Owls,
// ferns", one line or text a meetup. Nothing but such texts makes it one.

// maxDiaryText is how many bytes the texts of such a file have together.
const maxDiaryText = 64 << 10

// leastNoted is how many days the texts have to begin with.
const leastNoted = 3

// rowsDiary reads the texts of a data file that holds no records of events.
func (f *facts) rowsDiary(taught lessons, h Hints) []content.Event {
	base := strings.TrimSuffix(path.Base(f.path), path.Ext(f.path))
	if hintOf(base) < 0 || newsHeads[content.Fold(base)] {
		return nil
	}
	var texts []*tree.Value
	month, size := false, 0
	var walk func(v *tree.Value)
	walk = func(v *tree.Value) {
		if v.Kind == tree.Text && strings.TrimSpace(v.Text) != "" && (v.Literal || len(v.Text) > len("2026-05-12")) {
			texts, size = append(texts, v), size+len(v.Text)
		}
		for _, f := range v.Fields {
			month = month || slices.ContainsFunc(monthOnly, f.Is)
			if !newsHeads[content.Fold(f.Name)] && hintOf(f.Name) >= 0 {
				walk(f.Value)
			}
		}
		for _, x := range v.List {
			walk(x)
		}
	}
	walk(f.rows)
	if len(texts) == 0 || size > maxDiaryText {
		return nil
	}
	p := &facts{path: f.path, class: rowClass, rowOrder: taught.order, tree: &outline.Tree{Root: &outline.Section{}, Around: &outline.Section{}}}
	for _, v := range texts {
		if t := proseOf(v); t != nil {
			p.tree.Root.Blocks = append(p.tree.Root.Blocks, t.Root.Blocks...)
		}
	}
	p.findUnits()
	p.findDays()
	records := p.datedItems()
	if len(records) < leastNoted {
		return nil
	}
	for i := range records {
		f.putOnLine(&records[i])
	}
	events := p.diary(records, taught, h)
	if !month && hintOf(base) == 0 && !p.listsMeetups(records, events) {
		return nil
	}
	return events
}

// putOnLine puts a record on the line on which its day stands: how a text was
// folded is known only to the file.
func (f *facts) putOnLine(r *record) {
	line := 0
	for text := range bytes.Lines(f.source) {
		if line++; line < r.said.Line || !bytes.Contains(text, []byte(r.said.Text)) {
			continue
		}
		shift := line - r.said.Line
		r.said.Line, r.head.Line = line, r.head.Line+shift
		for i := range r.more {
			r.more[i].Line += shift
		}
		return
	}
}
