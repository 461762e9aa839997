package schedule

import (
	"fmt"

	"meetupbot/content/parse/tree"
)

// isSubmissions recognises what pretalx's API gives, one submission or a page
// of them, and a single session as frab exports it.
func isSubmissions(root *tree.Value) bool {
	for _, s := range submissionsIn(root) {
		if s.Get("title") != nil && s.Get("speakers") != nil && (s.Get("submission_type") != nil || s.Get("recording_license") != nil) {
			return true
		}
	}
	return false
}

func submissionsIn(root *tree.Value) []*tree.Value {
	switch {
	case root.Kind == tree.List:
		return root.List
	case root.Get("results") != nil:
		return root.All("results")
	}
	return []*tree.Value{root}
}

// offered are states of submissions that nobody has accepted, or no longer.
var offered = map[string]bool{"submitted": true, "rejected": true, "canceled": true, "cancelled": true, "withdrawn": true, "deleted": true, "draft": true, "Declined": true, "Nominated": true}

func (r *reader) submissions(root *tree.Value) {
	for _, v := range submissionsIn(root) {
		if state := v.Str("state"); offered[state] {
			r.warn(v.Line, fmt.Sprintf("%q is %s: it was left out", words(v.Get("title")), state))
			continue
		}
		r.add(v, "", "")
	}
}
