package agenda

import (
	"strings"

	"meetupbot/content/parse/pattern"
)

// Media is what a link beside a talk leads to.
type Media int

const (
	Neither Media = iota
	Video
	Slides
)

var (
	slideWords = pattern.New(`(?i)\b(?:slides?|slide deck|deck|presentation|folien|präsentation|présentation|diapositivas|transparencias)\b`)
	videoWords = pattern.New(`(?i)\b(?:video|recording|watch|aufzeichnung|mitschnitt|vidéo|grabación|v[íi]deo)\b`)
)

// VideoHost reports whether an address is one where videos are shown.
func VideoHost(url string) bool {
	return containsAny(strings.ToLower(url), "youtube", "youtu.be", "vimeo.com", "skillsmatter.com/skillscasts", "media.ccc.de", "twitch.tv", "peertube", "confreaks", "//video")
}

// SlideHost reports whether an address is one where slides are shown.
func SlideHost(url string) bool {
	low := strings.ToLower(url)
	return containsAny(low, "slideshare.net", "speakerdeck.com", "docs.google.com/presentation", "slides.com", "slid.es", "noti.st", "prezi.com", "/slides") ||
		strings.HasSuffix(low, ".pdf") || strings.HasSuffix(low, ".ppt") || strings.HasSuffix(low, ".pptx")
}

// SaysVideo and SaysSlides report whether words speak of a recording, of
// slides.
func SaysVideo(words string) bool  { return videoWords.MatchString(words) }
func SaysSlides(words string) bool { return slideWords.MatchString(words) }

// Shown says what a link with these words leads to. Long words speak of other
// things as well and decide nothing.
func Shown(url, words string) Media {
	n := len(strings.Fields(words))
	switch {
	case !strings.HasPrefix(url, "http"):
		return Neither
	case VideoHost(url):
		return Video
	case SlideHost(url) || n < 5 && SaysSlides(words):
		return Slides
	case strings.Contains(url, "drive.google.com") || n < 3 && SaysVideo(words):
		return Video
	}
	return Neither
}
