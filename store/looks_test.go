package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
)

func TestLooks(t *testing.T) {
	db := open(t)
	at := instant("2026-05-04T12:00:00Z")
	posts := content.LookRecord{Source: "posts/", At: at, Next: at.Add(5e9)}
	feed := content.LookRecord{Source: "https://rivertown.example/feed?key=pa55word", At: at, Next: at.Add(1e12), Asked: at.Add(9e11), Failures: 3, Trouble: "the site is asked too often"}
	for _, want := range [][]content.LookRecord{{feed, posts}, {feed}, {posts}, nil} {
		if err := db.SetLooks(t.Context(), want); err != nil {
			t.Fatal(err)
		}
		got, err := db.Looks(t.Context())
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("looks (-want +got), %v:\n%s", err, diff)
		}
	}
	// one that is there twice is a fault, and leaves all as it was
	if err := db.SetLooks(t.Context(), []content.LookRecord{posts}); err != nil {
		t.Fatal(err)
	}
	if err := db.SetLooks(t.Context(), []content.LookRecord{feed, feed}); err == nil {
		t.Error("a source was looked at twice at once")
	}
	if got, err := db.Looks(t.Context()); err != nil || len(got) != 1 || got[0] != posts {
		t.Errorf("looks are %+v, %v", got, err)
	}
}

// When a source changed is kept beside when it was read.
func TestSourceKeepsWhenItChanged(t *testing.T) {
	db := open(t)
	read, changed := instant("2026-05-04T12:00:00Z"), instant("2026-05-01T09:00:00Z")
	src := content.SourceRecord{Name: "posts/", Group: rivertown.Name, Imported: read, Changed: changed}
	if _, err := db.Import(t.Context(), content.Import{Group: rivertown, Source: src, At: read}); err != nil {
		t.Fatal(err)
	}
	if got, err := db.Source(t.Context(), "posts/"); err != nil || !got.Imported.Equal(read) || !got.Changed.Equal(changed) {
		t.Errorf("source = %+v, %v", got, err)
	}
}
