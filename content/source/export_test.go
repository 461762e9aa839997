package source

import (
	"bytes"

	"github.com/go-git/go-git/v5/plumbing"
)

// ReadPack makes documents of a commit in a pack, as it comes from a server: for
// a fuzzer, which would run out of connections.
func ReadPack(data []byte, commit plumbing.Hash) (Reading, error) {
	p, err := unpack(bytes.NewReader(data))
	if err != nil {
		return Reading{}, err
	}
	files, err := walk(p, commit, "")
	if err != nil {
		return Reading{}, err
	}
	return files.reading(p), nil
}

// ReadList reads a list of branches.
func ReadList(data []byte) error {
	refs, err := readList(data)
	if err == nil {
		_, err = tipOf(refs, "main")
	}
	return err
}
