package schedule_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/content/parse/schedule"
)

const corpus = "../../../../shared/corpus/raw"

// counts are what a schedule holds, however it says so.
type counts struct {
	days, rooms, sessions, given, people int
}

// TestCorpusIsReadWithoutLoss counts days, rooms, sessions, who gives what and
// people in real schedules by other means than the reader's.
func TestCorpusIsReadWithoutLoss(t *testing.T) {
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("no corpus beside this checkout: ", err)
	}
	for _, folder := range []string{"ccc-31c3", "europython-2014", "voc-schedule"} {
		files, err := filepath.Glob(filepath.Join(corpus, folder, "*"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no files, %v", folder, err)
		}
		for _, file := range files {
			t.Run(folder+"/"+filepath.Base(file), func(t *testing.T) {
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if !schedule.Is(data) {
					t.Fatal("not recognised")
				}
				out, err := schedule.Read(data, schedule.In{Path: "s", Zone: "Europe/Berlin"})
				if err != nil || len(out.Events) != 1 {
					t.Fatalf("%d events, %v", len(out.Events), err)
				}
				var want counts
				if strings.HasSuffix(file, ".xml") {
					want = countXML(t, data)
				} else {
					want = countJSON(t, data)
				}
				if got := countEvent(&out.Events[0], want.rooms); got != want {
					t.Errorf("read %+v, counted %+v", got, want)
				} else {
					t.Logf("%+v", got)
				}
			})
		}
	}
}

var roomBehind = regexp.MustCompile(`\(([^()]*(?:\([^()]*\))?[^()]*)\)$`)

func countEvent(e *content.Event, rooms int) counts {
	c := counts{sessions: len(e.Agenda), people: len(e.Speakers)}
	if len(e.Agenda) == 0 {
		c.sessions = len(e.Talks)
	}
	if e.Date != "" {
		c.days = 1
	}
	if e.EndDate != "" {
		c.days = 1 + e.EndDate.Sub(e.Date)
	}
	for _, k := range e.Talks {
		c.given += len(k.Speakers)
	}
	seen := map[string]bool{}
	for _, a := range e.Agenda {
		if m := roomBehind.FindStringSubmatch(a.Text); m != nil && rooms > 1 {
			seen[m[1]] = true
		}
	}
	if c.rooms = len(seen); e.Venue.Name != "" {
		c.rooms = 1
	}
	return c
}

// countXML counts elements as they come.
func countXML(t *testing.T, data []byte) counts {
	var c counts
	days, rooms, people := map[string]bool{}, map[string]bool{}, map[string]bool{}
	d := xml.NewDecoder(strings.NewReader(string(data)))
	var path []string
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			path = append(path, tok.Name.Local)
			switch tok.Name.Local {
			case "event", "entry":
				c.sessions++
			case "day":
				for _, a := range tok.Attr {
					if a.Name.Local == "date" {
						days[a.Value] = true
					}
				}
			}
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			text := strings.Join(strings.Fields(string(tok)), " ")
			at := strings.Join(path[max(0, len(path)-2):], "/")
			switch {
			case text == "":
			case at == "event/room", at == "entry/room":
				rooms[text] = true
			case at == "persons/person", at == "speaker/name":
				c.given++
				people[content.Fold(text)] = true
			}
		}
	}
	c.days, c.rooms, c.people = len(days), len(rooms), len(people)
	return c
}

// countJSON walks the decoded text: what has a title and a duration or an end
// is a session.
func countJSON(t *testing.T, data []byte) counts {
	data = regexp.MustCompile(`(?s)^\s*/\*.*?\*/`).ReplaceAll(data, nil)
	var root any
	if err := json.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	var c counts
	days, rooms, people := map[string]bool{}, map[string]bool{}, map[string]bool{}
	var walk func(x any, key string)
	walk = func(x any, key string) {
		switch x := x.(type) {
		case []any:
			for _, y := range x {
				walk(y, key)
			}
		case map[string]any:
			if key == "days" {
				days[x["date"].(string)] = true
			}
			_, lasts := x["duration"]
			_, ends := x["end"]
			if x["title"] != nil && (lasts || ends && x["start"] != nil) && key != "conference" {
				c.sessions++
				for _, from := range []map[string]any{x, object(x["slot"])} {
					switch room := from["room"].(type) {
					case string:
						rooms[room] = true
					case map[string]any:
						rooms[room["name"].(string)] = true
					}
					if at, _ := from["start"].(string); len(at) > 10 && len(days) == 0 {
						defer func() { days[at[:10]] = true }()
					}
				}
			}
			if slices.Contains([]string{"persons", "speakers", "participants"}, key) {
				name, _ := x["public_name"].(string)
				if name == "" {
					name, _ = x["name"].(string)
				}
				people[content.Fold(name)] = true
				if x["biography"] == nil || x["avatar"] == nil || x["answers"] != nil || key != "persons" {
					c.given++
				}
			}
			for k, y := range x {
				walk(y, k)
			}
		}
	}
	walk(root, "")
	c.days, c.rooms, c.people = len(days), len(rooms), len(people)
	if n, ok := object(object(object(root)["schedule"])["conference"])["daysCount"].(float64); ok {
		c.days = int(n) // days without a session are none in the list
	}
	return c
}

func object(x any) map[string]any {
	m, _ := x.(map[string]any)
	return m
}
