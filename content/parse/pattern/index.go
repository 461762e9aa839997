package pattern

import (
	"math/bits"
	"slices"
)

// An index finds, of several texts, those that may begin at a place, by their
// first bytes: most places are told apart by one bit.
type index struct {
	n      int    // bytes of a text that are looked up
	mask   uint32 // keeps the last n bytes of a key
	shift  int    // leaves of a hash the number of a bit in chance
	chance []uint64
	keys   []uint32 // the first n bytes of the texts, sorted ...
	texts  []string // ... and the texts, in the same order
}

// bitsForEach is how many bits of chance there are for each text, at least: of
// other places that few take one for the beginning of a text.
const bitsForEach = 32

// indexOf returns the index of some texts, none of which is empty.
func indexOf(list []string) index {
	x := index{n: min(3, shortest(list)), texts: slices.Clone(list)}
	x.mask = uint32(1)<<(8*x.n) - 1
	size := max(64, bitsForEach*len(list))
	x.shift = 32 - bits.Len(uint(size-1))
	x.chance = make([]uint64, 1<<(32-x.shift)/64)
	slices.Sort(x.texts)
	for _, s := range x.texts {
		key := uint32(0)
		for i := range x.n {
			key = key<<8 | uint32(s[i])
		}
		x.keys = append(x.keys, key)
		at := x.bit(key)
		x.chance[at>>6] |= 1 << (at & 63)
	}
	return x
}

// may reports whether a text may begin with the bytes of a key.
func (x *index) may(key uint32) bool {
	at := x.bit(key)
	return x.chance[at>>6]&(1<<(at&63)) != 0
}

func (x *index) bit(key uint32) uint32 { return key * 0x9E3779B1 >> x.shift }

// at returns the texts that begin with the bytes of a key.
func (x *index) at(key uint32) []string {
	i, found := slices.BinarySearch(x.keys, key)
	if !found {
		return nil
	}
	j := i + 1
	for j < len(x.keys) && x.keys[j] == key {
		j++
	}
	return x.texts[i:j]
}

func shortest(list []string) int {
	n := len(list[0])
	for _, s := range list {
		n = min(n, len(s))
	}
	return n
}
