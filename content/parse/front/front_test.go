package front_test

import (
	"fmt"
	"strings"
	"testing"

	"meetupbot/content/parse/front"
	"meetupbot/content/parse/parsetest"
	"meetupbot/content/parse/tree"
)

// shown writes fields as lines "12 key = text", then the body with the line on
// which it begins.
func shown(fields *tree.Value, body []byte, line int) string {
	var b strings.Builder
	if fields == nil {
		b.WriteString("no metadata\n")
	}
	for name, v := range fields.Scalars() {
		fmt.Fprintf(&b, "%d %s = %q\n", v.Line, name, v.Text)
	}
	text, _, _ := strings.Cut(strings.TrimLeft(string(body), "\n"), "\n")
	blank := len(body) - len(strings.TrimLeft(string(body), "\n"))
	fmt.Fprintf(&b, "%d: %s\n", line+blank, text)
	return b.String()
}

// TestForms splits each document of the archives and compares with the file of
// its name and ".want".
func TestForms(t *testing.T) {
	parsetest.Golden(t, "testdata/*.txtar", "*.want", func(t *testing.T, c parsetest.Case) string {
		f := c.Docs[0]
		fields, body, line, err := front.Split(f.Name, f.Data)
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(string(body), "\n")
		lines := strings.Split(string(f.Data), "\n")
		if !strings.Contains(lines[line-1], first) {
			t.Errorf("the body begins with %q, and line %d is %q", first, line, lines[line-1])
		}
		return shown(fields, body, line)
	})
}

func TestBroken(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"object without end":  {"---js\n{ title: 'Owls',\n---\n", "a.md:3: the front matter cannot be read: the object ends in the middle; close every bracket and quotation mark"},
		"object, key twice":   {"---js\n{ a: 1,\n a: 2 }\n---\n", "a.md:3: the front matter cannot be read: the key \"a\" stands twice; keep one of the two"},
		"text without end":    {"---js\n{ a: 'x\n }\n---\n", "a.md:2: the front matter cannot be read: a text in quotation marks does not end on its line; close the quotation marks"},
		"stray bracket":       {"---js\n{ a: [ } ] }\n---\n", "a.md:2: the front matter cannot be read: a value is missing here; correct this line"},
		"no colon":            {"---js\n{ a\nb: 2 }\n---\n", "a.md:3: the front matter cannot be read: a colon is missing behind a; correct this line"},
		"something behind it": {"---js\n{ a: 1 }\n{ b: 2 }\n---\n", "a.md:2: the front matter cannot be read: something follows the end of the object; leave one object"},
	} {
		if _, _, _, err := front.Split("a.md", []byte(c.text)); err == nil || err.Error() != c.want {
			t.Errorf("%s: error %v\nwant %s", name, err, c.want)
		}
	}
}

func FuzzSplit(f *testing.F) {
	for _, d := range parsetest.Documents(f, "testdata/*.txtar") {
		f.Add(d.Name, d.Data)
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		fields, body, line, err := front.Split(name, data)
		if err != nil {
			return
		}
		lines := 1 + strings.Count(string(data), "\n")
		if line < 1 || line > lines+1 {
			t.Errorf("the body begins on line %d of %d", line, lines)
		}
		if rest := strings.Count(string(body), "\n"); line+rest > lines+1 {
			t.Errorf("the body has %d lines from line %d on, of %d", rest, line, lines)
		}
		for key, v := range fields.Scalars() {
			if v.Line < 1 || v.Line > lines {
				t.Errorf("%s stands on line %d of %d", key, v.Line, lines)
			}
		}
	})
}
