// Package parsetest runs the golden cases of everything that reads documents.
//
// A case is a few documents in a txtar archive and, behind them, a section that
// says what is to be read from them. It knows how archives are laid out and
// written anew; what is read from documents it leaves to its callers.
package parsetest

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what is wanted anew")

// A Case is what is read at once, and what is wanted of it.
type Case struct {
	Name    string       // of the archive, and of the documents where it has several cases
	Comment string       // what the archive says before its first section
	Docs    []txtar.File // in the archive's order

	want string  // the name of the section
	data *[]byte // what it says, nil where the archive has none
}

// Option returns what the archive's comment says behind a key and a colon, as
// in "zone: Europe/Paris", or "".
func (c Case) Option(key string) string {
	_, value, _ := strings.Cut(c.Comment, key+":")
	value, _, _ = strings.Cut(value, "\n")
	return strings.TrimSpace(value)
}

// Golden reads each case of the archives that match pattern and compares with
// what is wanted. The section of this is named by want: "want" is one for the
// whole archive, "*.want" one for each document, or for neighbours in one
// folder, whose name stands for the star. With -update the sections are written
// anew, those that are missing too.
func Golden(t *testing.T, pattern, want string, read func(t *testing.T, c Case) string) {
	t.Helper()
	for _, file := range glob(t, pattern) {
		comment, all := cases(t, file, want)
		for i, c := range all {
			t.Run(c.Name, func(t *testing.T) {
				got := read(t, c)
				switch {
				case *update:
					data := []byte(got)
					all[i].data = &data
				case c.data == nil:
					t.Errorf("%s has no section %s; run with -update to write it", file, c.want)
				default:
					if diff := cmp.Diff(string(*c.data), got); diff != "" {
						t.Errorf("differs (-want +got); run with -update if the new reading is right:\n%s", diff)
					}
				}
			})
		}
		if *update && !t.Failed() {
			if err := os.WriteFile(file, format(comment, all), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// format writes an archive with each want behind its documents.
func format(comment []byte, all []Case) []byte {
	archive := txtar.Archive{Comment: comment}
	for _, c := range all {
		archive.Files = append(archive.Files, c.Docs...)
		if c.data != nil {
			archive.Files = append(archive.Files, txtar.File{Name: c.want, Data: *c.data})
		}
	}
	return txtar.Format(&archive)
}

// Cases returns the cases of the archives that match pattern, as Golden reads
// them.
func Cases(t testing.TB, pattern, want string) []Case {
	t.Helper()
	var all []Case
	for _, file := range glob(t, pattern) {
		_, c := cases(t, file, want)
		all = append(all, c...)
	}
	return all
}

// Documents returns the documents of the archives that match pattern, without
// what is wanted of them.
func Documents(t testing.TB, pattern string) []txtar.File {
	t.Helper()
	var docs []txtar.File
	for _, c := range Cases(t, pattern, "") {
		docs = append(docs, c.Docs...)
	}
	return docs
}

// glob fails where nothing matches: a loop over no case tests nothing.
func glob(t testing.TB, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no archive matches %s: %v", pattern, err)
	}
	return files
}

// cases parts an archive. A section that is wanted of nothing fails the test:
// it would never be compared. Where want is "", all documents are one case.
func cases(t testing.TB, file, want string) (comment []byte, all []Case) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimSuffix(filepath.Base(file), ".txtar")
	for i, f := range archive.Files {
		if isWant(f.Name) {
			continue
		}
		of := folder(f.Name)
		apart := strings.Contains(want, "*") && (i == 0 || of == f.Name || of != folder(archive.Files[i-1].Name))
		if len(all) == 0 || apart {
			c := Case{Name: name, Comment: string(archive.Comment), want: strings.Replace(want, "*", of, 1)}
			if c.want != want {
				c.Name += "/" + of
			}
			if slices.ContainsFunc(all, func(other Case) bool { return other.want == c.want }) {
				t.Fatalf("%s: two cases are called %s; rename one", file, of)
			}
			all = append(all, c)
		}
		c := &all[len(all)-1]
		c.Docs = append(c.Docs, f)
	}
	for _, f := range archive.Files {
		of := func(c Case) bool { return c.want == f.Name }
		if i := slices.IndexFunc(all, of); i >= 0 {
			all[i].data = &f.Data
		} else if isWant(f.Name) && want != "" {
			t.Fatalf("%s: section %s is wanted of no document; remove or rename it", file, f.Name)
		}
	}
	return archive.Comment, all
}

func isWant(name string) bool {
	return name == "want" || name == "want.json" || strings.HasSuffix(name, ".want")
}

// folder is the first folder of a name, or the name.
func folder(name string) string {
	first, _, _ := strings.Cut(name, "/")
	return first
}
