// Package pattern holds regular expressions that cost nothing until they are
// asked, and little where they do not match.
//
// The reader asks hundreds of expressions about every line, and nearly all of
// them answer no. A [Pattern] is compiled when it is first asked, so that a
// process that reads nothing pays for none. Compiled, it knows words of which a
// match has to hold one, and looks for those first; then an automaton walks the
// text once. The expression itself runs where there is a match to be found.
//
// It refuses to know what the expressions are about, and it never answers
// otherwise than package regexp.
package pattern

import (
	"regexp"
	"regexp/syntax"
	"sync"
)

// A Pattern is a regular expression in the syntax of package regexp.
type Pattern struct {
	expr string
	once sync.Once
	re   *regexp.Regexp
	from *start // how a match at the beginning of the text begins; nil: nothing is known
	need *words // of which each match holds one; nil: nothing is known, or from is asked
	auto *automaton
}

var (
	all   []*Pattern
	allMu sync.Mutex
)

// New returns the pattern of an expression. It is meant for package variables:
// what is wrong with the expression shows only when it is first asked, with a
// panic, and is what [Check] is for.
func New(expr string) *Pattern {
	p := &Pattern{expr: expr}
	allMu.Lock()
	all = append(all, p)
	allMu.Unlock()
	return p
}

// Check compiles every pattern of the process, for a test. Its error is that of
// package regexp.
func Check() error {
	allMu.Lock()
	defer allMu.Unlock()
	for _, p := range all {
		if _, err := regexp.Compile(p.expr); err != nil {
			return err
		}
	}
	return nil
}

// Regexp returns the expression compiled, without the look that comes first.
func (p *Pattern) Regexp() *regexp.Regexp {
	p.once.Do(func() {
		p.re = regexp.MustCompile(p.expr)
		if tree, err := syntax.Parse(p.expr, syntax.Perl); err == nil {
			p.from, p.auto = startOf(tree), newAutomaton(tree)
			if p.from == nil { // else the automaton soon sees that there is no match
				p.need = wordsOf(tree)
			}
		}
	})
	return p.re
}

func (p *Pattern) String() string { return p.expr }

// may returns the expression if the text may match, else nil.
func (p *Pattern) may(s string) *regexp.Regexp {
	if yes, sure := p.matches(s); sure && !yes {
		return nil
	}
	return p.re
}

// matches reports whether the text matches, if that is sure without the
// expression.
func (p *Pattern) matches(s string) (yes, sure bool) {
	p.Regexp()
	if p.from != nil && !p.from.of(s) || p.need != nil && !p.need.in(s) {
		return false, true
	}
	if p.auto == nil {
		return false, false
	}
	return p.auto.matches(s)
}

func (p *Pattern) MatchString(s string) bool {
	yes, sure := p.matches(s)
	if sure {
		return yes
	}
	return p.re.MatchString(s)
}

func (p *Pattern) FindString(s string) string {
	if re := p.may(s); re != nil {
		return re.FindString(s)
	}
	return ""
}

func (p *Pattern) FindStringIndex(s string) []int {
	if re := p.may(s); re != nil {
		return re.FindStringIndex(s)
	}
	return nil
}

func (p *Pattern) FindStringSubmatch(s string) []string {
	if re := p.may(s); re != nil {
		return re.FindStringSubmatch(s)
	}
	return nil
}

func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	if re := p.may(s); re != nil {
		return re.FindStringSubmatchIndex(s)
	}
	return nil
}

func (p *Pattern) FindAllString(s string, n int) []string {
	if re := p.may(s); re != nil {
		return re.FindAllString(s, n)
	}
	return nil
}

func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	if re := p.may(s); re != nil {
		return re.FindAllStringIndex(s, n)
	}
	return nil
}

func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	if re := p.may(s); re != nil {
		return re.FindAllStringSubmatch(s, n)
	}
	return nil
}

func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	if re := p.may(s); re != nil {
		return re.FindAllStringSubmatchIndex(s, n)
	}
	return nil
}

func (p *Pattern) ReplaceAllString(s, with string) string {
	if re := p.may(s); re != nil {
		return re.ReplaceAllString(s, with)
	}
	return s
}

func (p *Pattern) ReplaceAllStringFunc(s string, with func(string) string) string {
	if re := p.may(s); re != nil {
		return re.ReplaceAllStringFunc(s, with)
	}
	return s
}

func (p *Pattern) Split(s string, n int) []string { return p.Regexp().Split(s, n) }
