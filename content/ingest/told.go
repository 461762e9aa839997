package ingest

import (
	"slices"

	"meetupbot/content"
)

// toldOf returns the tellings of kept events that are not gone.
func (b *bench) toldOf(kept []*known) ([]*telling, error) {
	var all, open []*telling
	for _, e := range kept {
		if e.gone {
			continue
		}
		for i, said := range e.tellings() {
			t := newTelling(said, e, true, i)
			all = append(all, t)
			if b.mayAnswer(t) {
				open = append(open, t)
			}
		}
	}
	return all, b.answer(open)
}

// mayAnswer reports whether an answer that an organiser gave to its source may
// change what is read of a telling.
func (b *bench) mayAnswer(t *telling) bool { return t.said.doubted && len(b.answers[t.source]) > 0 }

// answer reads tellings anew, with what organisers answered for others.
func (b *bench) answer(all []*telling) error {
	for some := range slices.Chunk(all, atOnce) {
		var ids []content.EventID
		for _, t := range some {
			if t.kept {
				ids = append(ids, t.of.ID)
			}
		}
		slices.Sort(ids)
		kept, err := b.load(slices.Compact(ids))
		if err != nil {
			return err
		}
		for _, t := range some {
			said, err := b.whole(memberOf(t), kept)
			if err != nil {
				return err
			}
			var id content.EventID
			if t.of != nil {
				id = t.of.ID
			}
			if answered, any := b.answers.apply(id, said); any {
				c := b.pen.draw(&answered)
				t.reads(&c)
			}
		}
	}
	return nil
}
