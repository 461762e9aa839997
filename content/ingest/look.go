package ingest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"meetupbot/content"
	"meetupbot/content/source"
)

// A Look is what a source showed when it was looked at. Nothing is made of it
// until it is applied.
type Look struct {
	group   content.Group
	source  Source
	reading source.Reading
	applied bool // its documents are given away
}

// ErrLookAgain says that a look cannot be applied: the source said that it is as
// it was, but since it was asked another one changed events that may have to
// change hands. The next look reads all of it.
var ErrLookAgain = errors.New("another source changed events since this one was looked at")

// Look reads a source of a group and changes nothing. A source that can tell
// whether it is what this Program saw of it last is asked for no more than that.
// The error is for what gives nothing at all: no such folder, no page at a web
// address, no database.
func (im *Importer) Look(ctx context.Context, group content.Group, src Source, now time.Time) (*Look, error) {
	if _, err := content.LoadZone(group.Zone); err != nil {
		return nil, fmt.Errorf("group %q: %w", group.Name, err)
	}
	mark := ""
	if im.Program != "" && !im.AcceptLoss && source.IsAddress(src.Location) {
		known, err := im.Store.Source(ctx, src.Name)
		if err != nil {
			return nil, err
		}
		if im.holds(known.Sight, group, now) {
			mark = known.Sight.Mark
		}
	}
	reading, err := im.Reader.ReadSince(ctx, src.Location, mark)
	if err != nil {
		return nil, err
	}
	return &Look{group: group, source: src, reading: reading}, nil
}

// Apply keeps what a look showed, all in one transaction, but for what a source
// with very many events tells when it is first imported: these are kept a lot at
// a time, and when that is broken off the next import goes on from there. What could not be read
// keeps its last good version and stands in the report. Where the source is what
// this Program saw of it last, nothing is read again. After an error all that
// was kept stays as it was. A look is applied once: its documents are let go as soon
// as they are read.
//
// An event that another declared source has already stays that one's, so that
// a meetup told of twice is one.
func (im *Importer) Apply(ctx context.Context, look *Look, now time.Time) (*Report, error) {
	if look.applied {
		return nil, errors.New("a look is applied once")
	}
	look.applied = true
	known, err := im.Store.Source(ctx, look.source.Name)
	if err != nil {
		return nil, err
	}
	sight := content.Sight{Basis: im.basis(look.group, now), Mark: look.reading.Mark}
	holds := im.holds(known.Sight, look.group, now)
	if look.reading.Unchanged {
		if !holds {
			return nil, ErrLookAgain
		}
		sight.Digest = known.Sight.Digest
	} else {
		sight.Digest = digest(look.reading)
	}
	if !holds || sight.Digest != known.Sight.Digest {
		return im.apply(ctx, look, known, sight, now)
	}
	if sight.Mark != known.Sight.Mark {
		last := known
		last.Sight.Mark = sight.Mark
		if _, err := im.Store.ImportAll(ctx, func(yield func(content.Import, error) bool) {
			yield(content.Import{Group: look.group, Source: last, At: now}, nil)
		}); err != nil {
			return nil, err
		}
	}
	return again(look.source, known.Sight), nil
}

// Import looks at a source and applies what it showed.
func (im *Importer) Import(ctx context.Context, group content.Group, src Source, now time.Time) (*Report, error) {
	look, err := im.Look(ctx, group, src, now)
	if err != nil {
		return nil, err
	}
	return im.Apply(ctx, look, now)
}

// holds reports whether what was seen of a source still tells what would be made
// of the same.
func (im *Importer) holds(s content.Sight, group content.Group, now time.Time) bool {
	return im.Program != "" && !im.AcceptLoss && s.Digest != "" && s.Basis == im.basis(group, now)
}
