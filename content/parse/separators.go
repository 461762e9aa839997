package parse

import "strings"

// separators finds what parts the pieces of an entry: dashes, bars and dots
// between spaces, colons, commas. Each is the range of bytes to leave out; a
// colon's begins with the character before it, a dash's may end with an opening
// quotation mark.
func separators(s string) [][2]int {
	var out [][2]int
	for i := 0; i < len(s); {
		from, to := separatorAt(s, i)
		if to == 0 {
			i = max(i+1, skipBlank(s, i))
			continue
		}
		out = append(out, [2]int{from, to})
		i = to
	}
	return out
}

// between are the marks that part pieces where spaces stand around them, the
// longer ones first.
var between = []string{"==>", "-->", "=>", "->", "→", "⇒", "---", "--", "-", "–", "—", "|", "//", "/", "•", "·", ":"}

// arrows are those of them that hardly stand within a title.
var arrows = map[string]bool{"==>": true, "-->": true, "=>": true, "->": true, "→": true, "⇒": true}

// separatorAt returns the separator that begins at i, or behind white space
// there; to is 0 when there is none.
func separatorAt(s string, i int) (from, to int) {
	switch c := s[i]; {
	case blank(c):
		j := skipBlank(s, i)
		if j == len(s) || s[j] != '-' && s[j] != '|' && s[j] != '/' && s[j] != ':' && s[j] != '=' && s[j] < 0x80 {
			return 0, 0
		}
		for _, mark := range between {
			if end := j + len(mark); strings.HasPrefix(s[j:], mark) && end < len(s) && blank(s[end]) {
				return i, skipBlank(s, end)
			}
		}
		if strings.HasPrefix(s[j:], "—") {
			return i, skipBlank(s, j+len("—"))
		}
		for _, mark := range []string{"-", "–"} { // a dash that leans on the word behind it
			end := j + len(mark)
			if !strings.HasPrefix(s[j:], mark) || s[j-1] != ' ' || end == len(s) {
				continue
			}
			switch next := s[end]; {
			case next == '"':
				return j - 1, end + 1
			case strings.HasPrefix(s[end:], "“"):
				return j - 1, end + len("“")
			case next == '_' || next >= '0' && next <= '9' || next|0x20 >= 'a' && next|0x20 <= 'z':
				return j - 1, end
			}
		}
	case c == ',':
		if i+1 < len(s) && blank(s[i+1]) {
			return i, skipBlank(s, i+1)
		}
	case c >= 'a' && c <= 'z' || c == ')' || c == ']' || c == '"':
		if i+3 < len(s) && s[i+1] == '-' && s[i+2] == ' ' && isUpper(firstRune(s[i+3:])) { // a dash that leans on the word before it
			return i + 1, i + 3
		}
		if i+2 < len(s) && s[i+1] == ':' && blank(s[i+2]) {
			return i, skipBlank(s, i+2)
		}
	case strings.HasPrefix(s[i:], "—"):
		return i, skipBlank(s, i+len("—"))
	}
	return 0, 0
}

// givers are the words between a talk and who gives it.
var givers = []string{"by", "von", "par", "por", "door", "presented by", "given by", "präsentiert von", "animé par", "présenté par", "impartida por", "impartido por", "a cargo de", "gehalten von", "gegeven door", "tenuto da", "presentato da", "da", "with", "mit", "avec", "con", "met", "w/", "przez", "av", "af", "a càrrec de", "a cargo do", "a cargo da", "da man de", "presentada por", "presentado por", "prowadzi", "prezentuje", "prowadzenie", "presentert av", "præsenteret af", "från", "fra"}

// byWords finds these words with what stands around them: ", presented by ".
func byWords(s string) [][2]int {
	var out [][2]int
	for i := 0; i < len(s); i++ {
		if c := s[i]; !blank(c) && c != ',' && c != ';' {
			continue
		}
		j := i
		for j < len(s) && (blank(s[j]) || s[j] == ',' || s[j] == ';') {
			j++
		}
		word := j
		if word < len(s) && s[word] == '(' {
			word++
		}
		next := j - 1
		for _, w := range givers {
			if end := word + len(w); end < len(s) && blank(s[end]) && strings.EqualFold(s[word:end], w) {
				next = skipBlank(s, end)
				out = append(out, [2]int{i, next})
				next--
				break
			}
		}
		i = next
	}
	return out
}

func skipBlank(s string, i int) int {
	for i < len(s) && blank(s[i]) {
		i++
	}
	return i
}

var blanks = [256]bool{' ': true, '\n': true, '\t': true, '\r': true, '\f': true}

func blank(c byte) bool { return blanks[c] }
