package when

import "encoding/binary"

// longestWord is the length of the longest folded word of the table.
const longestWord = 16

// letters are those of a folded word, with zeros behind them.
type letters [longestWord]byte

// A table finds words by their letters. Every word of every text is looked up.
type table struct {
	slots [1 << slotBits]uint16 // 1 + the index of an entry; 0: none
	keys  []letters
	words []word
}

const slotBits = 12

// slot returns where a word is looked for first.
func (k *letters) slot() int {
	a, b := binary.LittleEndian.Uint64(k[:8]), binary.LittleEndian.Uint64(k[8:])
	return int((a ^ b*0xC2B2AE3D27D4EB4F) * 0x9E3779B97F4A7C15 >> (64 - slotBits))
}

func buildTable(words map[string]word) *table {
	t := &table{}
	for s, w := range words {
		var k letters
		copy(k[:], s)
		at := k.slot()
		for t.slots[at] != 0 {
			at = (at + 1) % len(t.slots)
		}
		t.keys, t.words = append(t.keys, k), append(t.words, w)
		t.slots[at] = uint16(len(t.keys))
	}
	return t
}

// find returns what is known of the word of n letters.
func (t *table) find(k *letters, n int) word {
	if n > longestWord {
		return word{}
	}
	for at := k.slot(); ; at = (at + 1) % len(t.slots) {
		switch i := t.slots[at]; {
		case i == 0:
			return word{}
		case t.keys[i-1] == *k:
			return t.words[i-1]
		}
	}
}
