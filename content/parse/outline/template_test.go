package outline_test

import (
	"strings"
	"testing"

	"meetupbot/content/parse/outline"
)

func TestUnclosedElementsAreGivenUp(t *testing.T) {
	const bound = 70_000
	for _, again := range []string{"<talk ", "<Talk =>", "</speaker\n", "<talk '>", "<speaker name=\"Ana\"\n\n"} {
		if n := outline.Wasted("post.md", []byte(strings.Repeat(again, 1<<20/len(again)))); n > bound {
			t.Errorf("%q again and again: %d bytes are searched, want at most %d", again, n, bound)
		}
	}
	few := strings.Repeat("<talk once said\n\n", 5) + strings.Repeat("more words\n", 300) + "<Talk title=\"Owls\" speaker=\"Ana Finch\" />\n"
	doc, err := outline.Parse("post.md", []byte(few), 1)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, b := range doc.Root.All() {
		found = found || strings.Contains(b.Text.Plain, "Owls") && strings.Contains(b.Text.Plain, "Ana Finch")
	}
	if !found {
		t.Error("a few elements without an end hide the talk behind them")
	}
}
