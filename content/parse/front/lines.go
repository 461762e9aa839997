package front

import (
	"slices"
	"strings"

	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
)

// systemKeys are keys, folded, that programs which make sites read, and that
// no text begins its lines with.
var systemKeys = []string{"slug", "category", "categories", "tags", "author", "authors", "template", "layout", "permalink", "modified", "lang", "draft", "created", "published", "publishdate", "pubdate", "keywords"}

var isoDay = pattern.New(`^\d{4}-\d\d-\d\d\b`)

// forProgram reports whether fields were written for a program: a title beside
// a key that only programs ask for, or beside a day as programs write it.
func forProgram(v *tree.Value) bool {
	day := isoDay.MatchString(v.FindStr("date"))
	system := v.Find(systemKeys...) != nil
	return v.Find("title") != nil && (system || day) || system && day
}

// keyLines reads "Key: value" lines at the top, up to an empty line or a line
// of dashes: Pelican, MultiMarkdown, Hexo.
func keyLines(data []byte) (*tree.Value, []byte, int) {
	h := newHeader(data)
	for text, ok := h.peek(); ok && text != ""; text, ok = h.peek() {
		if key, value, ok := keyLine(text); ok {
			h.add(key, value)
		} else if len(h.fields.Fields) > 0 && (text[0] == ' ' || text[0] == '\t') {
			h.more(text)
		} else if dashes(text) >= 3 && len(h.fields.Fields) > 0 {
			if v, err := tree.YAML(data[:len(data)-len(h.rest)]); err == nil && v.Kind == tree.Object {
				h.fields = v // with the lists that it may hold
			}
			break
		} else {
			return nil, nil, 0
		}
		h.skip()
	}
	if !forProgram(h.fields) {
		return nil, nil, 0
	}
	h.skip()
	return h.taken()
}

// dashes is how many dashes a line consists of; 0 for one that holds anything
// else.
func dashes(s string) int {
	if strings.Trim(s, "-") != "" {
		return 0
	}
	return len(s)
}

// equalled reads the lines "key=value" at the top, up to one of tildes, dashes or
// plus signs: JBake.
func equalled(data []byte) (*tree.Value, []byte, int) {
	h := newHeader(data)
	for text, ok := h.peek(); ok; text, ok = h.peek() {
		if len(text) >= 3 && strings.Trim(text, text[:1]) == "" && strings.Contains("~-+", text[:1]) && forProgram(h.fields) {
			h.skip()
			return h.taken()
		}
		if text != "" && text[0] != '#' {
			key, value, ok := strings.Cut(text, "=")
			if key = strings.TrimSpace(key); !ok || !plainKey(key) {
				return nil, nil, 0
			}
			h.add(key, value)
		}
		h.skip()
	}
	return nil, nil, 0
}

// plainKey reports whether a text is a key as programs name them.
func plainKey(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c|0x20 < 'a' || c|0x20 > 'z') && (i == 0 || c != '-' && c != '_' && c != '.' && (c < '0' || c > '9')) {
			return false
		}
	}
	return s != "" && len(s) <= longestKey
}

// dotted reads the lines ".. title: Owls" that begin a document of Nikola's.
func dotted(data []byte) (*tree.Value, []byte, int) {
	h := newHeader(data)
	h.blanks()
	for text, ok := h.peek(); ok && text != ""; text, ok = h.peek() {
		key, value, ok := keyLine(strings.TrimPrefix(text, ".. "))
		if !ok || !strings.HasPrefix(text, ".. ") {
			break
		}
		h.add(key, value)
		h.skip()
	}
	return h.taken()
}

// A wrapping is a pair of marks around a comment.
type wrapping struct{ open, shut string }

var comments = []wrapping{{"<!--", "-->"}, {"/*", "*/"}, {"{#", "#}"}}

// commented reads the fields in the comment that a document begins with.
func commented(data []byte) (*tree.Value, []byte, int) {
	h := newHeader(data)
	h.blanks()
	text, _ := h.peek()
	for _, w := range comments {
		if text, ok := strings.CutPrefix(text, w.open); ok {
			return h.comment(text, w.shut)
		}
	}
	return nil, nil, 0
}

func (h *header) comment(text, shut string) (*tree.Value, []byte, int) {
	for ok := true; ok; text, ok = h.peek() {
		text, _, last := strings.Cut(text, shut)
		if text = strings.TrimSpace(text); text != "" && dashes(text) == 0 {
			key, value, ok := keyLine(strings.TrimPrefix(text, ".. "))
			if !ok {
				return nil, nil, 0
			}
			h.add(key, value)
		}
		h.skip()
		if last {
			if h.fields.Find("title", "date") == nil {
				return nil, nil, 0
			}
			return h.taken()
		}
	}
	return nil, nil, 0
}

// assignments are lines by which templates and wikis set a value.
var assignments = []*pattern.Pattern{
	pattern.New(`^\[\[!meta +(\w+)="([^"]*)" *\]\]$`),
	pattern.New(`^\{%-? *set +(\w+) *= *"([^"]*)" *-?%\}$`),
	pattern.New(`^\{%-? *set +(\w+) *= *'([^']*)' *-?%\}$`),
}

// assigned reads the lines at the top of which each sets a value.
func assigned(data []byte) (*tree.Value, []byte, int) {
	h := newHeader(data)
	for text, ok := h.peek(); ok; text, ok = h.peek() {
		var m []string
		if strings.HasPrefix(text, "[[!") || strings.HasPrefix(text, "{%") {
			for _, a := range assignments {
				if m = a.FindStringSubmatch(text); m != nil {
					break
				}
			}
		}
		if m == nil && (text != "" || len(h.fields.Fields) == 0) {
			break
		}
		if m != nil {
			h.add(m[1], m[2])
		}
		h.skip()
	}
	return h.taken()
}

// bodyKeys name the field that holds the text, in documents that are nothing
// but fields.
var bodyKeys = []string{"text", "body", "content"}

// parted reads documents of fields that lines of dashes part, one of which is
// the text: Kirby, Lektor.
func parted(data []byte) (*tree.Value, []byte, int) {
	h := newHeader(data)
	for {
		h.blanks()
		text, _ := h.peek()
		key, value, ok := keyLine(text)
		if !ok {
			return nil, nil, 0
		}
		if slices.Contains(bodyKeys, tree.Fold(key)) && len(h.fields.Fields) > 0 {
			return h.textField(value)
		}
		h.add(key, value)
		h.skip()
		for text, ok = h.peek(); ok && dashes(text) < 3; text, ok = h.peek() {
			if text != "" {
				h.more(text)
			}
			h.skip()
		}
		if !ok {
			return nil, nil, 0
		}
		h.skip()
	}
}

// textField takes the field that is next for the body, up to the next line of
// dashes behind which another field begins.
func (h *header) textField(value string) (*tree.Value, []byte, int) {
	body, line := h.rest[strings.IndexByte(string(h.rest), ':')+1:], h.line
	if value == "" {
		h.skip()
		body, line = h.rest, h.line
	}
	for rest, at := body, 0; len(rest) > 0; {
		text, after := cutLine(rest)
		next, _ := cutLine(after)
		if _, _, field := keyLine(strings.TrimSpace(string(next))); field && dashes(strings.TrimSpace(string(text))) >= 3 {
			body = body[:at]
			break
		}
		at += len(rest) - len(after)
		rest = after
	}
	return h.fields, body, line
}
