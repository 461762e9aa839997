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

// A Directory is a Library that knows what names begin like: at most limit of
// those that the words of begun are in, the last of which may be begun only.
// Without one, no speakers are suggested but the next meetup's.
type Directory interface {
	Names(ctx context.Context, groups []string, begun string, limit int) ([]string, error)
}
