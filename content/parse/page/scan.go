package page

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
)

// scan collects the page's scripts of structured data and its marked elements,
// tag by tag: a tree of elements would not know their lines.
func (f *finder) scan(src []byte, line int) {
	z := html.NewTokenizer(bytes.NewReader(src))
	z.SetMaxBuf(len(src) + 1)
	var e elements
	script, from := []byte(nil), 0 // of the JSON-LD script that is open
	for {
		kind := z.Next()
		raw := z.Raw()
		at := line
		line += bytes.Count(raw, []byte{'\n'})
		switch kind {
		case html.ErrorToken:
			f.roots = append(f.roots, e.finish()...)
			slices.SortStableFunc(f.roots, func(a, b root) int { return a.value.Line - b.value.Line })
			if e.full {
				f.problem(line, "the page's marked elements are too many or too deep: the rest was not read")
			}
			return
		case html.TextToken:
			if script != nil {
				script = append(script, raw...)
				continue
			}
			if !e.full {
				e.text(raw)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			if e.items == 0 && !worthReading(raw) {
				if !e.full {
					name, _ := z.TagName()
					e.pass(atom.String(name), kind == html.SelfClosingTagToken)
				}
				continue
			}
			tok := z.Token()
			if tok.Data == "script" && strings.Contains(strings.ToLower(attribute(tok, "type")), "ld+json") {
				script, from = []byte{}, at+bytes.Count(raw, []byte{'\n'})
				continue
			}
			if !e.full {
				e.start(tok, line, kind == html.SelfClosingTagToken)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			tag := atom.String(name)
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

// worth are what a tag holds that begins an item or a script.
var worth = pattern.New(`(?i)^<script|itemscope|typeof|h-event|vevent|&`)

// worthReading reports whether a tag that stands in no item may begin one, or a
// script.
func worthReading(raw []byte) bool {
	return len(raw) >= len("<script>") && worth.MatchString(string(raw))
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func has(t html.Token, name string) bool {
	for _, a := range t.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}
