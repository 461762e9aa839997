package schedule

import (
	"strconv"
	"strings"

	"meetupbot/content"
	"meetupbot/content/parse/outline"
	"meetupbot/content/parse/tree"
	"meetupbot/content/parse/when"
)

// A session is one entry of a schedule, as it stands there.
type session struct {
	line      int
	title     said
	stated    string       // what the schedule calls it: "lecture", "break"; "" where nothing
	service   bool         // it is marked as a pause
	day       content.Date // the schedule's day that it stands under
	at        when.Stamp   // when it begins; no Date where none is stated
	atSaid    said
	start     content.Clock // when it begins, in a field of its own
	startSaid said
	end       when.Stamp
	minutes   int // how long it lasts; 0: not said
	room      string
	people    []string // names, in order
	abstract  string   // Markdown
	links     []link
	page      string // its own page
	// Worked out once the zone is known:
	date content.Date
	from content.Clock
	to   content.Clock
}

// A link is one that a session carries.
type link struct{ url, words string }

// session reads one session. Formats differ in names, not in what they say.
func (r *reader) session(v *tree.Value, day content.Date, room string) session {
	s := session{line: v.Line, title: saidIn(v, "title", "name"), day: day, page: v.Str("url", "public_url")}
	s.stated = words(v.Get("type", "category", "submission_type", "session_type", "kind"))
	s.service = v.Str("isServiceSession") == "true" || pauseType[content.Fold(s.stated)]
	slot := v
	if x := v.Get("slot"); x != nil {
		slot = x
	} else if x := v.All("slots"); len(x) > 0 && x[0].Kind == tree.Object {
		slot = x[0]
	}
	s.room = place(slot.Get("room"), room)
	for _, name := range []string{"date", "start", "startsAt"} {
		if at, ok := when.ReadStamp(slot.Str(name)); ok && s.at.Date == "" {
			s.at, s.atSaid = at, saidIn(slot, name)
		}
	}
	s.start, s.startSaid = clock(slot.Str("start")), saidIn(slot, "start")
	s.end, _ = when.ReadStamp(slot.Str("end", "endsAt"))
	s.minutes = length(v.Str("duration"))
	s.people = r.peopleOf(v)
	s.abstract = abstract(words(v.Get("subtitle")), words(v.Get("abstract")), words(v.Get("description")))
	if title := strings.TrimSpace(s.title.text); strings.HasSuffix(title, ":") {
		s.title.text = title + " " + words(v.Get("subtitle"))
		s.abstract = abstract("", words(v.Get("abstract")), words(v.Get("description")))
	}
	s.links = r.linksOf(v)
	return s
}

// pauseType are types and categories of sessions that nobody comes to hear.
var pauseType = map[string]bool{"break": true, "pause": true, "lunch": true, "meal": true, "service": true, "service session": true, "social": true, "logistics": true, "coffee break": true}

// words returns a text; of one in several languages, the English or the first.
func words(v *tree.Value) string {
	switch {
	case v == nil:
		return ""
	case v.Kind == tree.Object && v.Text == "":
		if en := v.Str("en", "en-us", "en-gb", "name", "title"); en != "" {
			return en
		}
		for _, f := range v.Fields {
			if f.Value.Kind == tree.Text && len(f.Name) < 6 {
				return strings.TrimSpace(f.Value.Text)
			}
		}
		return ""
	}
	return strings.TrimSpace(v.Text)
}

// place returns a room's name: a text, or an object with a name.
func place(v *tree.Value, otherwise string) string {
	name := words(v)
	if inner := v.Get("name"); inner != nil {
		name = words(inner)
	}
	if name == "" || v.Kind == tree.Text && strings.Trim(name, "0123456789") == "" && otherwise != "" {
		return otherwise
	}
	return name
}

// abstract joins what is said of a session, each thing once.
func abstract(parts ...string) string {
	var out []string
	for _, p := range parts {
		p = outline.Fragment(p)
		if p == "" {
			continue
		}
		for i, have := range out {
			if strings.HasPrefix(p, strings.TrimRight(have, ". …")) {
				out[i], p = p, "" // the longer one begins with it
				break
			}
			if strings.Contains(have, p) {
				p = ""
				break
			}
		}
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n\n")
}

// clock reads "11:00", "11:00:00" and "1100".
func clock(s string) content.Clock {
	if len(s) == 4 && strings.Trim(s, "0123456789") == "" {
		s = s[:2] + ":" + s[2:]
	}
	if len(s) == 8 && s[5] == ':' {
		s = s[:5]
	}
	c, err := content.ParseClock(s)
	if err != nil {
		return ""
	}
	return c
}

// longestSession, in minutes, is a day: what is longer is written in seconds.
const longestSession = 24 * 60

// length reads how many minutes a session lasts: "00:30", "01:30:00", "30".
func length(s string) int {
	parts := strings.Split(s, ":")
	total := 0
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || n < 0 || n > 1_000_000 || i > 3 {
			return 0
		}
		total = total*60 + n
	}
	switch len(parts) {
	case 3:
		total /= 60 // hours, minutes, seconds
	case 4:
		return 0
	}
	if len(parts) == 1 && total > longestSession {
		total /= 60
	}
	if total > longestSession {
		return 0
	}
	return total
}
