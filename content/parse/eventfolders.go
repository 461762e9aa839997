package parse

import (
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/pattern"
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
	if isDayFolder(path) {
		return true
	}
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

// dayFolder is a folder that is called by its day, and maybe more: "2014-08-18",
// "20140818-owls"; the file there is what people call the page of a folder.
var dayFolder = pattern.New(`(?i)(?:^|/)(?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d(?:[-_. ][^/]*)?/(?:readme|notes|agenda|minutes|talks?|program(?:me)?|ata|protokoll|acta)(?:\.[a-z]+)?$`)

// isDayFolder reports whether a path is the page of a folder of one day: of the
// material of an evening. What was written on a day has a file for its own.
func isDayFolder(path string) bool {
	return digits(path) && dayFolder.MatchString(path)
}
