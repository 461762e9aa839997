package tree

import (
	"fmt"
	"strings"
)

// tomlLines finds on which line each key stands that begins a line of its own.
// It also refuses nesting that would keep the decoder busy for minutes.
func tomlLines(src []byte) (map[string]int, error) {
	s := tomlScan{src: src, line: 1, lines: map[string]int{}, counts: map[string]int{}}
	for s.at < len(src) {
		if err := s.step(); err != nil {
			return nil, err
		}
	}
	return s.lines, nil
}

// A tomlScan goes through a TOML text byte by byte. It knows strings, comments
// and brackets, and no more.
type tomlScan struct {
	src    []byte
	at     int
	line   int
	depth  int            // open brackets
	dots   int            // of the key that is being read
	keys   int            // and parts of keys, so far
	begun  int            // where the line's key begins
	past   bool           // the line's key has ended
	table  []string       // the table that the keys belong to
	counts map[string]int // how many tables of an array there were
	lines  map[string]int
}

func (s *tomlScan) step() error {
	switch c := s.src[s.at]; c {
	case '\n':
		s.line++
		s.dots, s.past = 0, false
		s.begun = s.at + 1
	case '#':
		for s.at+1 < len(s.src) && s.src[s.at+1] != '\n' {
			s.at++
		}
	case '"', '\'':
		s.skipString(c)
	case '[', '{':
		if c == '[' && s.depth == 0 && !s.past {
			return s.header()
		}
		if s.depth++; s.depth > maxDepth {
			return deep(s.line, maxDepth)
		}
		s.dots = 0
	case ']', '}':
		s.depth = max(0, s.depth-1)
	case '=':
		if s.depth == 0 && !s.past {
			place := append(s.table[:len(s.table):len(s.table)], splitKey(string(s.src[s.begun:s.at]))...)
			s.mark(place)
		}
		s.keys += 1 + s.dots
		s.past, s.dots = true, 0
	case ',':
		s.dots = 0
	case '.':
		if s.dots++; s.dots > maxDepth {
			return tooManyParts(s.line)
		}
	}
	s.at++
	if s.keys > maxKeys {
		return tooManyKeys(s.line)
	}
	return nil
}

// header reads "[talk.speaker]" or "[[event]]" up to the end of its line.
func (s *tomlScan) header() error {
	end := s.at
	for end < len(s.src) && s.src[end] != '\n' && s.src[end] != '#' {
		end++
	}
	text := strings.TrimSpace(string(s.src[s.at:end]))
	array := strings.HasPrefix(text, "[[")
	parts := splitKey(strings.Trim(text, "[]"))
	if len(parts) > maxDepth {
		return tooManyParts(s.line)
	}
	s.keys += len(parts)
	s.table = nil
	for i, p := range parts {
		s.table = append(s.table, p)
		name := strings.Join(s.table, "\x00")
		if array && i == len(parts)-1 {
			s.mark(s.table)
			s.counts[name]++
		}
		if n := s.counts[name]; n > 0 {
			s.table = append(s.table, fmt.Sprint(n-1))
		}
	}
	s.mark(s.table)
	s.past = true
	s.at = end
	if s.keys > maxKeys {
		return tooManyKeys(s.line)
	}
	return nil
}

func tooManyKeys(line int) error {
	return &Error{line, fmt.Sprintf("it holds more than %d keys", maxKeys), "split it"}
}

func tooManyParts(line int) error {
	return &Error{line, fmt.Sprintf("a key has more than %d parts", maxDepth), "make it flatter"}
}

func (s *tomlScan) mark(place []string) {
	for i := 1; i <= len(place); i++ {
		name := strings.Join(place[:i], "\x00")
		if s.lines[name] == 0 {
			s.lines[name] = s.line
		}
	}
}

// skipString goes to the last byte of a string.
func (s *tomlScan) skipString(quote byte) {
	long := s.at+2 < len(s.src) && s.src[s.at+1] == quote && s.src[s.at+2] == quote
	if long {
		s.at += 2
	}
	for s.at++; s.at < len(s.src); s.at++ {
		switch c := s.src[s.at]; {
		case c == '\\' && quote == '"':
			if s.at+1 < len(s.src) && s.src[s.at+1] == '\n' {
				s.line++
			}
			s.at++
		case c == '\n' && !long:
			s.at-- // the string is not closed: step counts the line
			return
		case c == '\n':
			s.line++
		case c == quote && !long:
			return
		case c == quote && s.at+2 < len(s.src) && s.src[s.at+1] == quote && s.src[s.at+2] == quote:
			s.at += 2
			return
		}
	}
}

// splitKey parts a dotted key.
func splitKey(key string) []string {
	var parts []string
	var quote byte
	var part strings.Builder
	for i := range len(key) {
		switch c := key[i]; {
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case quote == 0 && c == '.':
			parts = append(parts, strings.TrimSpace(part.String()))
			part.Reset()
		default:
			part.WriteByte(c)
		}
	}
	return append(parts, strings.TrimSpace(part.String()))
}
