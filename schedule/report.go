package schedule

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// reportUseful is how long a report that could not be posted is tried.
const reportUseful = 7 * 24 * time.Hour

// reportDown is how long after a report did not come through in a place the
// next ones begin elsewhere.
const reportDown = time.Hour

// save keeps rows, and with them, in the same transaction, what organisers are
// to hear of them. So a report is neither lost nor made twice, wherever the
// process ends. It returns rows as they are kept.
func (r *Runner) save(ctx context.Context, now Now, rows []Delivery, waiting ...Trouble) ([]Delivery, error) {
	places := r.organisers()
	if len(places) == 0 {
		return r.parts.Ledger.Save(ctx, rows)
	}
	all, troubles := rows, slices.Clone(waiting)
	var told map[string]bool
	for i := range rows {
		t, ok := troubleOf(&rows[i], now.Product, r.keptBack(&rows[i], now))
		if !ok {
			continue
		}
		if told == nil {
			all, told = slices.Clone(rows), r.told()
		}
		all[i].Reported = t.State
		if t.About == "" || !told[t.About] {
			troubles = append(troubles, t)
		}
		if t.About != "" {
			told[t.About] = true
		}
	}
	if len(troubles) > 0 {
		all = append(slices.Clip(all), r.reportOf(now, r.reportTo(now.Product, places), troubles))
	}
	saved, err := r.parts.Ledger.Save(ctx, all)
	if err != nil || len(saved) != len(all) {
		return saved, err
	}
	for _, d := range saved {
		if d.Kind == Report {
			r.know(d)
		}
	}
	return saved[:len(rows)], nil
}

// overdue has rows be kept of which organisers are to hear while they wait: nothing
// else may become of them for hours.
func (r *Runner) overdue(now Now, entries []entry) {
	if len(r.organisers()) == 0 {
		return
	}
	for i := range entries {
		if e := &entries[i]; e.State == Planned && e.Reason != "" {
			_, tell := troubleOf(&e.Delivery, now.Product, false)
			e.changed = e.changed || tell
		}
	}
}

// know notes how a report is kept now.
func (r *Runner) know(report Delivery) {
	if i := slices.IndexFunc(r.reports, func(d Delivery) bool { return d.ID == report.ID }); i >= 0 {
		r.reports[i] = report
	} else {
		r.reports = append(r.reports, report)
	}
}

// keptBack reports whether nothing is asked for now of whom a row is for, and
// organisers are to hear so at once.
func (r *Runner) keptBack(d *Delivery, now Now) bool {
	return r.isCut(d.Key.Place.Platform) != nil || d.Kind == Listing && !r.open(d.Key.Place, now)
}

// told are the names of all that organisers were told of and that has one.
func (r *Runner) told() map[string]bool {
	told := map[string]bool{}
	for _, d := range r.reports {
		for _, about := range ParseTroubles(d.Told).Abouts {
			told[about] = true
		}
	}
	return told
}

func (r *Runner) organisers() []Place {
	if r.parts.Organisers == nil {
		return nil
	}
	return r.parts.Organisers()
}

// reportOf returns the row of the report to a place that tells of troubles: one
// that is neither due nor queued yet with these added, or else a new one. What
// goes wrong together is one message.
func (r *Runner) reportOf(now Now, place Place, troubles []Trouble) Delivery {
	due := now.Product.Add(r.parts.Delays.Gather)
	key := Key{Place: place, Occurrence: now.Product.UTC().Format(occurrenceTime), Slot: string(Report)}
	for _, d := range r.reports {
		if d.Key.Place != place {
			continue
		}
		if d.State == Planned && d.Attempts == 0 && d.Due.After(now.Product) && !r.queued[d.ID] {
			d.Told = ParseTroubles(d.Told).with(troubles).String()
			return d
		}
		if next := d.Due.Add(r.parts.Delays.Apart); d.Due.After(now.Product.Add(-r.parts.Delays.Apart)) && next.After(due) {
			due = next
		}
		if d.Key.Occurrence == key.Occurrence && d.Key.Revision >= key.Revision {
			key.Revision = d.Key.Revision + 1
		}
	}
	return Delivery{
		Key: key, Kind: Report, State: Planned, Due: due, Until: due.Add(reportUseful),
		Told: Troubles{}.with(troubles).String(), Marker: key.marker(),
	}
}

// reportTo chooses where a report goes: to the first of organisers' places in
// which the last one was not refused, and on whose platform the last one did
// come through.
func (r *Runner) reportTo(now time.Time, places []Place) Place {
	for _, p := range places {
		if r.isCut(p.Platform) != nil {
			continue
		}
		var last *Delivery
		for i := range r.reports {
			d := &r.reports[i]
			tells := d.State.Posted() || d.State == Withdrawn || d.State == Failed && d.Key.Place == p
			if tells && d.Key.Place.Platform == p.Platform && (last == nil || d.ID > last.ID) {
				last = d
			}
		}
		if last == nil || last.State.Posted() || now.Sub(last.Due) > reportDown {
			return p
		}
	}
	return places[0]
}

// listen asks what waits for organisers, and lets them know what they were not
// told of yet: not in the last weeks, if it still waits.
func (r *Runner) listen(ctx context.Context, now Now) error {
	if r.parts.Waiting == nil || len(r.organisers()) == 0 || !r.listened.IsZero() && now.Real.Sub(r.listened) < r.parts.Delays.Apart {
		return nil
	}
	waiting, err := r.parts.Waiting(ctx, now.Product)
	if err != nil {
		return fmt.Errorf("ask what waits for organisers: %w", err)
	}
	r.listened = now.Real
	told := r.told()
	waiting = slices.DeleteFunc(waiting, func(t Trouble) bool { return t.About == "" || told[t.About] })
	if len(waiting) == 0 {
		return nil
	}
	if _, err := r.save(ctx, now, nil, waiting...); err != nil {
		return fmt.Errorf("save what waits for organisers: %w", err)
	}
	return nil
}

// nextReport returns the instant, by the product clock, at which a report is
// due or has had its time; zero is never.
func (r *Runner) nextReport(now Now, q *queue) (next time.Time) {
	earlier := func(t time.Time) { next = sooner(t, next) }
	for i := range r.reports {
		if d := &r.reports[i]; d.State == Planned && d.Due.After(r.began) {
			earlier(d.Due) // this round could not post it yet
		}
	}
	for _, e := range q.entries {
		switch {
		case e.Kind != Report:
		case e.State == Failed:
			earlier(now.Product)
		case !e.State.Final():
			if t := now.Product.Add(r.patience(now, &e.Delivery).Sub(now.Real)); t.After(now.Product) {
				earlier(t)
			}
		}
	}
	return next
}
