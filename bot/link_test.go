package bot_test

import (
	"testing"

	"meetupbot/bot"
)

func TestSafeURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://rivertown.example/autumn?a=b&c=d#e": "https://rivertown.example/autumn?a=b&c=d#e",
		"HTTP://rivertown.example":                   "HTTP://rivertown.example",
		"mailto:ada@lantern.example":                 "mailto:ada@lantern.example",
		"https://rivertown.example/a_(b)":            "https://rivertown.example/a_%28b%29",
		"https://evil.example/>|<!channel>":          "https://evil.example/%3E%7C%3C!channel%3E",
		"javascript:alert(1)":                        "",
		"data:text/html,x":                           "",
		"file:///etc/passwd":                         "",
		"slack://channel?id=C1":                      "",
		"//rivertown.example":                        "",
		"rivertown.example":                          "",
		"https://good.example@evil.example/":         "",
		"https://rivertown.example/two words":        "",
		"https://rivertown.example/\nx":              "",
		"https://":                                   "",
		"":                                           "",
	} {
		if got := bot.SafeURL(in); got != want {
			t.Errorf("SafeURL(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPretends(t *testing.T) {
	for _, tt := range []struct {
		words, address string
		want           bool
	}{
		{"Sign up", "https://evil.example", false},
		{"https://good.example", "https://evil.example", true},
		{"https://good.example", "https://www.good.example/x", false},
		{"see http://good.example/x now", "https://evil.example", true},
		{"https:good.example", "https://evil.example", true},
		{"https:\\\\good.example", "https://evil.example", true},
		{"<https://evil.example|https://good.example>", "https://evil.example", true},
		{"[good](https://good.example)", "https://evil.example", true},
		{"www.good.example", "https://evil.example", true},
		{"paypal.com", "https://evil.example", true},
		{"(PayPal.com/login)", "https://evil.example", true},
		{"paypal。com", "https://evil.example", true},
		{"pay\u200bpal.com", "https://evil.example", true},
		{"paypal.com", "https://paypal.com/login", false},
		{"paypal.com", "https://paypal.com.evil.example/", true},
		{"ada@lantern.com", "mailto:ada@lantern.com?subject=x", false},
		{"ada@lantern.com", "mailto:ada@evil.example", true},
		{"Node.js in depth, v1.2", "https://evil.example", false},
		{"e.g. this: that", "https://evil.example", false},
	} {
		if got := bot.Pretends(tt.words, tt.address); got != tt.want {
			t.Errorf("Pretends(%q, %q) = %v, want %v", tt.words, tt.address, got, tt.want)
		}
	}
}
