package ics

import (
	"fmt"
	"slices"
)

// A warning is about a line of the file.
type warning struct {
	no   int
	what string
}

func (r *reader) warn(no int, what string) { r.warnings = append(r.warnings, warning{no, what}) }

// maxWarnings is how many warnings are given of a file.
const maxWarnings = 100

// inOrder returns the warnings in the order of their lines.
func (r *reader) inOrder() []string {
	slices.SortStableFunc(r.warnings, func(a, b warning) int { return a.no - b.no })
	var out []string
	for i, w := range r.warnings {
		if i == maxWarnings {
			return append(out, fmt.Sprintf("%s:%d: from here on there are %d more warnings", r.path, w.no, len(r.warnings)-i))
		}
		out = append(out, fmt.Sprintf("%s:%d: %s", r.path, w.no, w.what))
	}
	return out
}
