package schedule

import (
	"context"
	"errors"
	"time"
)

// A Poster posts, edits and deletes; bot.Announcer is one. Post returns the
// platform's message id. An error of Post that is a Refusal says that nothing
// was posted; after any other error the message may be out, and the row is
// looked up by a Finder before it is tried again.
//
// Edit brings the message up to date with the event; doing so twice is no harm.
// Its errors may be a Refusal, too, and a Loss.
type Poster interface {
	Post(ctx context.Context, d Delivery, now time.Time) (message string, err error)
	Edit(ctx context.Context, d Delivery, now time.Time) error
	Delete(ctx context.Context, d Delivery) error
}

// A Refusal is an error of Post that is sure that nothing was posted: the
// platform said no, or it was never reached. One that also has a method
// Unsure() bool, and returns true from it, counts as not sure.
type Refusal interface {
	error
	Final() bool               // it would be refused again: do not retry
	RetryAfter() time.Duration // do not retry sooner; 0: when Delays say so
}

// unsure reports whether what failed may have been done all the same.
func unsure(err error) bool {
	u, ok := errors.AsType[interface {
		error
		Unsure() bool
	}](err)
	return ok && u.Unsure()
}

// A Loss is an error of Edit that may say that the message is gone for good: it
// was deleted by hand, or the platform lets nobody edit it any more. It is left
// in peace then, and not posted again.
type Loss interface {
	error
	Lost() bool
}

// Scope is what a Refusal concerns beside the post. A Refusal that concerns
// more than that has a method Concerns() Scope.
type Scope int

const (
	ThisPost     Scope = iota
	ThisPlace          // whatever is posted in the place: it is gone, or closed to us
	ThisPlatform       // whatever is asked of the platform: it does not take our token
)

// concerns returns what an error concerns.
func concerns(err error) Scope {
	if r, ok := errors.AsType[interface {
		error
		Concerns() Scope
	}](err); ok {
		return r.Concerns()
	}
	return ThisPost
}

// hopeless reports whether an error says that what was asked for would be
// refused again, whatever becomes of our token.
func hopeless(err error) bool {
	refusal, ok := errors.AsType[Refusal](err)
	return ok && refusal.Final() && concerns(err) != ThisPlatform
}

// Presence is what a look into a channel's history tells of a marker.
type Presence int

const (
	CannotTell Presence = iota
	Absent
	Found
)

// A Finder looks for a delivery's marker in the history of its place. A poster
// that can do so is one too. Where an interrupted post is to count as sent, as
// on a terminal, Find answers Found without looking; where history cannot be
// read, CannotTell, never Absent.
type Finder interface {
	Find(ctx context.Context, d Delivery) (Presence, string, error)
}

// A Sweeper deletes all messages with a delivery's marker from its place but
// d.Message, or the first where d.Message is "", and returns how many there
// were. A poster that can do so is one too. Its errors are as a Finder's.
type Sweeper interface {
	Sweep(ctx context.Context, d Delivery) (deleted int, err error)
}
