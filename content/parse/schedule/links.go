package schedule

import (
	"net/url"
	"strings"

	"meetupbot/content/parse/agenda"
	"meetupbot/content/parse/tree"
)

// isAddress reports whether s is the whole address of a page.
func isAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// linksOf returns what a session's links and attachments lead to. Addresses
// that lead nowhere are left out.
func (r *reader) linksOf(v *tree.Value) []link {
	var out []link
	add := func(address, words string) {
		if !isAddress(address) && strings.HasPrefix(address, "/") && isAddress(r.base) {
			base, _ := url.Parse(r.base)
			ref, err := base.Parse(address)
			if err != nil {
				return
			}
			address = ref.String()
		}
		if isAddress(address) {
			out = append(out, link{address, words})
		}
	}
	for _, name := range []string{"recordingUrl", "video_url", "video_download_url"} {
		add(v.Str(name), "video")
	}
	add(v.Get("recording").Str("url", "link"), "video")
	add(v.Str("slides_url", "slideUrl"), "slides")
	for _, list := range []string{"attachments", "links", "resources"} {
		for _, l := range v.All(list) {
			inner := append(l.All("link"), l.All("attachment")...) // XML has an element around them
			if len(inner) == 0 {
				inner = []*tree.Value{l}
			}
			for _, l := range inner {
				add(l.Str("href", "url", "resource"), strings.TrimSpace(l.Str("title", "description")+" "+l.Str("type")+" "+l.Text))
			}
		}
	}
	return out
}

// media returns the addresses of a recording and of slides among the links.
// What a speaker recommends to look at stands among them, too: only words that
// say so make a link one of these.
func media(links []link) (video, slides string) {
	for _, l := range links {
		n := len(strings.Fields(l.words))
		switch {
		case video == "" && n < 3 && agenda.SaysVideo(l.words):
			video = l.url
		case slides == "" && agenda.SaysSlides(l.words) && (n < 5 || agenda.SlideHost(l.url)):
			slides = l.url
		}
	}
	return video, slides
}
