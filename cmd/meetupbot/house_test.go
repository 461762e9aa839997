package main

import (
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "meetupbot"

// arrows says what a package of ours may import of ours; a name that ends in
// /* stands for every package below it. A package that no line names may
// import nothing: a new room needs a decision here.
var arrows = []struct {
	from string
	to   []string
}{
	{"content", nil},
	{"crash", nil},
	{"content/parse", []string{"content", "content/parse/*"}},
	{"content/parse/*", []string{"content", "content/parse/*"}},
	{"content/source", []string{"content"}},
	{"content/ingest", []string{"content", "content/parse", "content/source"}},
	{"schedule", []string{"content", "crash"}},
	{"store", []string{"content", "crash", "schedule"}},
	{"bot", []string{"content", "schedule"}},
	{"bot/*", []string{"bot", "bot/door", "content", "crash", "schedule"}},
	{"bot/door", nil},
	{"cmd/*", []string{"content", "content/*", "crash", "schedule", "store", "bot", "bot/*"}},
}

func matches(pattern, name string) bool {
	below, wild := strings.CutSuffix(pattern, "*")
	return name == pattern || wild && strings.HasPrefix(name, below)
}

// mayImport reports whether a file of package from may import package to. The
// most exact line for from counts. Tests may import packages made for tests.
// Those that stand outside their package (package x_test) are its users, as
// cmd is, and may import what cmd may.
func mayImport(from, to string, test, outside bool) bool {
	if test && strings.HasSuffix(to, "test") || to == from {
		return true
	}
	if outside {
		from = "cmd/x"
	}
	best := -1
	for i, a := range arrows {
		if matches(a.from, from) && (best < 0 || len(a.from) > len(arrows[best].from)) {
			best = i
		}
	}
	return best >= 0 && slices.ContainsFunc(arrows[best].to, func(p string) bool { return matches(p, to) })
}

// A sourceFile is one of our own Go files.
type sourceFile struct {
	name   string // below the module's root, with slashes
	pkg    string // its folder
	syntax *ast.File
}

func (f sourceFile) test() bool { return strings.HasSuffix(f.name, "_test.go") }

// ourFiles parses every Go file of the module, here and now: a test that asks
// the go command instead would be answered from its cache.
func ourFiles(t *testing.T) (*token.FileSet, []sourceFile) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	var files []sourceFile
	err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".")) {
			return fs.SkipDir
		}
		if filepath.Ext(p) != ".go" {
			return nil
		}
		syntax, err := parser.ParseFile(fset, p, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		name := filepath.ToSlash(rel)
		files = append(files, sourceFile{name, path.Dir(name), syntax})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Fatalf("only %d Go files below %s", len(files), root)
	}
	return fset, files
}

func TestArrows(t *testing.T) {
	_, files := ourFiles(t)
	for _, f := range files {
		outside := f.test() && strings.HasSuffix(f.syntax.Name.Name, "_test")
		for _, spec := range f.syntax.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			to, ours := strings.CutPrefix(imported, module+"/")
			if ours && !mayImport(f.pkg, to, f.test(), outside) {
				t.Errorf("%s: %s must not import %s", f.name, f.pkg, to)
			}
		}
	}
}

// TestExpressionsAreOfOneRoom: the reader asks hundreds of expressions about
// every line, and only package pattern makes them cheap.
func TestExpressionsAreOfOneRoom(t *testing.T) {
	fset, files := ourFiles(t)
	for _, f := range files {
		if f.test() || f.pkg == "content/parse/pattern" || !matches("content/parse/*", f.pkg) && f.pkg != "content/parse" {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if call, ok := n.(*ast.SelectorExpr); ok {
				if of, ok := call.X.(*ast.Ident); ok && of.Name == "regexp" && strings.Contains(call.Sel.Name, "Compile") {
					t.Errorf("%s: an expression of the reader: make it with pattern.New", fset.Position(call.Pos()))
				}
			}
			return true
		})
	}
}

func TestMayImport(t *testing.T) {
	for _, c := range []struct {
		from, to      string
		test, outside bool
		want          bool
	}{
		{"content", "schedule", false, false, false},
		{"schedule", "content", false, false, true},
		{"schedule", "bot", false, false, false},
		{"schedule", "store", false, false, false},
		{"schedule", "store", true, false, false},
		{"schedule", "store", true, true, true},
		{"bot", "bot/console", false, false, false},
		{"bot/console", "bot", false, false, true},
		{"bot/console", "bot/slack", false, false, false},
		{"bot", "bot/console", true, false, false},
		{"bot", "bot/console", true, true, true},
		{"bot", "cmd/meetupbot", true, true, false},
		{"bot/console", "bot/bottest", true, false, true},
		{"bot/console", "bot/bottest", false, false, false},
		{"content/parse", "content/parse/when", false, false, true},
		{"content/parse/when", "content", false, false, true},
		{"content/source", "content/parse", false, false, false},
		{"store", "bot", false, false, false},
		{"cmd/meetupbot", "bot/console", false, false, true},
		{"newroom", "content", false, false, false},
	} {
		if got := mayImport(c.from, c.to, c.test, c.outside); got != c.want {
			t.Errorf("mayImport(%s, %s, test %v, outside %v) = %v, want %v", c.from, c.to, c.test, c.outside, got, c.want)
		}
	}
}

// Only cmd, tests and packages made for tests read a clock, and only content's
// resolver makes instants of local times.
func TestClocks(t *testing.T) {
	fset, files := ourFiles(t)
	for _, f := range files {
		if f.test() || strings.HasSuffix(f.pkg, "test") {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, ok := sel.X.(*ast.Ident)
			if !ok || pkg.Name != "time" || pkg.Obj != nil {
				return true
			}
			at := fset.Position(sel.Pos())
			switch {
			case slices.Contains([]string{"Now", "Since", "Until"}, sel.Sel.Name) && !strings.HasPrefix(f.pkg, "cmd/"):
				t.Errorf("%s:%d: time.%s: take now as an argument", f.name, at.Line, sel.Sel.Name)
			case sel.Sel.Name == "Date" && f.name != "content/zone.go":
				t.Errorf("%s:%d: time.Date: use content.Instant, which keeps RFC 5545 in gaps and overlaps", f.name, at.Line)
			}
			return true
		})
	}
}

// The neutral packages know no platform: their words would reach all others.
func TestNoPlatformInNeutralPackages(t *testing.T) {
	fset, files := ourFiles(t)
	for _, f := range files {
		if f.test() || f.pkg != "bot" && f.pkg != "schedule" {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			for _, name := range []string{"slack", "discord", "console"} {
				if strings.Contains(strings.ToLower(lit.Value), name) {
					t.Errorf("%s:%d: %s names a platform", f.name, fset.Position(lit.Pos()).Line, lit.Value)
				}
			}
			return true
		})
	}
}

// telling are names of what only its owner knows, or could not have made without
// knowing it.
var telling = regexp.MustCompile(`(?i)secret|signature|password|token|\bmac\b|hmac`)

// number are those that tell nothing: lengths, and the gateway's code for a bad
// token.
var number = regexp.MustCompile(`^len\(|Size$|^closeBadToken$`)

// constant reports whether an expression is nothing that anybody sent: a literal,
// nil, or true.
func constant(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return true
	case *ast.Ident:
		return e.Name == "nil" || e.Name == "true" || e.Name == "false"
	}
	return false
}

// TestSecretsAreNotCompared: what is compared byte by byte until it differs tells
// by the time it takes how much was right. Lengths tell nothing.
func TestSecretsAreNotCompared(t *testing.T) {
	fset, files := ourFiles(t)
	for _, f := range files {
		if f.test() || strings.HasSuffix(f.pkg, "test") || !strings.HasPrefix(f.pkg, "bot/") && !strings.HasPrefix(f.pkg, "cmd/") {
			continue
		}
		compared := func(at ast.Node, sides ...ast.Expr) {
			for _, e := range sides {
				var words strings.Builder
				if err := printer.Fprint(&words, fset, e); err != nil {
					t.Fatal(err)
				}
				if telling.MatchString(words.String()) && !number.MatchString(words.String()) {
					t.Errorf("%s: compares %s: use hmac.Equal", fset.Position(at.Pos()), words.String())
				}
			}
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BinaryExpr:
				if (n.Op == token.EQL || n.Op == token.NEQ) && !constant(n.X) && !constant(n.Y) {
					compared(n, n.X, n.Y)
				}
			case *ast.CallExpr:
				if of, ok := n.Fun.(*ast.SelectorExpr); ok {
					pkg, _ := of.X.(*ast.Ident)
					if pkg != nil && slices.Contains([]string{"bytes.Equal", "bytes.Compare", "slices.Equal", "strings.Compare", "strings.EqualFold", "cmp.Compare", "reflect.DeepEqual"}, pkg.Name+"."+of.Sel.Name) {
						compared(n, n.Args...)
					}
				}
			}
			return true
		})
	}
	signed := false
	for _, f := range files {
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if of, ok := n.(*ast.SelectorExpr); ok && f.name == "bot/slack/signature.go" {
				pkg, _ := of.X.(*ast.Ident)
				signed = signed || pkg != nil && pkg.Name == "hmac" && of.Sel.Name == "Equal"
			}
			return true
		})
	}
	if !signed {
		t.Error("bot/slack/signature.go does not compare with hmac.Equal")
	}
}

// Every package says what it knows.
func TestPackageComments(t *testing.T) {
	_, files := ourFiles(t)
	documented := map[string]bool{}
	for _, f := range files {
		documented[f.pkg] = documented[f.pkg] || f.syntax.Doc != nil && !f.test()
	}
	for pkg, ok := range documented {
		if !ok {
			t.Errorf("package %s has no package comment", pkg)
		}
		switch path.Base(pkg) {
		case "internal", "pkg", "util", "utils", "common", "helpers", "models", "misc", "types":
			t.Errorf("folder %s: its name does not say what it knows", pkg)
		}
	}
}
