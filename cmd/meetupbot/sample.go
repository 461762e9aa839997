package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"text/template"
	"time"

	"meetupbot/content"
	"meetupbot/content/ingest"
	"meetupbot/schedule"
)

//go:embed sample/*.md
var samplePosts embed.FS

var sampleGroup = content.Group{Name: "gophers", Title: "Rivertown Gophers (sample)", Zone: "Europe/London"}

// writeSample writes the posts of an invented group to dir, with one meetup
// tomorrow, one a month later and one a month ago, and returns the
// configuration that reads them. Its only channel is the console, reminded a
// day before, at the next full minute.
func writeSample(dir string, now time.Time) (*Config, error) {
	loc, err := content.LoadZone(sampleGroup.Zone)
	if err != nil {
		return nil, err
	}
	due := now.In(loc).Truncate(time.Minute).Add(time.Minute)
	soon := content.DateOf(due).AddDays(1)
	values := map[string]string{
		"Soon":      inWords(soon),
		"Later":     inWords(soon.AddDays(28)),
		"Past":      inWords(soon.AddDays(-28)),
		"After":     string(soon.AddDays(-26)),
		"Published": string(soon.AddDays(-21)),
	}
	err = fs.WalkDir(samplePosts, "sample", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		post, err := template.ParseFS(samplePosts, name)
		if err != nil {
			return err
		}
		f, err := os.Create(filepath.Join(dir, d.Name()))
		if err != nil {
			return err
		}
		if err := post.Execute(f, values); err != nil {
			f.Close()
			return err
		}
		return f.Close()
	})
	if err != nil {
		return nil, fmt.Errorf("sample posts: %w", err)
	}
	at, err := content.NewClock(due.Hour(), due.Minute())
	if err != nil {
		return nil, err
	}
	return &Config{
		Groups: []ConfiguredGroup{{Group: sampleGroup, Sources: []ingest.Source{{Name: "sample", Location: dir}}}},
		Channels: []schedule.Channel{{
			Place:    schedule.Place{Platform: "console", ID: "sample"},
			Groups:   []string{sampleGroup.Name},
			Leads:    []schedule.Lead{{Days: 1, At: at}},
			Zone:     sampleGroup.Zone,
			Declared: true,
		}},
	}, nil
}

// inWords is a day as the sample posts write it: "Tuesday 5 May 2026".
func inWords(d content.Date) string {
	year, month, day := d.YMD()
	return fmt.Sprintf("%s %d %s %d", d.Weekday(), day, month, year)
}
