package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"meetupbot/content"
)

// chunk is how many events are worked out before their rows are written,
// sorted: neighbours in an index are then written together.
const chunk = 1000

// A keeper writes events and all that is worked out from them, in one
// transaction. Rows wait in its batches until flush.
type keeper struct {
	*session
	next    content.EventID
	groups  map[string]int64         // their numbers
	pending map[content.EventID]bool // events whose rows wait
	spelled map[string]bool          // words whose spellings are written or wait
	people  *register

	documents, events, evidence, tellings, talks batch

	spellings            []spelling
	words, titles, texts []text // for event_words, talk_titles, talk_texts
}

func newKeeper(ctx context.Context, tx *sql.Tx) (*keeper, error) {
	k := &keeper{
		session: &session{tx: tx, prepared: map[string]*sql.Stmt{}},
		groups:  map[string]int64{},
		pending: map[content.EventID]bool{},
		spelled: map[string]bool{},

		documents: batch{width: 5, head: `INSERT INTO documents (source, path, hash, problem, other) VALUES`,
			tail: `ON CONFLICT (source, path) DO UPDATE SET hash = excluded.hash, problem = excluded.problem, other = excluded.other`},
		events: batch{width: 17, head: `INSERT INTO events (id, entry, grp, date, starts, ends, lasts, published, gone, listed, held,
				title, zone, status, source, body, texts) VALUES`,
			tail: `ON CONFLICT (id) DO UPDATE SET entry = excluded.entry, grp = excluded.grp, date = excluded.date, starts = excluded.starts,
				ends = excluded.ends, lasts = excluded.lasts, published = excluded.published, gone = excluded.gone, listed = excluded.listed, held = excluded.held,
				title = excluded.title, zone = excluded.zone, status = excluded.status, source = excluded.source, body = excluded.body, texts = excluded.texts`},
		evidence: batch{width: 2, head: `INSERT INTO evidence (event, body) VALUES`,
			tail: `ON CONFLICT (event) DO UPDATE SET body = excluded.body`},
		tellings: batch{width: 2, head: `INSERT INTO tellings (event, body) VALUES`,
			tail: `ON CONFLICT (event) DO UPDATE SET body = excluded.body`},
		talks: batch{width: 9, head: `INSERT INTO talks (id, event, title, starts, ends, speakers, video, slides, abstract) VALUES`},
	}
	if err := k.row(ctx, `SELECT coalesce(max(id), 0) + 1 FROM events`, nil, &k.next); err != nil {
		return nil, err
	}
	people, err := newRegister(ctx, k.session)
	k.people = people
	return k, err
}

// keepAll writes the events of an import and returns their ids.
func (k *keeper) keepAll(ctx context.Context, imp *content.Import) (ids []content.EventID, err error) {
	drawing, stop := context.WithCancel(ctx)
	drawn := drawAll(drawing, imp.Events)
	defer func() {
		stop()
		for range drawn { // until it has ended
		}
	}()
	for i := range imp.Events {
		d, ok := <-drawn
		if !ok {
			return nil, ctx.Err()
		}
		id, err := k.keep(ctx, imp, &imp.Events[i], d)
		if err != nil {
			return nil, fmt.Errorf("event %q: %w", imp.Events[i].Title, err)
		}
		ids = append(ids, id)
	}
	return ids, k.flush(ctx)
}

// keep writes one event. Its rows may wait until flush.
func (k *keeper) keep(ctx context.Context, imp *content.Import, e *content.Event, d drawing) (content.EventID, error) {
	if d.err != nil {
		return 0, d.err
	}
	id := e.ID
	if k.pending[id] || len(k.pending) >= chunk {
		if err := k.flush(ctx); err != nil {
			return 0, err
		}
	}
	if id == 0 {
		id = k.next
		k.next++
		if id > maxEvent {
			return 0, fmt.Errorf("the database holds %d events and no more: begin a new one", maxEvent)
		}
	} else if err := k.unindex(ctx, id); err != nil {
		return 0, err
	} else if err := k.exec(ctx, `UPDATE decisions SET grp = $1 WHERE event = $2 AND grp <> $1`, e.Group, int64(id)); err != nil {
		return 0, err
	}
	k.pending[id] = true

	starts, ends := span(e, imp.Group)
	group, err := k.group(ctx, e.Group)
	if err != nil {
		return 0, err
	}
	at := entryOf(e, id, group)
	_, held := e.Held()
	k.events.add(int64(id), int64(at), e.Group, string(e.Date), starts, ends, ends-starts, millis(e.Published), 0, 1, truth(held),
		e.Title, e.Zone, string(e.Status), e.Origin.Source, d.body, d.texts)
	k.evidence.add(int64(id), d.evidence)
	if err := k.keepTellings(ctx, id, e.ID != 0, d.tellings); err != nil {
		return 0, err
	}
	return id, k.index(ctx, e, d, id, at)
}

// markGone keeps that the source no longer has an event. What was over by then
// stays in lists and search, unless it stands there under another id.
func (k *keeper) markGone(ctx context.Context, id content.EventID, imp *content.Import, other bool) error {
	var gone, ends int64
	err := k.row(ctx, `SELECT gone, ends FROM events WHERE id = $1`, []any{int64(id)}, &gone, &ends)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	if err != nil || gone != 0 {
		return err
	}
	at := max(millis(imp.At), 1)
	over := ends != 0 && ends <= at && !other
	if !over {
		if err := k.unindex(ctx, id); err != nil {
			return err
		}
	}
	return k.exec(ctx, `UPDATE events SET gone = $1, listed = $2 WHERE id = $3`, at, truth(over), int64(id))
}

// flush writes the rows that wait, parents before children.
func (k *keeper) flush(ctx context.Context) error {
	clear(k.pending)
	for _, b := range []*batch{&k.events, &k.evidence, &k.tellings, &k.talks} {
		if err := b.flush(ctx, k.session); err != nil {
			return err
		}
	}
	if err := k.flushSpellings(ctx); err != nil {
		return err
	}
	if err := k.flushTexts(ctx, "event_words", &k.words); err != nil {
		return err
	}
	if err := k.flushTexts(ctx, "talk_titles", &k.titles); err != nil {
		return err
	}
	if err := k.flushTexts(ctx, "talk_texts", &k.texts); err != nil {
		return err
	}
	return k.people.flush(ctx)
}
