package outline_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content/parse/outline"
)

// Lists that people type are lists, whatever their marks.
func TestTypedBullets(t *testing.T) {
	for _, tt := range []struct {
		name, path, text string
		want             []string
	}{
		{"dots", "a.md", "Talks:\n• Owls\n• Nets\n", []string{"1: Talks:", "2: - Owls", "3: - Nets"}},
		{"dashes", "a.md", "– Owls\n– Nets and\nropes\n– Kites\nSee you there.\n", []string{"1: - Owls", "2: - Nets and / ropes", "4: - Kites", "5: See you there."}},
		{"line breaks of a page", "a.html", "<p>Talks<br>\n* Owls<br>\n* <b>Nets</b><br>\n</p>", []string{"1: Talks", "2: - Owls", "3: - Nets"}},
		{"one is none", "a.md", "We meet\n• or not.\n", []string{"1: We meet / • or not."}},
		{"dashes within lines", "a.md", "Owls – at night –\nand nets – by day.\n", []string{"1: Owls – at night – / and nets – by day."}},
		{"no text behind", "a.md", "•\n•\n", []string{"1: • / •"}},
	} {
		if diff := cmp.Diff(tt.want, blocks(t, tt.path, tt.text)); diff != "" {
			t.Errorf("%s differs (-want +got):\n%s", tt.name, diff)
		}
	}
}

// blocks returns the blocks of a text with their lines, items with a dash.
func blocks(t *testing.T, path, text string) []string {
	t.Helper()
	tree, err := outline.Parse(path, []byte(text), 1)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range tree.Root.All() {
		mark := ""
		if b.Kind == outline.Item {
			mark = "- "
		}
		got = append(got, fmt.Sprintf("%d: %s%s", b.Text.Line, mark, strings.ReplaceAll(strings.TrimSpace(b.Text.Plain), "\n", " / ")))
	}
	return got
}
