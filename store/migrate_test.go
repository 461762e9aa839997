package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

// schema is the SQL that makes the tables of a database.
func schema(t *testing.T, path string) string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	// What virtual tables make for themselves is left out.
	found, err := db.Query(`SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
		AND name NOT GLOB '*_data' AND name NOT GLOB '*_idx' AND name NOT GLOB '*_docsize' AND name NOT GLOB '*_config' ORDER BY name`)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	var out []string
	for found.Next() {
		var text string
		if err := found.Scan(&text); err != nil {
			t.Fatal(err)
		}
		out = append(out, text+";\n")
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, "\n")
}

// TestDatabaseOfVersion1 starts from the tables and some rows of version 1,
// kept as text: whatever comes later must bring such a file to the same tables
// as a new one, with its rows.
func TestDatabaseOfVersion1(t *testing.T) {
	const golden = "testdata/version1.sql"
	text, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "old.db")
	alter(t, path, string(text))

	db := openAt(t, path, store.Writer)
	space := regexp.MustCompile(`\s+`)
	want := space.ReplaceAllString(schema(t, made(t)), " ")
	if diff := cmp.Diff(want, space.ReplaceAllString(schema(t, path), " ")); diff != "" {
		t.Errorf("tables differ (-new +brought up):\n%s", diff)
	}
	if note, err := db.Note(t.Context(), "round"); note != "well" || err != nil {
		t.Errorf("Note = %q, %v", note, err)
	}
	if rows := deliveries(t, db, schedule.DeliveryQuery{}); len(rows) != 1 || rows[0].Message != "m1" || !rows[0].SentAt.Equal(rows[0].Due) {
		t.Errorf("deliveries are %+v, want the one that was sent", rows)
	}
	keep(t, db, meetup())
	if got := events(t, db, content.EventQuery{Words: "maps"}); len(got) != 1 {
		t.Errorf("found %d events, want 1", len(got))
	}
}

// TestDyingWhileMigrating opens a file on which nothing but the making of it
// was done.
func TestDyingWhileMigrating(t *testing.T) {
	path := filepath.Join(t.TempDir(), "meetupbot.db")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	keep(t, openAt(t, path, store.Writer), meetup())
}
