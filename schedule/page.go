package schedule

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
)

// pageSize is how many channels and rows are planned at a time. Each takes 1.5 KB
// until its page is kept; of those of a place none is on another page.
const pageSize = 512

// A page is a part of a round's plan: some places, with the ids of all their rows. What
// is planned in a place follows from nothing that is planned in another, so that
// a plan in pages is the plan at once.
type page struct {
	channels []*Channel
	listing  []*Channel // whose servers' lists are planned
	rows     []int64
}

// pages returns the plan but for reports: on one page, where it fits. Those are on
// a page of their own, which comes last, for each of the others may add to them.
func (s *survey) pages(size int) []page {
	if len(s.channels)+len(s.outlines) > size {
		return s.share(size)
	}
	return []page{{channels: s.channels, listing: s.channels, rows: idsOf(s.outlines)}}
}

// share shares the plan out by places. The servers' lists stand together on a page
// of their own, for several channels ask for them.
func (s *survey) share(size int) (pages []page) {
	lists := page{listing: s.channels}
	channels, rows := s.channels, s.outlines
	slices.SortFunc(rows, func(a, b Outline) int { return comparePlaces(a.Place, b.Place) })
	for len(channels)+len(rows) > 0 {
		var p page
		for len(p.channels)+len(p.rows) < size && len(channels)+len(rows) > 0 {
			var place Place
			if len(rows) == 0 || len(channels) > 0 && comparePlaces(channels[0].Place, rows[0].Place) <= 0 {
				place = channels[0].Place
				p.channels, channels = append(p.channels, channels[0]), channels[1:]
			} else {
				place = rows[0].Place
			}
			n := 0
			for n < len(rows) && rows[n].Place == place {
				n++
			}
			on := &p
			if _, ok := place.Server(); ok {
				on = &lists
			}
			on.rows, rows = append(on.rows, idsOf(rows[:n])...), rows[n:]
		}
		pages = append(pages, p)
	}
	return append(pages, lists)
}

// whole is the plan at once.
func (s *survey) whole() page {
	return page{channels: s.channels, listing: s.channels, rows: slices.Concat(idsOf(s.outlines), idsOf(s.reports))}
}

func idsOf(rows []Outline) []int64 {
	ids := make([]int64, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	return ids
}

func comparePlaces(a, b Place) int {
	return cmp.Or(cmp.Compare(a.Platform, b.Platform), cmp.Compare(a.ID, b.ID))
}

// A draft is what is planned on a page, and the rows that there are.
type draft struct {
	*survey
	wishes  []*wish
	omitted []omission
	rows    []Delivery
}

// draft plans a page as of now, and digests until the instant until.
func (r *Runner) draft(ctx context.Context, s *survey, p page, now, until time.Time) (*draft, error) {
	d := &draft{survey: s}
	var err error
	if d.rows, err = r.rows(ctx, s, p.rows); err != nil {
		return nil, err
	}
	d.wishes, d.omitted = wanted(now, until, p.channels, p.listing, s.lists, s.views)
	return d, nil
}

// rows returns the rows with these ids, reading them where the survey has not.
func (r *Runner) rows(ctx context.Context, s *survey, ids []int64) ([]Delivery, error) {
	if s.read == nil && len(ids) <= pageSize {
		return r.readRows(ctx, ids)
	}
	rows := make([]Delivery, 0, len(ids))
	var unread []int64
	for _, id := range ids {
		if d := s.read[id]; d != nil {
			rows = append(rows, *d)
		} else {
			unread = append(unread, id)
		}
	}
	for some := range slices.Chunk(unread, pageSize) {
		found, err := r.readRows(ctx, some)
		if err != nil {
			return nil, err
		}
		rows = append(rows, found...)
	}
	return rows, nil
}

func (r *Runner) readRows(ctx context.Context, ids []int64) ([]Delivery, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := r.parts.Ledger.Deliveries(ctx, DeliveryQuery{IDs: ids})
	if err != nil {
		return nil, fmt.Errorf("read the ledger: %w", err)
	}
	return rows, nil
}

func (s *draft) reconcile(now time.Time, debounce time.Duration) []entry {
	asked, omitted := personal(now, s.views, s.rows)
	all := slices.Concat(s.wishes, asked, changes(now, debounce, s.channel, s.views, s.rows))
	return reconcile(now, all, slices.Concat(s.omitted, omitted), s.views, s.rows)
}
