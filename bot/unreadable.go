package bot

import (
	"strings"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

// unreadFor is how long a source may be out of reach before organisers hear of
// it: sites are, and come back. Of one that was never read they hear at once.
const unreadFor = 24 * time.Hour

// unreadable says what of a source cannot be read: each document, for whoever
// wrote it waits for its meetup in vain, and the source itself.
func unreadable(s content.SourceRecord) (all []schedule.Trouble) {
	of := schedule.Trouble{State: schedule.Waits, Source: content.ShownSource(s.Name), Group: s.Group}
	if s.Trouble != "" && (s.Imported.IsZero() || s.Looked.Sub(s.Imported) >= unreadFor) {
		of.About, of.Reason = "source "+s.Name+" cannot be read", s.Trouble // whatever keeps it from day to day: it is told once
		all = append(all, of)
	}
	for _, d := range s.Documents {
		if d.Problem != "" && len(all) < maxWaiting {
			of.Document, of.Reason = d.Path, problem(d)
			of.About = about("document "+s.Name+" "+d.Path, d.Problem)
			all = append(all, of)
		}
	}
	return all
}

// problem is what is wrong with a document, which it names.
func problem(d content.DocumentRecord) string {
	if strings.HasPrefix(d.Problem, d.Path+":") {
		return d.Problem
	}
	return d.Path + ": " + d.Problem
}
