package parse_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"meetupbot/content"
	"meetupbot/content/parse"
)

// TestSpoken reads the documents of each archive below testdata/spoken, each
// as a source of its own, and compares what they say of talks and people with
// the file that stands behind each: FILE.want. A file whose name has a folder
// belongs to the source of that name, which has one want at its end.
func TestSpoken(t *testing.T) {
	files, err := filepath.Glob("testdata/spoken/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var docs []parse.Document
			var out []txtar.File
			for i, f := range archive.Files {
				if strings.HasSuffix(f.Name, ".want") {
					continue
				}
				docs = append(docs, parse.Document{Path: f.Name, Data: f.Data})
				out = append(out, f)
				name := f.Name
				if folder, _, ok := strings.Cut(name, "/"); ok {
					if i+1 < len(archive.Files) && strings.HasPrefix(archive.Files[i+1].Name, folder+"/") {
						continue // more of the same source
					}
					name = folder
				}
				var b strings.Builder
				for _, r := range read(docs, hintsOf(archive)) {
					if len(docs) > 1 {
						fmt.Fprintf(&b, "%s\n", r.Path)
					}
					spoken(&b, r)
				}
				docs = nil
				want := ""
				for _, w := range archive.Files {
					if w.Name == name+".want" {
						want = string(w.Data)
					}
				}
				out = append(out, txtar.File{Name: name + ".want", Data: []byte(b.String())})
				if diff := cmp.Diff(want, b.String()); diff != "" && !*update {
					t.Errorf("%s differs (-want +got); run with -update if the new reading is right:\n%s", name, diff)
				}
			}
			if archive.Files = out; *update {
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// spoken writes for people what a document says of talks and speakers.
func spoken(b *strings.Builder, r parse.Result) {
	if r.Err != nil {
		fmt.Fprintf(b, "error: %v\n", r.Err)
		return
	}
	fmt.Fprintf(b, "%s\n", r.Kind)
	for _, e := range r.Events {
		fmt.Fprintf(b, "event %s %s", or(string(e.Date), "?"), or(string(e.Start), "?"))
		if e.Venue.Name != "" {
			fmt.Fprintf(b, " @ %s", e.Venue)
		}
		b.WriteString("\n")
		for _, talk := range e.Talks {
			b.WriteString("talk ")
			if talk.Start != "" {
				fmt.Fprintf(b, "[%s-%s] ", talk.Start, talk.End)
			}
			fmt.Fprintf(b, "%s: %s\n", talk.Title, or(strings.Join(talk.Speakers, ", "), "?"))
			said(b, "  abstract", talk.Abstract)
			said(b, "  video", talk.Video)
			said(b, "  slides", talk.Slides)
		}
		for _, s := range e.Speakers {
			fmt.Fprintf(b, "speaker %s", s.Name)
			if s.Affiliation+s.Role != "" {
				fmt.Fprintf(b, " (%s | %s)", s.Role, s.Affiliation)
			}
			for _, l := range s.Links {
				fmt.Fprintf(b, " <%s>", l.URL)
			}
			b.WriteString("\n")
			said(b, "  bio", s.Bio)
		}
		for _, l := range e.RSVP {
			said(b, "rsvp", l.URL)
		}
		for _, s := range e.Sponsors {
			said(b, "sponsor", s)
		}
		for _, a := range e.Agenda {
			fmt.Fprintf(b, "agenda %s-%s %s\n", a.Start, a.End, a.Text)
		}
		if e.Status != content.Scheduled {
			said(b, "status", string(e.Status))
		}
	}
}

// said writes a text in one line, the middle of a long one left out.
func said(b *strings.Builder, what, text string) {
	if text == "" {
		return
	}
	text = strings.ReplaceAll(text, "\n", "/")
	if w := strings.Fields(text); len(w) > 14 {
		text = strings.Join(w[:8], " ") + " … " + strings.Join(w[len(w)-4:], " ")
	}
	fmt.Fprintf(b, "%s %s\n", what, text)
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
