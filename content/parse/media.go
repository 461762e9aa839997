package parse

import (
	"strings"

	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
)

// mediaLists are where a record keeps what there is of a talk: "coverage:
// [{video: address}]".
var mediaLists = []string{"coverage", "urls", "links", "resources", "media", "materials", "material", "attachments", "assets", "videos", "recordings"}

var videoID = pattern.New(`^[\w-]{11}$`)

// medium returns the address that a record gives under one of the names, in
// itself or in its list of media.
func medium(v *tree.Value, names []string) string {
	for _, name := range names {
		for _, x := range itemsOf(v.Find(name)) {
			text := strings.TrimSpace(x.Text)
			if x.Kind == tree.Object {
				text = x.FindStr("url", "link", "href", "src", "address")
			}
			switch {
			case address(text) != "":
				return text
			case (name == "youtube" || name == "videoid" && tree.Fold(v.FindStr("videoprovider", "provider")) == "youtube") && videoID.MatchString(text):
				return "https://www.youtube.com/watch?v=" + text
			}
		}
	}
	for _, name := range mediaLists {
		for _, x := range itemsOf(v.Find(name)) {
			if x.Kind == tree.Object {
				if found := medium(x, names); found != "" {
					return found
				}
			}
		}
	}
	return ""
}

func itemsOf(v *tree.Value) []*tree.Value {
	if v == nil {
		return nil
	}
	return v.Items()
}
