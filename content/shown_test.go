package content_test

import (
	"testing"

	"meetupbot/content"
)

func TestShownSource(t *testing.T) {
	for location, want := range map[string]string{
		"posts/a.md":                 "posts/a.md",
		"../what?.md":                "../what?.md",
		"https://example.org/events": "https://example.org/events",
		"https://example.org/events?key=pa55word":            "https://example.org/events?...",
		"https://example.org/events#pa55word":                "https://example.org/events",
		"https://example.org/?":                              "https://example.org/",
		"https://mira:pa55word@example.org/events":           "https://example.org/events",
		"https://mira:pa55word@exa mple.org/events":          "...",
		"https://mira:pa55/word@exa mple.org/events":         "...",
		"https://exa mple.org/events?key=pa55word":           "https://exa mple.org/events?...",
		"https://pa55word@example.org/site.git#main:events":  "https://example.org/site.git#main:events",
		"https://mira:pa55word@example.org/site.git/#events": "https://example.org/site.git/#events",
		"https://example.org/site.git?key=pa55word#events":   "https://example.org/site.git?...",
		"https://example.org/site.github#pa55word":           "https://example.org/site.github",
		"mira:pa55word@example.org?://":                      "...",
		"?key=pa55word://\x00":                               "?...",
		"https://exa mple.org/events#pa55word":               "https://exa mple.org/events?...",
		"https://example.org/%zz?key=pa55word":               "https://example.org/%zz?...",
	} {
		if got := content.ShownSource(location); got != want {
			t.Errorf("ShownSource(%q) = %q, want %q", location, got, want)
		}
	}
}
