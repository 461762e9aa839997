package source_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/content/source"
)

func TestCanonical(t *testing.T) {
	for typed, want := range map[string]string{
		"https://example.org/events":            "https://example.org/events",
		"http://example.org":                    "http://example.org",
		"HTTPS://EXAMPLE.ORG/Events":            "https://example.org/Events",
		"https://example.org:443/?id=12#next":   "https://example.org:443/?id=12",
		"https://example.org/treffen#%C3%BCber": "https://example.org/treffen",
		"https://münchen.example/treffen":       "https://münchen.example/treffen",
		"https://example.org./":                 "https://example.org./",
		"https://1.1.1.1/":                      "https://1.1.1.1/",
		"https://[2606:4700::1111]/":            "https://[2606:4700::1111]/",
		"webcal://Example.org/events.ics":       "https://example.org/events.ics",
		"WEBCALS://example.org/events.ics":      "https://example.org/events.ics",
	} {
		if got, err := source.Canonical(typed); got != want || err != nil {
			t.Errorf("Canonical(%q) = %q, %v, want %q", typed, got, err, want)
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
	f.Add("http://[::%25\xd4]")
	f.Fuzz(func(t *testing.T, address string) {
		shown := content.ShownSource(address)
		if !source.IsAddress(address) {
			if kept, err := source.Canonical(address); shown != address || err == nil {
				t.Errorf("%q is no address: shown as %q, kept as %q", address, shown, kept)
			}
			return
		}
		if _, query, ok := strings.Cut(shown, "?"); ok && query != "..." {
			t.Errorf("%q is shown with its query: %q", address, shown)
		}
		kept, err := source.Canonical(address)
		if err != nil {
			if _, told := errors.AsType[source.Unreadable](err); !told || !strings.HasPrefix(err.Error(), "source ") || !strings.Contains(err.Error(), "; ") {
				t.Errorf("%q: %v", address, err)
			}
			return
		}
		if again, err := source.Canonical(kept); again != kept || err != nil {
			t.Errorf("%q is kept as %q, and that as %q, %v", address, kept, again, err)
		}
		u, err := url.Parse(kept)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.Hostname() == "" {
			t.Errorf("%q passes: %+v, %v", address, u, err)
		}
		if again, err := url.Parse(content.ShownSource(kept)); err != nil || again.Host != u.Host || again.Path != u.Path {
			t.Errorf("%q is kept as %q and shown as %q", address, kept, shown)
		}
	})
}
