package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/store"
)

func TestAddedSources(t *testing.T) {
	db := open(t)
	page := content.AddedSource{Address: "https://rivertown.example/meetups", Group: "gophers", At: noon}
	other := content.AddedSource{Address: "https://harbour.example/", Group: "data", At: noon}
	for _, s := range []content.AddedSource{page, other, {Address: page.Address, Group: "kites", At: noon}, page} {
		if err := db.AddSource(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	want := func(sources ...content.AddedSource) {
		t.Helper()
		got, err := db.AddedSources(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(sources, got); diff != "" {
			t.Errorf("added sources (-want +got):\n%s", diff)
		}
	}
	want(other, page)
	if err := db.RemoveSource(t.Context(), other.Address); err != nil {
		t.Fatal(err)
	}
	want(page)
	if err := db.RemoveSource(t.Context(), other.Address); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("removed twice: %v, want ErrNotFound", err)
	}
}
