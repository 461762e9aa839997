package store_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"meetupbot/schedule"
	"meetupbot/store"
)

// TestLostLog: a process ends without closing the database, and the log beside it is
// lost: what was kept since the last attempt that the file knows of may be missing.
func TestLostLog(t *testing.T) {
	now := moment(t, "2030-05-04T11:00:00Z")
	last := time.UnixMilli(1_777_000_000_000).UTC()
	for name, c := range map[string]struct {
		after func(path string)
		lost  bool
	}{
		"lost":        {func(path string) { remove(t, path+"-wal", path+"-shm") }, true},
		"there":       {func(string) {}, false},
		"folded":      {func(path string) { openAt(t, path, store.Writer).Close() }, false},
		"lost before": {func(path string) { remove(t, path+"-wal", path+"-shm"); openAt(t, path, store.Writer).Close() }, true},
		"all lost":    {func(path string) { remove(t, path, path+"-wal", path+"-shm") }, false},
		"restored": {func(path string) {
			copied := filepath.Join(t.TempDir(), "copy.db")
			if err := store.Backup(t.Context(), "sqlite:"+path, copied, now); err != nil {
				t.Fatal(err)
			}
			remove(t, path, path+"-wal", path+"-shm")
			if _, err := store.Restore(t.Context(), "sqlite:"+path, copied, now); err != nil {
				t.Fatal(err)
			}
			db := openAt(t, path, store.Writer)
			if _, err := db.Gap(t.Context(), now); err != nil { // that of the restore
				t.Fatal(err)
			}
			db.Close()
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "meetupbot.db")
			db := openAt(t, path, store.Writer)
			d := row(1, lounge, noon)
			d.Attempted = last
			save(t, db, d)
			db.Close() // in the file by now
			holder := hold(t, path)
			if err := holder.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			holder.Wait()
			c.after(path)
			db = openAt(t, path, store.Writer)
			gap, err := db.Gap(t.Context(), now)
			if err != nil {
				t.Fatal(err)
			}
			if c.lost && (!gap.From.Real.Equal(last.Add(time.Millisecond)) || !gap.To.Real.Equal(now.Real)) {
				t.Errorf("the gap is %+v, want one from %s", gap, last)
			}
			if name == "restored" {
				gap.Noticed = time.Time{}
				if gap.To.Real != now.Real || gap.From.Real != now.Real {
					t.Errorf("the gap is %+v, want that of the restore alone", gap)
				}
			} else if !c.lost && gap != (schedule.Gap{}) {
				t.Errorf("the gap is %+v, want none", gap)
			}
		})
	}
}

func remove(t *testing.T, files ...string) {
	t.Helper()
	for _, file := range files {
		if err := os.Remove(file); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
}
