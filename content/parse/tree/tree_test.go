package tree_test

import (
	"fmt"
	"strings"
	"testing"

	"meetupbot/content/parse/tree"
)

// show writes a value with the lines of its parts.
func show(v *tree.Value) string {
	switch v.Kind {
	case tree.Null:
		return "null"
	case tree.List:
		parts := make([]string, len(v.List))
		for i, x := range v.List {
			parts[i] = show(x)
		}
		return "[" + strings.Join(parts, " ") + "]"
	case tree.Object:
		var parts []string
		if v.Text != "" {
			parts = append(parts, fmt.Sprintf("%d:%q", v.Line, v.Text))
		}
		for _, f := range v.Fields {
			parts = append(parts, f.Name+"="+show(f.Value))
		}
		return "{" + strings.Join(parts, " ") + "}"
	}
	return fmt.Sprintf("%d:%s", v.Line, v.Text)
}

func TestJSON(t *testing.T) {
	v, err := tree.JSON([]byte("{\"a\": 1e400,\n \"b\": [true, null,\n\"x\\u0041\"], \"c\": {}}\n"), 7)
	if got, want := show(v), "{a=7:1e400 b=[8:true null 9:xA] c={}}"; err != nil || got != want {
		t.Errorf("JSON = %s, %v, want %s", got, err, want)
	}
}

func TestXML(t *testing.T) {
	name, v, err := tree.XML([]byte("<?xml version='1.0' encoding='iso-8859-1'?>\n<!-- x --><s:plan xmlns:s='urn:x'>\n<day date='1'>\n <t>\n  Hi &eacute; &#65;<![CDATA[ <b>]]></t><t/></day></s:plan>"))
	if got, want := show(v), `{s=2:urn:x day={date=3:1 t=5:Hi é A <b> t=5:}}`; err != nil || name != "plan" || got != want {
		t.Errorf("XML = %s %s, %v, want plan %s", name, got, err, want)
	}
}

func TestLooseXML(t *testing.T) {
	name, v, err := tree.LooseXML([]byte("<a>\n<b>Tom & Jerry &nope; &eacute;</b><c x=1>open</a>"))
	if got, want := show(v), `{b=2:Tom & Jerry &nope; é c={2:"open" x=2:1}}`; err != nil || name != "a" || got != want {
		t.Errorf("LooseXML = %s %s, %v, want a %s", name, got, err, want)
	}
	if _, _, err := tree.LooseXML([]byte(strings.Repeat("<a>", 100_000))); err == nil || !strings.Contains(err.Error(), "deep") {
		t.Errorf("100,000 open elements: %v", err)
	}
	if _, _, err := tree.LooseXML([]byte("<a>\n<b>")); err == nil || err.(*tree.Error).Line != 2 {
		t.Errorf("cut off: %v", err)
	}
}

func TestGet(t *testing.T) {
	v, err := tree.JSON([]byte(`{"a": null, "b": " x ", "c": ["1", "2"], "d": {"e": "f"}}`), 1)
	if err != nil {
		t.Fatal(err)
	}
	if got := v.Str("a", "b"); got != "x" {
		t.Errorf("Str(a, b) = %q, want x", got)
	}
	if v.Get("a") != nil || v.Get("zz").Get("e").Str("f") != "" || v.Get("d").Str("e") != "f" {
		t.Error("a null is there, or what is not there has something")
	}
	if len(v.All("c")) != 2 || len(v.All("b")) != 1 || len(v.All("a")) != 0 || len(v.Get("zz").All("x")) != 0 {
		t.Errorf("All = %d, %d, %d, want 2, 1, 0", len(v.All("c")), len(v.All("b")), len(v.All("a")))
	}
	_, x, err := tree.XML([]byte(`<a><b>1</b><c/><b>2</b></a>`))
	if err != nil || len(x.All("b")) != 2 {
		t.Errorf("children of one name: %d, %v, want 2", len(x.All("b")), err)
	}
}

// Broken and hostile texts are refused, with the line to blame.
func TestRefused(t *testing.T) {
	bomb := `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>` + "\n<a>&b;</a>"
	for _, tt := range []struct {
		name, src string
		line      int
		want      string
	}{
		{"JSON that ends", "{\n\"a\": [1,\n", 2, "the JSON ends in the middle"},
		{"JSON that ends in a string", "{\n\"a\": \"b\n", 2, "invalid character '\\n' in string literal"},
		{"nothing", "  ", 1, "the JSON ends in the middle"},
		{"two texts", "{}\n{}", 2, "something follows the end of the JSON"},
		{"a key twice", "{\"a\": 1,\n\"a\": 2}", 2, `the key "a" stands twice`},
		{"no JSON", "{\n\n'a': 1}", 3, "invalid character '\\''"},
		{"JSON a million deep", strings.Repeat("[", 500_000), 1, "it nests more than 100 deep"},
		{"objects a hundred thousand deep", strings.Repeat("{\"a\":", 100_000), 1, "it nests more than 100 deep"},
		{"half a million values", "[" + strings.Repeat("0,", 500_000) + "0]", 1, "it holds more than 100000 values"},
		{"XML that ends", "<a>\n<b>", 2, "the XML ends in the middle"},
		{"XML without elements", "<!-- a -->\n", 1, "it holds no element"},
		{"wrongly nested", "<a>\n<b></a></b>", 2, "element <b> closed by </a>"},
		{"two roots", "<a/>\n<b/>", 2, "a second element stands beside the first"},
		{"a bare ampersand", "<a>\nTom & Jerry</a>", 2, "(write & as &amp;)"},
		{"an entity bomb", bomb, 2, "invalid character entity &b;"},
		{"an external entity", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", 1, "invalid character entity &x;"},
		{"XML a hundred thousand deep", strings.Repeat("<a>", 100_000), 1, "it nests more than 100 deep"},
		{"two hundred thousand elements", "<a>" + strings.Repeat("<b/>", 200_000) + "</a>", 1, "it holds more than 100000 values"},
		{"thousands of attributes", "<a>\n<a " + manyAttributes(120_000) + "/></a>", 2, "a tag is longer than 64 KiB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var err error
			if strings.HasPrefix(tt.src, "<") {
				_, _, err = tree.XML([]byte(tt.src))
			} else {
				_, err = tree.JSON([]byte(tt.src), 1)
			}
			e, ok := err.(*tree.Error)
			if !ok || e.Line != tt.line || !strings.Contains(e.Problem, tt.want) {
				t.Errorf("error = %v, want line %d: %s", err, tt.line, tt.want)
			}
		})
	}
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d='' ", i)
	}
	return b.String()
}

func TestRoot(t *testing.T) {
	for src, want := range map[string]string{
		"<?xml version=\"1.0\"?>\n<!DOCTYPE rss>\n<!-- <feed> --><rss version='2.0'><channel>": "rss",
		"<a:feed xmlns:a='x'/>": "feed",
		"just text":             "",
		"":                      "",
		"<!-- " + strings.Repeat("x", 20<<10) + " --><rss/>": "",
	} {
		if got := tree.Root([]byte(src)); got != want {
			t.Errorf("Root(%.40q) = %q, want %q", src, got, want)
		}
	}
}

func TestMend(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"comments", "// one\n{\"a\": \"x // y\", /* two\nlines */ \"b\": 1}", "{a=2:x // y b=3:1}"},
		{"trailing commas", "{\"a\": [1, 2,\n ], \"b\": {\"c\": 3, },}", "{a=[1:1 1:2] b={c=2:3}}"},
		{"a comma and a comment", "[1, // last\n]", "[1:1]"},
		{"CDATA", "//<![CDATA[\n{\"a\": \"]]\"}\n//]]>", "{a=2:]]}"},
		{"CDATA in comments", "/*<![CDATA[*/{\"a\": 1}/*]]>*/", "{a=1:1}"},
		{"an HTML comment", "<!--\n{\"a\": \"-->\"}\n-->", "{a=2:-->}"},
		{"a line break in a string", "{\"a\": \"one\ntwo\tthree\",\n\"b\": 1}", "{a=1:one two three b=3:1}"},
		{"a semicolon", "{\"a\": \"\\\";\"};\n", "{a=1:\";}"},
		{"nothing to mend", "{\"a\": \",]\"}", "{a=1:,]}"},
	} {
		v, err := tree.JSON(tree.Mend([]byte(tt.src)), 1)
		if err != nil || show(v) != tt.want {
			t.Errorf("%s: %v, %v, want %s", tt.name, v, err, tt.want)
		}
	}
}

func FuzzTree(f *testing.F) {
	for _, s := range []string{`{"a": [1, {"b": null}], "c": "\ud800"}`, "<a b='c'>d<e/>&amp;</a>", "/* x */ [1,]", "\"\n\\", "<a><!--", "<a></a></a>", "<![CDATA[", "{\"\\\"\":", "<?xml encoding='x'?><a/>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		lines := 1 + strings.Count(string(src), "\n")
		check := func(v *tree.Value, err error) {
			if e, ok := err.(*tree.Error); err != nil && (!ok || e.Line < 0 || e.Line > lines) {
				t.Errorf("error %v in %d lines", err, lines)
			}
			if err == nil && (v.Line < 1 || v.Line > lines) {
				t.Errorf("a value on line %d of %d", v.Line, lines)
			}
		}
		plain, err := tree.JSON(src, 1)
		check(plain, err)
		mended, errMended := tree.JSON(tree.Mend(src), 1)
		check(mended, errMended)
		if err == nil && (errMended != nil || show(plain) != show(mended)) {
			t.Errorf("mending harmed %q: %v", src, errMended)
		}
		_, x, err := tree.XML(src)
		check(x, err)
		_, loose, errLoose := tree.LooseXML(src)
		check(loose, errLoose)
		if err == nil && (errLoose != nil || show(x) != show(loose)) {
			t.Errorf("%q is read differently loosely: %v", src, errLoose)
		}
	})
}

func BenchmarkJSON(b *testing.B) {
	src := []byte("[" + strings.Repeat("{\"title\": \"A talk\", \"start\": \"10:00\", \"persons\": [{\"name\": \"Ada Marlowe\"}]},\n", 2000) + "{}]")
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tree.JSON(src, 1); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkXML(b *testing.B) {
	src := []byte("<schedule>" + strings.Repeat("<event id='1'><title>A talk</title><start>10:00</start><persons><person>Ada Marlowe</person></persons></event>\n", 2000) + "</schedule>")
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := tree.XML(src); err != nil {
			b.Fatal(err)
		}
	}
}
