package parse_test

import (
	"testing"

	"meetupbot/content/parse/pattern"
)

// TestPatternsAreExpressions compiles what the reader compiles only when it is
// asked.
func TestPatternsAreExpressions(t *testing.T) {
	if err := pattern.Check(); err != nil {
		t.Fatal(err)
	}
}
