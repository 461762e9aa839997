package bottest

import (
	"bytes"
	"context"
	"sync"

	"meetupbot/content"
)

// A Log is what was written so far. Tests read it while the bot writes.
type Log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write adds to what was written.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// Bytes returns a copy of what was written.
func (l *Log) Bytes() []byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	return bytes.Clone(l.text.Bytes())
}

// String returns what was written.
func (l *Log) String() string { return string(l.Bytes()) }

// Nothing is a library without meetups: to ask it costs nothing.
type Nothing struct{}

// Events finds none.
func (Nothing) Events(context.Context, content.EventQuery) ([]content.Event, error) { return nil, nil }

// People finds nobody.
func (Nothing) People(context.Context, []string, string) (content.PeopleFound, error) {
	return content.PeopleFound{}, nil
}

// Talks finds none.
func (Nothing) Talks(context.Context, content.TalkQuery) (content.TalksFound, error) {
	return content.TalksFound{}, nil
}
