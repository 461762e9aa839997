package ics_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"meetupbot/content"
	"meetupbot/content/parse/ics"
)

var update = flag.Bool("update", false, "write the golden results anew")

// TestGolden reads each calendar of the archives, and compares with the file of
// the same name that ends in .want. An archive's comment says the group's zone
// and today, where they are known.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden cases: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		o := ics.Options{Zone: option(archive, "zone:"), Today: content.Date(option(archive, "today:"))}
		for i, f := range archive.Files {
			if filepath.Ext(f.Name) != ".ics" {
				continue
			}
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar")+"/"+f.Name, func(t *testing.T) {
				want := &archive.Files[i+1]
				got := shown(ics.Read(f.Name, f.Data, o))
				if *update {
					want.Data = got
					return
				}
				if diff := cmp.Diff(string(want.Data), string(got)); diff != "" {
					t.Errorf("differs (-want +got); run with -update if the new reading is right:\n%s", diff)
				}
			})
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func option(a *txtar.Archive, key string) string {
	_, value, _ := strings.Cut(string(a.Comment), key)
	value, _, _ = strings.Cut(value, "\n")
	return strings.TrimSpace(value)
}

// shown writes what was read for people, an event a line, with where its day
// and its zone were read and what is in doubt below it.
func shown(entries []ics.Entry, warnings []string, err error) []byte {
	var b bytes.Buffer
	for _, x := range entries {
		e := x.Event
		when := string(e.Date)
		if e.EndDate != "" {
			when += " to " + string(e.EndDate)
		}
		if e.Start != "" {
			when += " " + string(e.Start)
		}
		if e.End != "" {
			when += "-" + string(e.End)
		}
		fmt.Fprintf(&b, "%s %s %q", when, e.Zone, e.Title)
		if e.Status != content.Scheduled {
			fmt.Fprintf(&b, " %s", e.Status)
		}
		fmt.Fprintf(&b, " UID %q place %q", e.Origin.UID, e.Origin.Place)
		if x.Written != "" {
			fmt.Fprintf(&b, " written %s", x.Written)
		}
		if x.Repeated {
			b.WriteString(" repeated")
		}
		b.WriteByte('\n')
		for _, ev := range e.Evidence {
			if ev.Field == "date" || ev.Field == "zone" {
				fmt.Fprintf(&b, "  %s %s: %s\n", ev.Field, ev.Value, ev)
			}
		}
		for _, d := range e.Doubts {
			fmt.Fprintf(&b, "  ? %s: %s\n", d.Field, d)
		}
		if x.Description != nil {
			fmt.Fprintf(&b, "  says %q from lines %v\n", x.Description.Plain, x.Description.Lines)
		}
	}
	for _, w := range warnings {
		fmt.Fprintf(&b, "! %s\n", w)
	}
	if err != nil {
		fmt.Fprintf(&b, "error: %s\n", err)
	}
	return b.Bytes()
}
