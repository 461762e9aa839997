package store

import "fmt"

// FillForTesting leaves the database no room to grow, as a full disk would.
func (db *DB) FillForTesting() error {
	_, err := db.write.Exec(fmt.Sprintf(`PRAGMA max_page_count = %d`, 1))
	return err
}
