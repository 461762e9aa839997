package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"
)

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which version this is",
		Args:  noWords,
		RunE: func(cmd *cobra.Command, args []string) error {
			fmt.Fprintln(a.stdout, version())
			return nil
		},
	}
}

// version is the module's version, or the commit it was built from, and the Go
// that built it, as the binary itself records them.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "meetupbot (built without version)"
	}
	v := info.Main.Version
	if v == "" || v == "(devel)" {
		v = "(devel)"
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				v = s.Value
			}
		}
	}
	return fmt.Sprintf("meetupbot %s, %s", v, info.GoVersion)
}

// released is a day before which no program of this version was made.
const released = "2026-11-01"

// built is when the commit was made that the program was built from, as far as
// the binary knows it; no clock of a machine that runs it is right before that.
func built() time.Time {
	at, err := time.Parse(time.DateOnly, released)
	if err != nil {
		panic(err)
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if t, err := time.Parse(time.RFC3339, s.Value); s.Key == "vcs.time" && err == nil && t.After(at) {
				at = t
			}
		}
	}
	return at
}

// program tells this binary from any other, built of the same version or not;
// where that cannot be known, this process from any other.
func program() string {
	path, err := os.Executable()
	if err == nil {
		if file, err := os.Stat(path); err == nil {
			return fmt.Sprintf("%s, %d bytes of %d", version(), file.Size(), file.ModTime().UnixNano())
		}
	}
	return fmt.Sprintf("%s, begun at %d", version(), time.Now().UnixNano())
}
