//go:build race

package parse_test

// raced says that the race detector is on. It throws pooled memory away, so
// that what is allocated says nothing; the same tests run without it, too.
const raced = true
