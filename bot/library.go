package bot

import (
	"context"

	"meetupbot/content"
)

// A Library holds what was read: events, people and talks. Its answers are as
// fresh as the last import.
type Library interface {
	Events(ctx context.Context, q content.EventQuery) ([]content.Event, error)
	People(ctx context.Context, groups []string, name string) (content.PeopleFound, error)
	Talks(ctx context.Context, q content.TalkQuery) (content.TalksFound, error)
}
