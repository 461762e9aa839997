package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"meetupbot/content/ingest"
	"meetupbot/content/source"
	"meetupbot/store"
)

// kept opens what was imported, to ask it. Where nothing was imported yet, the
// declared sources are read into a throw-away database instead, and with
// nothing declared the sample meetups are: a first question gets an answer,
// and standard error says where it comes from. The configuration returned is
// the one in force: an empty one when there is a database but no file.
func (a *app) kept(ctx context.Context, clock productClock) (db *store.DB, config *Config, done func(), err error) {
	settings, err := loadSettings()
	if err != nil {
		return nil, nil, nil, err
	}
	path, err := settings.configPath()
	if err != nil {
		return nil, nil, nil, err
	}
	if path != "" {
		if config, err = loadConfig(path); err != nil {
			return nil, nil, nil, err
		}
	}
	db, err = store.Open(ctx, settings.DatabaseURL, store.Reader)
	if err == nil {
		if config == nil {
			config = &Config{}
		}
		return db, config, func() { db.Close() }, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil, err
	}
	if config != nil {
		fmt.Fprintln(a.stderr, "Nothing is imported yet, so this is read straight from the sources. To keep it: meetupbot import")
	} else {
		fmt.Fprintln(a.stderr, "Nothing is configured, so this is about sample meetups. The README says how to connect your own.")
	}
	return a.throwAway(ctx, config, settings.reader(nil), clock)
}

// throwAway imports the configuration's sources, or the sample when there is
// none, into a database that lives until done is called.
func (a *app) throwAway(ctx context.Context, config *Config, reader source.Reader, clock productClock) (db *store.DB, in *Config, done func(), err error) {
	dir, err := os.MkdirTemp("", "meetupbot-")
	if err != nil {
		return nil, nil, nil, err
	}
	done = func() {
		if db != nil {
			db.Close()
		}
		os.RemoveAll(dir)
	}
	defer func() {
		if err != nil {
			done()
		}
	}()
	if config == nil {
		posts := filepath.Join(dir, "posts")
		if err := os.Mkdir(posts, 0o700); err != nil {
			return nil, nil, nil, err
		}
		if config, err = writeSample(posts, clock.Now()); err != nil {
			return nil, nil, nil, err
		}
	}
	db, err = store.Open(ctx, "sqlite:"+filepath.Join(dir, "meetupbot.db"), store.Writer)
	if err != nil {
		return nil, nil, nil, err
	}
	_, problems := newLibrary(db, fixed(config), clock, ingest.Importer{Reader: reader}).importAll(ctx, func(r *ingest.Report) {
		for _, line := range r.Warnings {
			fmt.Fprintln(a.stderr, line)
		}
	})
	if problems != nil {
		fmt.Fprintln(a.stderr, "meetupbot:", problems)
	}
	return db, config, done, nil
}
