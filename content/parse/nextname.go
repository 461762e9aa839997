package parse

import "strings"

// nextName finds the next name in s from at on: two or more capitalised words
// of the shape of a name.
func nextName(s string, at int, known *roster) (string, int, int) {
	if eastern(s) {
		if name, start, end := nextHanName(s, at); name != "" {
			return name, start, end
		}
	}
	for i := at; i < len(s); i++ {
		if i > 0 && s[i-1] != ' ' && s[i-1] != '(' && s[i-1] != '"' && s[i-1] != '\n' && s[i-1] != '*' && s[i-1] != '/' {
			continue
		}
		if c := s[i]; c >= 'a' && c <= 'z' || c == ' ' || c >= '0' && c <= '9' {
			continue
		}
		name, n := namePrefix(s[i:])
		if n == 0 {
			if name, n = known.calledAt(s[i:]); n == 0 {
				continue
			}
			return name, i, i + n
		}
		if i == 0 || i > 1 && strings.IndexByte(".!?:", s[i-2]) >= 0 {
			// "Empezó Ana Finch": the word that begins the sentence is none of hers
			if first, rest, _ := strings.Cut(name, " "); !common(first) && strings.Contains(rest, " ") && shaped(rest) == 2 && !known.has(name) {
				i += len(first) + 1
				name, n = namePrefix(s[i:])
			}
		}
		if shaped(name) == 1 && !known.has(name) && i > 0 && s[i-1] != ' ' {
			continue
		}
		return name, i, i + n
	}
	return "", 0, 0
}

// next finds the next name from at on: as nextName does, or a first name alone
// that begins a sentence about speaking, of somebody whom the text names in
// full elsewhere.
func (r *proseReader) next(s string, at int) (string, int, int) {
	name, start, end := nextName(s, at, r.known)
	for i := at; i < len(s) && (name == "" || i < start); i++ {
		if i > 0 && s[i-1] != ' ' || s[i] < 'A' || s[i] > 'Z' {
			continue
		}
		first := plainWord(s[i:])
		if len(first) < 3 || len(first) > 20 || !(common(first) && nameWord(first)) && !alsoNames.lower(first) {
			continue
		}
		after := s[i+len(first):]
		opens := i == 0 || i == 1 || strings.IndexByte(".!?:\n", s[i-2]) >= 0 || strings.HasSuffix(s[:i], " and ") || strings.HasSuffix(s[:i], "break ")
		if opens && strings.HasPrefix(after, " ") && r.performs(after) != nil {
			if full := r.inFull(first); full != "" {
				return full, i, i + len(first)
			}
		}
		if r.givenActs(first, after) && r.inFull(first) == "" {
			return first, i, i + len(first)
		}
		if n := initialBehind(after); n > 0 && common(first) && r.givenActs(first, after[n:]) { // "Dave S showed us"
			return s[i : i+len(first)+n], i, i + len(first) + n
		}
	}
	return name, start, end
}
