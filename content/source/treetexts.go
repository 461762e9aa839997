package source

import (
	"bytes"
	"fmt"

	"github.com/go-git/go-git/v5/plumbing"

	"meetupbot/content"
)

// missing are the files that the pack does not hold, each once.
func (f *files) missing(p *pack) []plumbing.Hash {
	var wants []plumbing.Hash
	asked := map[plumbing.Hash]bool{}
	for _, e := range f.found[:min(len(f.found), MaxDocuments)] {
		if _, has := p.objects[e.id]; !has && !asked[e.id] {
			asked[e.id] = true
			wants = append(wants, e.id)
		}
	}
	return wants
}

// pointer is how a file begins that Git LFS keeps elsewhere.
var pointer = []byte("version https://git-lfs.github.com/spec/")

// reading makes documents of the files, as far as the pack holds them.
func (f *files) reading(p *pack) Reading {
	r := Reading{Problems: f.problems}
	bytesRead := 0
	for i, e := range f.found {
		o, has := p.objects[e.id]
		large, left := p.left[e.id]
		fail := func(problem, fix string) {
			r.Problems = append(r.Problems, &content.DocumentError{Path: e.name, Problem: problem, Fix: fix})
		}
		switch {
		case i == MaxDocuments:
			r.Problems = append(r.Problems, tooMany(e.name))
			return r
		case has && bytesRead+len(o.data) > maxKept: // the same text may stand in many places
			r.Problems = append(r.Problems, &content.DocumentError{Path: ".", Problem: fmt.Sprintf("the source has more than %d MiB of text, and what comes from %s on is not read", maxKept>>20, e.name), Fix: "name a folder further down"})
			return r
		case left && !large: // no text
		case left, has && len(o.data) > MaxBytes:
			r.Problems = append(r.Problems, tooLarge(e.name))
		case !has:
			fail(fmt.Sprintf("the repository did not send the file, or it is larger than %d KiB", MaxBytes>>10), "split it, or keep it out of the source")
		case o.kind != plumbing.BlobObject:
			fail("what the repository sent is no file", "mend the repository")
		case bytes.HasPrefix(o.data, pointer):
			fail("the file is kept with Git LFS, which is not read", "keep texts in the repository itself")
		default:
			bytesRead += len(o.data)
			r.Documents = append(r.Documents, Document{e.name, xmlToUTF8(o.data)})
		}
	}
	return r
}
