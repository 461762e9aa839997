package parse

import (
	"strings"

	"meetupbot/content"
)

// fileWords are words by which a file of a day's folder is called.
var fileWords = words(`index readme talk talks announcement agenda notes program programme`)

// amongEvents reports whether a document stands in a folder of events, and
// where in its path that folder ends.
func amongEvents(path string) (end int, ok bool) {
	for at := 0; ; {
		n := strings.IndexByte(path[at:], '/')
		if n < 0 {
			return end, ok
		}
		name := strings.TrimLeft(path[at:at+n], "_")
		at += n + 1
		if eventClass[content.Fold(name)] {
			end, ok = at, true
		}
	}
}

// pastFolders are folded names of folders for what has taken place.
var pastFolders = words(`archive archives past archiv archivo arquivo archivio archief previous vergangene pasados passes passati history historie anteriores done minule przeszle`)

// filedPast reports whether a document stands in a folder of events that took
// place: "meetups/archive/owls.md".
func filedPast(path string) bool {
	end, ok := amongEvents(path)
	if !ok {
		return false
	}
	for folder := range strings.SplitSeq(path[:strings.LastIndexByte(path, '/')+1], "/") {
		if pastFolders[content.Fold(folder)] {
			return end > 0
		}
	}
	return false
}

// isEventFile reports whether a path is nothing but a day below a folder of
// events: "meetings/2014-03-25.md", "meetups/2021/12/09/index.md".
func isEventFile(path string) bool {
	at, ok := amongEvents(path)
	if !ok {
		return false
	}
	rest := path[at:]
	if dot := strings.LastIndexByte(rest, '.'); dot > strings.LastIndexByte(rest, '/') {
		rest = rest[:dot]
	}
	for _, w := range content.Words(rest) {
		if low := strings.ToLower(w); strings.Trim(low, "0123456789") != "" && !eventClass[low] && !fileWords[low] {
			return false
		}
	}
	return true
}
