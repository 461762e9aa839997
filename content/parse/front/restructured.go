package front

import (
	"strings"
	"unicode/utf8"

	"meetupbot/content/parse/tree"
)

// underline reports whether a line can stand below, or above, a title in
// reStructuredText.
func underline(s, title string) bool {
	return s != "" && strings.IndexByte("=-~^\"'#*+`:._", s[0]) >= 0 && strings.Trim(s, s[:1]) == "" && len(s) >= min(4, utf8.RuneCountInString(title))
}

// fieldLine parts ":key: value".
func fieldLine(s string) (key, value string, ok bool) {
	if !strings.HasPrefix(s, ":") {
		return "", "", false
	}
	colon := strings.Index(s[1:], ":")
	if colon < 1 || colon > longestKey || colon+2 < len(s) && s[colon+2] != ' ' {
		return "", "", false
	}
	return s[1 : colon+1], s[colon+2:], true
}

// docInfo reads the title and the fields below it that begin a document in
// reStructuredText, and the day that a ".. post::" gives.
func docInfo(data []byte) (*tree.Value, []byte, int) {
	h := newHeader(data)
	h.blanks()
	title, _ := h.peek()
	line := h.line
	if over := title; underline(over, "....") {
		h.skip()
		title, _ = h.peek()
		line = h.line
	}
	if _, _, ok := fieldLine(title); !ok && title != "" {
		h.skip()
		if text, _ := h.peek(); !underline(text, title) {
			return nil, nil, 0
		}
		h.skip()
		h.blanks()
	} else {
		title = ""
	}
	for text, ok := h.peek(); ok && text != ""; text, ok = h.peek() {
		if day, post := strings.CutPrefix(text, ".. post::"); post {
			h.add("published", day)
		} else if key, value, field := fieldLine(strings.TrimSpace(text)); field {
			h.add(key, value)
		} else if len(h.fields.Fields) > 0 && (text[0] == ' ' || text[0] == '\t') {
			h.more(text)
		} else {
			break
		}
		h.skip()
	}
	if len(h.fields.Fields) > 0 && title != "" {
		h.fields.Fields = append(h.fields.Fields, tree.TextField("title", line, strings.TrimSpace(title)))
	}
	return h.taken()
}

// orgKeywords reads the lines "#+DATE: <2019-03-05 Tue>" that begin a document
// of Org's.
func orgKeywords(data []byte) (*tree.Value, []byte, int) {
	h := newHeader(data)
	drawer := false
	for text, ok := h.peek(); ok; text, ok = h.peek() {
		key, value, field := keyLine(strings.TrimPrefix(text, "#+"))
		switch {
		case text == ":PROPERTIES:", text == ":END:" && drawer:
			drawer = !drawer
		case drawer, text == "", strings.HasPrefix(text, "# "):
		case strings.HasPrefix(text, "#+") && field:
			h.add(strings.ToLower(key), strings.Trim(value, "<>[]"))
		default:
			return h.taken()
		}
		h.skip()
	}
	return h.taken()
}
