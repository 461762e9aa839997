package pattern

// An index finds, of several texts, those that may begin at a place, by their
// first bytes: most places are told apart by one bit.
type index struct {
	n      int // bytes of a text that are looked up
	chance [64]uint64
	texts  map[uint32][]string // by their first n bytes
}

// indexOf returns the index of some texts, none of which is empty.
func indexOf(texts []string) index {
	x := index{n: min(3, shortest(texts)), texts: map[uint32][]string{}}
	for _, s := range texts {
		key := uint32(0)
		for i := range x.n {
			key = key<<8 | uint32(s[i])
		}
		x.texts[key] = append(x.texts[key], s)
		h := hash(key)
		x.chance[h>>6] |= 1 << (h & 63)
	}
	return x
}

// mask keeps the last n bytes of a key.
func (x *index) mask() uint32 { return uint32(1)<<(8*x.n) - 1 }

// may reports whether a text may begin with the bytes of a key.
func (x *index) may(key uint32) bool {
	h := hash(key)
	return x.chance[h>>6]&(1<<(h&63)) != 0
}

func hash(key uint32) uint32 { return key * 0x9E3779B1 >> 20 } // of 12 bits

func shortest(list []string) int {
	n := len(list[0])
	for _, s := range list {
		n = min(n, len(s))
	}
	return n
}
