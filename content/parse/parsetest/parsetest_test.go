package parsetest_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"meetupbot/content/parse/parsetest"
)

// TestGolden writes an archive and runs this test again, in a process of its
// own, over it: documents in capitals are what is wanted.
func TestGolden(t *testing.T) {
	if file := os.Getenv("PARSETEST_FILE"); file != "" {
		parsetest.Golden(t, file, os.Getenv("PARSETEST_WANT"), func(t *testing.T, c parsetest.Case) string {
			var b strings.Builder
			b.WriteString(c.Option("zone"))
			for _, d := range c.Docs {
				b.WriteString(strings.ToUpper(string(d.Data)))
			}
			return b.String()
		})
		return
	}
	for _, tt := range []struct{ name, want, before, flags, problem, after string }{
		{"right", "want", "-- a --\na\n-- b --\nb\n-- want --\nA\nB\n", "", "", ""},
		{"wrong", "want", "-- a --\na\n-- want --\nB\n", "", "differs (-want +got)", ""},
		{"missing", "want", "-- a --\na\n", "", "has no section want; run with -update", ""},
		{"a missing one is appended", "want", "-- a --\na\n", "-update", "", "-- a --\na\n-- want --\nA\n"},
		{"in the middle", "want.json", "zone: Z\n-- a --\na\n-- want.json --\n-- b --\nb\n", "-update", "", "zone: Z\n-- a --\na\n-- b --\nb\n-- want.json --\nZA\nB\n"},
		{"each its own", "*.want", "-- a --\na\n-- b --\nb\n-- b.want --\nx\n", "-update", "", "-- a --\na\n-- a.want --\nA\n-- b --\nb\n-- b.want --\nB\n"},
		{"folders", "*.want", "-- a/1 --\na\n-- a/2 --\nb\n-- b/1 --\nc\n", "-update", "", "-- a/1 --\na\n-- a/2 --\nb\n-- a.want --\nA\nB\n-- b/1 --\nc\n-- b.want --\nC\n"},
		{"only one is run", "*.want", "-- a --\na\n-- a.want --\nx\n-- b --\nb\n-- b.want --\nx\n", "-update -test.run=TestGolden/.*/b", "", "-- a --\na\n-- a.want --\nx\n-- b --\nb\n-- b.want --\nB\n"},
		{"wanted of nothing", "*.want", "-- a --\na\n-- a.want --\nA\n-- b.want --\nB\n", "", "section b.want is wanted of no document", ""},
		{"another word for it", "want", "-- a --\na\n-- want --\nA\n-- want.json --\nA\n", "-update", "section want.json is wanted of no document", ""},
		{"two alike", "*.want", "-- a --\na\n-- b --\nb\n-- a --\nc\n", "-update", "two cases are called a", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "case.txtar")
			if err := os.WriteFile(file, []byte(tt.before), 0o644); err != nil {
				t.Fatal(err)
			}
			args := append([]string{"-test.run=TestGolden$"}, strings.Fields(tt.flags)...)
			cmd := exec.Command(os.Args[0], args...)
			cmd.Env = append(os.Environ(), "PARSETEST_FILE="+file, "PARSETEST_WANT="+tt.want)
			out, err := cmd.CombinedOutput()
			if (err != nil) != (tt.problem != "") || !strings.Contains(string(out), tt.problem) {
				t.Errorf("%v, want the problem %q in\n%s", err, tt.problem, out)
			}
			after, err := os.ReadFile(file)
			if tt.after == "" {
				tt.after = tt.before
			}
			if err != nil || string(after) != tt.after {
				t.Errorf("%v, the archive became\n%swant\n%s", err, after, tt.after)
			}
		})
	}
}

func TestDocuments(t *testing.T) {
	file := filepath.Join(t.TempDir(), "case.txtar")
	if err := os.WriteFile(file, []byte("-- a --\na\n-- a.want --\nA\n-- b --\nb\n-- want --\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if docs := parsetest.Documents(t, file); len(docs) != 2 || docs[0].Name != "a" || docs[1].Name != "b" {
		t.Errorf("documents are %v, want a and b", docs)
	}
}
