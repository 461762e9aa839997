package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestFaultsAreHeld looks for the tests that faults.md names, in all packages.
func TestFaultsAreHeld(t *testing.T) {
	table, err := os.ReadFile("faults.md")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	function := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	err = filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		src, err := os.ReadFile(path)
		for _, m := range function.FindAllSubmatch(src, -1) {
			there[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range strings.Split(string(table), "\n") {
		cells := strings.Split(row, "|")
		if len(cells) != 5 || strings.TrimSpace(cells[3]) == "test" || strings.Contains(cells[3], "---") {
			continue
		}
		for name := range strings.SplitSeq(cells[3], ",") {
			if name = strings.TrimSpace(name); !there[name] {
				t.Errorf("no test %q holds %q", name, strings.TrimSpace(cells[1]))
			}
		}
	}
}
