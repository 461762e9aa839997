package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// A meetup is one that the measurement invents. What is to be posted about it
// is worked out here, from nothing but these fields.
type meetup struct {
	Title string
	Day   string // YYYY-MM-DD
	Start string // HH:MM
}

// zone is that of all meetups.
const zone = "Europe/London"

// firstDay is the day of the first meetups: a Tuesday in British Summer Time.
const firstDay = "2027-05-04"

// Words of titles that nobody could take for the same meetup.
var (
	nouns  = []string{"Mallards", "Sluices", "Lanterns", "Bridges", "Ferries", "Anchors", "Herons", "Turbines", "Willows", "Kettles", "Compasses", "Barges", "Quarries", "Beacons", "Orchards", "Pulleys"}
	themes = []string{"compilers", "queues", "databases", "schedulers", "parsers", "networks", "caches", "fuzzing", "profilers", "typefaces", "robots", "sensors", "maps", "ledgers", "proofs", "printers"}
)

// meetups returns n meetups of one day, each with a title of its own.
func meetups(n int, rng *rand.Rand) []meetup {
	all := make([]meetup, 0, n)
	for _, i := range rng.Perm(len(nouns) * len(themes))[:n] {
		all = append(all, meetup{
			Title: nouns[i%len(nouns)] + " and " + themes[i/len(nouns)],
			Day:   firstDay,
			Start: fmt.Sprintf("%02d:%02d", 17+i%4, 15*(i%4)),
		})
	}
	return all
}

// due is when the reminder of the meetup is due: at ten in the morning of the
// day before, by its zone.
func (m meetup) due() time.Time {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		panic(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", m.Day+" 10:00", loc)
	if err != nil {
		panic(err)
	}
	return at.AddDate(0, 0, -1)
}

// entry is the meetup as the group's calendar has it.
func (m meetup) entry() entry {
	at := strings.ReplaceAll(m.Day, "-", "") + "T" + strings.ReplaceAll(m.Start, ":", "") + "00"
	return entry{zone: zone, start: at, title: m.Title, place: "The Old Mill\\, 3 Mill Lane\\, Rivertown"}
}
