package ingest_test

import (
	"errors"
	"testing"

	"meetupbot/content/ingest"
)

// A page that said it is as it was, before another source changed events, is
// asked for whole: one of its meetups may have to change hands.
func TestLookThatIsTooOld(t *testing.T) {
	w := newWebsite(t)
	w.text = plain("Autumn meetup", "Tuesday 26 September 2017", "Queues that never lie")
	src := ingest.Source{Name: w.address, Location: w.address}
	w.im.Declared = []string{"posts", w.address}
	posts := ingest.Source{Name: "posts", Location: w.dir}
	w.write("a.md", plain("Autumn meetup", "Tuesday 26 September 2017", "Queues that never lie"))
	w.write("b.md", plain("Winter meetup", "Tuesday 12 December 2017", "Small compilers"))
	look := func(s ingest.Source) *ingest.Look {
		t.Helper()
		seen, err := w.im.Look(t.Context(), group, s, now)
		if err != nil {
			t.Fatal(err)
		}
		return seen
	}
	for _, s := range []ingest.Source{posts, src, posts, src} {
		if _, err := w.im.Apply(t.Context(), look(s), now); err != nil {
			t.Fatal(err)
		}
	}
	autumn := w.event("Autumn meetup")
	if autumn.Origin.Source != "posts" {
		t.Fatalf("the meetup is of %q", autumn.Origin.Source)
	}

	w.whole = 0
	asBefore := look(src)
	if w.whole != 0 {
		t.Fatal("the page was given whole, so this shows nothing")
	}
	w.remove("a.md") // the folder lets go of one of its two: more than is believed
	w.im.AcceptLoss = true
	if _, err := w.im.Apply(t.Context(), look(posts), now); err != nil {
		t.Fatal(err)
	}
	w.im.AcceptLoss = false
	if _, err := w.im.Apply(t.Context(), asBefore, now); !errors.Is(err, ingest.ErrLookAgain) {
		t.Errorf("Apply of a look from before: %v", err)
	}
	last := look(src)
	if _, err := w.im.Apply(t.Context(), last, now); err != nil || w.whole != 1 {
		t.Errorf("Apply of the next look: %v, the page was given whole %d times", err, w.whole)
	}
	if e := w.event("Autumn meetup"); e.ID != autumn.ID || e.Gone || e.Origin.Source != w.address {
		t.Errorf("the meetup is %+v, want it in the page's hands", e.Origin)
	}
	// its documents are gone from memory, which must not look like a source without any
	if _, err := w.im.Apply(t.Context(), last, now); err == nil || w.event("Autumn meetup").Gone {
		t.Errorf("Apply of a look for the second time: %v", err)
	}
}
