package schedule

import (
	"bytes"
	"fmt"

	"meetupbot/content"
	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
)

// What stands in the JSON of a schedule, and hardly in any other. Read looks
// closer.
var (
	conferenceForm  = pattern.New(`"conference"\s*:\s*\{\s*"[^$]`)
	sessionizeForm  = pattern.New(`"is(?:Service|Plenum)Session"\s*:`)
	submissionsForm = pattern.New(`"(?:submission_type|recording_license)"\s*:`)
)

// Is reports whether a document may be a schedule, by its content. Of one that
// is none, Read says nothing.
func Is(data []byte) bool {
	data = bytes.TrimSpace(data)
	switch {
	case bytes.HasPrefix(data, []byte("<")):
		return bytes.Contains(data, []byte("<day")) && tree.Root(data) == "schedule"
	case bytes.HasPrefix(data, []byte("{")), bytes.HasPrefix(data, []byte("[")), bytes.HasPrefix(data, []byte("/*")), bytes.HasPrefix(data, []byte("//")):
		return bytes.Contains(data, []byte(`"schedule"`)) && conferenceForm.Regexp().Match(data) || sessionizeForm.Regexp().Match(data) ||
			bytes.Contains(data, []byte(`"speakers"`)) && submissionsForm.Regexp().Match(data)
	}
	return false
}

// A programme is what a schedule says of one event, as it stands there.
type programme struct {
	title      said
	zone       said
	begin, end said   // of the conference: days or stamps
	page       string // the conference's own
	base       string // what relative addresses are relative to
	venue      venue
	days       []day
	sessions   []session
	people     directory
	single     bool // the document names one event
	alone      bool // no other event stands in the document
}

// said is a text with the line where it stands.
type said struct {
	text string
	line int
}

func saidIn(v *tree.Value, names ...string) said {
	if x := v.Get(names...); x != nil {
		return said{words(x), x.Line}
	}
	return said{}
}

type reader struct {
	in   In
	none bool // it is no schedule
	programme
	warnings []string
}

func (r *reader) warn(line int, what string) {
	r.warnings = append(r.warnings, fmt.Sprintf("%s:%d: %s", r.in.Path, line, what))
}

func (r *reader) read(data []byte) error {
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("<")) {
		_, root, err := tree.XML(data)
		if err == nil {
			r.pentabarf(root)
		}
		return err
	}
	root, mended, err := readJSON(data)
	if err != nil {
		return err
	}
	if mended > 0 {
		r.warn(mended, "what is no JSON, such as a comment, was passed over")
	}
	read := r.of(root)
	if read == nil {
		r.none, r.warnings = true, nil
		return nil
	}
	read(root)
	return nil
}

// of returns how a JSON text is read, nil for one that is no schedule.
func (r *reader) of(root *tree.Value) func(*tree.Value) {
	switch {
	case root.Get("schedule").Get("conference") != nil:
		return r.conference
	case isSessionize(root):
		return r.sessionize
	case isSubmissions(root):
		return r.submissions
	}
	return nil
}

// readJSON reads JSON, with comments if need be: mended is then the line of
// the first.
func readJSON(data []byte) (root *tree.Value, mended int, err error) {
	if root, err = tree.JSON(data, 1); err == nil {
		return root, 0, nil
	}
	first := err.(*tree.Error)
	if !first.Limit() {
		if root, again := tree.JSON(tree.Mend(data), 1); again == nil {
			return root, max(first.Line, 1), nil
		}
	}
	return nil, 0, err
}

// add reads a session, as long as there are not too many.
func (r *reader) add(v *tree.Value, day content.Date, room string) {
	if len(r.sessions) <= maxSessions {
		r.sessions = append(r.sessions, r.session(v, day, room))
	}
}
