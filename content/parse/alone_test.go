package parse_test

import (
	"strings"
	"testing"

	"meetupbot/content/parse"
	"meetupbot/content/parse/parsetest"
)

// TestAlone reads each document of an archive by itself, under the general
// rules: what it is about, on which day and at what time, and what became of
// it.
func TestAlone(t *testing.T) {
	parsetest.Golden(t, "testdata/alone/*.txtar", "want", func(t *testing.T, c parsetest.Case) string {
		var got strings.Builder
		for _, doc := range documents(c) {
			got.WriteString(taughtText(nil, read([]parse.Document{doc}, hintsOf(c))))
		}
		return got.String()
	})
}
