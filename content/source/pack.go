package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
)

// Limits of what one answer of a repository may cost. A user group's site is far
// below them; a large one is brought below them by naming a folder, where the
// server gives out files one by one, and by keeping pictures out of the way.
const (
	maxPack     = 128 << 20 // bytes as they come
	maxInflated = 512 << 20 // bytes unpacked, whether kept or not
	maxKept     = 48 << 20  // bytes of commits, folders and texts that are held at a time
	maxObject   = 4 << 20   // bytes of one of them; larger files may pass and are not held
	maxObjects  = 100_000
)

var (
	errLargePack   = refusal{problem: "the repository is too large", fix: "name a folder of it behind a #, on a host that gives out parts of repositories, or keep the posts in a repository of their own"}
	errBrokenPack  = refusal{problem: "what the repository sent is broken", fix: fixLater}
	errBrokenDelta = fmt.Errorf("delta: %w", errBrokenPack)
)

// A pack is what a server sent of a repository: commits, folders and texts by
// their names in git, each of which is the hash of what is in it, so that none
// can be taken for another. It is read as it comes and nothing of it is kept but
// what may be a text; go-git finds the objects in it and unpacks them.
type pack struct {
	objects map[plumbing.Hash]object
	left    map[plumbing.Hash]bool // what passed and was not kept: true where it is too large, false where it is no text

	places         map[int64]plumbing.Hash    // where an object begins
	waiting        map[plumbing.Hash][][]byte // deltas to what has not come
	kept, inflated int64
}

type object struct {
	kind plumbing.ObjectType
	data []byte
}

// unpack reads a pack to its end.
func unpack(from io.Reader) (*pack, error) {
	in := packfile.NewScanner(from)
	_, count, err := in.Header()
	if err != nil {
		return nil, broken(err)
	}
	if count > maxObjects {
		return nil, errLargePack
	}
	p := &pack{objects: map[plumbing.Hash]object{}, left: map[plumbing.Hash]bool{}, places: map[int64]plumbing.Hash{}, waiting: map[plumbing.Hash][][]byte{}}
	for range count {
		h, err := in.NextObjectHeader()
		if err == nil {
			err = p.read(in, *h)
		}
		if err != nil {
			return nil, broken(err)
		}
	}
	if _, err := in.Checksum(); err != nil {
		return nil, broken(err)
	}
	return p, nil
}

// broken is the error of a pack that cannot be read: our own, what the
// connection's is, or that it is broken.
func broken(err error) error {
	_, ours := errors.AsType[refusal](err)
	if ours || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return err
	}
	if _, connection := errors.AsType[net.Error](err); connection {
		return err
	}
	return errBrokenPack
}

// read takes in the object that comes next, or lets it pass.
func (p *pack) read(in *packfile.Scanner, h packfile.ObjectHeader) error {
	if err := p.inflate(h.Length); err != nil {
		return err
	}
	switch h.Type {
	case plumbing.CommitObject, plumbing.TreeObject, plumbing.BlobObject, plumbing.TagObject:
		if h.Length > maxObject {
			return p.pass(in, h)
		}
	case plumbing.REFDeltaObject, plumbing.OFSDeltaObject:
		if h.Length > maxObject {
			_, _, err := in.NextObject(io.Discard)
			return err
		}
	default:
		return errBrokenPack
	}
	data := bytes.NewBuffer([]byte{})
	if _, _, err := in.NextObject(data); err != nil {
		return err
	}
	if int64(data.Len()) != h.Length {
		return errBrokenPack
	}
	switch base := h.Reference; h.Type {
	case plumbing.OFSDeltaObject:
		ok := false
		if base, ok = p.places[h.OffsetReference]; !ok {
			return nil // to something that was not kept either
		}
		fallthrough
	case plumbing.REFDeltaObject:
		return p.patch(base, data.Bytes(), h.Offset)
	}
	return p.keep(object{h.Type, data.Bytes()}, h.Offset)
}

// inflate counts what is unpacked.
func (p *pack) inflate(n int64) error {
	if p.inflated += n; n < 0 || p.inflated > maxInflated {
		return errLargePack
	}
	return nil
}

// pass lets an object by that is too large to be kept.
func (p *pack) pass(in *packfile.Scanner, h packfile.ObjectHeader) error {
	if h.Type != plumbing.BlobObject {
		return errLargePack
	}
	hasher := plumbing.NewHasher(h.Type, h.Length)
	n, _, err := in.NextObject(hasher)
	if err == nil && n != h.Length {
		err = errBrokenPack
	}
	p.left[hasher.Sum()] = true
	return err
}

// keep takes in an object, and all that waited for it.
func (p *pack) keep(o object, at int64) error {
	type arrival struct {
		object
		at int64 // -1: it waited, and nothing refers to where it stands
	}
	for todo := []arrival{{o, at}}; len(todo) > 0; {
		o := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		id := plumbing.ComputeHash(o.kind, o.data)
		waited := p.waiting[id]
		delete(p.waiting, id)
		for _, delta := range waited {
			p.kept -= int64(len(delta))
		}
		if _, twice := p.objects[id]; twice {
			continue
		}
		if o.kind == plumbing.BlobObject && !isText(o.data[:min(len(o.data), headBytes)]) {
			p.left[id] = false
			continue
		}
		if p.kept += int64(len(o.data)); p.kept > maxKept {
			return errLargePack
		}
		p.objects[id] = o.object
		if o.at >= 0 {
			p.places[o.at] = id
		}
		for _, delta := range waited {
			data, err := p.apply(o.object, delta)
			if err != nil {
				return err
			}
			if data != nil {
				todo = append(todo, arrival{object{o.kind, data}, -1})
			}
		}
	}
	return nil
}
