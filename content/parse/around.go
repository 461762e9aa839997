package parse

import (
	"path"
	"strconv"

	"meetupbot/content"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/when"
)

var (
	changedOn = pattern.New(`(?i)(?:\b(?:last (?:changed|modified|updated|edited|revised)|zuletzt (?:geändert|aktualisiert|bearbeitet)|letzte (?:änderung|aktualisierung)|dernière (?:modification|mise à jour)|mis à jour|laatst (?:gewijzigd|bijgewerkt|aangepast)|ultim[oa] (?:aggiornamento|modifica))|última (?:modificación|actualización)|最終更新日?)[^.\n]{0,40}`)
	copyright = pattern.New(`(?:©|&copy;|\([cC]\)|[Cc]opyright)\s*(?:\d{4}\s*[-–]\s*)?((?:19|20)\d\d)`)
)

// maxEdge is how many paragraphs at a page's end may say when it was changed.
const maxEdge = 6

// lastChange returns when the document was last changed, as a key of its front
// matter, its page or its last lines say.
func (f *facts) lastChange() content.Date {
	for key, v := range f.front.Scalars() {
		if containsAny(key, "updat", "modif", "lastmod") && len(v.Text) < 60 {
			if d, ok := readDay(v.Text, when.Reference{}); ok {
				return d.day
			}
		}
	}
	if f.tree == nil {
		return ""
	}
	if d, ok := readDay(f.tree.Meta["article:modified_time"], when.Reference{}); ok {
		return d.day
	}
	for _, text := range f.edges() {
		if m := changedOn.FindString(text); m != "" {
			if d, ok := readDay(m, when.Reference{}); ok {
				return d.day
			}
		}
	}
	return ""
}

// edges lists the texts around a page's content, and its last ones.
func (f *facts) edges() []string {
	var out []string
	for _, b := range f.tree.Around.All() {
		out = append(out, b.Text.Plain)
	}
	for i := max(0, len(f.units)-maxEdge); i < len(f.units); i++ {
		out = append(out, f.units[i].text.Plain)
	}
	return out
}

// yearNamed returns the year that a page's title or a folder names.
func (f *facts) yearNamed() int {
	if f.tree != nil {
		if y := yearIn(f.tree.Meta["title"]); y != 0 {
			return y
		}
	}
	if y := yearIn(f.title.text); y != 0 {
		return y
	}
	if y := yearInPath(path.Dir(f.named())); y != 0 {
		return y
	}
	return yearInPath(f.named())
}

// yearAround returns the year that a page's title, a folder or, last, the
// copyright line names.
func (f *facts) yearAround() int {
	if y := f.yearNamed(); y != 0 {
		return y
	}
	if f.tree != nil {
		for _, text := range f.edges() {
			if m := copyright.FindStringSubmatch(text); m != nil {
				year, _ := strconv.Atoi(m[1])
				return year
			}
		}
	}
	return 0
}
