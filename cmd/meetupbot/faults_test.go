package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestFaultsAreHeld looks for the tests and measurements that faults.md names,
// and for the rows that it must have.
func TestFaultsAreHeld(t *testing.T) {
	table, err := os.ReadFile("faults.md")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	function := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
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
	experiments, err := os.ReadFile("reliability/experiments.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^\t\{"(\w+)", "`).FindAllSubmatch(experiments, -1) {
		there["measured: "+string(m[1])] = true
	}
	rows := map[string]int{}
	number := regexp.MustCompile(`^ ([cde]\d+)\. `)
	for _, row := range strings.Split(string(table), "\n") {
		cells := strings.Split(row, "|")
		if len(cells) != 5 || strings.TrimSpace(cells[3]) == "held by" || strings.Contains(cells[3], "---") {
			continue
		}
		m := number.FindStringSubmatch(cells[1])
		if m == nil {
			t.Errorf("no number: %s", row)
			continue
		}
		rows[m[1]]++
		held := strings.TrimSpace(cells[3])
		if why, ok := strings.CutPrefix(held, "none: "); ok {
			if len(why) < 10 {
				t.Errorf("%s: %q says no reason", m[1], held)
			}
			continue
		}
		for name := range strings.SplitSeq(held, ",") {
			if name = strings.TrimSpace(name); !there[name] {
				t.Errorf("%s: no %q holds it", m[1], name)
			}
		}
	}
	for letter, last := range map[string]int{"c": 63, "d": 58, "e": 34} {
		for n := 1; n <= last; n++ {
			if id := fmt.Sprint(letter, n); rows[id] != 1 {
				t.Errorf("%s has %d rows", id, rows[id])
			}
		}
	}
}
