package front

import (
	"bytes"
	"strings"

	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
)

// looseLine is a field of one line: "title: Owls: a night", also of a record in
// a list: "  - title: Owls: a night".
var looseLine = pattern.New(`^( *(?:- +)?)([A-Za-z][\w.-]*):[ \t]+(\S.*?)\s*$`)

// foldedText opens a text of several lines, which may hold anything.
var foldedText = pattern.New(`:[ \t]+[|>][-+0-9]*[ \t]*(?:#.*)?$`)

// maxLoose is of how many lines each is tried by itself.
const maxLoose = 200

// looseYAML reads YAML in which values stand that would need quotation marks, as
// many tools take them: "title: Owls: a night", "author: @finch". Such a value
// is the rest of its line, and of the lines below it that an editor has broken
// off at the margin, which leaves nothing open. Whatever else is wrong stays an
// error.
func looseYAML(src []byte) (*tree.Value, error) {
	v, err := tree.YAML(src)
	if err == nil {
		return v, nil
	}
	lines := bytes.SplitAfter(src, []byte("\n"))
	mended := false
	text := -1    // how far the key of the text of several lines is indented in which a line stands
	open := false // a value without quotation marks stands above, at the margin
	for i, line := range lines {
		if i == maxLoose {
			break
		}
		bare := string(bytes.TrimRight(line, "\r\n"))
		if text >= 0 && (strings.TrimSpace(bare) == "" || indent(bare) > text) {
			continue
		}
		text = -1
		if foldedText.MatchString(bare) {
			text, open = indent(bare), false
			continue
		}
		m := looseLine.FindStringSubmatch(bare)
		if m == nil {
			if open = open && brokenOff(bare); open {
				lines[i] = append([]byte("  "), line...)
				mended = true
			}
			continue
		}
		open = m[1] == "" && strings.IndexByte("&*!|>[{'\"", m[3][0]) < 0
		if i+1 < len(lines) && indent(string(lines[i+1])) > len(m[1]) && len(bytes.TrimSpace(lines[i+1])) > 0 || strings.IndexByte("&*!|>", m[3][0]) >= 0 {
			continue
		}
		if q := m[3][0]; (q == '"' || q == '\'') && strings.IndexByte(m[3][1:], q) < 0 {
			continue // where the text ends is anybody's guess
		}
		if _, err := tree.YAML([]byte(m[2] + ": " + m[3])); err == nil {
			continue
		}
		lines[i] = []byte(m[1] + m[2] + ": '" + strings.ReplaceAll(m[3], "'", "''") + "'\n")
		mended, open = true, false
	}
	if !mended {
		return nil, err
	}
	if v, again := tree.YAML(bytes.Join(lines, nil)); again == nil {
		return v, nil
	}
	return nil, err
}

// indent is how many blanks a line begins with.
func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// brokenOff reports whether a line can only go on with the value above it: it
// stands at the margin and is no field, entry, mark or remark.
func brokenOff(line string) bool {
	return line != "" && strings.IndexByte(" \t-#?:,[]{}&*!|>'\"%@`", line[0]) < 0 && !strings.Contains(line, ": ") && !strings.HasSuffix(line, ":")
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
