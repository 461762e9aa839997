package parse

import (
	"bytes"
	"path"
	"strings"
)

// dataEndings are the formats of data files and calendars: they hold no prose,
// and a fence in them is no front matter's.
var dataEndings = map[string]bool{
	".yml": true, ".yaml": true, ".json": true, ".toml": true, ".edn": true, ".xml": true, ".rss": true, ".atom": true,
	".ics": true, ".csv": true, ".tsv": true, ".js": true, ".css": true, ".rb": true, ".py": true, ".svg": true, ".lock": true,
}

func isData(name string) bool { return dataEndings[strings.ToLower(path.Ext(name))] }

// looksLikeData recognises data by how it begins, whatever its name.
func looksLikeData(body []byte) bool {
	head := bytes.TrimSpace(body[:min(len(body), 256)])
	for _, p := range []string{"BEGIN:VCALENDAR", "<?xml", "<rss", "<feed", "{\"", "[{", "%YAML"} {
		if bytes.HasPrefix(head, []byte(p)) {
			return true
		}
	}
	return false
}
