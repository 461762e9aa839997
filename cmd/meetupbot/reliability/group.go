package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// calendarFile is where the group that the measurements invent keeps its meetups.
const calendarFile = "evenings.ics"

// An entry is one meetup of a calendar, its words as iCalendar escapes them.
type entry struct {
	zone, start  string // IANA name; YYYYMMDDTHHMMSS
	title, place string
}

// calendar is a calendar with these entries.
func calendar(entries []entry) string {
	var sb strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&sb, format+"\r\n", args...) }
	line("BEGIN:VCALENDAR")
	line("VERSION:2.0")
	line("PRODID:-//Rivertown//Evenings//EN")
	for i, e := range entries {
		line("BEGIN:VEVENT")
		line("UID:evening-%d@rivertown.example", i)
		line("DTSTAMP:20190101T000000Z")
		line("DTSTART;TZID=%s:%s", e.zone, e.start)
		line("DURATION:PT2H")
		line("SUMMARY:%s", e.title)
		line("LOCATION:%s", e.place)
		line("END:VEVENT")
	}
	line("END:VCALENDAR")
	return sb.String()
}

// found writes what the bot is told of the group in dir: its calendar, and a
// configuration that ends in channels.
func found(dir, zone string, entries []entry, channels string) error {
	config := fmt.Sprintf("[[group]]\nname = \"rivertown\"\ntitle = \"Rivertown Evenings\"\nzone = %q\nsources = [%q]\n%s", zone, calendarFile, channels)
	return errors.Join(
		os.WriteFile(filepath.Join(dir, "meetupbot.toml"), []byte(config), 0o600),
		announce(dir, entries),
	)
}

// announce replaces the group's calendar in dir.
func announce(dir string, entries []entry) error {
	return os.WriteFile(filepath.Join(dir, calendarFile), []byte(calendar(entries)), 0o600)
}
