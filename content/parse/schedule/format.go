package schedule

import (
	"bytes"
	"fmt"

	"meetupbot/content/parse/tree"
)

// Is reports whether a document is a schedule, by its content. A broken one is
// one all the same: Read says what is wrong with it.
func Is(data []byte) bool {
	data = bytes.TrimSpace(data)
	if bytes.HasPrefix(data, []byte("<")) {
		return bytes.Contains(data, []byte("<day")) && tree.Root(data) == "schedule"
	}
	if bytes.HasPrefix(data, []byte("/*")) || bytes.HasPrefix(data, []byte("//")) {
		data = bytes.TrimSpace(tree.Mend(data))
	}
	if !bytes.HasPrefix(data, []byte("{")) && !bytes.HasPrefix(data, []byte("[")) {
		return false
	}
	if !hasKeys(data, "schedule", "conference") && !hasKeys(data, "isServiceSession") && !hasKeys(data, "submission_type") && !hasKeys(data, "recording_license", "speakers") {
		return false
	}
	root, _, err := readJSON(data)
	return err != nil || (&reader{}).of(root) != nil
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
	in In
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
	if read := r.of(root); read != nil {
		read(root)
	}
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
	first := err.(*tree.Error).Line
	if root, again := tree.JSON(tree.Mend(data), 1); again == nil {
		return root, max(first, 1), nil
	}
	return nil, 0, err
}

// hasKeys reports whether all of these stand in a JSON text as strings.
func hasKeys(data []byte, keys ...string) bool {
	for _, k := range keys {
		if !bytes.Contains(data, []byte(`"`+k+`"`)) {
			return false
		}
	}
	return true
}
