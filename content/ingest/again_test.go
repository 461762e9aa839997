package ingest_test

import (
	"strings"
	"testing"

	"meetupbot/content/ingest"
)

// TestAnotherProcessNeedNotReadTheSame: a broken post is told of by whoever
// reads it, so the report shows whether that was done.
func TestAnotherProcessNeedNotReadTheSame(t *testing.T) {
	f := newFolder(t)
	f.write("a.md", post("Autumn meetup", "Tuesday 26 September 2017", "Queues that never lie", "Mira Okafor"))
	f.write("b.md", "+++\ntitle = \n+++\nWe meet.")
	type how struct {
		name, program string
		declared      []string
		acceptLoss    bool
	}
	usual := how{name: "posts", program: "one", declared: []string{"posts", "talks"}}
	look := func(why string, h how, read bool) {
		t.Helper()
		im := &ingest.Importer{Store: f.db, Program: h.program, Declared: h.declared, AcceptLoss: h.acceptLoss}
		report, err := im.Import(t.Context(), group, ingest.Source{Name: h.name, Location: f.dir}, now)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(strings.Join(report.Lines, "\n"), "b.md"); got != read {
			t.Errorf("%s: it was read: %v, want %v", why, got, read)
		}
		if report.Broken != 1 || report.New+report.Unchanged+report.Changed != 1 {
			t.Errorf("%s: the report counts %s, %d broken", why, report.Summary(), report.Broken)
		}
	}
	look("the first time", usual, true)
	look("as it was", usual, false)
	look("by another program", how{"posts", "two", usual.declared, false}, true)
	look("by the first program again", usual, true)
	look("by nobody in particular", how{"posts", "", usual.declared, false}, true)
	look("by nobody in particular, again", how{"posts", "", usual.declared, false}, true)
	look("by the first program once more", usual, true)
	look("as it was then", usual, false)
	look("with an organiser's word", how{"posts", "one", usual.declared, true}, true)
	look("beside other sources", how{"posts", "one", []string{"posts"}, false}, true)
	look("beside the same ones", usual, true)

	f.write("a.md", post("Autumn meetup", "Wednesday 27 September 2017", "Queues that never lie", "Mira Okafor"))
	look("with a change", usual, true)
	look("as changed", usual, false)

	// another source tells of more: an event may have to change hands
	other := newFolder(t)
	other.db = f.db
	other.write("c.md", post("Spring meetup", "Tuesday 24 April 2018", "Small daemons", "Jo Quill"))
	other.runAs("talks", usual.declared, "1 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	look("after a change of another source", usual, true)
}
