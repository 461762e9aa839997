package schedule

import "time"

// A Gap is a span of which the ledger does not know what was posted, because
// it was restored from an older copy. What was due by its end is looked for
// before it is posted, rows that the plan makes anew included: their marker
// follows from their key.
type Gap struct {
	From Now // the last that the ledger knows of
	To   Now // from then on it knows again

	// Noticed is until when, by the product clock, news and changes of events
	// may be those that were noticed and told in the gap already: the first look
	// at the sources brings them once more.
	Noticed time.Time
}

// noticed reports whether rows of kind k are due when something is noticed, and
// not at an hour that follows from the event.
func noticed(k Kind) bool {
	return k == Announcement || k == Listing || k == Change || k == Recap
}

// missing is the reason of rows that may have been posted in a gap.
const missing = "this may have been posted after the copy was made from which the database was restored, or before its log was lost"

// doubt makes the entries that may have been posted in the gap Unknown, to be
// looked for from its beginning on, and returns them; a request that was under
// way at its end is given time to settle. So does a row that ends now unposted:
// whoever was told in the gap is to hear of what changed since. A row that was
// looked for, or attempted, after the gap's beginning is left alone.
func (g Gap) doubt(entries []entry, settle time.Duration) (doubted []*entry) {
	if g.From.Real.IsZero() {
		return nil
	}
	for i := range entries {
		e := &entries[i]
		switch e.State {
		case Sending, Unknown, Retracting:
			continue
		}
		end := g.To.Product
		if noticed(e.Kind) {
			end = g.Noticed
		}
		if e.Due.After(end) || !e.Until.After(g.From.Product) || !e.Attempted.Before(g.From.Real) {
			continue
		}
		e.State, e.Reason, e.changed = Unknown, missing, true
		e.Attempted, e.NotBefore = g.From.Real, keepable(g.To.Real.Add(settle))
		if e.First.IsZero() {
			e.First = e.Attempted
		}
		doubted = append(doubted, e)
	}
	return doubted
}
