package outline_test

import (
	"testing"

	"meetupbot/content/parse/outline"
)

func TestFragment(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"plain", " One.\r\n\r\nTwo & <three>. ", "One.\n\nTwo & <three>."},
		{"Markdown", "* a\n* [b](https://b.example)", "* a\n* [b](https://b.example)"},
		{"paragraphs", "<p>One <b>two</b>.</p><p>Three &amp; <a href=\"https://x.example\">four</a>.</p>", "One **two**.\n\nThree & [four](https://x.example)."},
		{"breaks", "One.<br />Two.", "One.\nTwo."},
		{"a list", "<p>Bring:</p><ul><li>a lamp</li><li>a rope<ul><li>long</li></ul></li></ul><p>Bye.</p>", "Bring:\n\n- a lamp\n- a rope\n  - long\n\nBye."},
		{"others", "<h2>Why</h2><blockquote>Because.</blockquote><pre>x := 1</pre>", "**Why**\n\n> Because.\n\n```\nx := 1\n```"},
		{"scripts", "<p>Hi</p><script>alert('x')</script><style>p{}</style>", "Hi"},
		{"nothing", "", ""},
	} {
		if got := outline.Fragment(tt.in); got != tt.want {
			t.Errorf("%s: Fragment(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}
