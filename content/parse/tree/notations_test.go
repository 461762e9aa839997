package tree_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content/parse/tree"
)

var readers = map[string]func([]byte) (*tree.Value, error){
	"yaml": tree.YAML, "toml": tree.TOML, "edn": tree.EDN, "csv": tree.CSV,
	"json": func(src []byte) (*tree.Value, error) { return tree.JSON(src, 1) },
}

// showNamed writes a tree with its lines: {1:title=2"Owls" talks=[...]}.
func showNamed(v *tree.Value) string {
	var b strings.Builder
	var walk func(*tree.Value)
	walk = func(v *tree.Value) {
		switch {
		case len(v.Fields) > 0:
			b.WriteString("{")
			for i, f := range v.Fields {
				if i > 0 {
					b.WriteString(" ")
				}
				fmt.Fprintf(&b, "%d:%s=", f.Line, f.Name)
				walk(f.Value)
			}
			b.WriteString("}")
		case len(v.List) > 0:
			b.WriteString("[")
			for i, x := range v.List {
				if i > 0 {
					b.WriteString(" ")
				}
				walk(x)
			}
			b.WriteString("]")
		case v.Text == "":
			b.WriteString("-")
		default:
			fmt.Fprintf(&b, "%d%q", v.Line, v.Text)
			if v.Literal && strings.Contains(v.Text, "\n") {
				b.WriteString("|")
			}
		}
	}
	walk(v)
	return b.String()
}

func TestNotations(t *testing.T) {
	for _, c := range []struct{ name, form, text, want string }{
		{"what YAML takes for something else", "yaml",
			"day: 2026-05-01\ntime: 22:22\nnumber: 1e3\nodd: 0777\nword: no\nnone: ~\nempty:\nhuge: 1e400\n",
			`{1:day=1"2026-05-01" 2:time=2"22:22" 3:number=3"1e3" 4:odd=4"0777" 5:word=5"no" 6:none=- 7:empty=- 8:huge=8"1e400"}`},
		{"YAML blocks", "yaml",
			"# a comment\n---\ntext: |\n  One.\n\n  Two.\nfolded: >\n  One\n  line.\nlist:\n- a: 1\n- b\n",
			`{3:text=4"One.\n\nTwo.\n"| 7:folded=8"One line.\n" 10:list=[{11:a=11"1"} 12"b"]}`},
		{"a YAML fence at the end", "yaml", "---\ndate: \"2026-05-01\"\n---\n", `{2:date=2"2026-05-01"}`},
		{"a YAML fence and no more", "yaml", "---\ndate: \"2026-05-01\"\n---", `{2:date=2"2026-05-01"}`},
		{"a YAML type that is plain", "yaml", "a: !!str 2026-05-01\n", `{1:a=1"2026-05-01"}`},
		{"YAML aliases", "yaml",
			"- at: &mill\n    name: Mill\n    town: &town Fenham\n- at: *mill\n- &note x\n- [*note, *town]\n- *note : 1\n- at: &mill\n    name: Kiln\n- at: *mill\n",
			`[{1:at={2:name=2"Mill" 3:town=3"Fenham"}} {4:at={2:name=2"Mill" 3:town=3"Fenham"}} 5"x" [5"x" 3"Fenham"] {5:x=7"1"} {8:at={9:name=9"Kiln"}} {10:at={9:name=9"Kiln"}}]`},
		{"YAML merges", "yaml",
			"a: &a {b: 1, c: 2}\nd: &d {c: 3, e: 4}\nf:\n  <<: *a\n  b: 5\ng:\n  e: 6\n  <<: [*a, *d]\nh:\n  <<: *a\n  <<: *d\ni:\n  <<: none\n",
			`{1:a={1:b=1"1" 1:c=1"2"} 2:d={2:c=2"3" 2:e=2"4"} 3:f={5:b=5"5" 1:c=1"2"} 6:g={7:e=7"6" 1:b=1"1" 1:c=1"2"} 9:h={1:b=1"1" 1:c=1"2" 2:e=2"4"} 12:i=-}`},
		{"JSON", "json",
			"[\n {\"title\": \"Owls\\nby night\", \"n\": 1e400, \"x\": null,\n  \"ok\": true, \"list\": []}\n]\n",
			`[{2:title=2"Owls\nby night" 2:n=2"1e400" 2:x=- 3:ok=3"true" 3:list=-}]`},
		{"TOML", "toml",
			"title = \"Fen\"\n\n[[event]]\ndate = 2026-05-01\nat = 18:30:00\n\n  [[event.talk]]\n  title = \"Owls\"\n\n  [[event.talk]]\n  title = \"Nets\"\n\n[[event]]\ndate = 2026-06-01T18:30:00\n[event.venue]\nname = \"Mill\" # a comment = 1\n",
			`{1:title=1"Fen" 3:event=[{4:date=4"2026-05-01" 5:at=5"18:30" 7:talk=[{8:title=8"Owls"} {11:title=11"Nets"}]} {14:date=14"2026-06-01T18:30:00" 15:venue={16:name=16"Mill"}}]}`},
		{"TOML strings that look like keys", "toml",
			"a = \"\"\"\nb = 1\n[c]\n\"\"\"\nlist = [\n  \"d = 2\",\n]\n'quoted.key'.e = 'f'\n",
			`{1:a=1"b = 1\n[c]\n" 5:list=[5"d = 2"] 8:quoted.key={8:e=8"f"}}`},
		{"EDN", "edn",
			"; a comment\n{:meetup/date \"2026-05-01\", :when #inst \"2026-05-01T18:30\"\n :agenda [{:talk/title \"Say \\\"hi\\\"\"\n           :talk/speakers #{{:github/id \"reed\"} nil}} #_{:talk/title \"none\"}]\n :n 12 :up? true :c \\[ :list (a b)\n :text \"One\nTwo \\u00e9\"}\n",
			`{2:meetup/date=2"2026-05-01" 2:when=2"2026-05-01T18:30" 3:agenda=[{3:talk/title=3"Say \"hi\"" 4:talk/speakers=[{4:github/id=4"reed"} -]}] 5:n=5"12" 5:up?=5"true" 5:c=5"\\[" 5:list=[5"a" 5"b"] 6:text=6"One\nTwo é"|}`},
		{"an EDN namespace", "edn", "#:meetup{:date \"2026-05-01\"}", `{1:date=1"2026-05-01"}`},
		{"CSV", "csv",
			"date,title , speaker\n2026-05-01,\"Owls, by \"\"night\"\"\", Bo Reed\n\n2026-06-01,,\"Ada Finch\nAna Reed\"\n",
			`[{2:date=2"2026-05-01" 2:title=2"Owls, by \"night\"" 2:speaker=2"Bo Reed"} {4:date=4"2026-06-01" 4:title=- 4:speaker=4"Ada Finch\nAna Reed"|}]`},
		{"CSV with semicolons, rows of other lengths and columns without a name", "csv",
			"\ufeffDatum;;Titel;titel\n1. Mai 2026;x;Eulen, nachts;y;z\n2. Mai 2026\n",
			`[{2:Datum=2"1. Mai 2026" 2:Titel=2"Eulen, nachts"} {3:Datum=3"2. Mai 2026"}]`},
		{"tabs", "csv", "a\tb, c\n\t\"1\"\n2\t\n", `[{2:a=- 2:b, c=2"1"} {3:a=3"2" 3:b, c=-}]`},
		{"quotation marks that open nowhere", "csv", "a,b\nsay \"hi\",12\" wide\n", `[{2:a=2"say \"hi\"" 2:b=2"12\" wide"}]`},
		{"a CSV below a comment", "csv", "# our meetings\n#\na,#\n1,2\n", `[{4:a=4"1" 4:#=4"2"}]`},
		{"a CSV whose first column is a number", "csv", "#,a\n1,2\n", `[{2:#=2"1" 2:a=2"2"}]`},
		{"a CSV of columns alone", "csv", "a,b\n", "-"},
		{"empty EDN", "edn", "; nothing\n", "-"},
		{"empty YAML", "yaml", "# nothing\n", "-"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, err := readers[c.form]([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, showNamed(v)); diff != "" {
				t.Errorf("differs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNames(t *testing.T) {
	v, err := tree.EDN([]byte(`{:meetup/date "a" :Start-Date "b" :github/id "c"}`))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"date": "a", "meetup/date": "a", "startdate": "b", "id": "c", "github/id": "c", "up/date": "", "talk/date": ""} {
		if got := v.FindStr(name); got != want {
			t.Errorf("FindStr(%q) = %q, want %q", name, got, want)
		}
	}
	if got := v.FindStr("none", "startdate", "date"); got != "b" {
		t.Errorf("the first name that is there gives %q, want b", got)
	}
}

// What only an attacker writes is refused, with the line to blame.
func TestAbuseOfNotations(t *testing.T) {
	bomb := "a: &a [x, x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += fmt.Sprintf("%c: &%c [*%c, *%c, *%c]\n", c, c, c-1, c-1, c-1)
	}
	for _, c := range []struct{ name, form, text, want string }{
		{"alias bomb", "yaml", bomb, "line 1: it holds more than 100000 values; split it"},
		{"aliases of a long text", "yaml", "a: &a " + strings.Repeat("x", 300_000) + "\nb: [*a, *a, *a]\nc: *a\n", "line 1: its aliases repeat more than 1 MiB; split it"},
		{"an alias of itself", "yaml", "a: 1\nb: &b\n  c: [*b, *b]\n", "line 3: an alias stands inside of what it repeats; write the value out"},
		{"aliases of each other", "yaml", "a: &a [&b [*a, *b]]\n", "line 1: an alias stands inside of what it repeats; write the value out"},
		{"an alias that is a list for a key", "yaml", "a: &a [1]\n*a : 2\n", "line 2: a key is no plain text; correct this line"},
		{"a merge that says a key twice", "yaml", "a: &a {b: 1}\nc: {<<: *a, d: 1, d: 2}\n", "line 2: the key \"d\" stands twice; keep one of the two"},
		{"merge", "yaml", "a: {b: 1}\nc:\n  <<: *a\n", "line 1: unknown anchor 'a' referenced; correct this line"},
		{"key twice", "yaml", "list:\n- a: 1\n  b: 2\n  a: 3\n", "line 4: the key \"a\" stands twice; keep one of the two"},
		{"tab", "yaml", "a:\n\tb: 1\n", "line 2: found character that cannot start any token; use spaces, not tabs, and quote values that begin with a special character"},
		{"binary", "yaml", "a: 1\nb: !!binary aGk=\n", "line 2: it uses the tag !!binary; write the value as plain text"},
		{"tag of a program", "yaml", "a: !ruby/object:Event\n  b: 1\n", "line 1: it uses the tag !ruby/object:Event; write the value as plain text"},
		{"several documents", "yaml", "---\na: 1\n---\nb: 2\n", "line 4: a second YAML document begins here; put it into a file of its own, or make them a list"},
		{"a key that is a list", "yaml", "? [a]\n: 1\n", "line 1: a key is no plain text; correct this line"},
		{"deep", "yaml", strings.Repeat("[", 300) + strings.Repeat("]", 300), "line 1: it nests more than 100 deep; make it flatter"},
		{"very deep", "yaml", strings.Repeat("[", 500_000), "line 1: exceeded max depth of 10000; correct this line"},
		{"deep JSON", "json", strings.Repeat("[", 500_000), "line 1: it nests more than 100 deep; make it flatter"},
		{"deep JSON objects", "json", strings.Repeat("{\"a\":", 100_000), "line 1: it nests more than 100 deep; make it flatter"},
		{"JSON key twice", "json", "{\"a\": 1,\n\"b\": 2,\n\"a\": 3}", "line 3: the key \"a\" stands twice; keep one of the two"},
		{"JSON cut off", "json", "{\"a\":\n [1,\n", "line 2: the JSON ends in the middle; close every bracket and quotation mark"},
		{"JSON with a trailing comma", "json", "{\"a\": 1,\n}", "line 2: invalid character '}' looking for beginning of object key string; correct the JSON"},
		{"two JSON values", "json", "{}\n{}", "line 2: something follows the end of the JSON; leave one value"},
		{"many values", "json", "[" + strings.Repeat("1,", 200_000) + "1]", "line 1: it holds more than 100000 values; split it"},
		{"many YAML values", "yaml", "[" + strings.Repeat("1,", 200_000) + "1]", "line 1: it holds more than 100000 values; split it"},
		{"deep TOML", "toml", "b = 1\na = " + strings.Repeat("{a=", 100_000), "line 2: it nests more than 100 deep; make it flatter"},
		{"deep TOML arrays", "toml", "a = " + strings.Repeat("[", 500_000), "line 1: it nests more than 100 deep; make it flatter"},
		{"deep TOML key", "toml", strings.Repeat("a.", 200_000) + "a = 1", "line 1: a key has more than 100 parts; make it flatter"},
		{"deep TOML table", "toml", "a = 1\n[" + strings.Repeat("a.", 200_000) + "a]", "line 2: a key has more than 100 parts; make it flatter"},
		{"TOML key twice", "toml", "a = 1\n[[x]]\nb = 1\nb = 2\n", "line 4: Key 'x.b' has already been defined.; keep one of the two"},
		{"many TOML keys", "toml", strings.Repeat("a = 1\n", 60_000), "line 50001: it holds more than 50000 keys; split it"},
		{"many TOML tables", "toml", strings.Repeat("[a.b]\n", 60_000), "line 25001: it holds more than 50000 keys; split it"},
		{"many parts of TOML keys", "toml", "a = [" + strings.Repeat("{a.b.c.d.e = 1},\n", 60_000), "line 10000: it holds more than 50000 keys; split it"},
		{"many YAML lines", "yaml", strings.Repeat("a: b\n", 200_000), "line 100000: it has more than 100000 lines; split it"},
		{"many CSV cells", "csv", "a\n" + strings.Repeat("b\n", 200_000), "line 50002: it holds more than 100000 values; split it"},
		{"deep EDN", "edn", strings.Repeat("[", 500_000), "line 1: it nests more than 100 deep; make it flatter"},
		{"EDN of things left out", "edn", strings.Repeat("#_", 500_000), "line 1: it nests more than 100 deep; make it flatter"},
		{"EDN key twice", "edn", "{:a 1\n:a 2}", "line 2: the key \"a\" stands twice; keep one of the two"},
		{"EDN cut off", "edn", "{:a\n [1 2\n", "line 2: what begins here never ends; close the bracket"},
		{"EDN text cut off", "edn", "{:a\n \"b", "line 2: the text that begins here never ends; close the quotation mark"},
		{"EDN brackets", "edn", "{:a [1}", "line 1: another bracket is open here; close it with ]"},
		{"EDN without a value", "edn", "{:a 1\n:b}", "line 2: a key has no value; correct this line"},
		{"two EDN values", "edn", "{}\n{}", "line 2: something follows the end of the EDN; leave one value"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, err := readers[c.form]([]byte(c.text))
			var e *tree.Error
			if !errors.As(err, &e) || e.Error()+"; "+e.Fix != c.want {
				t.Errorf("error = %v\nwant    %s", err, c.want)
			}
			if v != nil {
				t.Error("a refused text gives a tree all the same")
			}
		})
	}
}

func FuzzNotations(f *testing.F) {
	for _, s := range []string{
		"a: [1, {b: c}]\n---\n", "- |\n  x\n", "? a\n: b\n", `{"a": [1e9, "\u00e9", null]}`, "[[a.b]]\nc = 1979-05-27T07:32:00Z\n'd'.\"e\" = '''x'''",
		"a = [\n{b = 1}, # x\n]\n[c", `{:a/b #{1 "x\"" \] #_ #inst "y"} :c (1)}`, "\"\"\"", "#", "\\", "'", "a,b\n\"c\n\",d\n", "a;b;\n1\t2\n\n\"", "a=\"\\\n", "--- !!binary x",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 1<<16 {
			return
		}
		lines := 1 + strings.Count(string(src), "\n")
		for _, form := range []string{"yaml", "json", "toml", "edn", "csv"} { // in one order: coverage must not vary
			v, err := readers[form](src)
			if err != nil {
				var e *tree.Error
				if !errors.As(err, &e) || e.Problem == "" || e.Fix == "" || e.Line < 1 || e.Line > lines {
					t.Errorf("%s: %v (%T)", form, err, err)
				}
				continue
			}
			var walk func(*tree.Value, int)
			walk = func(v *tree.Value, depth int) {
				if v == nil || depth > 101 || v.Line < 0 || v.Line > lines {
					t.Fatalf("%s: a value at depth %d: %+v", form, depth, v)
				}
				for _, f := range v.Fields {
					walk(f.Value, depth+1)
				}
				for _, x := range v.List {
					walk(x, depth+1)
				}
			}
			walk(v, 0)
		}
	})
}

func BenchmarkNotations(b *testing.B) {
	texts := map[string]string{
		"yaml": strings.Repeat("- date: 2026-05-01\n  title: Owls\n  talks:\n  - {title: Nets, speaker: Bo Reed}\n", 200),
		"json": "[" + strings.Repeat(`{"date": "2026-05-01", "title": "Owls", "talks": [{"title": "Nets", "speaker": "Bo Reed"}]},`+"\n", 200) + "{}]",
		"toml": strings.Repeat("[[event]]\ndate = 2026-05-01\ntitle = \"Owls\"\n[[event.talk]]\ntitle = \"Nets\"\nspeaker = \"Bo Reed\"\n", 200),
		"csv":  "date,title,talk,speaker\n" + strings.Repeat("2026-05-01,Owls,Nets,Bo Reed\n", 200),
		"edn":  "[" + strings.Repeat(`{:date "2026-05-01" :title "Owls" :talks [{:title "Nets" :speaker "Bo Reed"}]}`+"\n", 200) + "]",
	}
	for form, text := range texts {
		b.Run(form, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := readers[form]([]byte(text)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
