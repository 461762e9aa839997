package outline_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A day at the beginning of a line keeps its number, which Markdown takes for a
// point's; the points of lists stay what they are.
func TestDayNumbers(t *testing.T) {
	for _, tt := range []struct {
		name, path, text string
		want             []string
	}{
		{"paragraph", "a.md", "23. Mai 2016, 19 Uhr: Eulen\n", []string{"1: 23. Mai 2016, 19 Uhr: Eulen"}},
		{"list", "a.md", "* 23. Mai: Eulen\n* 1. Juni 2016: Netze\n", []string{"1: - 23. Mai: Eulen", "2: - 1. Juni 2016: Netze"}},
		{"numbers alone", "a.md", "- 23. 5. 2016: Sovy\n- 1. 6. 2016: Sítě\n", []string{"1: - 23. 5. 2016: Sovy", "2: - 1. 6. 2016: Sítě"}},
		{"other languages", "a.md", "23. května ve 20:00\n\n7. november kl. 18\n\n> 3. marraskuuta 2016\n", []string{"1: 23. května ve 20:00", "3: 7. november kl. 18", "5: 3. marraskuuta 2016"}},
		{"lines below another", "a.md", "Wir treffen uns am\n23. Mai.\n", []string{"1: Wir treffen uns am / 23. Mai."}},
		{"points", "a.md", "1. Eulen\n2. Netze 2016\n3. 2016 in Zahlen\n", []string{"1: - Eulen", "2: - Netze 2016", "3: - 2016 in Zahlen"}},
		{"names that are months", "a.md", "1. Jan Sowa: Owls\n2. April Finch: Nets\n3. March of the owls\n", []string{"1: - Jan Sowa: Owls", "2: - April Finch: Nets", "3: - March of the owls"}},
		{"code", "a.md", "```\n23. Mai\n```\n", []string{"2: 23. Mai"}},
		{"page", "a.html", "<p>23. Mai 2016</p>", []string{"1: 23. Mai 2016"}},
		{"ends of texts", "a.md", "7. ", []string{}},
	} {
		got := blocks(t, tt.path, tt.text)
		if len(got) == 0 {
			got = []string{}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s differs (-want +got):\n%s", tt.name, diff)
		}
	}
}
