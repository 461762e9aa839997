package parse

import (
	"fmt"
	"strings"

	"meetupbot/content/parse/tree"
)

// unpublishedFolder is where Jekyll keeps what it does not show.
const unpublishedFolder = "_drafts"

// leaveOut reports whether a document is not public yet, and warns that nothing
// of it is used: what a site does not show is not announced either.
func (f *facts) leaveOut() bool {
	if v := draftKey(f.front); v != nil {
		f.warn(v.Line, fmt.Sprintf("the document was left out, as %s is %s: it is not public yet", v.Name, v.Value.Text))
		return true
	}
	for folder := range strings.SplitSeq(f.path, "/") {
		if folder == unpublishedFolder {
			f.warn(1, fmt.Sprintf("the document was left out, as it is in %s: it is not public yet", unpublishedFolder))
			return true
		}
	}
	return false
}

// draftKey returns the key by which a page's front matter says that the page is
// not public. "hidden" and "private" are about menus and lists.
func draftKey(front *tree.Value) *tree.Field {
	if front == nil || front.Kind != tree.Object {
		return nil
	}
	for i, f := range front.Fields {
		text := strings.ToLower(strings.TrimSpace(f.Value.Text))
		yes := text == "true" || text == "yes"
		switch f.Key() {
		case "draft", "isdraft", "entwurf", "brouillon", "borrador", "bozza", "concept":
			if yes {
				return &front.Fields[i]
			}
		case "published", "publish":
			if text == "false" || text == "no" {
				return &front.Fields[i]
			}
		case "status":
			if text == "draft" {
				return &front.Fields[i]
			}
		}
	}
	return nil
}
