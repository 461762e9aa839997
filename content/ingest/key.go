package ingest

import (
	"cmp"
	"hash/maphash"
	"slices"
	"sort"
)

// A key stands for what an event may have in common with another. Those of a
// large group are too many to be kept as they are spelled.
type key uint64

var seed = maphash.MakeSeed()

func keyOf(kind string, texts ...string) key {
	var h maphash.Hash
	h.SetSeed(seed)
	h.WriteString(kind)
	for _, s := range texts {
		h.WriteString(s)
		h.WriteByte(0)
	}
	return key(h.Sum64())
}

// An index finds the numbers of what has a key.
type index []entry

type entry struct {
	key key
	i   int32
}

func (x index) sort() index {
	slices.SortFunc(x, func(a, b entry) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.i, b.i)) })
	return slices.Compact(x)
}

// find returns the entries with a key, of an index that is sorted.
func (x index) find(k key) index {
	from := sort.Search(len(x), func(i int) bool { return x[i].key >= k })
	to := from
	for to < len(x) && x[to].key == k {
		to++
	}
	return x[from:to]
}

// same is how many entries have the key of the first.
func (x index) same() int {
	n := 0
	for n < len(x) && x[n].key == x[0].key {
		n++
	}
	return n
}
