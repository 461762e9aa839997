package ingest

import (
	"slices"
	"time"

	"meetupbot/content"
)

// news says when an event, and its media, became something to tell. What the
// first import of a source finds is no news.
func news(old, e *content.Event, first bool, now time.Time) content.News {
	var n content.News
	switch {
	case old != nil:
		n = old.News
		if n.Media.IsZero() && !first && !hasMedia(old) && hasMedia(e) {
			n.Media = now
		}
	case !first:
		n.Event = now
	}
	return n
}

func hasMedia(e *content.Event) bool {
	return slices.ContainsFunc(e.Talks, func(t content.Talk) bool { return t.Video != "" || t.Slides != "" })
}
