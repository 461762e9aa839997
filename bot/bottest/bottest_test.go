package bottest_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"testing"

	"meetupbot/bot/bottest"
)

// TestEveryReply reads the bot's own source: whoever adds a reply must add a
// sample, and with it a rendering on every platform.
func TestEveryReply(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../reply.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, s := range bottest.Replies() {
		seen[reflect.TypeOf(s.Reply).Name()] = true
	}
	declared := 0
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Name.Name != "isReply" {
			continue
		}
		declared++
		if name := f.Recv.List[0].Type.(*ast.Ident).Name; !seen[name] {
			t.Errorf("Replies() has no %s: add a sample, so that every platform's renderer meets one", name)
		}
	}
	if declared == 0 {
		t.Error("reply.go declares no reply: has isReply moved?")
	}
}

func TestNamesAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range bottest.Replies() {
		if seen[s.Name] {
			t.Errorf("two samples are called %q", s.Name)
		}
		seen[s.Name] = true
	}
}
