package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"meetupbot/content"
)

// settle is how long a file has to lie still before it is taken for finished:
// editors, downloads and checkouts write in several steps.
const settle = 500 * time.Millisecond

// maxSettles is how often a file is waited for in one reading.
const maxSettles = 4

// overSSH is how git writes an address without a scheme.
var overSSH = regexp.MustCompile(`^[\w.-]+@[\w.-]+:[^/]`)

// A folder is being read.
type folder struct {
	*Reader
	root  *os.Root
	files []file
	texts int // of the files
	cut   *content.DocumentError
}

// A file is what was found at a path: a text, a problem, or neither.
type file struct {
	path    string
	data    []byte // nil: no text
	problem *content.DocumentError
	moving  bool // it was being written
}

// readFolder returns what is in the folder or file at location.
func (r *Reader) readFolder(ctx context.Context, location string) (Reading, error) {
	info, err := os.Stat(location)
	if err != nil {
		if overSSH.MatchString(location) {
			return Reading{}, Unreadable{Location: location, Why: "repositories are read over https, not over ssh; write it like https://example.org/site.git"}
		}
		fix := "name a folder or a file that exists"
		if errors.Is(err, fs.ErrPermission) {
			fix = "check that the bot may read it"
		}
		return Reading{}, Unreadable{Location: location, Why: fmt.Sprintf("%v; %s", cause(err), fix)}
	}
	dir, only := location, ""
	if !info.IsDir() {
		dir, only = filepath.Split(filepath.Clean(location))
		if dir == "" {
			dir = "."
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Reading{}, Unreadable{Location: location, Why: fmt.Sprintf("%v; check that the bot may read it", cause(err))}
	}
	defer root.Close()
	f := &folder{Reader: r, root: root}
	if only != "" {
		f.read(only)
	} else if err := fs.WalkDir(root.FS(), ".", f.visit(ctx)); err != nil {
		return Reading{}, err
	}
	if err := f.settle(ctx); err != nil {
		return Reading{}, err
	}
	return f.reading(), nil
}

// visit is called with everything in the folder, in order.
func (f *folder) visit(ctx context.Context) fs.WalkDirFunc {
	return func(name string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			f.files = append(f.files, file{path: name, problem: unopened(name, err)})
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
		case name != "." && strings.HasPrefix(path.Base(name), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.Type().IsRegular():
			if f.texts == MaxDocuments {
				f.cut = tooMany(name)
				return fs.SkipAll
			}
			f.read(name)
		}
		return nil
	}
}

// read reads one file. That it is no text is nothing to keep.
func (f *folder) read(name string) {
	found := f.open(name)
	if found.data == nil && found.problem == nil && !found.moving {
		return
	}
	if found.data != nil {
		f.texts++
	}
	f.files = append(f.files, found)
}

// settle waits for the files that were being written and reads them again.
func (f *folder) settle(ctx context.Context) error {
	for range maxSettles {
		moving := false
		for _, one := range f.files {
			moving = moving || one.moving
		}
		if !moving {
			return nil
		}
		wait := time.NewTimer(settle)
		select {
		case <-wait.C:
		case <-ctx.Done():
			wait.Stop()
			return ctx.Err()
		}
		for i := range f.files {
			if f.files[i].moving {
				f.files[i] = f.open(f.files[i].path)
			}
		}
	}
	return nil
}

// reading is what was found, in order.
func (f *folder) reading() Reading {
	var r Reading
	for _, one := range f.files {
		switch {
		case one.problem != nil:
			r.Problems = append(r.Problems, one.problem)
		case one.moving:
			r.Problems = append(r.Problems, &content.DocumentError{Path: one.path, Problem: "the file is being written", Fix: "see that its writer comes to an end"})
		case one.data != nil:
			r.Documents = append(r.Documents, Document{filepath.ToSlash(one.path), one.data})
		}
	}
	if f.cut != nil {
		r.Problems = append(r.Problems, f.cut)
	}
	return r
}

// tooMany is the problem of a source of which everything from a name on is left
// out.
func tooMany(from string) *content.DocumentError {
	return &content.DocumentError{Path: ".", Problem: fmt.Sprintf("the source has more than %d documents, and what comes from %s on is not read", MaxDocuments, from), Fix: "name a folder further down"}
}

// tooLarge is the problem of one document.
func tooLarge(name string) *content.DocumentError {
	return &content.DocumentError{Path: name, Problem: fmt.Sprintf("the file is larger than %d KiB", MaxBytes>>10), Fix: "split it, or keep it out of the source"}
}

func unopened(name string, err error) *content.DocumentError {
	return &content.DocumentError{Path: name, Problem: cause(err).Error(), Fix: "check that the bot may read it"}
}

// cause takes the path out of a file error: the message names it already.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
