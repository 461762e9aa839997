package soup_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"meetupbot/content/parse/parsetest"
	"meetupbot/content/parse/soup"
)

// scanned writes the tokens of a page, a line each.
func scanned(src string) string {
	var b strings.Builder
	s := soup.NewScanner(src, 1)
	for s.Next() {
		fmt.Fprintf(&b, "%d %v %q", s.Line, s.Kind, s.Raw)
		if s.Kind != html.TextToken && s.Kind != html.CommentToken {
			fmt.Fprintf(&b, " %q %d", s.Name(), s.Atom())
		}
		if s.Kind == html.StartTagToken || s.Kind == html.SelfClosingTagToken {
			for _, a := range s.Attributes(nil, soup.Any) {
				fmt.Fprintf(&b, " %q=%q", a.Key, a.Val)
			}
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "%d\n", s.Line)
	return b.String()
}

// tokenized writes the same, as golang.org/x/net/html reads the page.
func tokenized(src string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(src))
	line := 1
	for {
		kind := z.Next()
		raw := string(z.Raw())
		if kind == html.ErrorToken {
			fmt.Fprintf(&b, "%d\n", 1+strings.Count(src, "\n"))
			return b.String()
		}
		t := z.Token()
		if kind == html.DoctypeToken {
			kind = html.CommentToken
		}
		fmt.Fprintf(&b, "%d %v %q", line, kind, raw)
		if kind != html.TextToken && kind != html.CommentToken {
			fmt.Fprintf(&b, " %q %d", t.Data, t.DataAtom)
		}
		for _, a := range t.Attr {
			fmt.Fprintf(&b, " %q=%q", a.Key, a.Val)
		}
		b.WriteByte('\n')
		line += strings.Count(raw, "\n")
	}
}

// pieces are what pages are made of, and where they break.
var pieces = []string{
	"<", ">", "/", "!", "-", "--", "?", "=", `"`, "'", "&", "&amp;", "&lt", "&notit;", "&#8217;", " ", "\n", "\r\n", "\r", "\t", "\f", "\x00", "a", "A", "é", "\xff", "text",
	"<!--", "-->", "--!>", "--!-", "<!-->", "<!", "<!DOCTYPE html>", "<!doct", "<?xml?>", "</", "</>", "</ x>", "<p>", "<P CLASS=x ID='y z' class=2>", "<br/>", "<br / >", "<a href=/>", "<a b=1 b=/>", "<a href=\"?x=1&y=2\">", `<a title="a&copy=b" =x y = z/>`, `<a title="&quot;a&#39;&amp;amp;&nbsp;&lt;">`, `<a title="&amp;&copyx">`, "<x-card data-a>", "</p class=x>",
	"<script>", "</script>", "</SCRIPT ", "<script", "<scripts>", "</scripts>", "<style>", "</style>", "<title>", "</title>", "<textarea/>", "</textarea>", "<xmp>", "</xmp", "<iframe>", "<noscript>", "</noscript>", "<noframes>", "<noembed>", "<plaintext>",
	"<b" + strings.Repeat(" c", 17) + ">", "<b" + numbered(20) + "/>", "<b" + numbered(17) + " x=/>", "<onsecuritypolicyviolation>", "<" + strings.Repeat("long", 10) + ">",
}

func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, " a%d=%d", i, i)
	}
	return b.String()
}

func TestScansAsTheLibraryDoes(t *testing.T) {
	pages := slices.Clone(pieces)
	for _, d := range parsetest.Documents(t, "testdata/*.txtar") {
		pages = append(pages, string(d.Data), string(d.Data[:len(d.Data)/2]), string(d.Data[:len(d.Data)/3]))
	}
	r := rand.New(rand.NewSource(1))
	for range 30_000 {
		var b strings.Builder
		for range 1 + r.Intn(12) {
			b.WriteString(pieces[r.Intn(len(pieces))])
		}
		pages = append(pages, b.String())
	}
	inScripts := []string{"<!--", "-->", ">", "-", "<", "/", "!", "<script>", "<SCRIPT ", "<scripts", "</script>", "</script/", "</scripts>", "x", "<b>"}
	for range 30_000 {
		var b strings.Builder
		b.WriteString("<script>")
		for range 1 + r.Intn(10) {
			b.WriteString(inScripts[r.Intn(len(inScripts))])
		}
		pages = append(pages, b.String())
	}
	for _, page := range pages {
		if got, want := scanned(page), tokenized(page); got != want {
			t.Fatalf("of %q\nread:\n%swant:\n%s", page, got, want)
		}
	}
}

func FuzzScansAsTheLibraryDoes(f *testing.F) {
	for _, s := range pieces {
		f.Add(s + ">x</script><p>")
	}
	f.Fuzz(func(t *testing.T, page string) {
		if got, want := scanned(page), tokenized(page); got != want {
			t.Errorf("of %q\nread:\n%swant:\n%s", page, got, want)
		}
	})
}

// TestTokensStandAlone: what is read of a page does not change with the bytes
// that it was read from.
func TestTokensStandAlone(t *testing.T) {
	src := []byte(`<p class="owls">Finches</p>`)
	tokens := soup.Tokens(src, 1)
	for i := range src {
		src[i] = 'x'
	}
	if len(tokens) != 3 || tokens[0].Atom != atom.P || tokens[0].Attribute("class") != "owls" || tokens[1].Text != "Finches" {
		t.Errorf("read %+v", tokens)
	}
}
