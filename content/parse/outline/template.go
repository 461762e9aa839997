package outline

import (
	"bytes"
	"strings"

	"golang.org/x/net/html/atom"
)

// The brackets of template languages: Liquid and Go templates, Hugo's
// shortcodes, ERB, kramdown's options. What they enclose is no text, unless it
// is a component that names a talk or a speaker.
var brackets = [...]struct{ open, shut string }{
	{"{{", "}}"}, {"{%", "%}"}, {"<%", "%>"}, {"{::", "}"}, {"{:", "}"},
}

// maxTemplate is how many bytes a template tag may span; what opens one and
// does not end it by then is text. maxBody bounds what it may enclose, and
// maxWasted how many bytes of a document may be searched for ends that are not
// there: behind that, elements are text.
const (
	maxTemplate = 2000
	maxBody     = 8000
	maxWasted   = 64 << 10
)

// withoutTemplates returns the source with template tags blanked, so that its
// lines stay; those that carry a talk or a speaker as parameters become text.
// The source itself is not changed.
func withoutTemplates(name string, src []byte) []byte {
	t := templates{src: src}
	t.blank(name)
	return t.done()
}

// stops are the characters at which, or behind which, something may begin.
var stops = [256]bool{'{': true, '<': true, '\n': true}

func (t *templates) blank(name string) {
	src := t.src
	script := strings.HasSuffix(strings.ToLower(name), ".mdx")
	for i := 0; i+1 < len(src); {
		end := i
		switch begins := i == 0 || src[i-1] == '\n'; {
		case src[i] == '{' || src[i] == '<':
			if end = t.tag(i); end == i && src[i] == '<' {
				end = t.element(i)
			} else if end == i && script && begins {
				end = t.statement(i)
			}
		case begins && src[i] == '[':
			end = t.bracketed(i)
		case begins && src[i] == ':':
			end = t.fence(i)
		case begins && script:
			end = t.statement(i)
		}
		if i = max(end, i+1); i < len(src) && src[i-1] == '\n' {
			continue
		}
		for i < len(src) && !stops[src[i]] {
			i++
		}
		if i < len(src) && src[i] == '\n' {
			i++
		}
	}
}

// A templates holds a source and what has become of it so far. Its methods take
// what begins at a place and return where that ends, the place itself where it
// is not theirs.
type templates struct {
	src  []byte
	out  []byte
	kept int // src up to here is in out

	wasted int // bytes searched for the ends of elements that have none
}

// put writes text in place of src[from:to], whose line breaks stay.
func (t *templates) put(from, to int, text string) int {
	if t.out == nil {
		t.out = make([]byte, 0, len(t.src)+256)
	}
	t.out = append(t.out, t.src[t.kept:from]...)
	t.out = append(t.out, text...)
	for _, c := range t.src[from:to] {
		if c == '\n' {
			t.out = append(t.out, '\n')
		} else if text == "" {
			t.out = append(t.out, ' ') // columns stay, too
		}
	}
	t.kept = to
	return to
}

func (t *templates) done() []byte {
	if t.out == nil {
		return t.src
	}
	return append(t.out, t.src[t.kept:]...)
}

// tag takes a template tag.
func (t *templates) tag(i int) int {
	if c := t.src[i+1]; c != '{' && c != '%' && c != ':' {
		return i
	}
	for _, br := range brackets {
		if !bytes.HasPrefix(t.src[i:], []byte(br.open)) {
			continue
		}
		rest := t.src[i+len(br.open) : min(len(t.src), i+maxTemplate)]
		end := bytes.Index(rest, []byte(br.shut))
		if end < 0 {
			continue
		}
		stop := i + len(br.open) + end + len(br.shut)
		if br.open[1] == ':' {
			return t.put(t.contents(i, rest), stop, "")
		}
		return t.component(i, stop, strings.Trim(string(rest[:end]), "<>%-=/ \t\r\n"))
	}
	return i
}

// contents returns where the list item begins that kramdown's {:toc} on the
// next line turns into a table of contents, else i.
func (t *templates) contents(i int, rest []byte) int {
	if !bytes.HasPrefix(rest, []byte("toc")) || i == 0 {
		return i
	}
	from := 1 + bytes.LastIndexByte(t.src[:i-1], '\n')
	if line := bytes.TrimSpace(t.src[from:i]); from >= t.kept && (bytes.HasPrefix(line, []byte("* ")) || bytes.HasPrefix(line, []byte("- ")) || bytes.HasPrefix(line, []byte("1. "))) {
		return from
	}
	return i
}

// component puts what a tag carries in its place.
func (t *templates) component(from, to int, tag string) int {
	return t.put(from, to, component(tag, func(name string) bool {
		after := t.src[to:min(len(t.src), to+maxBody)]
		for _, shut := range []string{"/" + name, "/ " + name, "end" + name} {
			if n := bytes.Index(after, []byte(shut)); n >= 0 {
				return len(bytes.TrimSpace(bytes.TrimRight(after[:n], "{<[% -"))) > 0
			}
		}
		return false
	}))
}

// element takes a component that is written like an element of HTML: <Talk
// title="Owls">.
func (t *templates) element(i int) int {
	if t.wasted >= maxWasted {
		return i
	}
	rest := t.src[i+1 : min(len(t.src), i+maxTemplate)]
	closing := bytes.HasPrefix(rest, []byte("/"))
	n := 0
	for letters := bytes.TrimPrefix(rest, []byte("/")); n < len(letters) && (letters[n]|0x20 >= 'a' && letters[n]|0x20 <= 'z' || letters[n] == '-'); {
		n++
	}
	if closing {
		n++
	}
	name := bytes.TrimPrefix(rest[:n], []byte("/"))
	if len(name) < len("talk") || atom.Lookup(name) != 0 {
		return i // HTML's own
	}
	talk, speaker := componentKind(string(name))
	if !talk && !speaker {
		return i
	}
	quote := byte(0)
	for j := n; j < len(rest); j++ {
		switch c := rest[j]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>' && closing:
			return t.put(i, i+1+j+1, "")
		case c == '>' && rest[j-1] != '=': // an arrow
			return t.component(i, i+1+j+1, strings.TrimSuffix(string(rest[:j]), "/"))
		}
	}
	t.wasted += len(rest)
	return i
}

// bracketed takes a shortcode in square brackets: [talk title="Owls"].
func (t *templates) bracketed(i int) int {
	rest := t.src[i+1 : min(len(t.src), i+maxTemplate)]
	end := bytes.IndexByte(rest, ']')
	if end < 0 || end+1 < len(rest) && bytes.IndexByte([]byte("(:["), rest[end+1]) >= 0 {
		return i // a link
	}
	if !bytes.Contains(rest[:end], []byte(`="`)) && !bytes.HasPrefix(rest, []byte("/")) {
		return i
	}
	name, _, _ := bytes.Cut(bytes.TrimPrefix(rest[:end], []byte("/")), []byte(" "))
	if len(name) == 0 || len(bytes.Trim(name, "abcdefghijklmnopqrstuvwxyz_-")) > 0 {
		return i
	}
	return t.component(i, i+1+end+1, string(rest[:end]))
}

// fence takes a line that begins or ends an admonition: ":::tip".
func (t *templates) fence(i int) int {
	if !bytes.HasPrefix(t.src[i:], []byte(":::")) {
		return i
	}
	return t.put(i, t.endOfLine(i), "")
}

func (t *templates) endOfLine(i int) int {
	if n := bytes.IndexByte(t.src[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(t.src)
}

// statement takes what MDX holds for its script: imports, exports and
// expressions in braces.
func (t *templates) statement(i int) int {
	end := t.endOfLine(i)
	line := t.src[i:end]
	if bytes.HasPrefix(line, []byte("import ")) && bytes.ContainsAny(line, `'"`) {
		return t.put(i, end, "")
	}
	if !bytes.HasPrefix(line, []byte("export ")) && !bytes.HasPrefix(line, []byte("{")) {
		return i
	}
	depth := 0
	for j, stop := i, min(len(t.src), i+maxBody); j < stop; j++ {
		switch t.src[j] {
		case '{', '[', '(':
			depth++
		case '}', ']', ')':
			depth--
		case '\n':
			if depth <= 0 {
				return t.put(i, j, "")
			}
		}
	}
	return i
}
