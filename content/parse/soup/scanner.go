package soup

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A Scanner parts HTML into tags, texts and comments, where
// [golang.org/x/net/html.Tokenizer] does, and gives all of them as parts of the
// source: pages have thousands, and that one copies each of them a few times. The
// few tags that the two would not read alike without effort it leaves to that one.
type Scanner struct {
	Kind html.TokenType // of the token; CommentToken for what is no part of the page
	Raw  string         // the token as it is written
	Line int            // on which it begins

	src   string
	at    int         // where the next token begins ...
	line  int         // ... and its line
	until string      // the tag whose text is no HTML, and begins at at
	name  string      // of a tag, as it is written
	attrs []attribute // of a tag ...
	odd   bool        // ... of which there are too many
}

// An attribute is where one's key and value stand in the source.
type attribute struct{ key, keyEnd, value, valueEnd int }

// An Attribute is one of a tag's.
type Attribute struct{ Key, Val string }

// maxAttributes is how many attributes of a tag are compared with each other.
const maxAttributes = 16

// NewScanner returns a scanner of a source whose first line is line of its
// document.
func NewScanner(src string, line int) *Scanner {
	return &Scanner{src: src, line: line, attrs: make([]attribute, 0, maxAttributes)}
}

// Next reads the next token; false where there is none.
func (s *Scanner) Next() bool {
	s.Line = s.line
	end := s.token()
	if end < 0 {
		s.Line += strings.Count(s.src[s.at:], "\n") // the last one
		return false
	}
	s.Raw = s.src[s.at:end]
	s.line += strings.Count(s.Raw, "\n")
	s.at = end
	return true
}

// token returns where the token ends that begins at s.at, -1 where none does: a
// tag that does not end is none.
func (s *Scanner) token() int {
	if s.until != "" {
		end := rawEnd(s.src, s.at, s.until)
		s.until = ""
		if end > s.at {
			s.Kind = html.TextToken
			return end
		}
	}
	from := s.at
	if from == len(s.src) {
		return -1
	}
	for i := from; ; i++ {
		n := strings.IndexByte(s.src[i:], '<')
		if n < 0 || i+n+1 == len(s.src) {
			s.Kind = html.TextToken
			return len(s.src)
		}
		i += n
		c := s.src[i+1]
		if !letter(c) && c != '/' && c != '!' && c != '?' {
			continue
		}
		switch {
		case i > from:
			s.Kind = html.TextToken
			return i
		case c == '/' && i+2 == len(s.src):
			s.Kind = html.TextToken
			return len(s.src)
		case c == '/' && letter(s.src[i+2]):
			s.Kind = html.EndTagToken
			return s.tag(i + 2)
		case letter(c):
			s.Kind = html.StartTagToken
			return s.tag(i + 1)
		case strings.HasPrefix(s.src[i:], "<!--"):
			s.Kind = html.CommentToken
			return commentEnd(s.src, i+len("<!--"))
		}
		s.Kind = html.CommentToken // "<!doctype html>", "<?xml?>", "</>"
		if n := strings.IndexByte(s.src[i+2:], '>'); n >= 0 {
			return i + 2 + n + 1
		}
		return len(s.src)
	}
}

// tag reads the tag whose name begins at i.
func (s *Scanner) tag(i int) int {
	src := s.src
	from := i
	for i < len(src) && !space(src[i]) && src[i] != '/' && src[i] != '>' {
		i++
	}
	s.name = src[from:i]
	s.attrs, s.odd = s.attrs[:0], false
	for {
		for i < len(src) && space(src[i]) {
			i++
		}
		if i == len(src) {
			return -1
		}
		if src[i] == '>' {
			i++
			break
		}
		var a attribute
		if a, i = s.attribute(i); i < 0 {
			return -1
		}
		s.take(a)
	}
	if s.Kind == html.EndTagToken {
		return i
	}
	if n := len(s.attrs); s.odd {
		s.Kind = html.NewTokenizer(strings.NewReader(src[s.at:i])).Next()
	} else if src[i-2] == '/' && (n == 0 || i-2 != s.attrs[n-1].valueEnd-1) {
		s.Kind = html.SelfClosingTagToken
	}
	s.until = rawText(s.name)
	return i
}

// attribute reads the attribute that begins at i, and returns where it ends; -1
// where the source does before.
func (s *Scanner) attribute(i int) (attribute, int) {
	src := s.src
	a := attribute{key: i}
	for ; ; i++ {
		if i == len(src) {
			return a, -1
		}
		if c := src[i]; space(c) || c == '/' || c == '>' || c == '=' && i > a.key {
			break
		}
	}
	a.keyEnd, a.value, a.valueEnd = i, i, i
	for i < len(src) && space(src[i]) {
		i++
	}
	if i == len(src) {
		return a, -1
	}
	if src[i] == '/' {
		return a, i + 1
	}
	if src[i] != '=' {
		return a, i
	}
	for i++; i < len(src) && space(src[i]); {
		i++
	}
	if i == len(src) {
		return a, -1
	}
	switch quote := src[i]; quote {
	case '>':
		return a, i
	case '"', '\'':
		a.value = i + 1
		n := strings.IndexByte(src[i+1:], quote)
		if n < 0 {
			return a, -1
		}
		a.valueEnd = i + 1 + n
		return a, a.valueEnd + 1
	}
	a.value = i
	for !space(src[i]) && src[i] != '>' {
		if i++; i == len(src) {
			return a, -1
		}
	}
	a.valueEnd = i
	return a, i
}

// take keeps an attribute that has a name of its own.
func (s *Scanner) take(a attribute) {
	if a.key == a.keyEnd || s.Kind == html.EndTagToken {
		return
	}
	if len(s.attrs) == maxAttributes {
		s.odd = true
		return
	}
	for _, b := range s.attrs {
		if alike(s.src[b.key:b.keyEnd], s.src[a.key:a.keyEnd]) {
			return
		}
	}
	s.attrs = append(s.attrs, a)
}

// Atom returns the name of a tag, 0 for one that HTML does not have.
func (s *Scanner) Atom() atom.Atom {
	var name [32]byte // HTML's longest has 25
	if len(s.name) > len(name) {
		return 0
	}
	for i := range len(s.name) {
		name[i] = lower(s.name[i])
	}
	return atom.Lookup(name[:len(s.name)])
}

// Name returns the name of a tag in lower case.
func (s *Scanner) Name() string { return lowered(s.name) }

// Attributes adds the attributes of a tag to a list, those that are wanted by
// their names.
func (s *Scanner) Attributes(to []Attribute, wanted func(name string) bool) []Attribute {
	from := len(to)
	for _, a := range s.attrs {
		name := lowered(s.src[a.key:a.keyEnd])
		if !wanted(name) && !s.odd {
			continue
		}
		val, ok := plain(s.src[a.value:a.valueEnd])
		if !ok || s.odd {
			return s.oddAttributes(to[:from], wanted)
		}
		to = append(to, Attribute{name, val})
	}
	return to
}

// Any wants all attributes.
func Any(string) bool { return true }

// oddAttributes reads the attributes of a tag that few pages have.
func (s *Scanner) oddAttributes(to []Attribute, wanted func(name string) bool) []Attribute {
	z := html.NewTokenizer(strings.NewReader(s.Raw))
	z.Next()
	for _, a := range z.Token().Attr {
		if wanted(a.Key) {
			to = append(to, Attribute{a.Key, a.Val})
		}
	}
	return to
}

// plain reads an attribute's value; false for one that holds entities that
// attributes read otherwise than texts do, or what HTML replaces.
func plain(val string) (string, bool) {
	entities := false
	for i := range len(val) {
		switch val[i] {
		case '&':
			if entities = true; !slices.ContainsFunc(alikeEntities, func(e string) bool { return strings.HasPrefix(val[i:], e) }) {
				return "", false
			}
		case '\r', 0:
			return "", false
		}
	}
	if !entities {
		return val, true
	}
	return html.UnescapeString(val), true
}

// alikeEntities are entities that attributes and texts read alike.
var alikeEntities = []string{"&amp;", "&quot;", "&#39;", "&lt;", "&gt;", "&#34;", "&nbsp;"}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' }

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// lowered returns a name in lower case, as far as ASCII goes.
func lowered(name string) string {
	for i := range len(name) {
		if c := name[i]; c >= 'A' && c <= 'Z' || c == 0 {
			b := []byte(strings.ReplaceAll(name, "\x00", "\ufffd"))
			for i := range b {
				b[i] = lower(b[i])
			}
			return string(b)
		}
	}
	return name
}

// alike reports whether two names are one, capitals aside.
func alike(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}
