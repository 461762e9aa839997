package page

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"meetupbot/content/parse/soup"
	"meetupbot/content/parse/tree"
)

// scan collects the page's scripts of structured data and its marked elements,
// tag by tag: a tree of elements would not know their lines.
func (f *finder) scan(src []byte, line int) {
	s := soup.NewScanner(string(src), line)
	var e elements
	var attributes []soup.Attribute
	script, from := []byte(nil), 0 // of the JSON-LD script that is open
	for s.Next() {
		switch s.Kind {
		case html.TextToken:
			if script != nil {
				script = append(script, s.Raw...)
				continue
			}
			if !e.full {
				e.text(s.Raw)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			attributes = s.Attributes(attributes[:0], soup.Any)
			t := tag{s.Name(), attributes}
			end := s.Line + strings.Count(s.Raw, "\n")
			closed := s.Kind == html.SelfClosingTagToken
			switch {
			case t.name == "script" && strings.Contains(strings.ToLower(t.attribute("type")), "ld+json"):
				script, from = []byte{}, end
			case e.full:
			case e.items == 0 && !t.beginsItem():
				e.pass(t.name, closed)
			default:
				e.start(t, end, closed)
			}
		case html.EndTagToken:
			tag := s.Name()
			if tag == "script" && script != nil {
				f.linkedData(script, from)
				script = nil
				continue
			}
			if !e.full {
				e.end(tag)
			}
		}
	}
	f.roots = append(f.roots, e.finish()...)
	slices.SortStableFunc(f.roots, func(a, b root) int { return a.value.Line - b.value.Line })
	if e.full {
		f.problem(s.Line, "the page's marked elements are too many or too deep: the rest was not read")
	}
}

// linkedData reads one script of JSON-LD. A broken one is passed over.
func (f *finder) linkedData(src []byte, line int) {
	if len(bytes.TrimSpace(src)) == 0 {
		return
	}
	v, err := tree.JSON(src, line)
	limit := err != nil && err.(*tree.Error).Limit()
	if err != nil && !limit {
		v, err = tree.JSON(tree.Mend(src), line)
	}
	if err != nil && !limit && bytes.Contains(src, []byte("&quot;")) {
		if again, err2 := tree.JSON(tree.Mend([]byte(html.UnescapeString(string(src)))), line); err2 == nil {
			v, err = again, nil
		}
	}
	if err != nil {
		e := err.(*tree.Error)
		f.problem(e.Line, "structured data (JSON-LD) was passed over: "+e.Problem)
		return
	}
	f.roots = append(f.roots, root{"JSON-LD", v})
}

// A tag is one that begins an element.
type tag struct {
	name       string
	attributes []soup.Attribute
}

// beginsItem reports whether an item may begin here.
func (t *tag) beginsItem() bool {
	for _, a := range t.attributes {
		switch a.Key {
		case "itemscope", "typeof":
			return true
		case "class":
			if strings.Contains(a.Val, "event") {
				return true
			}
		}
	}
	return false
}

func (t *tag) attribute(name string) string {
	for _, a := range t.attributes {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func (t *tag) has(name string) bool {
	for _, a := range t.attributes {
		if a.Key == name {
			return true
		}
	}
	return false
}
