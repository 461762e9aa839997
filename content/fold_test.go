package content_test

import (
	"strings"
	"testing"

	"meetupbot/content"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Søren  O'Brien-Łuk": "soren o brien luk",
		"José Müller":        "jose muller",
		"Weiß, Ægir":         "weiss aegir",
		"  ":                 "",
		"山田 太郎":              "山田 太郎",
		"ＡＢＣ１２":              "abc12",
		"C++ & Go!":          "c go",
		"owls and kilns":     "owls and kilns",
		"owls  and":          "owls and",
		" owls ":             "owls",
		"Ana’s “Café” – №½":  "ana s cafe no1 2",
		"e\u0301t\u00e9 Ĳ":   "ete ij",
		"x\u2011y\u00a0z…":   "x y z",
		"a\xffb":             "a b",
	} {
		if got := content.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
		if got := string(content.AppendFold([]byte("x- "), in)); got != "x- "+want {
			t.Errorf("AppendFold of %q to %q = %q", in, "x- ", got)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Søren O'Brien")
	f.Add("\xff\xfe")
	f.Fuzz(func(t *testing.T, s string) {
		once := content.Fold(s)
		if strings.HasPrefix(once, " ") || strings.HasSuffix(once, " ") || strings.Contains(once, "  ") {
			t.Errorf("Fold(%q) = %q: loose spaces", s, once)
		}
		if got := string(content.AppendFold(nil, s)); got != once {
			t.Errorf("AppendFold of %q = %q, Fold %q", s, got, once)
		}
		if again := content.Fold(once); again != once {
			t.Errorf("Fold(%q) = %q, folded again %q", s, once, again)
		}
	})
}
