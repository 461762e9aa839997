package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/content/parse"
	"meetupbot/content/source"
)

// readEach reads each path as a source and shows it. What could not be read
// goes to standard error.
func (a *app) readEach(ctx context.Context, paths []string, zone string, show func(w *bufio.Writer, r reading) error) error {
	if zone != "" {
		if _, err := content.LoadZone(zone); err != nil {
			return usageError{fmt.Errorf("--zone: %w", err)}
		}
	}
	settings, err := loadSettings()
	if err != nil {
		return err
	}
	config, err := declaredBy(settings)
	if err != nil {
		return err
	}
	reader := settings.reader(nil)
	var kept memory
	if config != nil {
		kept = a.remembered(ctx, settings.DatabaseURL)
		defer kept.close()
	}
	plain := printable(a.stdout)
	defer plain.Close()
	out := bufio.NewWriter(plain)
	defer out.Flush()
	failed := false
	complain := func(err error) {
		failed = true
		fmt.Fprintln(a.stderr, err)
	}
	for _, path := range paths {
		r, err := readSource(ctx, reader, config, kept, path, zone)
		if err != nil {
			complain(err)
			continue
		}
		for _, p := range r.problems {
			complain(p)
		}
		for _, d := range r.documents {
			if d.Err != nil {
				complain(fmt.Errorf("%s", relocate(d.Err.Error(), d.Path, d.name)))
				continue
			}
			for _, w := range d.Warnings {
				fmt.Fprintln(a.stderr, relocate(w, d.Path, d.name))
			}
		}
		if err := show(out, r); err != nil {
			return err
		}
	}
	if failed {
		return errReported
	}
	return nil
}

// readSource reads path: as part of the declared source it lies in, else as a
// source of its own. A name of a declared source stands for it. Each document
// comes with the name that a person knows it by, the path as given joined with
// the path below it, and so does each problem. What was imported of a declared
// source before teaches how it is read, too.
func readSource(ctx context.Context, reader source.Reader, config *Config, kept memory, path, zone string) (reading, error) {
	var joined []content.Event
	hints := parse.Hints{Zone: zone}
	location, below := path, "."
	path = source.WithoutCredentials(path)
	if config != nil {
		if g, src, part, ok := config.sourceOf(path); ok {
			hints.Group = g.Name
			if zone == "" {
				hints.Zone = g.Zone
			}
			location, below = src.Location, part
			var err error
			if hints.Taught, err = kept.lessons(ctx, src.Name); err != nil {
				return reading{}, err
			}
			if joined, err = kept.joined(ctx, g.Name, src.Name, part); err != nil {
				return reading{}, err
			}
		}
	}
	docs, problems, err := reader.Read(ctx, location)
	if err != nil {
		return reading{}, err
	}
	texts := make([]parse.Document, len(docs))
	for i, d := range docs {
		texts[i] = parse.Document(d)
	}
	// the whole source is read for what it teaches, though a part may be asked for
	isFile := len(docs) == 1 && !isFolder(location) && (!source.IsRepository(location) || strings.HasSuffix(strings.NewReplacer("#", "/", ":", "/").Replace(location), "/"+docs[0].Path))
	name := func(p string) (string, bool) {
		switch {
		case p == below, isFile:
			return path, true
		case below == ".":
			return inSource(path, p), true
		}
		rest, ok := strings.CutPrefix(p, below+"/")
		return inSource(path, rest), ok
	}
	part := reading{source: source.WithoutCredentials(location), all: len(docs), taught: hints.Taught, joined: joined}
	results, lessons := parse.Source(texts, hints)
	part.lessons = lessons
	for _, r := range results {
		if n, ok := name(r.Path); ok {
			part.documents = append(part.documents, named{n, r})
		}
	}
	for _, p := range problems {
		if n, ok := name(p.Path); ok || p.Path == "." {
			problem := *p
			problem.Path = n
			part.problems = append(part.problems, &problem)
		}
	}
	if len(part.documents)+len(part.problems) == 0 && below != "." {
		return reading{}, fmt.Errorf("%s: there is no such document in source %s; name a folder or a file that exists", path, source.WithoutCredentials(location))
	}
	return part, nil
}

// inSource names a document of a source as a person would: what is in a
// repository stands behind a #.
func inSource(path, document string) string {
	if source.IsRepository(path) {
		switch {
		case !strings.Contains(path, "#"):
			return path + "#" + document
		case strings.HasSuffix(path, "#"), strings.HasSuffix(path, ":"):
			return path + document
		}
	}
	return strings.TrimSuffix(filepath.ToSlash(path), "/") + "/" + document
}

// A reading is what a source says, or the part of it that was asked for.
type reading struct {
	source    string           // where it is
	all       int              // documents of the whole source
	lessons   []content.Lesson // of this reading and those before
	taught    []content.Lesson // as the last import kept them
	joined    []content.Event  // kept meetups that are more than what one document says
	documents []named
	problems  []*content.DocumentError
}

// A named is a document's result with the name that a person knows it by.
type named struct {
	name string
	parse.Result
}

// sourceOf returns the declared source that path is the name of or lies in,
// and the path's place below it, "." for the whole.
func (c *Config) sourceOf(path string) (content.Group, ingest.Source, string, bool) {
	abs, err := filepath.Abs(path)
	for _, g := range c.Groups {
		for _, src := range g.Sources {
			if err == nil && !source.IsAddress(path) {
				rel, err := filepath.Rel(src.Location, abs)
				if err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
					return g.Group, src, filepath.ToSlash(rel), true
				}
			}
			if source.WithoutCredentials(path) == src.Name {
				return g.Group, src, ".", true
			}
		}
	}
	return content.Group{}, ingest.Source{}, "", false
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// relocate puts the name that people typed in place of the path in a message
// that begins with it.
func relocate(message, path, name string) string {
	if rest, ok := strings.CutPrefix(message, path); ok {
		return name + rest
	}
	return message
}
