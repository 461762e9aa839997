package pattern

import "strings"

// A List is texts that are looked for together: asking for each of many costs
// more than one walk. Capitals count.
type List struct {
	n      int // bytes of a text that are looked up
	chance [64]uint64
	texts  map[uint32][]string // by their first n bytes
}

// OneOf returns the list of some texts, none of which is empty.
func OneOf(texts ...string) *List {
	l := &List{n: min(3, shortest(texts)), texts: map[uint32][]string{}}
	for _, s := range texts {
		key := uint32(0)
		for i := range l.n {
			key = key<<8 | uint32(s[i])
		}
		l.texts[key] = append(l.texts[key], s)
		h := hash(key)
		l.chance[h>>6] |= 1 << (h & 63)
	}
	return l
}

// In reports whether s holds one of the texts.
func (l *List) In(s string) bool {
	mask := uint32(1)<<(8*l.n) - 1
	key := uint32(0)
	for i := range len(s) {
		key = (key<<8 | uint32(s[i])) & mask
		h := hash(key)
		if l.chance[h>>6]&(1<<(h&63)) == 0 || i+1 < l.n {
			continue
		}
		for _, text := range l.texts[key] {
			if strings.HasPrefix(s[i+1-l.n:], text) {
				return true
			}
		}
	}
	return false
}
