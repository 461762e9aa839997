package main

import (
	"archive/zip"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// The years whose changes of clocks are looked at.
const (
	firstYear = 2020
	lastYear  = 2035
)

// zones compares what the bot plans for meetups around each change of clocks
// in every n-th of the world's zones with what RFC 5545 has it be.
func (m *measurement) zones(every int) error {
	names, err := zoneNames()
	if err != nil {
		return err
	}
	var all []evening
	for i := m.dice.below(every); i < len(names); i += every {
		loc, err := time.LoadLocation(names[i])
		if err != nil {
			return err
		}
		all = append(all, eveningsIn(loc, m.dice)...)
	}
	began := time.Now()
	sum := comparison{}
	// A plan looks ten years ahead, so that there are two.
	for _, from := range []int{firstYear, (firstYear + lastYear + 1) / 2} {
		to := from + (lastYear-firstYear+1)/2
		part := slices.DeleteFunc(slices.Clone(all), func(e evening) bool { return e.Start.Year() < from || e.Start.Year() >= to })
		for _, chunk := range calendars(part) {
			c, err := m.comparePlan(chunk, newYear(from).AddDate(0, -3, 0))
			if err != nil {
				return err
			}
			sum.add(c)
			fmt.Printf("  %d cases, %v\n", sum.Cases, time.Since(began).Round(time.Second))
		}
	}
	m.figure(fmt.Sprintf("%d cases in %d zones, %d changes of clocks, %v", sum.Cases, (len(names)+every-1)/every, countChanges(all), time.Since(began).Round(time.Second)),
		sum.String(), sum.Cases > 0 && sum.kept())
	return nil
}

// universal are names of no place's clocks: programs write instants with them,
// and the bot tells those by the group's clocks.
var universal = []string{"UTC", "GMT", "Universal", "Zulu"}

// zoneNames returns the names of all zones that this Go knows, but for the
// universal ones.
func zoneNames() ([]string, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("find Go's zones: %w", err)
	}
	archive, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		return nil, fmt.Errorf("find Go's zones: %w", err)
	}
	defer archive.Close()
	var names []string
	for _, f := range archive.File {
		if !strings.HasSuffix(f.Name, "/") && f.Name != "Factory" && !slices.Contains(universal, strings.TrimPrefix(f.Name, "Etc/")) {
			names = append(names, f.Name)
		}
	}
	slices.Sort(names)
	return names, nil
}

// How many meetups one calendar holds, and of how many zones: the bot looks up
// a hundred names in a calendar, and reads five thousand events.
const (
	perCalendar      = 3000
	zonesPerCalendar = 60
)

// calendars parts evenings, which are in the order of their zones.
func calendars(all []evening) (parts [][]evening) {
	begin, zones := 0, 0
	for i := range all {
		if i > 0 && all[i].Zone != all[i-1].Zone {
			zones++
		}
		if i-begin == perCalendar || zones == zonesPerCalendar {
			parts = append(parts, all[begin:i])
			begin, zones = i, 0
		}
	}
	return append(parts, all[begin:])
}

// comparePlan asks the bot what it plans at an instant for evenings, and
// compares.
func (m *measurement) comparePlan(all []evening, at time.Time) (c comparison, err error) {
	dir, err := os.MkdirTemp("", "reliability")
	if err != nil {
		return c, err
	}
	defer os.RemoveAll(dir)
	var calendar strings.Builder
	calendar.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Rivertown//Evenings//EN\r\n")
	for i := range all {
		all[i].Title = fmt.Sprintf("%s and %s %d", nouns[i%len(nouns)], themes[i/len(nouns)%len(themes)], i)
		fmt.Fprintf(&calendar, "BEGIN:VEVENT\r\nUID:evening-%d@rivertown.example\r\nDTSTAMP:20190101T000000Z\r\nDTSTART;TZID=%s:%s\r\nDURATION:PT2H\r\nSUMMARY:%s\r\nLOCATION:Mill %d\r\nEND:VEVENT\r\n",
			i, all[i].Zone, all[i].Start.Format("20060102T150405"), all[i].Title, i)
	}
	calendar.WriteString("END:VCALENDAR\r\n")
	quoted := []string{}
	for _, l := range leads {
		quoted = append(quoted, fmt.Sprintf("%q", l.String()))
	}
	config := fmt.Sprintf("[[group]]\nname = \"rivertown\"\ntitle = \"Rivertown Evenings\"\nzone = %q\nsources = [\"evenings.ics\"]\n\n"+
		"[[channel]]\nplatform = \"console\"\nid = \"here\"\ngroups = [\"rivertown\"]\nposts = [\"reminder\", \"starting\"]\nremind = [%s]\n", groupZone, strings.Join(quoted, ", "))
	if err := errors.Join(
		os.WriteFile(filepath.Join(dir, "evenings.ics"), []byte(calendar.String()), 0o600),
		os.WriteFile(filepath.Join(dir, "meetupbot.toml"), []byte(config), 0o600),
	); err != nil {
		return c, err
	}
	var plan struct {
		Posts []struct {
			Due         time.Time
			Title, Slot string
		}
		Not []json.RawMessage
	}
	out, err := m.ask(dir, "import", "--as-of", at.Format(time.RFC3339))
	if err != nil {
		return c, fmt.Errorf("%w: %.500s", err, out)
	}
	if out, err = m.ask(dir, "plan", "--json", "--days", "3660", "--as-of", at.Format(time.RFC3339)); err != nil {
		return c, err
	}
	if err := json.Unmarshal(out, &plan); err != nil {
		return c, fmt.Errorf("read the plan: %w", err)
	}
	planned := map[posting]time.Time{}
	for _, p := range plan.Posts {
		planned[posting{p.Title, p.Slot}] = p.Due
	}
	return compare(expected(all), planned), nil
}

// groupZone is that of the group. Where an event's clocks show the same as the
// group's, the bot takes them for the group's; these differ from all others.
const groupZone = "Pacific/Chatham"

// ask runs a command of the bot and returns what it prints.
func (m *measurement) ask(dir string, args ...string) ([]byte, error) {
	cmd := exec.Command(m.program, args...)
	cmd.Dir, cmd.Env = dir, []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "TMPDIR=" + dir}
	var said tail
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return out, fmt.Errorf("meetupbot %s: %w: %.500s", args[0], err, said.String())
	}
	return out, nil
}

// A posting is one of those that a plan names.
type posting struct{ Title, Slot string }

// A comparison is what became of the cases.
type comparison struct {
	Cases                        int
	Missing, Wrong, Early, Extra int
	Examples                     []string
}

// compare holds a plan against what it should be.
func compare(want, planned map[posting]time.Time) comparison {
	c := comparison{Cases: len(want)}
	tell := func(p posting, w, got time.Time, what string) {
		c.Examples = append(c.Examples, fmt.Sprintf("%s: %s, %s: want %s, is %s", what, p.Title, p.Slot, w.Format(time.RFC3339), got.Format(time.RFC3339)))
	}
	keys := slices.SortedFunc(maps.Keys(want), func(a, b posting) int { return cmp.Or(cmp.Compare(a.Title, b.Title), cmp.Compare(a.Slot, b.Slot)) })
	for _, p := range keys {
		got, ok := planned[p]
		switch w := want[p]; {
		case !ok:
			c.Missing++
			tell(p, w, got, "missing")
		case got.Before(w):
			c.Early++
			tell(p, w, got, "early")
		case !got.Equal(w):
			c.Wrong++
			tell(p, w, got, "wrong")
		}
	}
	for p, got := range planned {
		if _, ok := want[p]; !ok {
			c.Extra++
			tell(p, time.Time{}, got, "not wanted")
		}
	}
	return c
}

func (c *comparison) add(o comparison) {
	c.Cases += o.Cases
	c.Missing += o.Missing
	c.Wrong += o.Wrong
	c.Early += o.Early
	c.Extra += o.Extra
	c.Examples = append(c.Examples, o.Examples...)
}

func (c comparison) kept() bool { return c.Missing+c.Wrong+c.Early+c.Extra == 0 }

func (c comparison) String() string {
	s := fmt.Sprintf("wrong %d, early %d, missing %d, not wanted %d", c.Wrong, c.Early, c.Missing, c.Extra)
	return strings.Join(append([]string{s}, c.Examples[:min(len(c.Examples), 5)]...), "\n  ")
}
