package store_test

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/pressly/goose/v3"

	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

// stepTo brings the database at path to a version by files of migrations.
func stepTo(t *testing.T, path string, files fs.FS, version int64) error {
	t.Helper()
	pool, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	steps, err := goose.NewProvider(goose.DialectSQLite3, pool, files, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		t.Fatal(err)
	}
	_, err = steps.UpTo(t.Context(), version)
	return err
}

// versions is how many versions there are.
func versions(t *testing.T) int64 {
	t.Helper()
	files, err := os.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	return int64(len(files))
}

// filled is a database of a version with a row in each of its tables.
func filled(t *testing.T, version int64) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "old.db")
	if err := stepTo(t, path, os.DirFS("migrations"), version); err != nil {
		t.Fatal(err)
	}
	pool, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	e := meetup()
	body, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	text := map[string]string{ // what is read as more than text
		"events.body": string(body), "events.texts": "", "evidence.body": "[]", "tellings.body": "[]", "sources.sight": "", "sources.lessons": "",
		"channels.rules": `{"place":"console:hall"}`, "decisions.was": "[]", "talks.speakers": "[]", "appearances.links": "",
		"deliveries.state": string(schedule.Sent), "deliveries.kind": string(schedule.Reminder), "deliveries.platform": "console",
		"events.grp": rivertown.Name, "sources.grp": rivertown.Name, "groups.name": rivertown.Name, "groups.zone": rivertown.Zone,
	}
	for table, columns := range tables(t, pool) {
		var names, values []string
		var args []any
		for i, c := range columns {
			names, values = append(names, c.name), append(values, fmt.Sprint("$", i+1))
			switch text, special := text[table+"."+c.name]; {
			case special:
				args = append(args, text)
			case c.kind == "INTEGER":
				args = append(args, 1)
			default:
				args = append(args, table+" "+c.name)
			}
		}
		insert := fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, strings.Join(names, ", "), strings.Join(values, ", "))
		if _, err := pool.Exec(insert, args...); err != nil {
			t.Fatalf("version %d: %s: %v", version, insert, err)
		}
	}
	return path
}

type column struct{ name, kind string }

// tables are the program's own tables with their columns, without those that
// search is made of.
func tables(t *testing.T, pool *sql.DB) map[string][]column {
	t.Helper()
	found, err := pool.Query(`SELECT m.name, c.name, c.type FROM sqlite_master AS m, pragma_table_info(m.name) AS c
		WHERE m.type = 'table' AND m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite%'
		AND m.name NOT LIKE 'event\_words%' ESCAPE '\' AND m.name NOT LIKE 'talk\_t%' ESCAPE '\' ORDER BY m.name, c.cid`)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	all := map[string][]column{}
	for found.Next() {
		var table string
		var c column
		if err := found.Scan(&table, &c.name, &c.kind); err != nil {
			t.Fatal(err)
		}
		all[table] = append(all[table], c)
	}
	if err := found.Err(); err != nil || len(all) < 15 {
		t.Fatalf("%d tables, %v", len(all), err)
	}
	return all
}

// dump is what stands in columns of tables.
func dump(t *testing.T, path string, of map[string][]column) map[string][]string {
	t.Helper()
	pool, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	all := map[string][]string{}
	for table, columns := range of {
		var parts []string
		for _, c := range columns {
			parts = append(parts, fmt.Sprintf("quote(%s)", c.name))
		}
		found, err := pool.Query(fmt.Sprintf("SELECT %s FROM %s", strings.Join(parts, " || ' ' || "), table))
		if err != nil {
			t.Fatal(err)
		}
		for found.Next() {
			var row string
			if err := found.Scan(&row); err != nil {
				t.Fatal(err)
			}
			all[table] = append(all[table], row)
		}
		if err := errors.Join(found.Err(), found.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func columnsAt(t *testing.T, path string) map[string][]column {
	t.Helper()
	pool, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	return tables(t, pool)
}

// works does with a database that was brought up what the program does.
func works(t *testing.T, path string) {
	t.Helper()
	db := openAt(t, path, store.Writer)
	rows := deliveries(t, db, schedule.DeliveryQuery{Place: schedule.Place{Platform: "console", ID: "deliveries place"}})
	if len(rows) != 1 || rows[0].State != schedule.Sent {
		t.Fatalf("deliveries are %+v, want the one that was sent", rows)
	}
	rows[0].State = schedule.Retracting
	save(t, db, rows[0])
	if got := events(t, db, content.EventQuery{ID: 1}); len(got) != 1 || got[0].Title != meetup().Title {
		t.Errorf("event 1 is %+v", got)
	}
	e := meetup()
	e.Title = "Maps and ferries"
	keep(t, db, e)
	if got := events(t, db, content.EventQuery{Words: "ferries"}); len(got) != 1 {
		t.Errorf("found %d events, want the new one", len(got))
	}
	if _, err := db.Channels(t.Context()); err != nil {
		t.Error(err)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

// TestUpgradeFromEachVersion: a database of each version, with a row in each
// table, comes to the tables of a new one, keeps what it held, and serves.
func TestUpgradeFromEachVersion(t *testing.T) {
	want := schema(t, made(t))
	for v := int64(1); v <= versions(t); v++ {
		t.Run(fmt.Sprint(v), func(t *testing.T) {
			path := filled(t, v)
			had := columnsAt(t, path)
			before := dump(t, path, had)
			openAt(t, path, store.Writer).Close()
			if diff := cmp.Diff(before, dump(t, path, had)); diff != "" {
				t.Errorf("what was kept changed (-before +after):\n%s", diff)
			}
			if diff := cmp.Diff(want, schema(t, path)); diff != "" {
				t.Errorf("tables differ (-new +brought up):\n%s", diff)
			}
			works(t, path)
		})
	}
}

// TestStepThatFails: a step that fails at its end leaves the version before it,
// as it was, and the next start goes on from there.
func TestStepThatFails(t *testing.T) {
	for v := int64(2); v <= versions(t); v++ {
		t.Run(fmt.Sprint(v), func(t *testing.T) {
			files := fstest.MapFS{}
			names, err := fs.Glob(os.DirFS("migrations"), "*.sql")
			if err != nil {
				t.Fatal(err)
			}
			for i, name := range names {
				text, err := os.ReadFile(filepath.Join("migrations", name))
				if err != nil {
					t.Fatal(err)
				}
				if int64(i+1) == v {
					text = append(text, "\nINSERT INTO no_such_table VALUES (1);\n"...)
				}
				files[name] = &fstest.MapFile{Data: text}
			}
			path := filled(t, v-1)
			had, was := columnsAt(t, path), schema(t, path)
			before := dump(t, path, had)
			if err := stepTo(t, path, files, v); err == nil {
				t.Fatal("the step did not fail")
			}
			if diff := cmp.Diff(was, schema(t, path)); diff != "" {
				t.Errorf("half a step was made (-before +after):\n%s", diff)
			}
			if diff := cmp.Diff(before, dump(t, path, had)); diff != "" {
				t.Errorf("what was kept changed (-before +after):\n%s", diff)
			}
			works(t, path)
		})
	}
}

// TestKilledWhileUpgrading kills a process that brings a database of version 1
// up, at each write and at each sync to the disk that it makes. What it leaves
// is whole, and the next start completes it.
func TestKilledWhileUpgrading(t *testing.T) {
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skipf("skipped: %v, which kills at a call", err)
	}
	old, err := os.ReadFile(filled(t, 1))
	if err != nil {
		t.Fatal(err)
	}
	want := schema(t, made(t))
	for call, step := range map[string]int{"fsync,fdatasync": 1, "pwrite64": 3} {
		kills := 0
		for n := 1; ; n += step {
			path := filepath.Join(t.TempDir(), "old.db")
			if err := os.WriteFile(path, old, 0o644); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace="+call,
				"-e", fmt.Sprintf("inject=%s:signal=SIGKILL:when=%d", call, n), os.Args[0], "serve")
			cmd.Env = append(os.Environ(), holdVariable+"="+path)
			out, err := cmd.CombinedOutput()
			if err == nil {
				break // it came to its end before the nth
			}
			if bytes.Contains(out, []byte("held")) {
				break // it was brought up before
			}
			if bytes.Contains(bytes.ToLower(out), []byte("strace:")) {
				t.Skipf("skipped: processes cannot be traced here: %s", out)
			}
			kills++
			openAt(t, path, store.Writer).Close()
			if diff := cmp.Diff(want, schema(t, path)); diff != "" {
				t.Fatalf("killed at %s number %d, tables differ (-new +brought up):\n%s", call, n, diff)
			}
			works(t, path)
		}
		// Calls are counted for each thread: how many there are to be killed at
		// depends on how the work falls to them.
		if kills < 2 {
			t.Errorf("killed %d times at %s: too few to say anything", kills, call)
		}
		t.Logf("%d kills at %s", kills, call)
	}
}
