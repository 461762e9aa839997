package parse

import (
	"strings"

	"meetupbot/content"
)

// A roster is the people that a document presents by name, wherever.
type roster struct {
	names map[string]string // folded -> as written
	first map[string]string // folded first name -> folded name; "" when two share it
	lead  int               // where the source's speakers stand in its entries: +1 first, -1 last, 0 not known
}

func newRoster() *roster { return &roster{names: map[string]string{}, first: map[string]string{}} }

func (r *roster) add(name string) {
	name = bareName(name)
	f := content.Fold(name)
	if f == "" || r.names[f] != "" {
		return
	}
	r.names[f] = name
	first, _, _ := strings.Cut(f, " ")
	if other, ok := r.first[first]; ok && other != f {
		f = ""
	}
	r.first[first] = f
}

// has reports whether s, as a whole, is a known name.
func (r *roster) has(s string) bool {
	if r == nil || len(r.names) == 0 {
		return false
	}
	var room [64]byte
	return r.names[string(content.AppendFold(room[:0], bareName(s)))] != ""
}

// called returns the full name of the one person of that first name, or "".
func (r *roster) called(first string) string {
	if r == nil {
		return ""
	}
	var room [32]byte
	return r.names[r.first[string(content.AppendFold(room[:0], first))]]
}

// calledAt returns the full name of the one person whose first name begins s,
// and the length of that; 0 when there is none.
func (r *roster) calledAt(s string) (name string, n int) {
	if r == nil || len(r.first) == 0 {
		return "", 0
	}
	for n < len(s) && s[n] != ' ' && strings.IndexByte(",.;:()!?\"'\n", s[n]) < 0 && !strings.HasPrefix(s[n:], "’") {
		n++
	}
	if n < 2 {
		return "", 0
	}
	if name = r.called(s[:n]); name == "" || !strings.Contains(name, " ") {
		return "", 0
	}
	return name, n
}
