package parse

import (
	"slices"
	"strings"

	"meetupbot/content"
)

// callNames are what the event's people are called, and by which word each of
// them is found in a text: a page may name thousands of people in thousands of
// paragraphs, and not everybody is looked for in each.
type callNames struct {
	first []string         // by person; "" where another one shares it
	begin map[string][]int // the people whose names begin with a word
}

func (d *draft) callNames() *callNames {
	c := &callNames{first: d.firstNames(), begin: map[string][]int{}}
	for i := range d.people {
		word := firstWord(d.people[i].name)
		c.begin[word] = append(c.begin[word], i)
	}
	return c
}

// in returns the people whose names may stand in s, in their order.
func (c *callNames) in(s string) []int {
	out := slices.Clone(c.begin[""])
	for i := 0; i < len(s); i++ {
		if !letterAt(s, i) || i > 0 && letterAt(s, i-1) {
			continue
		}
		if called := c.begin[firstWord(s[i:])]; len(called) > 0 && !slices.Contains(out, called[0]) {
			out = append(out, called...)
		}
	}
	slices.Sort(out)
	return out
}

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
