package ingest

import (
	"fmt"
	"slices"

	"meetupbot/content"
)

// maxLoss is the share of its events that a source may lose in one import.
// More is not believed without an organiser's word: a half-written folder or
// an empty download must not empty the calendar.
const maxLoss = 0.3

// lose decides on what a source told before and was not seen to tell now, the
// kept tellings for which continued is false. A few are let go, many at once
// are held, and those of which it cannot be known stay as they are. It returns
// what stays.
func (im *Importer) lose(mine []*telling, continued []bool, read []fresh, broken broken, change *content.Import, report *Report) (stay []*telling) {
	speaking := map[string]bool{} // documents that tell of some event
	for _, e := range read {
		speaking[e.path()] = true
	}
	silent := map[string]bool{} // documents that are there and tell of none
	for _, d := range change.Source.Documents {
		silent[d.Path] = !speaking[d.Path]
	}
	counted := map[content.EventID]bool{} // events of which something stays, or that the source still tells of
	live := map[content.EventID]bool{}
	still := map[content.EventID]bool{} // events that the source still tells of
	for i, t := range mine {
		still[t.of.ID] = still[t.of.ID] || continued[i]
		live[t.of.ID] = true
		counted[t.of.ID] = counted[t.of.ID] || continued[i]
	}
	hold := func(t *telling, format string, args ...any) {
		stay = append(stay, t)
		if counted[t.of.ID] {
			return
		}
		counted[t.of.ID] = true
		report.Held++
		if format != "" {
			report.line(format, args...)
		}
	}
	var lost []*telling
	for i, t := range mine {
		dated, over := t.of.dated(), t.of.isOver(change.At)
		switch {
		case continued[i]:
		case dated && over && speaking[t.path()]:
			stay = append(stay, t) // it took place, and its page now tells of another one
			counted[t.of.ID] = true
		case broken.hides(t.card):
			hold(t, "")
		case t.entry() != "" && there(silent, t.path()):
			stay = append(stay, t) // a feed shows its newest entries alone
			counted[t.of.ID] = true
		case silent[t.path()]:
			hold(t, "held: %s: its document is still there, but no event is read in it any more; it is kept as it was. To see what is read: meetupbot explain", t.of.label())
		case t.calledOff() && !(dated && over) && (still[t.of.ID] || toldElsewhere(t)):
			// Else those who know of nothing would bring it back.
			stay = append(stay, t)
			counted[t.of.ID] = true
			report.line("held: %s: it stays %s, though %s, which said so, is gone. If it takes place after all, correct its status: meetupbot review",
				t.of.label(), t.status, t.path())
		default:
			lost = append(lost, t)
		}
	}
	var gone []*known
	for _, t := range lost {
		if !counted[t.of.ID] {
			counted[t.of.ID] = true
			gone = append(gone, t.of)
		}
	}
	if im.AcceptLoss || float64(len(gone)) <= maxLoss*float64(len(live)) {
		return stay
	}
	change.Source.Held = fmt.Sprintf("%d of its %d events vanished at once", len(gone), len(live))
	report.lossHeld(change.Source.Held, gone)
	return append(stay, lost...)
}

// calledOff reports whether it says that the event does not take place.
func (t *telling) calledOff() bool {
	return t.status == content.Cancelled || t.status == content.Postponed
}

// toldElsewhere reports whether another source tells of the telling's event.
func toldElsewhere(t *telling) bool {
	return slices.ContainsFunc(t.of.several, func(c card) bool { return c.source != t.source })
}

func there(documents map[string]bool, path string) bool {
	_, ok := documents[path]
	return ok
}
