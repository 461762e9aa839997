package page

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"

	"meetupbot/content/parse/tree"
)

// Limits on what a page may mark. A calendar of a year has some thousand
// properties.
const (
	maxOpen  = 512
	maxProps = 20_000
	maxText  = 16 << 10 // bytes of one property
	maxTexts = 16       // texts within each other
)

// elements turns marked elements into values: microdata (itemscope, itemprop),
// RDFa (typeof, property) and microformats (classes).
type elements struct {
	open  []element
	roots []root
	items int    // of the open ones that begin an item
	words []byte // the text since the outermost property that is open began
	props int
	full  bool
}

type element struct {
	tag   string
	item  *tree.Value // the item that it begins
	open  bool        // ... and that was counted among the open ones
	form  string
	owner *tree.Value // the item whose property it is
	names []string    // ... the property's names
	value *string     // ... as an attribute says it; nil: its text
	texts []string    // names of properties that are the text, whatever the attributes say
	line  int
	from  int // where its text begins in words
}

// void reports whether an element has no end tag.
func void(tag string) bool {
	switch tag {
	case "meta", "link", "img", "br", "hr", "input", "area", "base", "embed", "source", "track", "wbr", "col":
		return true
	}
	return false
}

// formats are classes of microformats and the types they stand for; classes
// the properties, within such an element.
var (
	formats = map[string]string{"h-event": "Event", "vevent": "Event"}
	classes = map[string]string{
		"dt-start": "startDate", "dtstart": "startDate", "dt-end": "endDate", "dtend": "endDate", "u-url": "url", "url": "url",
	}
	textClasses = map[string]string{"p-name": "name", "summary": "name", "p-location": "location", "location": "location"}
)

func (e *elements) start(t tag, line int, closed bool) {
	e.implied(t.name)
	x := element{tag: t.name, line: line}
	kind, form := "", ""
	switch {
	case t.has("itemscope"):
		kind, form = t.attribute("itemtype"), "microdata"
	case t.has("typeof"):
		kind, form = t.attribute("typeof"), "RDFa"
	}
	x.names = strings.Fields(t.attribute("itemprop") + " " + t.attribute("property"))
	owner := e.owner()
	for _, class := range strings.Fields(t.attribute("class")) {
		if formats[class] != "" && kind == "" {
			kind, form = formats[class], "microformat"
		}
		if name := classes[class]; name != "" && owner != nil && owner.Str("@format") != "" {
			x.names = append(x.names, name)
		} else if name := textClasses[class]; name != "" && owner != nil && owner.Str("@format") != "" {
			x.texts = append(x.texts, name)
		}
	}
	if form != "" {
		x.item, x.form = &tree.Value{Line: line, Kind: tree.Object}, form
		for _, k := range strings.Fields(kind) {
			x.item.Fields = append(x.item.Fields, field("@type", k, line))
		}
		if id := t.attribute("itemid") + t.attribute("resource"); id != "" {
			x.item.Fields = append(x.item.Fields, field("@id", id, line))
		}
		if form == "microformat" {
			x.item.Fields = append(x.item.Fields, field("@format", kind, line))
		}
	}
	if len(x.names)+len(x.texts) > 0 && owner != nil && e.within() < maxTexts {
		x.owner = owner
		x.value = stated(t)
		x.from = len(e.words)
	}
	if void(t.name) || closed && t.name != "div" && t.name != "span" {
		e.close(x)
		return
	}
	if len(e.open) >= maxOpen {
		e.full = true
		return
	}
	if x.open = x.item != nil; x.open {
		e.items++
	}
	e.open = append(e.open, x)
}

// pass is start for a tag that stands in no item and begins none.
func (e *elements) pass(tag string, closed bool) {
	e.implied(tag)
	switch {
	case void(tag) || closed && tag != "div" && tag != "span":
	case len(e.open) >= maxOpen:
		e.full = true
	default:
		e.open = append(e.open, element{tag: tag})
	}
}

func field(name, text string, line int) tree.Field {
	return tree.Field{Name: name, Value: &tree.Value{Line: line, Kind: tree.Text, Text: strings.Clone(text)}}
}

// stated is a property's value where an attribute says it.
func stated(t tag) *string {
	names := []string{"content"}
	switch t.name {
	case "a", "link", "area":
		names = append(names, "href")
	case "img", "iframe", "embed", "source":
		names = append(names, "src")
	case "time":
		names = append(names, "datetime")
	case "data", "meter":
		names = append(names, "value")
	case "abbr":
		names = append(names, "title")
	}
	for _, name := range names {
		if t.has(name) {
			s := strings.Clone(t.attribute(name))
			return &s
		}
	}
	return nil
}

// owner is the item that a property here would be of.
func (e *elements) owner() *tree.Value {
	for i := len(e.open) - 1; i >= 0; i-- {
		if e.open[i].item != nil {
			return e.open[i].item
		}
	}
	return nil
}

func (e *elements) text(raw string) {
	if e.items > 0 && e.within() > 0 {
		e.words = append(e.words, raw...)
		return
	}
	e.words = e.words[:0]
}

// within counts the open properties whose text what comes next is part of.
func (e *elements) within() int {
	n := 0
	for i := range e.open {
		if x := &e.open[i]; x.owner != nil && x.item == nil && (x.value == nil || len(x.texts) > 0) {
			n++
		}
	}
	return n
}

// end closes the innermost element of that name, and what was left open in it.
func (e *elements) end(tag string) {
	for i := len(e.open) - 1; i >= 0; i-- {
		if e.open[i].tag != tag {
			continue
		}
		for len(e.open) > i {
			last := len(e.open) - 1
			x := e.open[last]
			e.open = e.open[:last]
			e.close(x)
		}
		return
	}
}

// standsIn reports whether an element whose end people leave out stands in
// another one.
func standsIn(tag, other string) bool {
	switch tag {
	case "li":
		return other == "ul" || other == "ol"
	case "dt", "dd":
		return other == "dl"
	case "tr":
		return other == "table"
	case "td":
		return other == "tr" || other == "table"
	}
	return other == "div" || other == "li" || other == "td" || other == "article" || other == "section" // a paragraph
}

// implied ends the element that the next of its kind ends.
func (e *elements) implied(tag string) {
	switch tag {
	case "li", "dt", "dd", "tr", "td", "p":
	default:
		return
	}
	for i := len(e.open) - 1; i >= 0; i-- {
		switch open := e.open[i].tag; {
		case open == tag:
			e.end(tag)
			return
		case standsIn(tag, open):
			return
		}
	}
}

// close takes a finished element into its item, or among the roots.
func (e *elements) close(x element) {
	if x.open {
		e.items--
	}
	switch {
	case x.owner == nil && x.item != nil:
		e.roots = append(e.roots, root{x.form, x.item})
	case x.owner != nil:
		if e.props++; e.props > maxProps {
			e.full = true
			return
		}
		v := x.item
		text := func() *tree.Value {
			own := e.words[x.from:min(len(e.words), x.from+maxText)]
			s := strings.ToValidUTF8(html.UnescapeString(string(bytes.Join(bytes.Fields(own), []byte{' '}))), "")
			return &tree.Value{Line: x.line, Kind: tree.Text, Text: s}
		}
		switch {
		case v != nil:
		case x.value != nil:
			v = &tree.Value{Line: x.line, Kind: tree.Text, Text: *x.value}
		case len(x.names) > 0:
			v = text()
		}
		for _, name := range x.names {
			x.owner.Fields = append(x.owner.Fields, tree.Field{Name: name[strings.LastIndexByte(name, ':')+1:], Value: v})
		}
		for _, name := range x.texts {
			x.owner.Fields = append(x.owner.Fields, tree.Field{Name: name, Value: text()})
		}
	}
}

// finish closes what the page left open.
func (e *elements) finish() []root {
	for len(e.open) > 0 {
		last := len(e.open) - 1
		x := e.open[last]
		e.open = e.open[:last]
		e.close(x)
	}
	return e.roots
}
