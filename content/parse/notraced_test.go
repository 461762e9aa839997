//go:build !race

package parse_test

const raced = false
