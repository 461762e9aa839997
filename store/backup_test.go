package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
	"meetupbot/store"
)

// moment is a moment that both clocks show alike.
func moment(t *testing.T, s string) schedule.Now {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return schedule.Now{Product: at.UTC(), Real: at.UTC()}
}

// alone fails unless the folder of path holds the named files and nothing else.
func alone(t *testing.T, path string, names ...string) {
	t.Helper()
	var got []string
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(names, " ") {
		t.Errorf("in the folder stand %q, want %q", got, names)
	}
}

// TestBackupBesideAWriter copies again and again while rows come in two at a
// time: each copy is of one moment, and of one after the last.
func TestBackupBesideAWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "meetupbot.db")
	db := openAt(t, path, store.Writer)
	keep(t, db, meetup())
	ctx, stop := context.WithCancel(t.Context())
	var writer sync.WaitGroup
	writer.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			one, two := row(1, lounge, noon), row(1, lounge, noon)
			one.Key.Occurrence, two.Key.Occurrence = fmt.Sprint(i, "a"), fmt.Sprint(i, "b")
			if _, err := db.Save(context.WithoutCancel(ctx), []schedule.Delivery{one, two}); err != nil {
				t.Errorf("Save: %v", err)
				return
			}
		}
	})
	folder, last := t.TempDir(), -1
	for i := range 10 {
		file := filepath.Join(folder, fmt.Sprintf("copy%d.db", i))
		if err := store.Backup(t.Context(), "sqlite:"+path, file, moment(t, "2026-05-04T10:00:00Z")); err != nil {
			t.Fatal(err)
		}
		copied := openAt(t, file, store.Reader)
		rows := deliveries(t, copied, schedule.DeliveryQuery{})
		if len(rows)%2 != 0 || len(rows) < last {
			t.Errorf("copy %d has %d rows after one of %d", i, len(rows), last)
		}
		last = len(rows)
		if got := events(t, copied, content.EventQuery{Words: "maps"}); len(got) != 1 {
			t.Errorf("in the copy are found %d events, want 1", len(got))
		}
		copied.Close()
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the copy has mode %v, %v", info.Mode(), err)
		}
	}
	stop()
	writer.Wait()
	if last == 0 {
		t.Error("no copy has a row")
	}
	alone(t, filepath.Join(folder, "x"), "copy0.db", "copy1.db", "copy2.db", "copy3.db", "copy4.db", "copy5.db", "copy6.db", "copy7.db", "copy8.db", "copy9.db")
}

// TestBackupRefuses: a file that is there stays, and what is not whole is not
// copied. Nothing is left behind.
func TestBackupRefuses(t *testing.T) {
	now := moment(t, "2026-05-04T10:00:00Z")
	path := filepath.Join(t.TempDir(), "meetupbot.db")
	openAt(t, path, store.Writer).Close()
	for name, c := range map[string]struct {
		from  string
		there bool
		says  string
	}{
		"there":    {from: path, there: true, says: "is there already"},
		"none":     {from: filepath.Join(t.TempDir(), "none.db"), says: "there is no database"},
		"foreign":  {from: foreign(t), says: ".db is no database of meetupbot: see that DATABASE_URL"},
		"newer":    {from: newerDatabase(t), says: "newer than this program"},
		"damaged":  {from: damaged(t), says: "damaged"},
		"no place": {from: path, says: "see that its folder exists"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "copy.db")
			if c.there {
				if err := os.WriteFile(file, []byte("precious"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if name == "no place" {
				file = filepath.Join(file, "none", "copy.db")
			}
			err := store.Backup(t.Context(), "sqlite:"+c.from, file, now)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("Backup = %v, want %q", err, c.says)
			}
			switch text, err := os.ReadFile(file); {
			case c.there && string(text) != "precious":
				t.Errorf("the file that was there holds %q, %v", text, err)
			case c.there:
				alone(t, file, "copy.db")
			case name != "no place":
				alone(t, file)
			}
		})
	}
}

// foreign is a database of another program.
func foreign(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "foreign.db")
	alter(t, path, `CREATE TABLE recipes (name TEXT)`)
	return path
}

// newerDatabase is one of a program that is newer than this.
func newerDatabase(t *testing.T) string {
	path := made(t)
	alter(t, path, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`)
	return path
}

// damaged is a database one of whose pages holds something else.
func damaged(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "damaged.db")
	db := openAt(t, path, store.Writer)
	keep(t, db, meetup())
	var rows []schedule.Delivery
	for i := range 200 {
		d := row(1, lounge, noon)
		d.Key.Occurrence = fmt.Sprint(i)
		rows = append(rows, d)
	}
	if _, err := db.Save(t.Context(), rows); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	spoil(t, path, "deliveries")
	return path
}

// spoil overwrites the first page of a table.
func spoil(t *testing.T, path, table string) {
	t.Helper()
	const page = 4096
	pool, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	var root int64
	err = errors.Join(pool.QueryRow(`SELECT rootpage FROM sqlite_master WHERE name = $1`, table).Scan(&root), pool.Close())
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt([]byte(strings.Repeat("\xdb", page)), (root-1)*page); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestRestore: what the copy has is there again, what was there is kept aside,
// and the database knows which span it lacks.
func TestRestore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "meetupbot.db")
	db := openAt(t, path, store.Writer)
	keep(t, db, meetup())
	early := row(1, lounge, noon)
	early.State = schedule.Planned
	if _, err := db.Save(t.Context(), []schedule.Delivery{early}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "copy.db")
	made, restored := moment(t, "2026-05-04T10:00:00Z"), moment(t, "2030-05-04T11:00:00Z")
	restored.Product = restored.Product.Add(time.Minute)
	if err := store.Backup(t.Context(), "sqlite:"+path, file, made); err != nil {
		t.Fatal(err)
	}
	late := row(1, lounge, noon)
	late.Key.Occurrence = "since"
	if _, err := db.Save(t.Context(), []schedule.Delivery{late}); err != nil {
		t.Fatal(err)
	}
	_, err := store.Restore(t.Context(), "sqlite:"+path, file, restored)
	if !errors.Is(err, store.ErrLocked) || !strings.Contains(err.Error(), "process ") {
		t.Errorf("beside a writer Restore = %v, want who has it", err)
	}
	db.Close()

	done, err := store.Restore(t.Context(), "sqlite:"+path, file, restored)
	if err != nil {
		t.Fatal(err)
	}
	if done.Due != 1 || done.From != made || done.Kept != path+".before-20300504-110000" {
		t.Errorf("Restore = %+v", done)
	}
	alone(t, path, "meetupbot.db", "meetupbot.db.before-20300504-110000", "meetupbot.db.lock")
	if rows := deliveries(t, openAt(t, done.Kept, store.Reader), schedule.DeliveryQuery{}); len(rows) != 2 {
		t.Errorf("what was there has %d rows, want 2", len(rows))
	}
	db = openAt(t, path, store.Writer)
	if rows := deliveries(t, db, schedule.DeliveryQuery{}); len(rows) != 1 || rows[0].State != schedule.Planned {
		t.Errorf("the restored ledger has %+v", rows)
	}
	began := moment(t, "2030-05-05T08:00:00Z")
	want := schedule.Gap{From: made, To: restored, Noticed: began.Product.Add(time.Hour)}
	for range 2 { // the second process does not begin anew
		if g, err := db.Gap(t.Context(), began); err != nil || g != want {
			t.Errorf("Gap = %+v, %v, want %+v", g, err, want)
		}
		began.Product = began.Product.Add(time.Minute)
	}
}

// TestRestoreOfABareCopy: of a copy that does not say when it was made, the
// last attempt to post is the last that it knows of.
func TestRestoreOfABareCopy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "meetupbot.db")
	db := openAt(t, path, store.Writer)
	d := row(1, lounge, noon)
	d.Attempted = time.UnixMilli(1_777_000_000_000).UTC()
	if _, err := db.Save(t.Context(), []schedule.Delivery{d}); err != nil {
		t.Fatal(err)
	}
	db.Close()
	now := moment(t, "2030-05-04T11:00:00Z")
	done, err := store.Restore(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "new.db"), path, now)
	if want := d.Attempted.Add(time.Millisecond); err != nil || !done.From.Real.Equal(want) || done.Kept != "" {
		t.Errorf("Restore = %+v, %v, want from %s", done, err, want)
	}
}

// TestRestoreTwice: a gap that nobody has looked into is a part of the next.
func TestRestoreTwice(t *testing.T) {
	first, second := moment(t, "2026-05-04T10:00:00Z"), moment(t, "2026-05-04T12:00:00Z")
	path, folder := made(t), t.TempDir()
	for i, now := range []schedule.Now{first, second} {
		file := filepath.Join(folder, fmt.Sprint(i))
		if err := store.Backup(t.Context(), "sqlite:"+path, file, now); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Restore(t.Context(), "sqlite:"+path, file, now); err != nil {
			t.Fatal(err)
		}
	}
	if g, err := openAt(t, path, store.Writer).Gap(t.Context(), second); err != nil || g.From != first || g.To != second {
		t.Errorf("Gap = %+v, %v", g, err)
	}
}

// TestRestoreRefuses: what cannot be restored changes nothing.
func TestRestoreRefuses(t *testing.T) {
	path := made(t)
	for name, c := range map[string]struct{ file, says string }{
		"none":    {filepath.Join(t.TempDir(), "none.db"), "there is no file "},
		"itself":  {path, "is the database itself"},
		"folder":  {t.TempDir(), "is no file"},
		"foreign": {foreign(t), "no database of meetupbot"},
		"text":    {textFile(t), "it is no SQLite database: name the file that meetupbot backup made"},
		"newer":   {newerDatabase(t), "newer than this program"},
		"damaged": {damaged(t), "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			_, err = store.Restore(t.Context(), "sqlite:"+path, c.file, moment(t, "2026-05-04T10:00:00Z"))
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("Restore = %v, want %q", err, c.says)
			}
			if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
				t.Errorf("the database changed (%v)", err)
			}
			for _, suffix := range []string{".before-20260504-100000", ".part"} {
				if found, _ := filepath.Glob(path + suffix + "*"); len(found) > 0 {
					t.Errorf("left behind: %q", found)
				}
			}
			if _, err := os.Stat(c.file); name != "none" && errors.Is(err, fs.ErrNotExist) {
				t.Error("the file that was refused is gone")
			}
		})
	}
}

func textFile(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(path, []byte(strings.Repeat("not a database\n", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
