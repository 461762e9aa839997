package front

import (
	"bytes"

	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
)

// export begins the object of metadata that a page in MDX hands to its site.
var export = pattern.New(`(?m)^export\s+(?:const\s+(?:meta|metadata|frontmatter|frontMatter|attributes)\s*(?::\s*\w+\s*)?=|default)\s*(?:\w+\()?(\{)`)

// exported reads that object. What stands before it are imports, which are no
// text either.
func exported(data []byte) (*tree.Value, []byte, int) {
	m := export.Regexp().FindSubmatchIndex(data)
	if m == nil || m[2] > maxBytes {
		return nil, nil, 0
	}
	v, n, err := tree.FirstLiteral(data[m[2]:])
	if err != nil || v.Shallow(MaxDepth) != nil {
		return nil, nil, 0
	}
	end := m[2] + n
	v.Shift(bytes.Count(data[:m[2]], []byte{'\n'}))
	_, body := cutLine(data[end:])
	return v, body, 1 + bytes.Count(data[:len(data)-len(body)], []byte{'\n'})
}
