package discord_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// A node is a piece of markdown as one of Discord's apps reads it. This is a
// small model of such an app, for what must not happen to be seen to happen.
// Where apps differ, it reads markup.
type node struct {
	kind string // "text", "bold", "link", "mention", ...
	text string // of a text; the address of a link; else as it stands
	in   []node
}

// What begins with an angle bracket or stands by itself.
var tokens = []struct {
	kind  string
	shape *regexp.Regexp
}{
	{"time", regexp.MustCompile(`^<t:-?\d+(:[a-zA-Z])?>`)},
	{"mention", regexp.MustCompile(`^<(@[!&]?\d+|#\d+|id:\w+|/[^:<>]+:\d+)>`)},
	{"emoji", regexp.MustCompile(`^<a?:\w+:\d+>`)},
	{"bare link", regexp.MustCompile(`^<[^: <>]+:/[^ <>]+>`)},
	{"address", regexp.MustCompile(`^<(mailto:|tel:)?\+?[\w.@-]+>`)},
	{"mention", regexp.MustCompile(`^@(everyone|here|time|silent)`)},
	{"emoji", regexp.MustCompile(`^:([\w+-]*[A-Za-z][\w+-]*|100|1234|[+-]1):`)},
	{"unfurled", regexp.MustCompile(`^(?i:https?|steam|discord)://[^\s<]+`)},
	{"unfurled", regexp.MustCompile(`^(?i:discord\.gg|discord(app)?\.com)/\w+`)},
	{"code block", regexp.MustCompile("^(?s:```.+?```)")},
}

var (
	lineMark   = regexp.MustCompile(`^ *(#{1,3} |-# |>>> |> |[*-] |\d+\. )`)
	masked     = regexp.MustCompile(`^\[((?:\[[^\]]*\]|\\.|[^\[\]\\])*)\]\(\s*<?([^\s>)]*)>?\s*\)`)
	escapeless = regexp.MustCompile(`^[0-9A-Za-z\s]`)
	marks      = []struct{ kind, mark string }{
		{"bold", "**"}, {"underlined", "__"}, {"hidden", "||"}, {"struck", "~~"}, {"italic", "*"}, {"italic", "_"},
	}
	numbered  = regexp.MustCompile(`^\d+\. `)
	lineKinds = map[string]string{"#": "heading", "##": "heading", "###": "heading", "-#": "small", ">": "quotation", ">>>": "quotation"}
)

// read reads markdown.
func read(s string) []node { return reading(s, true) }

// readTitle reads the title of an embed, where apps differ: none shows links or
// invitations, some read no escapes. A numbered list of one looks the same.
func readTitle(s string) []node {
	s = strings.ReplaceAll(numbered.ReplaceAllString(s, ""), "discord", "guild")
	return reading(s, false)
}

func reading(s string, escapes bool) []node {
	var nodes []node
	text := func(c string) {
		if last := len(nodes) - 1; last >= 0 && nodes[last].kind == "text" {
			nodes[last].text += c
			return
		}
		nodes = append(nodes, node{kind: "text", text: c})
	}
	for fresh := true; s != ""; {
		if fresh {
			if m := lineMark.FindStringSubmatch(s); m != nil {
				kind := lineKinds[strings.TrimSpace(m[1])]
				if kind == "" {
					kind = "item"
				}
				nodes = append(nodes, node{kind: kind})
				s = s[len(m[0]):]
				continue // a list may hold a heading
			}
		}
		n, size := one(s, escapes)
		if n.kind == "text" {
			text(n.text)
		} else {
			nodes = append(nodes, n)
		}
		fresh = n.kind == "text" && n.text == "\n"
		s = s[size:]
	}
	return nodes
}

// one reads what s begins with.
func one(s string, escapes bool) (node, int) {
	if n := strings.IndexAny(s, "\\<@:hHsSdD`[*_|~\n"); n != 0 {
		if n < 0 {
			n = len(s)
		}
		return node{kind: "text", text: s[:n]}, n
	}
	if s[0] == '\\' && len(s) > 1 && !escapeless.MatchString(s[1:]) {
		if escapes {
			_, size := utf8.DecodeRuneInString(s[1:])
			return node{kind: "text", text: s[1 : 1+size]}, 1 + size
		}
		return node{kind: "escape", text: s[:2]}, 2
	}
	for _, t := range tokens {
		if found := t.shape.FindString(s); found != "" {
			return node{kind: t.kind, text: found}, len(found)
		}
	}
	if m := masked.FindStringSubmatch(s); m != nil && escapes {
		return node{kind: "link", text: m[2], in: reading(m[1], false)}, len(m[0])
	}
	if ticks := len(s) - len(strings.TrimLeft(s, "`")); ticks > 0 {
		fence := s[:ticks]
		if end := strings.Index(s[ticks:], fence); end > 0 {
			return node{kind: "code", text: s[ticks : ticks+end]}, end + 2*ticks
		}
		return node{kind: "text", text: fence}, ticks
	}
	for _, m := range marks {
		rest, ok := strings.CutPrefix(s, m.mark)
		if !ok {
			continue
		}
		if end := closing(rest, m.mark, escapes && m.kind != "struck" && m.kind != "hidden"); end > 0 {
			return node{kind: m.kind, in: reading(rest[:end], escapes)}, end + 2*len(m.mark)
		}
	}
	_, size := utf8.DecodeRuneInString(s)
	return node{kind: "text", text: s[:size]}, size
}

// closing returns where the mark stands again, after something, or -1.
func closing(s, mark string, escapes bool) int {
	for i := 0; i < len(s); i++ {
		if escapes && s[i] == '\\' {
			i++
			continue
		}
		if i > 0 && strings.HasPrefix(s[i:], mark) {
			return i
		}
	}
	return -1
}

// shown is the text that a member sees of nodes.
func shown(nodes []node) string {
	var b strings.Builder
	for _, n := range nodes {
		switch {
		case n.kind == "text" || n.kind == "code":
			b.WriteString(n.text)
		case len(n.in) > 0:
			b.WriteString(shown(n.in))
		}
	}
	return b.String()
}

// kinds are what nodes do, texts apart.
func kinds(nodes []node) []string {
	var all []string
	for _, n := range nodes {
		if n.kind != "text" {
			all = append(all, n.kind)
		}
		all = append(all, kinds(n.in)...)
	}
	return all
}

// TestModel: the model sees markup where there is any, or no test below holds
// anything.
func TestModel(t *testing.T) {
	tests := []struct {
		in    string
		kinds []string
		shown string
	}{
		{"plain (words) 10:00-11:30", nil, "plain (words) 10:00-11:30"},
		{`\*\*not bold\*\* \\ \[x\](y)`, nil, `**not bold** \ [x](y)`},
		{"**bold \\** still** _it_ ~~gone~~ ||h||", []string{"bold", "italic", "struck", "hidden"}, "bold ** still it gone h"},
		{"`a*b*`", []string{"code"}, "a*b*"},
		{"# h\n- # h\n> q\n-# s\n1. l", []string{"heading", "item", "heading", "quotation", "small", "item"}, "h\nh\nq\ns\nl"},
		{"<@1> <@&1> <#1> @everyone <t:1:R> <a:x:1> :tada:", []string{"mention", "mention", "mention", "mention", "time", "emoji", "emoji"}, "      "},
		{"[a **b**](https://x.example/y)", []string{"link", "bold"}, "a b"},
		{`[\*](https://x.example)`, []string{"link", "escape"}, ""},
		{"<https://x.example> https://x.example", []string{"bare link", "unfurled"}, " "},
		{`~~a\~~~`, []string{"struck"}, `a\~`},
	}
	for _, test := range tests {
		got := read(test.in)
		if k := kinds(got); !slices.Equal(k, test.kinds) {
			t.Errorf("read(%q) does %q, want %q", test.in, k, test.kinds)
		}
		if test.shown != "" && shown(got) != test.shown {
			t.Errorf("read(%q) shows %q, want %q", test.in, shown(got), test.shown)
		}
	}
}
