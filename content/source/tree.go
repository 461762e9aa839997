package source

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"

	"meetupbot/content"
)

// Limits of a commit's folders. The same folder may stand in many places of a
// commit, so that a small pack can hold more paths than there are atoms.
const (
	maxDepth   = 64
	maxEntries = 200_000
	maxPath    = 1024 // bytes
)

// files are what a folder of a commit holds that may be texts.
type files struct {
	id       plumbing.Hash // the folder's
	found    []entry
	problems []*content.DocumentError
	visited  int
}

// An entry is a file, a folder or a link in a folder of a commit.
type entry struct {
	name string // in its folder; of what was found, its path
	mode filemode.FileMode
	id   plumbing.Hash
}

// walk finds the files of a folder in a commit, in order. Hidden ones, symbolic
// links and submodules are passed over, as in folders on disk.
func walk(p *pack, commit plumbing.Hash, folder string) (*files, error) {
	o, ok := p.objects[commit]
	line, _, _ := bytes.Cut(o.data, []byte("\n"))
	name, isTree := bytes.CutPrefix(line, []byte("tree "))
	root := plumbing.NewHash(string(name))
	if !ok || o.kind != plumbing.CommitObject || !isTree || len(name) != hex.EncodedLen(len(root)) {
		return nil, errBrokenPack
	}
	at := entry{mode: filemode.Dir, id: root}
	for _, part := range strings.FieldsFunc(folder, func(r rune) bool { return r == '/' }) {
		inside, err := p.tree(at)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(inside, func(e entry) bool { return e.name == part })
		if i < 0 || inside[i].mode == filemode.Symlink || inside[i].mode == filemode.Submodule {
			return nil, refusal{problem: fmt.Sprintf("there is no folder or file %q in the repository", shorten(folder)), fix: "correct what follows the #; capitals count"}
		}
		at = inside[i]
	}
	f := &files{id: at.id}
	if at.mode != filemode.Dir {
		at.name = path.Base(folder)
		f.found = append(f.found, at)
		return f, nil
	}
	return f, f.walk(p, at, "", 0)
}

// walk finds the files of one folder.
func (f *files) walk(p *pack, folder entry, above string, depth int) error {
	inside, err := p.tree(folder)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, e := range inside {
		if f.visited++; f.visited > maxEntries {
			return refusal{problem: fmt.Sprintf("there are more than %d files and folders in the repository", maxEntries), fix: "name a folder of it behind a #"}
		}
		at := path.Join(above, e.name)
		switch {
		case strings.HasPrefix(e.name, "."):
		case !fit(e.name), len(at) > maxPath, seen[e.name]:
			f.problems = append(f.problems, &content.DocumentError{Path: path.Join(above, strings.ToValidUTF8(shorten(strings.Map(harmless, e.name)), "-")), Problem: "this is no name that a file can have here", Fix: "rename it"})
		case e.mode == filemode.Dir:
			if depth == maxDepth {
				f.problems = append(f.problems, &content.DocumentError{Path: at, Problem: fmt.Sprintf("the folder lies more than %d folders deep", maxDepth), Fix: "name a folder further down behind a #"})
				continue
			}
			if err := f.walk(p, e, at, depth+1); err != nil {
				return err
			}
		case e.mode == filemode.Regular && !notTexts[strings.ToLower(path.Ext(e.name))]:
			f.found = append(f.found, entry{at, e.mode, e.id})
		}
		seen[e.name] = true
	}
	return nil
}

// tree returns what is in a folder, in the order of names.
func (p *pack) tree(folder entry) ([]entry, error) {
	o, ok := p.objects[folder.id]
	if !ok || o.kind != plumbing.TreeObject || folder.mode != filemode.Dir {
		return nil, errBrokenPack
	}
	var inside []entry
	for rest := o.data; len(rest) > 0; {
		mode, after, ok := bytes.Cut(rest, []byte(" "))
		name, after, named := bytes.Cut(after, []byte{0})
		e := entry{name: string(name)}
		is, err := filemode.New(string(mode))
		if !ok || !named || err != nil || len(after) < len(e.id) || len(name) == 0 {
			return nil, errBrokenPack
		}
		switch e.mode = is; is {
		case filemode.Dir, filemode.Symlink, filemode.Submodule:
		case filemode.Regular, filemode.Executable, filemode.Deprecated:
			e.mode = filemode.Regular
		default:
			return nil, errBrokenPack
		}
		copy(e.id[:], after)
		rest = after[len(e.id):]
		inside = append(inside, e)
	}
	slices.SortStableFunc(inside, func(a, b entry) int { return cmp.Compare(a.name, b.name) })
	return inside, nil
}

// fit reports whether a file's name is one that can be shown and that means the
// same everywhere.
func fit(name string) bool {
	return utf8.ValidString(name) && !strings.ContainsAny(name, `/\`) && strings.IndexFunc(name, unicode.IsControl) < 0
}

func harmless(r rune) rune {
	if r == '/' || r == '\\' || unicode.IsControl(r) {
		return '-'
	}
	return r
}
