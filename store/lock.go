package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/gofrs/flock"
)

// lock takes the writer's lock of a database: a lock of the operating system
// on a file beside it, which ends with the process however it ends. The file
// says who holds it, and its modification time since when.
func lock(path string) (*flock.Flock, error) {
	name := path + ".lock"
	l := flock.New(name, flock.SetPermissions(0o644))
	held, err := l.TryLock()
	if errors.Is(err, syscall.EROFS) {
		return nil, readOnly(path, err)
	}
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w; see that its folder exists and that this user may write there", name, err)
	}
	if !held {
		return nil, fmt.Errorf("database %s: %w: %s; stop that first, or ask with a command that only reads", path, ErrLocked, holder(name))
	}
	if err := mark(path, marked(path)); errors.Is(err, syscall.EROFS) {
		return nil, errors.Join(readOnly(path, err), l.Unlock())
	} else if err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w; do this as the user who runs the bot", name, err), l.Unlock())
	}
	return l, nil
}

func readOnly(path string, err error) error {
	return fmt.Errorf("database %s: %w: see why, such as a disk that failed, and make it writable again (%w)", path, ErrReadOnly, err)
}

// openMark, below the holder's name, says that a log lies beside the database: it is
// taken away when the database is closed, and stays where a process ended before.
const openMark = "with a log\n"

// mark names this process in the lock file, and whether a log lies beside the
// database.
func mark(path string, log bool) error {
	text := self()
	if log {
		text += openMark
	}
	return os.WriteFile(path+".lock", []byte(text), 0o644)
}

// marked reports whether the last mark said that there is a log.
func marked(path string) bool {
	text, err := os.ReadFile(path + ".lock")
	return err == nil && strings.HasSuffix(string(text), "\n"+openMark)
}

// exists reports whether there is a file.
func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// holder says what the lock file says, or less when its owner has not written
// it yet.
func holder(name string) string {
	text, err := os.ReadFile(name)
	info, statErr := os.Stat(name)
	if err != nil || statErr != nil || len(text) == 0 {
		return "another process"
	}
	first, _, _ := strings.Cut(string(text), "\n")
	return fmt.Sprintf("%s since %s", first, info.ModTime().UTC().Format(time.DateTime+" UTC"))
}

// self names this process and its command, not what follows on the command
// line: that may be private.
func self() string {
	command := filepath.Base(os.Args[0])
	if len(os.Args) > 1 && !strings.HasPrefix(os.Args[1], "-") {
		command += " " + os.Args[1]
	}
	return fmt.Sprintf("process %d (%s)\n", os.Getpid(), command)
}
