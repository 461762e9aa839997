package tree

import "bytes"

// Mend returns a JSON text without what people and their tools add to JSON
// though it is none: comments, commas before a closing bracket, line breaks in
// a string, the marks of a CDATA section, a semicolon at the end. What comes
// after it stands on the line where it stood.
func Mend(src []byte) []byte {
	out := make([]byte, 0, len(src))
	comma, owed := -1, 0 // a comma that may be one too many; line breaks taken out of a string
	for i := 0; i < len(src); {
		rest := src[i:]
		if n := skipped(rest); n > 0 {
			out = append(out, bytes.Repeat([]byte{'\n'}, bytes.Count(rest[:n], []byte{'\n'}))...)
			i += n
			continue
		}
		switch c := src[i]; c {
		case '"':
			comma = -1
			n, breaks := 0, 0
			out, n, breaks = mendString(out, rest)
			owed += breaks
			i += n
			continue
		case '\n':
			out = append(out, bytes.Repeat([]byte{'\n'}, owed)...)
			owed = 0
		case ',':
			comma = len(out)
		case ']', '}':
			if comma >= 0 {
				out[comma] = ' '
			}
			comma = -1
		case ' ', '\t', '\r':
		default:
			comma = -1
		}
		out = append(out, src[i])
		i++
	}
	return bytes.TrimRight(out, "; \t\r\n")
}

// wrappers are the marks around a script's text that keep other readers from
// it.
var wrappers = [][]byte{[]byte("<![CDATA["), []byte("]]>"), []byte("<!--"), []byte("-->")}

// skipped is how many bytes at the beginning, outside of strings, are no JSON.
func skipped(s []byte) int {
	for _, w := range wrappers {
		if bytes.HasPrefix(s, w) {
			return len(w)
		}
	}
	until := func(end string) int {
		if i := bytes.Index(s[2:], []byte(end)); i >= 0 {
			return i + 2
		}
		return len(s)
	}
	switch {
	case bytes.HasPrefix(s, []byte("/*<![CDATA[")) || bytes.HasPrefix(s, []byte("/*]]>")):
		return min(until("*/")+2, len(s))
	case bytes.HasPrefix(s, []byte("//<![CDATA[")):
		return len("//<![CDATA[")
	case bytes.HasPrefix(s, []byte("/*")):
		return min(until("*/")+2, len(s))
	case bytes.HasPrefix(s, []byte("//")):
		return until("\n")
	}
	return 0
}

// mendString copies the string that s begins with. Its line breaks become
// spaces.
func mendString(out, s []byte) (mended []byte, n, breaks int) {
	out = append(out, '"')
	for n = 1; n < len(s); n++ {
		switch c := s[n]; {
		case c == '"':
			return append(out, '"'), n + 1, breaks
		case c == '\\' && n+1 < len(s):
			out = append(out, c, s[n+1])
			n++
		case c == '\n':
			out = append(out, ' ')
			breaks++
		case c < ' ':
			out = append(out, ' ')
		default:
			out = append(out, c)
		}
	}
	return out, n, breaks
}
