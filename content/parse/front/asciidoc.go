package front

import (
	"strings"

	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
)

// revision is the line below the authors: "v1.2, 2019-03-05: corrected".
var revision = pattern.New(`^(?:v[\d.]+,\s*)?(\d{4}-\d\d-\d\d\b[^:]*(?::\d\d[^:]*)?)`)

// asciiHeader reads the header of an AsciiDoc document: its title, the line of
// authors and revision, of which a date is kept, and its attributes.
func asciiHeader(data []byte) (*tree.Value, []byte, int) {
	h := newHeader(data)
	for text, ok := h.peek(); ok; text, ok = h.peek() {
		began := len(h.fields.Fields) > 0
		switch m := revision.FindStringSubmatch(text); {
		case text == "" && began:
			h.skip()
			return h.taken()
		case text == "", strings.HasPrefix(text, "//"):
		case strings.HasPrefix(text, "= ") && h.fields.Find("title") == nil:
			h.add("title", text[2:])
		case text[0] == ':':
			if key, value, ok := strings.Cut(text[1:], ":"); ok && key != "" {
				h.add(strings.TrimPrefix(key, "jbake-"), value)
			}
		case !began:
			return nil, nil, 0
		case m != nil:
			h.add("published", m[1])
		}
		h.skip()
	}
	return h.taken()
}
