package parse

import (
	"slices"
	"strings"

	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/tree"
)

// Editors of sites keep a text as a tree of nodes: ProseMirror and its kin
// ({type: paragraph, content: [{type: text, text: ..., marks: [...]}]}), Slate
// and Lexical (children for content), Portable Text ({_type: block, style: h2,
// children: [...]}), Contentful (nodeType, value), Editor.js ({type: header,
// data: {text: ..., level: 2}}). A rich text writes such a tree as Markdown,
// and knows on which line of the document each of its lines stands.
type rich struct {
	text  strings.Builder
	lines []int // of the document, by line of the text
	defs  map[string]string
}

// richBlocks are the types of the nodes that lists of a rich text hold, folded.
var richBlocks = words(`paragraph p heading header h1 h2 h3 h4 bulletlist bulletedlist unorderedlist orderedlist numberedlist list ul ol blockquote quote block codeblock table horizontalrule hr divider image headingone headingtwo headingthree headingfour heading1 heading2 heading3 heading4 callout delimiter`)

// richText reads a rich text; nil where a value is none.
func richText(v *tree.Value) *outline.Tree {
	nodes := richNodes(v)
	if nodes == nil {
		return nil
	}
	r := &rich{defs: map[string]string{}}
	for _, n := range nodes {
		r.block(n, 0)
	}
	t, err := outline.Parse("a.md", []byte(r.text.String()), 1)
	if err != nil {
		return nil
	}
	t.Renumber(func(line int) int { return r.lines[min(max(line, 1), len(r.lines))-1] })
	return t
}

// addRichTexts adds the rich texts of the front matter to what the document
// says.
func (f *facts) addRichTexts() {
	if f.front == nil {
		return
	}
	for _, field := range f.front.Fields {
		if field.Value.Kind == tree.Text || listNamed(field) && field.Value.Kind == tree.List {
			continue
		}
		if t := richText(field.Value); t != nil {
			f.tree.Root.Blocks = append(f.tree.Root.Blocks, t.Root.Blocks...)
			f.tree.Root.Sections = append(f.tree.Root.Sections, t.Root.Sections...)
		}
	}
}

// richNodes returns the nodes that a rich text holds, nil where it is none.
func richNodes(v *tree.Value) []*tree.Value {
	if v.Kind == tree.Object {
		if v = v.Find("root/children", "root", "content", "children", "blocks"); v == nil {
			return nil
		}
		if v.Kind == tree.Object {
			v = v.Find("children", "content")
		}
	}
	if v == nil || v.Kind != tree.List || len(v.List) == 0 {
		return nil
	}
	known := 0
	for _, n := range v.List {
		if n.Kind != tree.Object {
			return nil
		}
		if richBlocks[richType(n)] && n.Find("content", "children", "data", "text", "items", "attrs") != nil {
			known++
		}
	}
	if known*2 <= len(v.List) {
		return nil
	}
	return v.List
}

func richType(n *tree.Value) string {
	return tree.Fold(strings.ReplaceAll(n.FindStr("type", "nodetype"), "-", ""))
}

// inside returns what a node holds.
func inside(n *tree.Value) []*tree.Value {
	if v := n.Find("content", "children"); v != nil {
		return v.List
	}
	return nil
}

// line writes one line of Markdown.
func (r *rich) line(text string, at int) {
	for text := range strings.SplitSeq(text, "\n") {
		r.text.WriteString(text + "\n")
		r.lines = append(r.lines, at)
	}
}

// block writes a node that stands for itself.
func (r *rich) block(n *tree.Value, depth int) {
	for _, def := range itemsOf(n.Find("markdefs")) {
		if key := def.FindStr("key"); key != "" {
			r.defs[key] = def.FindStr("href", "url")
		}
	}
	kind := richType(n)
	if kind == "block" {
		if kind = tree.Fold(n.FindStr("style")); n.FindStr("listitem") != "" {
			kind = "listitem"
		}
	}
	switch {
	case strings.Contains(kind, "list") && !strings.Contains(kind, "item"):
		for _, it := range inside(n) {
			r.block(it, depth)
		}
		data := n.Find("data")
		for _, it := range itemsOf(data.Find("items")) {
			r.item(it.Text+it.FindStr("content", "text"), it.Line, depth)
		}
		r.line("", n.Line)
	case kind == "listitem" || kind == "li" || kind == "item":
		r.listItem(n, depth)
	default:
		text := r.inline(n)
		if data := n.Find("data"); text == "" && data != nil {
			text = outline.Fragment(data.FindStr("text"))
		}
		if text = strings.TrimSpace(text); text == "" {
			for _, x := range inside(n) {
				if x.Kind == tree.Object && richBlocks[richType(x)] {
					r.block(x, depth)
				}
			}
			return
		}
		if level := headingLevel(n, kind); level > 0 {
			text = strings.Repeat("#", level) + " " + strings.ReplaceAll(text, "\n", " ")
		}
		r.line(text+"\n", wordsAt(n))
	}
}

// wordsAt is the line on which the words of a node begin.
func wordsAt(n *tree.Value) int {
	for _, x := range inside(n) {
		if text := x.Find("text", "value"); text != nil && text.Kind == tree.Text {
			return text.Line
		}
		if len(inside(x)) > 0 {
			return wordsAt(x)
		}
	}
	return n.Line
}

// listItem writes an item and the lists in it.
func (r *rich) listItem(n *tree.Value, depth int) {
	var text []string
	var lists []*tree.Value
	loose := true // its text stands in it without a paragraph
	for _, x := range inside(n) {
		switch kind := richType(x); {
		case strings.Contains(kind, "list"):
			lists = append(lists, x)
		case richBlocks[kind]:
			loose = false
			text = append(text, r.inline(x))
		}
	}
	if loose {
		text = []string{r.inline(n)}
	}
	r.item(strings.Join(text, " "), wordsAt(n), depth)
	for _, l := range lists {
		r.block(l, depth+1)
	}
}

func (r *rich) item(text string, line, depth int) {
	if text = strings.Join(strings.Fields(text), " "); text != "" {
		r.line(strings.Repeat("  ", min(depth, 6))+"- "+text, line)
	}
}

// headingLevel is the rank of a heading, 0 for another node.
func headingLevel(n *tree.Value, kind string) int {
	if !strings.HasPrefix(kind, "head") && (len(kind) != 2 || kind[0] != 'h') {
		return 0
	}
	given := n.FindStr("level", "depth", "tag")
	for _, name := range []string{"attrs", "data"} {
		given += n.Find(name).FindStr("level")
	}
	for i, word := range []string{"one", "two", "three", "four", "five", "six"} {
		if digit := string(rune('1' + i)); strings.HasSuffix(kind, word) || strings.Contains(given, digit) || strings.HasSuffix(kind, digit) {
			return i + 1
		}
	}
	return 2
}

// inline writes the words of a node, with links and bold words marked. Lists in
// it are not.
func (r *rich) inline(n *tree.Value) string {
	var b strings.Builder
	for _, x := range inside(n) {
		kind := richType(x)
		text := x.Find("text")
		if text == nil && kind == "text" {
			text = x.Find("value")
		}
		switch {
		case kind == "hardbreak" || kind == "linebreak":
			b.WriteString("\n")
		case text != nil && text.Kind == tree.Text:
			b.WriteString(r.marked(x, text.Text))
		case strings.Contains(kind, "list"):
		case kind == "link" || kind == "hyperlink" || kind == "autolink" || kind == "a":
			url := x.FindStr("url", "href")
			for _, name := range []string{"data", "attrs", "fields"} {
				url += x.Find(name).FindStr("uri", "url", "href")
			}
			b.WriteString(asLink(r.inline(x), url))
		default:
			b.WriteString(r.inline(x))
		}
	}
	return b.String()
}

// marked writes the words of a leaf as its marks have them.
func (r *rich) marked(x *tree.Value, text string) string {
	words := strings.TrimSpace(text)
	if words == "" {
		return text
	}
	marks := itemsOf(x.Find("marks"))
	bold := x.FindStr("bold") == "true" || slices.ContainsFunc(marks, func(m *tree.Value) bool {
		kind := m.Text + m.FindStr("type")
		return kind == "bold" || kind == "strong"
	})
	out := words
	if bold && !strings.Contains(words, "*") {
		out = "**" + out + "**"
	}
	for _, m := range marks {
		url := r.defs[m.Text]
		if m.FindStr("type") == "link" {
			url = m.Find("attrs").FindStr("href") + m.FindStr("href", "url")
		}
		out = asLink(out, url)
	}
	return strings.Replace(text, words, out, 1)
}

func asLink(words, url string) string {
	if address(url) == "" || strings.ContainsAny(url, " <>()") || strings.ContainsAny(words, "[]") {
		return words
	}
	return "[" + words + "](" + url + ")"
}
