package parse

import (
	"path"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/tree"
)

// presents returns whom or what a page of a folder for people, places or
// companies presents, by the ids by which other documents may name it: its
// file's name and its keys. The page's text is the bio.
func (f *facts) presents() []known {
	file, dir := path.Base(f.path), path.Base(path.Dir(f.path))
	stem := strings.TrimSuffix(file, path.Ext(file))
	if stem == "index" || stem == "_index" {
		stem, dir = dir, path.Base(path.Dir(path.Dir(f.path)))
	}
	kind := kindNamed(dir)
	if typed := kindNamed(f.front.FindStr("type", "layout")); typed != "" {
		kind = typed
	}
	if kind == "" || kindNamed(stem) != "" || f.front == nil { // the folder's list
		return nil
	}
	v := &tree.Value{Kind: tree.Object, Line: f.front.Line, Fields: f.front.Fields[:len(f.front.Fields):len(f.front.Fields)]}
	if nameOf(v) == "" {
		v.Fields = append(v.Fields, tree.TextField("name", f.title.line, f.title.text))
	}
	if nameOf(v) == "" || kind == aPerson && shaped(nameOf(v)) == 0 {
		return nil
	}
	if text, line := f.prose(); text != "" && kind == aPerson && v.Find("bio", "biography", "vita", "about") == nil {
		v.Fields = append(v.Fields, tree.TextField("bio", line, text))
	}
	var out []known
	for _, id := range append(idsOf(v), content.Fold(stem), content.Fold(nameOf(v))) {
		out = append(out, known{reference{kind, id}, v})
	}
	return out
}

// prose is the text of a page, without its headings, lists and asides, and the
// line where it begins.
func (f *facts) prose() (string, int) {
	var b strings.Builder
	line := 0
	for i := range f.units {
		u := &f.units[i]
		if u.role == aside || u.block.Kind != outline.Paragraph || b.Len()+len(u.text.Plain) > maxBio {
			continue
		}
		if line == 0 {
			line = u.text.Line
		} else {
			b.WriteString("\n\n")
		}
		b.WriteString(u.text.Markdown())
	}
	return b.String(), line
}
