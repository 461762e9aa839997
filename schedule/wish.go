package schedule

import "time"

// A wish is a delivery that the rules ask for, due already or not.
type wish struct {
	Delivery
	next   string    // the slot that takes its place at Until, "" for none
	begin  time.Time // its event's; zero for a digest
	allDay bool      // its event's start is not known
	over   time.Time // from then on it is not even worth a word that it was missed
	hush
	soon   bool // due at once, and not anew in each round
	paused bool // it is due, but its channel is paused
}

// A hush is how quiet hours concern a row; the zero one is none.
type hush struct {
	quiet  Quiet
	zone   *time.Location // of quiet
	useful time.Time      // quiet hours that end later do not delay it
}

// late says why the wish is of no use from Until on.
func (w *wish) late() string {
	switch {
	case w.next != "":
		return "the " + w.next + " takes its place"
	case w.Kind == Digest, w.Until.Equal(w.begin) && w.allDay:
		return "its day is over"
	case w.Until.Equal(w.begin):
		return "the event began at " + w.begin.Format(shownTime)
	}
	return "no longer useful from " + w.Until.In(w.begin.Location()).Format(shownTime)
}

// waits returns until when quiet hours keep a row that is due from being posted
// at now.
func (h *hush) waits(now time.Time) (time.Time, bool) {
	_, end, ok := h.quiet.around(now, h.zone)
	return end, ok && end.Before(h.useful)
}

// hushed returns how quiet hours concern a row for the wish.
func (w *wish) hushed() hush {
	if w.quiet == (Quiet{}) {
		return hush{}
	}
	return w.hush
}

// delay moves the due time out of quiet hours.
func (w *wish) delay() {
	from, to, ok := w.quiet.around(w.Due, w.zone)
	if !ok {
		return
	}
	if to.Before(w.useful) {
		w.Due = to
	} else if w.Kind == Reminder || w.Kind == Agenda {
		w.Due = from.Add(-time.Minute)
	}
	w.Due = w.Due.In(w.zone)
}

// shownTime is how reasons show an instant.
const shownTime = "2006-01-02 15:04 MST"
