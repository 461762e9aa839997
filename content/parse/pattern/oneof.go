package pattern

import "strings"

// A List is texts that are looked for together: asking for each of many costs
// more than one walk. Capitals count.
type List struct{ index }

// OneOf returns the list of some texts, none of which is empty.
func OneOf(texts ...string) *List { return &List{indexOf(texts)} }

// In reports whether s holds one of the texts.
func (l *List) In(s string) bool {
	mask := l.mask
	key := uint32(0)
	for i := range len(s) {
		key = (key<<8 | uint32(s[i])) & mask
		if !l.may(key) || i+1 < l.n {
			continue
		}
		for _, text := range l.at(key) {
			if strings.HasPrefix(s[i+1-l.n:], text) {
				return true
			}
		}
	}
	return false
}
