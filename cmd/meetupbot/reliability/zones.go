package main

import (
	"archive/zip"
	"encoding/json"
	"fmt"
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
	entries := make([]entry, len(all))
	for i := range all {
		all[i].Title = fmt.Sprintf("%s and %s %d", nouns[i%len(nouns)], themes[i/len(nouns)%len(themes)], i)
		entries[i] = entry{zone: all[i].Zone, start: all[i].Start.Format("20060102T150405"), title: all[i].Title, place: fmt.Sprint("Mill ", i)}
	}
	quoted := []string{}
	for _, l := range leads {
		quoted = append(quoted, fmt.Sprintf("%q", l.String()))
	}
	channel := fmt.Sprintf("\n[[channel]]\nplatform = \"console\"\nid = \"here\"\ngroups = [\"rivertown\"]\nposts = [\"reminder\", \"starting\"]\nremind = [%s]\n", strings.Join(quoted, ", "))
	if err := found(dir, groupZone, entries, channel); err != nil {
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
