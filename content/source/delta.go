package source

import (
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
)

// patch takes in an object that is told by how it differs from another.
func (p *pack) patch(base plumbing.Hash, delta []byte, at int64) error {
	o, ok := p.objects[base]
	if !ok {
		if _, left := p.left[base]; left {
			return nil
		}
		if p.kept += int64(len(delta)); p.kept > maxKept {
			return errLargePack
		}
		p.waiting[base] = append(p.waiting[base], delta)
		return nil
	}
	data, err := p.apply(o, delta)
	if err != nil || data == nil {
		return err
	}
	return p.keep(object{o.kind, data}, at)
}

// apply returns what a delta makes of an object, nil where that is too large to
// be kept.
func (p *pack) apply(base object, delta []byte) ([]byte, error) {
	_, n := leb128(delta)
	size, m := leb128(delta[n:])
	if n == 0 || m == 0 {
		return nil, errBrokenDelta
	}
	if size > maxObject {
		return nil, nil
	}
	if err := p.inflate(int64(size)); err != nil {
		return nil, err
	}
	data, err := packfile.PatchDelta(base.data, delta)
	if err != nil || uint64(len(data)) != size {
		return nil, errBrokenDelta
	}
	return append([]byte{}, data...), nil // not nil, and of no more memory than it needs
}

// leb128 reads a size as deltas begin with it, and of how many bytes that was;
// of none where it is no size.
func leb128(b []byte) (size uint64, n int) {
	for shift := 0; n < len(b) && shift < 63; shift += 7 {
		size |= uint64(b[n]&0x7f) << shift
		if n++; b[n-1]&0x80 == 0 {
			return size, n
		}
	}
	return 0, 0
}
