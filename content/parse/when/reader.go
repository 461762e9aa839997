package when

// A reader looks at the tokens of one text. Its methods take the index of a
// token and return the index behind what they read, or 0 when they read
// nothing; an index beyond either end is a space.
type reader struct {
	text string
	t    []token
}

var space = token{gap: 2, n: ' '}

func (r *reader) at(i int) *token {
	if i < 0 || i >= len(r.t) {
		return &space
	}
	return &r.t[i]
}

// word returns what is known of the word at i.
func (r *reader) word(i int) word {
	if t := r.at(i); t.kind == letter && t.gap < 2 {
		return t.w
	}
	return word{}
}

// mark reports whether the character c stands at i.
func (r *reader) mark(i int, c rune) bool {
	t := r.at(i)
	return t.kind == punct && t.n == c && t.gap < 2
}

// han reports whether the Han character c stands at i.
func (r *reader) han(i int, c rune) bool {
	t := r.at(i)
	return t.kind == cjk && t.n == c
}

// number returns the number at i if it has at most digits digits.
func (r *reader) number(i, digits int) (n int, ok bool) {
	t := r.at(i)
	return int(t.n), t.kind == number && int(t.digits) <= digits && t.gap < 2
}

// touches reports whether nothing stands between the tokens i-1 and i.
func (r *reader) touches(i int) bool {
	return i > 0 && i < len(r.t) && r.t[i].gap == 0 && r.t[i-1].end == r.t[i].start
}

// touchesWord reports whether a letter or digit follows the token before i
// without a space.
func (r *reader) touchesWord(i int) bool {
	return r.touches(i) && (r.t[i].kind == letter || r.t[i].kind == number)
}

func (r *reader) slice(from, to int) string {
	return r.text[r.t[from].start:r.t[to-1].end]
}

// skip returns i+1 if c stands at i, else i.
func (r *reader) skip(i int, c rune) int {
	if r.mark(i, c) {
		return i + 1
	}
	return i
}

// skipWord returns i+1 if a word with one of the roles stands at i, else i.
func (r *reader) skipWord(i int, roles role) int {
	if r.word(i).is(roles) {
		return i + 1
	}
	return i
}
