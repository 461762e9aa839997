package tree

import (
	"strings"
	"unicode/utf8"
)

// Literal reads an object as scripts write it: JSON with names and texts in
// any quotation marks or none, comments, and a comma too many. A value that
// has to be worked out becomes the text in quotation marks that it holds, so
// that new Date("2026-05-01") is the day. The error is an *Error.
func Literal(src []byte) (*Value, error) {
	v, n, err := FirstLiteral(src)
	if err != nil {
		return nil, err
	}
	if rest := strings.Trim(string(src[n:]), "; \t\r\n"); rest != "" {
		return nil, &Error{1 + strings.Count(string(src[:n]), "\n"), "something follows the end of the object", "leave one object"}
	}
	return v, nil
}

// FirstLiteral is Literal on a text that goes on behind the object; n is how
// many bytes the object takes.
func FirstLiteral(src []byte) (v *Value, n int, err error) {
	r := literalReader{src: string(src), line: 1}
	if v, err = r.value(0); err != nil {
		return nil, 0, err
	}
	return v, r.at, nil
}

type literalReader struct {
	src  string
	at   int
	line int
	made budget
}

// next skips white space and comments, and returns the byte that follows; 0 at
// the end.
func (r *literalReader) next() byte {
	for r.at < len(r.src) {
		rest := r.src[r.at:]
		switch {
		case rest[0] == '\n':
			r.line++
			r.at++
		case rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\r':
			r.at++
		case strings.HasPrefix(rest, "//"):
			r.at += len(rest)
			if i := strings.IndexByte(rest, '\n'); i >= 0 {
				r.at += i - len(rest)
			}
		case strings.HasPrefix(rest, "/*"):
			n := len(rest)
			if i := strings.Index(rest, "*/"); i >= 0 {
				n = i + 2
			}
			r.line += strings.Count(rest[:n], "\n")
			r.at += n
		default:
			return rest[0]
		}
	}
	return 0
}

func (r *literalReader) value(depth int) (*Value, error) {
	c := r.next()
	if err := r.made.spend(r.line, depth); err != nil {
		return nil, err
	}
	switch c {
	case '{':
		return r.object(depth)
	case '[':
		return r.list(depth)
	case '"', '\'', '`':
		v := &Value{Line: r.line, Kind: Text, Literal: c == '`'}
		var err error
		if v.Text, err = r.text(c); err == nil && r.next() != 0 && strings.IndexByte(",}];", r.src[r.at]) < 0 {
			_, err = r.worked() // "a" + b
		}
		return v, err
	case 0:
		return nil, r.ends()
	}
	return r.worked()
}

func (r *literalReader) ends() error {
	return &Error{r.line, "the object ends in the middle", "close every bracket and quotation mark"}
}

// worked reads a number, a word, or what else is worked out, up to the comma
// or bracket that ends it.
func (r *literalReader) worked() (*Value, error) {
	v := &Value{Line: r.line, Kind: Text}
	start, depth, quoted := r.at, 0, ""
	for r.next() != 0 {
		switch c := r.src[r.at]; {
		case depth == 0 && strings.IndexByte(",}];", c) >= 0:
			if r.at == start {
				return nil, &Error{r.line, "a value is missing here", correctLine}
			}
			if v.Text = strings.TrimSpace(r.src[start:r.at]); quoted != "" {
				v.Text = quoted
			}
			if v.Text == "null" || v.Text == "undefined" {
				v.Kind, v.Text = Null, ""
			}
			return v, nil
		case c == '(' || c == '{' || c == '[':
			depth++
		case c == ')' || c == '}' || c == ']':
			depth--
		case c == '"' || c == '\'' || c == '`':
			s, err := r.text(c)
			if err != nil {
				return nil, err
			}
			if quoted == "" {
				quoted = s
			}
			continue
		}
		r.at++
	}
	return nil, r.ends()
}

// escapes are what a letter behind a backslash stands for.
var escapes = map[byte]string{'n': "\n", 't': "\t", 'r': "\r", 'b': "", 'f': "", 'v': "", '0': "", '\n': ""}

func (r *literalReader) text(quote byte) (string, error) {
	var b strings.Builder
	begun := r.line
	for r.at++; r.at < len(r.src); r.at++ {
		c := r.src[r.at]
		switch {
		case c == quote:
			r.at++
			return b.String(), nil
		case c == '\\' && r.at+1 < len(r.src):
			r.at++
			if r.src[r.at] == '\n' {
				r.line++
			}
			if hex := r.src[r.at+1:]; r.src[r.at] == 'u' && len(hex) >= 4 {
				if code, ok := hexRune(hex[:4]); ok {
					b.WriteRune(code)
					r.at += 4
					continue
				}
			}
			if s, ok := escapes[r.src[r.at]]; ok {
				b.WriteString(s)
			} else {
				b.WriteByte(r.src[r.at])
			}
		case c == '\n' && quote != '`':
			return "", &Error{begun, "a text in quotation marks does not end on its line", "close the quotation marks"}
		default:
			if c == '\n' {
				r.line++
			}
			b.WriteByte(c)
		}
	}
	return "", &Error{begun, "a text in quotation marks never ends", "close the quotation marks"}
}

func hexRune(s string) (rune, bool) {
	var code rune
	for i := range len(s) {
		d := strings.IndexByte("0123456789abcdef", s[i]|0x20)
		if s[i] >= '0' && s[i] <= '9' {
			d = int(s[i] - '0')
		}
		if d < 0 {
			return 0, false
		}
		code = code<<4 | rune(d)
	}
	return code, utf8.ValidRune(code)
}

func (r *literalReader) object(depth int) (*Value, error) {
	v := &Value{Line: r.line, Kind: Object}
	seen := map[string]bool{}
	r.at++
	for {
		c := r.next()
		line := r.line
		var name string
		var err error
		switch {
		case c == 0:
			return nil, r.ends()
		case c == '}':
			r.at++
			return v, nil
		case c == ',':
			r.at++
			continue
		case c == '"' || c == '\'':
			if name, err = r.text(c); err != nil {
				return nil, err
			}
		default:
			n := strings.IndexAny(r.src[r.at:], ":,} \t\r\n")
			if n <= 0 {
				return nil, &Error{r.line, "a name and a colon are missing here", correctLine}
			}
			name = r.src[r.at : r.at+n]
			r.at += n
		}
		if r.next() != ':' {
			return nil, &Error{r.line, "a colon is missing behind " + name, correctLine}
		}
		r.at++
		if seen[name] {
			return nil, twice(line, name)
		}
		seen[name] = true
		x, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		v.Fields = append(v.Fields, newField(name, line, x))
	}
}

func (r *literalReader) list(depth int) (*Value, error) {
	v := &Value{Line: r.line, Kind: List}
	r.at++
	for {
		switch r.next() {
		case 0:
			return nil, r.ends()
		case ']':
			r.at++
			return v, nil
		case ',':
			r.at++
			continue
		}
		x, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		v.List = append(v.List, x)
	}
}
