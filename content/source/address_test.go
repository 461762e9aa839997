package source_test

import (
	"net/url"
	"strings"
	"testing"

	"meetupbot/content/source"
)

func TestCheckAddress(t *testing.T) {
	for _, good := range []string{
		"https://example.org/events", "http://example.org", "HTTPS://EXAMPLE.ORG/", "https://example.org:443/?id=12#next",
		"https://münchen.example/treffen", "https://example.org./", "https://1.1.1.1/", "https://[2606:4700::1111]/",
	} {
		if err := source.CheckAddress(good); err != nil {
			t.Errorf("CheckAddress(%q) = %v", good, err)
		}
	}
}

func TestShown(t *testing.T) {
	for location, want := range map[string]string{
		"posts/a.md":                 "posts/a.md",
		"../what?.md":                "../what?.md",
		"https://example.org/events": "https://example.org/events",
		"https://example.org/events?key=pa55word":    "https://example.org/events?...",
		"https://example.org/events#pa55word":        "https://example.org/events",
		"https://example.org/?":                      "https://example.org/",
		"https://mira:pa55word@example.org/events":   "https://example.org/events",
		"https://mira:pa55word@exa mple.org/events":  "...",
		"https://mira:pa55/word@exa mple.org/events": "...",
		"https://exa mple.org/events?key=pa55word":   "https://exa mple.org/events?...",
		"mira:pa55word@example.org?://":              "...",
		"?key=pa55word://\x00":                       "?...",
		"https://exa mple.org/events#pa55word":       "https://exa mple.org/events?...",
		"https://example.org/%zz?key=pa55word":       "https://example.org/%zz?...",
	} {
		if got := source.Shown(location); got != want {
			t.Errorf("Shown(%q) = %q, want %q", location, got, want)
		}
	}
}

// FuzzAddress: whatever is taken for an address names a host over http or
// https and nobody's password, and whatever is shown of one is no secret.
func FuzzAddress(f *testing.F) {
	for _, h := range hostile {
		f.Add(h.address)
	}
	f.Add("https://example.org/events?key=pa55word#here")
	f.Fuzz(func(t *testing.T, address string) {
		shown := source.Shown(address)
		if !source.IsAddress(address) {
			if shown != address || source.CheckAddress(address) == nil {
				t.Errorf("%q is no address: shown as %q, check %v", address, shown, source.CheckAddress(address))
			}
			return
		}
		if _, query, ok := strings.Cut(shown, "?"); ok && query != "..." {
			t.Errorf("%q is shown with its query: %q", address, shown)
		}
		err := source.CheckAddress(address)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "source ") || !strings.Contains(err.Error(), "; ") {
				t.Errorf("%q: %v", address, err)
			}
			return
		}
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.Hostname() == "" {
			t.Errorf("%q passes: %+v, %v", address, u, err)
		}
		if again, err := url.Parse(shown); err != nil || again.Host != u.Host || again.Path != u.Path {
			t.Errorf("%q is shown as %q", address, shown)
		}
	})
}
