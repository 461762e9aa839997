package store

import (
	"context"
	"database/sql"
	"time"

	"meetupbot/schedule"
)

// A moment is schedule.Now as it is kept in a note.
type moment struct {
	Product int64 `json:"product"` // Unix milliseconds
	Real    int64 `json:"real"`
}

func momentOf(n schedule.Now) moment { return moment{n.Product.UnixMilli(), n.Real.UnixMilli()} }

func (m moment) now() schedule.Now {
	return schedule.Now{Product: instant(m.Product), Real: instant(m.Real)}
}

// A gap is a schedule.Gap as it is kept.
type gap struct {
	From  moment `json:"from"`
	To    moment `json:"to"`
	Begun int64  `json:"begun,omitempty"` // when the first process after it began, by the product clock
}

// noticing is how long after a gap news and changes of events may be such as
// were told in it. Sources are looked at every few minutes; one that is out of
// reach for longer than this may have something told twice.
const noticing = time.Hour

// Gap returns the span of which the ledger knows nothing, because it was
// restored from a copy or its log was lost; zero: none. The process that asks
// first after that, at now, is the one that notices what was noticed in the gap.
func (db *DB) Gap(ctx context.Context, now schedule.Now) (g schedule.Gap, err error) {
	defer db.wrap(&err, "gap")
	if err := db.noticeLoss(ctx, now); err != nil {
		return g, err
	}
	var kept gap
	if there, err := takeNote(ctx, db.read, gapNote, &kept); err != nil || !there {
		return g, err
	}
	if kept.Begun == 0 {
		kept.Begun = now.Product.UnixMilli()
		if db.write != nil {
			if err := putNote(ctx, db.write, gapNote, kept); err != nil {
				return g, err
			}
		}
	}
	return schedule.Gap{From: kept.From.now(), To: kept.To.now(), Noticed: instant(kept.Begun).Add(noticing)}, nil
}

// noticeLoss makes a gap of what a lost log held: what was kept after the last
// attempt that the database knows of.
func (db *DB) noticeLoss(ctx context.Context, now schedule.Now) error {
	var lost bool
	if there, err := takeNote(ctx, db.read, lostNote, &lost); err != nil || !there || db.write == nil {
		return err
	}
	g, err := gapOf(ctx, db.read, now)
	if err != nil {
		return err
	}
	if err := putNote(ctx, db.write, gapNote, g); err != nil {
		return err
	}
	return dropNote(ctx, db.write, lostNote)
}

// gapOf returns the gap that a copy has until now: from when it was made, or,
// where nothing says that, from the last attempt to post that it knows of. One
// that it had already, and that nobody has begun to look into, is a part of it.
func gapOf(ctx context.Context, pool *sql.DB, now schedule.Now) (g gap, err error) {
	g.To = momentOf(now)
	copied, err := takeNote(ctx, pool, copiedNote, &g.From)
	if err != nil {
		return g, err
	}
	if !copied {
		if err := pool.QueryRowContext(ctx, `SELECT coalesce(max(attempted), 0) + 1 FROM deliveries`).Scan(&g.From.Real); err != nil {
			return g, err
		}
		g.From.Product = g.From.Real + g.To.Product - g.To.Real
	}
	var before gap
	if there, err := takeNote(ctx, pool, gapNote, &before); err != nil {
		return g, err
	} else if there && before.Begun == 0 {
		g.From = before.From
	}
	return g, nil
}
