package ingest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"meetupbot/content"
	"meetupbot/content/source"
)

// A Store keeps what is imported.
type Store interface {
	// Source returns what is kept of a source, and an empty record of an unknown one.
	Source(ctx context.Context, name string) (content.SourceRecord, error)
	Events(ctx context.Context, q content.EventQuery) ([]content.Event, error)
	// Evidence returns where the statements about an event were read.
	Evidence(ctx context.Context, id content.EventID) ([]content.Evidence, error)
	// Import keeps all of it in one transaction, or nothing, and returns the
	// ids of its events in order.
	Import(ctx context.Context, im content.Import) ([]content.EventID, error)
}

// maxLoss is the share of its events that a source may lose in one import.
// More is not believed without an organiser's word: a half-written folder or
// an empty download must not empty the calendar.
const maxLoss = 0.3

// An Importer imports sources into a store. Several may look at sources at a
// time; only one may apply what they saw.
type Importer struct {
	Store Store
	// Declared names all sources in force. Events of another source are free
	// to be found again in one of these.
	Declared []string
	// AcceptLoss takes vanished events for gone, however many they are.
	AcceptLoss bool
	// Reader reads the sources.
	Reader source.Reader
	// Program tells this program from another that might read the same
	// differently. What the same program saw of a source the last time is then
	// not read again. "": it is.
	Program string
}

// A Source is a place with documents, as configured.
type Source struct {
	Name     string // as configured: what reports and the store call it
	Location string // where it is: Name, a path made absolute
}

// apply keeps what the documents of a source say, all in one transaction.
func (im *Importer) apply(ctx context.Context, look *Look, known content.SourceRecord, sight content.Sight, now time.Time) (*Report, error) {
	group, src := look.group, look.source
	kept, err := im.kept(ctx, group)
	if err != nil {
		return nil, err
	}

	b := bench{group: group, answers: answersIn(kept), now: now}
	m := newMatcher(group, now)
	report := &Report{Source: content.ShownSource(src.Name)}
	record := content.SourceRecord{Name: src.Name, Group: group.Name, Imported: now, Changed: known.Changed}
	events, broken := m.read(look.reading.Documents, look.reading.Problems, known.Lessons, group, &record, report)
	for i := range events {
		first(&events[i].Origin.URL, ownPage(src.Location, events[i].Origin.Path))
	}
	if differ(known.Documents, record.Documents) {
		record.Changed = now
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	change := content.Import{Group: group, Source: record, At: now,
		// a clone that was not finished has taught nobody anything
		First: known.Imported.IsZero() || len(known.Documents) == 0}

	mine, others := own(kept, src.Name)
	again := m.match(events, mine)
	elsewhere := m.matchElsewhere(events, again, others)
	same := unchanged(known.Documents, record.Documents)
	found := map[content.EventID]bool{}
	later := laterDates(events, mine, now)
	for i := range events {
		e, old := &events[i], again[i]
		if twin := elsewhere[i]; twin != nil {
			if !twin.Gone && slices.Contains(im.Declared, twin.Origin.Source) {
				report.Unchanged++
				continue
			}
			old = twin // its source has let go of it
		}
		if old != nil {
			*e = b.fold(old.ID, []content.Event{*e}, old.Decisions)
			e.ID = old.ID
			found[old.ID] = true
		} else {
			*e = b.fold(0, []content.Event{*e}, nil)
		}
		e.News = news(old, e, change.First || later[i], now)
		if report.event(old, e) || !same[e.Origin.Path] {
			change.Events = append(change.Events, *e)
		}
	}
	im.lose(mine, events, found, broken, &change, report)
	sight.Held, sight.Broken, sight.Unchanged = report.Held, report.Broken, report.New+report.Changed+report.Unchanged
	change.Source.Sight = sight
	if _, err := im.Store.Import(ctx, change); err != nil {
		return nil, err
	}
	return report, nil
}

// Retire takes the events of a source that is no longer declared for gone,
// those apart that a declared source has taken over.
func (im *Importer) Retire(ctx context.Context, record content.SourceRecord, group content.Group, now time.Time) (*Report, error) {
	kept, err := im.Store.Events(ctx, content.EventQuery{Source: record.Name, Gone: true})
	if err != nil {
		return nil, err
	}
	report := &Report{Source: content.ShownSource(record.Name)}
	change := content.Import{Group: group, Source: content.SourceRecord{Name: record.Name, Group: record.Group, Imported: now}, At: now}
	for _, e := range kept {
		if !e.Gone {
			report.gone(e)
			change.Gone = append(change.Gone, e.ID)
		}
	}
	if len(change.Gone) == 0 {
		return report, nil
	}
	_, err = im.Store.Import(ctx, change)
	return report, err
}

// lose decides on the kept events that the source was not seen to have: a few
// are gone, many at once are held, and those of which it cannot be known stay
// as they are.
func (im *Importer) lose(kept, read []content.Event, found map[content.EventID]bool, broken brokenPaths, change *content.Import, report *Report) {
	telling := map[string]bool{} // documents that tell of some event
	for _, e := range read {
		telling[e.Origin.Path] = true
	}
	silent := map[string]bool{} // documents that are there and tell of none
	for _, d := range change.Source.Documents {
		silent[d.Path] = !telling[d.Path]
	}
	var lost []content.Event
	live := 0
	for i := range kept {
		e := &kept[i]
		if e.Gone {
			continue
		}
		live++
		_, end, dated := e.Span()
		switch {
		case found[e.ID]:
		case dated && !change.At.Before(end) && telling[e.Origin.Path]:
			// it took place, and its page now tells of another one
		case broken.hides(e.Origin.Path):
			report.Held++
		case e.Origin.Entry != "" && there(silent, e.Origin.Path):
			// a feed shows its newest entries alone
		case silent[e.Origin.Path]:
			report.Held++
			report.line("held: %s: its document is still there, but no event is read in it any more; it is kept as it was. To see what is read: meetupbot explain", label(e))
		default:
			lost = append(lost, *e)
		}
	}
	if !im.AcceptLoss && float64(len(lost)) > maxLoss*float64(live) {
		change.Source.Held = fmt.Sprintf("%d of its %d events vanished at once", len(lost), live)
		report.lossHeld(change.Source.Held, lost)
		return
	}
	for _, e := range lost {
		report.gone(e)
		change.Gone = append(change.Gone, e.ID)
	}
}

func there(documents map[string]bool, path string) bool {
	_, ok := documents[path]
	return ok
}

// news says when an event, and its media, became something to tell. What the
// first import of a source finds is no news.
func news(old, e *content.Event, first bool, now time.Time) content.News {
	var n content.News
	switch {
	case old != nil:
		n = old.News
		if n.Media.IsZero() && !hasMedia(old) && hasMedia(e) {
			n.Media = now
		}
	case !first:
		n.Event = now
	}
	return n
}

func hasMedia(e *content.Event) bool {
	return slices.ContainsFunc(e.Talks, func(t content.Talk) bool { return t.Video != "" || t.Slides != "" })
}
