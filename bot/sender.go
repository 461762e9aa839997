package bot

import (
	"context"
	"time"

	"meetupbot/schedule"
)

// A Post is a reply on its way to a channel.
type Post struct {
	Channel   string // the platform's id
	Reply     Reply
	Marker    string    // to be put where it is not seen, and to be found again
	Message   string    // the platform's message id, to edit or delete; "" for a new one
	First     time.Time // the first attempt, by the real clock; zero: none yet
	Attempted time.Time // the last attempt, by the real clock; zero: none yet
}

// A Sender brings posts to one platform. Its errors are *SendError where more
// can be said than that it failed.
type Sender interface {
	// Send posts a new message and returns its id.
	Send(ctx context.Context, p Post) (message string, err error)
	// Edit replaces what the message p.Message says.
	Edit(ctx context.Context, p Post) error
	// Delete takes the message p.Message away. One that is gone already is
	// no error.
	Delete(ctx context.Context, p Post) error
}

// A Seeker is a Sender that can look for a post's marker in its channel's
// history.
type Seeker interface {
	Seek(ctx context.Context, p Post) (schedule.Presence, string, error)
}

// A Sweeper is a Sender that can find and delete all messages with a post's
// marker but p.Message, or the first where p.Message is "". It returns how many
// it deleted, even with an error.
type Sweeper interface {
	Sweep(ctx context.Context, p Post) (deleted int, err error)
}

// A Repeater is a Sender whose platform makes no second message of a post that
// is sent again with the same marker, for so long after the first time; 0: it
// would.
type Repeater interface {
	Repeats(p Post) time.Duration
}

// A Pacer is a Sender that knows how long the platform's limits have a post in a
// channel wait; 0: not at all, or it is not known. It asks nothing of the platform.
type Pacer interface {
	Pause(channel string) time.Duration
}

// A SendError says why a post failed, in terms that any caller can act on.
type SendError struct {
	After    time.Duration  // not again before so long; 0 where the platform names no time
	Hopeless bool           // trying again cannot help: bad token, channel gone, message refused
	Doubtful bool           // the post may be out all the same
	About    schedule.Scope // what is refused: the post, all in its place, or all that is asked of the platform
	Gone     bool           // the message to be edited was deleted, or nobody may edit it any more
	Err      error
}

func (e *SendError) Error() string { return e.Err.Error() }

func (e *SendError) Unwrap() error { return e.Err }

// RetryAfter is how long to wait before another attempt, 0 where the platform
// names no time.
func (e *SendError) RetryAfter() time.Duration { return e.After }

// Final reports whether trying again is useless.
func (e *SendError) Final() bool { return e.Hopeless }

// Lost reports whether the message is gone, or for ever as it is.
func (e *SendError) Lost() bool { return e.Gone }

// Concerns returns what is refused beside the post.
func (e *SendError) Concerns() schedule.Scope { return e.About }

// Unsure reports whether the post may be out although it failed.
func (e *SendError) Unsure() bool { return e.Doubtful }
