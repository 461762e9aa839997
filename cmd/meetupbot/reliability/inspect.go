package main

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the engine, without anything of the bot
)

// inspect opens a copy of what a life left on the disk. The verdict on what was
// posted never comes from there: this looks only at whether the file is whole,
// and whether each message had its row say that it is being posted.
func (w *world) inspect(t *toll) error {
	copied := filepath.Join(w.dir, "copy.db")
	for _, suffix := range []string{"", "-wal"} {
		data, err := os.ReadFile(filepath.Join(w.dir, "meetupbot.db"+suffix))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := os.WriteFile(copied+suffix, data, 0o600); err != nil {
			return err
		}
	}
	defer func() {
		for _, suffix := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(copied + suffix)
		}
	}()
	db, err := sql.Open("sqlite", "file:"+copied)
	if err != nil {
		return err
	}
	defer db.Close()
	var verdict string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		fmt.Printf("  the database is broken: %s %v\n", verdict, err)
		return nil
	}
	t.sound++
	planned, err := unclaimed(db)
	if err != nil {
		return err
	}
	for _, m := range w.record() {
		if planned[reminder{m.place, w.titleIn(m.text)}] {
			t.unclaimed++
		}
	}
	return nil
}

// unclaimed returns the reminders of which the ledger says that nobody has
// begun to post them.
func unclaimed(db *sql.DB) (map[reminder]bool, error) {
	rows, err := db.Query("SELECT d.platform, d.place, e.title FROM deliveries d JOIN events e ON e.id = d.event WHERE d.state = 'planned' AND d.attempts = 0")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	planned := map[reminder]bool{}
	for rows.Next() {
		var r reminder
		if err := rows.Scan(&r.Place.Platform, &r.Place.ID, &r.Title); err != nil {
			return nil, err
		}
		planned[r] = true
	}
	return planned, rows.Err()
}
