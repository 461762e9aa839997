package front

import (
	"bytes"
	"strings"

	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
)

// looseLine is a field of one line: "title: Owls: a night".
var looseLine = pattern.New(`^([A-Za-z][\w.-]*):[ \t]+(\S.*?)\s*$`)

// maxLoose is of how many lines each is tried by itself.
const maxLoose = 200

// looseYAML reads YAML in which values stand that would need quotation marks, as
// many tools take them: "title: Owls: a night", "author: @finch". Such a value
// is the rest of its line, which leaves nothing open. Whatever else is wrong
// stays an error.
func looseYAML(src []byte) (*tree.Value, error) {
	v, err := tree.YAML(src)
	if err == nil {
		return v, nil
	}
	lines := bytes.SplitAfter(src, []byte("\n"))
	mended := false
	for i, line := range lines {
		if i == maxLoose {
			break
		}
		m := looseLine.FindStringSubmatch(string(bytes.TrimRight(line, "\r\n")))
		if m == nil || i+1 < len(lines) && continues(lines[i+1]) || strings.IndexByte("&*!|>", m[2][0]) >= 0 {
			continue
		}
		if q := m[2][0]; (q == '"' || q == '\'') && strings.IndexByte(m[2][1:], q) < 0 {
			continue // where the text ends is anybody's guess
		}
		if _, err := tree.YAML(line); err == nil {
			continue
		}
		value := "'" + strings.ReplaceAll(m[2], "'", "''") + "'"
		lines[i] = []byte(m[1] + ": " + value + "\n")
		mended = true
	}
	if !mended {
		return nil, err
	}
	if v, again := tree.YAML(bytes.Join(lines, nil)); again == nil {
		return v, nil
	}
	return nil, err
}

// continues reports whether a line goes on with the field above it.
func continues(line []byte) bool {
	return len(line) > 0 && (line[0] == ' ' || line[0] == '\t') && len(bytes.TrimSpace(line)) > 0
}

// opensFields reports whether what stands below a line "---" begins like fields.
// A rule across the page may look the same.
func opensFields(rest []byte) bool {
	for line := range bytes.Lines(rest) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' && bytes.IndexByte(line, ':') > 0 {
			continue
		}
		colon := bytes.IndexByte(line, ':')
		return colon > 0 && bytes.IndexByte(line[:colon], ' ') < 0
	}
	return true
}
