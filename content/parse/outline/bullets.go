package outline

import "strings"

// bulletMarks begin the entries of lists that people type: neither Markdown
// nor HTML takes all of them for lists, people do.
var bulletMarks = []string{"- ", "– ", "— ", "* ", "•", "· ", "▪", "‣", "● ", "○ ", "◦", "・", "➤", "➢", "➡", "→ ", "✔", "✓", "❖", "■ ", "□ "}

// bulletOf returns how many bytes at the beginning of a line are a bullet.
func bulletOf(line string) int {
	for _, m := range bulletMarks {
		if rest, ok := strings.CutPrefix(line, m); ok && strings.TrimSpace(rest) != "" {
			return len(line) - len(strings.TrimLeft(rest, " "))
		}
	}
	return 0
}

// dots are the bullets that stand for nothing else: a line behind one is an entry
// of a list though empty lines part it from its neighbours.
//
// A long line is a paragraph that somebody has marked.
var dots = []string{"•", "▪", "‣", "● ", "◦", "➤", "❖"}

const longestDotted = 100

// dotted adds a paragraph of one line as the entry of a list, if such a bullet
// begins it.
func (b *builder) dotted(t Text) bool {
	if len(t.Plain) > longestDotted {
		return false
	}
	begin := len(t.Plain) - len(strings.TrimLeft(t.Plain, " \n\t"))
	for _, m := range dots {
		if strings.HasPrefix(t.Plain[begin:], m) {
			b.add(&Block{Kind: Item, Depth: 1, Text: t.Slice(begin+bulletOf(t.Plain[begin:]), len(t.Plain))})
			return true
		}
	}
	return false
}

// leastBullets is how many lines with a bullet make a list.
const leastBullets = 2

// bulleted adds a paragraph as the list that it is by its lines, and what
// stands before and behind; false when it is none. A line without a bullet
// between two with one goes on with the first.
func (b *builder) bulleted(t Text) bool {
	last, count, i := -1, 0, 0
	for line := range strings.SplitSeq(t.Plain, "\n") {
		if line = strings.Trim(line, " \n\t\r"); line == "" {
			continue
		}
		if bulletOf(line) > 0 {
			last, count = i, count+1
		}
		i++
	}
	if count < leastBullets {
		return count == 1 && i == 1 && b.dotted(t)
	}
	var block *Block
	at := 0 // where the next line stands in t
	begin := 0
	end := func(to int) {
		if block != nil {
			block.Text = t.Slice(begin, to)
			b.add(block)
		}
		block = nil
	}
	for i, line := range t.Lines() {
		at += strings.Index(t.Plain[at:], line.Plain)
		n := bulletOf(line.Plain)
		switch {
		case n > 0:
			end(at)
			block, begin = &Block{Kind: Item, Depth: 1}, at+n
		case block == nil, block.Kind == Item && i > last:
			end(at)
			block, begin = &Block{Kind: Paragraph}, at
		}
		at += len(line.Plain)
	}
	end(len(t.Plain))
	return true
}
