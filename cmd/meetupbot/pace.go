package main

import (
	"errors"
	"time"

	"meetupbot/content"
	"meetupbot/content/source"
)

// A pace says when sources are looked at again.
type pace struct {
	Refresh time.Duration // between two looks at a source, more or less
	First   time.Duration // how long the bot waits for its sources before it begins to post
}

func defaultPace() pace {
	return pace{Refresh: 5 * time.Minute, First: 10 * time.Second}
}

const (
	// jitter is the share of the time between two looks by which it varies, so
	// that sources which were added together are not looked at together for ever.
	jitter = 0.2
	// maxBackOff is the longest time between two looks, in multiples of the usual
	// one: an hour. A site that is mended in the evening is read that evening.
	maxBackOff = 12
)

// looked returns what is to be kept after a look at a source that ended in err,
// at a time by the real clock. chance, from 0 to 1, is where the next look lies
// within the jitter.
func (p pace) looked(last content.LookRecord, location string, err error, now time.Time, chance float64) content.LookRecord {
	next := content.LookRecord{Source: last.Source, At: now}
	wait := p.Refresh
	if err != nil {
		next.Failures = last.Failures + 1
		next.Trouble = "it could not be read, for a reason that stands in the log"
		if why, ok := errors.AsType[source.Unreadable](err); ok {
			next.Trouble = why.Why
			if why.After > 0 {
				next.Asked = now.Add(why.After)
			}
		}
		// a folder that is away for a moment costs nothing to look for
		if source.IsAddress(location) {
			wait = min(wait<<min(next.Failures-1, 10), maxBackOff*wait)
		}
	}
	next.Next = now.Add(time.Duration(float64(wait) * (1 - jitter/2 + jitter*chance)))
	if next.Next.Before(next.Asked) {
		next.Next = next.Asked
	}
	return next
}
