package parse

import (
	"slices"
	"strings"
	"unicode/utf8"

	"meetupbot/content"
)

// callNames are what the event's people are called, and by which word each of
// them is found in a text: a page may name thousands of people in thousands of
// paragraphs, and not everybody is looked for in each.
type callNames struct {
	first []string         // by person; "" where another one shares it
	begin map[string][]int // the people whose names begin with a word
	bytes [4]uint64        // has a bit for the first byte of each of these words
}

func (d *draft) callNames() *callNames {
	c := &callNames{first: d.firstNames(), begin: map[string][]int{}}
	for i := range d.people {
		word := firstWord(d.people[i].name)
		c.begin[word] = append(c.begin[word], i)
		if word != "" {
			c.bytes[word[0]>>6] |= 1 << (word[0] & 63)
		}
	}
	return c
}

// in returns the people whose names may stand in s, in their order.
func (c *callNames) in(s string) []int {
	out := slices.Clone(c.begin[""])
	for i := 0; i < len(s); i++ {
		if !c.opens(s[i]) || i > 0 && letterAt(s, i-1) {
			continue
		}
		if called := c.begin[firstWord(s[i:])]; len(called) > 0 && !slices.Contains(out, called[0]) {
			out = append(out, called...)
		}
	}
	slices.Sort(out)
	return out
}

// mayStand reports whether a sentence of s may begin with somebody's name, after
// a picture or two.
func (c *callNames) mayStand(s string) bool {
	if len(c.begin[""]) > 0 {
		return true
	}
	for i := 0; i < len(s); i++ {
		if !c.opens(s[i]) || i > 0 && s[i-1] < utf8.RuneSelf && letterAt(s, i-1) {
			continue
		}
		if i > 0 && s[i-1] >= utf8.RuneSelf || len(c.begin[firstWord(s[i:])]) > 0 {
			return true
		}
	}
	return false
}

// opens reports whether one of the words begins with a byte.
func (c *callNames) opens(b byte) bool { return c.bytes[b>>6]&(1<<(b&63)) != 0 }

// at returns the people with whose names s may begin, in their order.
func (c *callNames) at(s string) []int {
	word := firstWord(s)
	if word == "" || len(c.begin[""]) == 0 {
		return c.begin[word]
	}
	out := append(slices.Clone(c.begin[""]), c.begin[word]...)
	slices.Sort(out)
	return out
}

// firstWord returns the letters that s begins with, "" for none.
func firstWord(s string) string {
	i := 0
	for i < len(s) && letterAt(s, i) {
		i++
	}
	return s[:i]
}

// firstNames returns the first name of each person, "" where another shares
// it.
func (d *draft) firstNames() []string {
	out := make([]string, len(d.people))
	shared := map[string]int{}
	for i := range d.people {
		first, _, _ := strings.Cut(content.Fold(d.people[i].name), " ")
		shared[first]++
	}
	for i := range d.people {
		first, _, _ := strings.Cut(d.people[i].name, " ")
		if shared[content.Fold(first)] <= 1 || d.personNamed(first) == d.people[i].name {
			out[i] = first
		}
	}
	return out
}
