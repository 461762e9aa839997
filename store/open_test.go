package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/store"
)

// holdVariable makes this test binary hold a database for writing instead of
// running tests, until it is killed.
const holdVariable = "STORE_TEST_HOLD"

func TestMain(m *testing.M) {
	if path := os.Getenv(holdVariable); path != "" {
		db, err := store.Open(context.Background(), "sqlite:"+path, store.Writer)
		if err == nil {
			err = db.SetNote(context.Background(), "held", "yes")
		}
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println("held")
		bufio.NewReader(os.Stdin).ReadString('\n') // returns when the test ends
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// hold starts a process that holds the database and returns it when it does.
func hold(t *testing.T, path string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0], "serve")
	cmd.Env = append(os.Environ(), holdVariable+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	if line, _ := bufio.NewReader(out).ReadString('\n'); line != "held\n" {
		t.Fatalf("the other process says %q, want held", line)
	}
	return cmd
}

func TestSecondWriterIsToldWhoHoldsIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "meetupbot.db")
	other := hold(t, path)

	_, err := store.Open(t.Context(), "sqlite:"+path, store.Writer)
	if !errors.Is(err, store.ErrLocked) {
		t.Fatalf("Open = %v, want ErrLocked", err)
	}
	for _, want := range []string{path, fmt.Sprintf("process %d", other.Process.Pid), "serve", "since 2"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error %q does not say %q", err, want)
		}
	}

	reader := openAt(t, path, store.Reader)
	if got, err := reader.Note(t.Context(), "held"); got != "yes" || err != nil {
		t.Errorf("beside the writer, Note = %q, %v, want yes", got, err)
	}
}

func TestKilledWriterLeavesNothingBehind(t *testing.T) {
	path := filepath.Join(t.TempDir(), "meetupbot.db")
	for range 3 {
		other := hold(t, path)
		if err := other.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		other.Wait()
	}
	db := openAt(t, path, store.Writer)
	if got, err := db.Note(t.Context(), "held"); got != "yes" || err != nil {
		t.Errorf("after the kill, Note = %q, %v, want what was kept before it", got, err)
	}
}

func TestCloseReleasesTheLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "meetupbot.db")
	for range 2 {
		db, err := store.Open(t.Context(), "sqlite:"+path, store.Writer)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// Who asked to be reminded of what is nobody's business but the bot's.
func TestFilesAreTheOwnersAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	db := openAt(t, path, store.Writer)
	save(t, db, row(1, lounge, noon))
	for _, file := range []string{path, path + "-wal", path + "-shm"} {
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", file, info, err)
		}
	}
	if err := errors.Join(db.Close(), os.Chmod(path, 0o640)); err != nil {
		t.Fatal(err)
	}
	db = openAt(t, path, store.Writer)
	defer db.Close()
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("what the owner set is %v, %v", info, err)
	}
}

func TestURLs(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, url := range []string{"sqlite:meetupbot.db", "sqlite:a b#c%41.db", "sqlite:" + filepath.Join(t.TempDir(), "x.db")} {
		db, err := store.Open(t.Context(), url, store.Writer)
		if err != nil {
			t.Errorf("Open(%q): %v", url, err)
			continue
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(strings.TrimPrefix(url, "sqlite:")); err != nil {
			t.Errorf("after Open(%q): %v", url, err)
		}
	}
	for url, want := range map[string]string{
		"postgres://bot:secret@db.example/bot": "this version keeps to SQLite",
		"mysql:bot":                            "this version keeps to SQLite",
		"meetupbot.db":                         "no scheme",
		"":                                     "no scheme",
		"sqlite:":                              "names no file",
		"sqlite::memory:":                      "names no file",
		"sqlite://host/x.db":                   "names no file",
		"sqlite:x.db?mode=memory":              "names no file",
	} {
		_, err := store.Open(t.Context(), url, store.Writer)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Open(%q) = %v, want %q", url, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("Open(%q) = %v, which gives the password away", url, err)
		}
	}
}

func TestReaderOfNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "meetupbot.db")
	_, err := store.Open(t.Context(), "sqlite:"+path, store.Reader)
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "meetupbot import") {
		t.Errorf("Open = %v, want that there is none and what makes one", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a reader created the database")
	}
}

func TestReaderCannotWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "meetupbot.db")
	openAt(t, path, store.Writer)
	reader := openAt(t, path, store.Reader)
	if err := reader.SetNote(t.Context(), "greeted", "yes"); err == nil || !strings.Contains(err.Error(), "reading only") {
		t.Errorf("SetNote = %v, want that it is open for reading only", err)
	}
}

func TestFolderThatIsNotThere(t *testing.T) {
	_, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "none", "x.db"), store.Writer)
	if err == nil || !strings.Contains(err.Error(), "folder exists") {
		t.Errorf("Open = %v, want a word about the folder", err)
	}
}

// alter runs SQL on a closed database.
func alter(t *testing.T, path, text string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(text); err != nil {
		t.Fatal(err)
	}
}

func made(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "meetupbot.db")
	db, err := store.Open(t.Context(), "sqlite:"+path, store.Writer)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, db, meetup())
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestNewerDatabaseIsRefused(t *testing.T) {
	path := made(t)
	alter(t, path, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (4711, 1)`)
	for _, mode := range []store.Mode{store.Reader, store.Writer} {
		_, err := store.Open(t.Context(), "sqlite:"+path, mode)
		if !errors.Is(err, store.ErrNewer) || !strings.Contains(err.Error(), "4711") {
			t.Errorf("Open = %v, want ErrNewer with the version", err)
		}
	}
}

func TestOlderDatabaseIsExplainedToAReader(t *testing.T) {
	path := made(t)
	alter(t, path, `DELETE FROM goose_db_version WHERE version_id > 0`)
	_, err := store.Open(t.Context(), "sqlite:"+path, store.Reader)
	if err == nil || !strings.Contains(err.Error(), "run meetupbot import") {
		t.Errorf("Open = %v, want what brings it up to date", err)
	}
}

func TestDatabaseOfAnotherProgramIsLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.db")
	alter(t, path, `CREATE TABLE recipes (name TEXT)`)
	_, err := store.Open(t.Context(), "sqlite:"+path, store.Writer)
	if err == nil || !strings.Contains(err.Error(), "another program") {
		t.Errorf("Open = %v, want that it belongs to another program", err)
	}
}

func TestDamagedFileIsNeverMadeAnew(t *testing.T) {
	for _, c := range []struct {
		name   string
		damage func([]byte) []byte
		want   string
	}{
		{"no database at all", func(b []byte) []byte { return []byte(strings.Repeat("a shopping list\n", 999)) }, "not a SQLite database"},
		{"page overwritten", func(b []byte) []byte {
			for page := 4096; page+4096 <= len(b); page += 4096 {
				copy(b[page:], strings.Repeat("\xff", 4096))
			}
			return b
		}, "meetupbot restore FILE"},
		{"cut off", func(b []byte) []byte { return b[:4096+100] }, "meetupbot restore FILE"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := made(t)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			damaged := c.damage(data)
			if err := os.WriteFile(path, damaged, 0o644); err != nil {
				t.Fatal(err)
			}
			db, err := store.Open(t.Context(), "sqlite:"+path, store.Writer)
			if err == nil {
				_, err = db.Events(t.Context(), content.EventQuery{Gone: true})
				db.Close()
			}
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), path) {
				t.Errorf("error is %v, want %q and the file", err, c.want)
			}
			after, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if string(after) != string(damaged) {
				t.Error("the damaged file was changed")
			}
		})
	}
}

func TestFullDisk(t *testing.T) {
	db := open(t)
	if err := db.FillForTesting(); err != nil {
		t.Fatal(err)
	}
	e := meetup()
	e.Talks[0].Abstract = strings.Repeat("long ", 1e6)
	_, err := db.Import(t.Context(), content.Import{Group: rivertown, Source: content.SourceRecord{Name: "posts/"}, Events: []content.Event{e}, At: noon})
	if err == nil || !strings.Contains(err.Error(), "no space left") {
		t.Fatalf("Import = %v, want that no space is left", err)
	}
	if left, err := db.Events(t.Context(), content.EventQuery{}); len(left) != 0 || err != nil {
		t.Errorf("after that %d events are kept (%v), want none", len(left), err)
	}
}
