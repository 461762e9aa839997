package ingest

import (
	"slices"
	"strings"

	"meetupbot/content"
)

// A pen draws the cards of a group.
type pen struct {
	common   []string // words that every title of the group may hold
	settings map[setting]*setting
	text     strings.Builder
	keys     []key
	last     card // that was drawn: an event often says what one of its documents does
}

func newPen(g content.Group) *pen {
	return &pen{common: append(content.Words(g.Name), content.Words(g.Title)...), settings: map[setting]*setting{}}
}

// How much is taken at once for what stands on cards.
const (
	textRoom = 1 << 16 // bytes
	keyRoom  = 1 << 12
)

// draw returns the card of an event, or of what a document says of one.
func (p *pen) draw(e *content.Event) card {
	c := card{
		setting: p.setting(e.Origin.Source, e.Zone, e.Status),
		date:    dateOf(e.Date), start: -1, over: overAt(e), doubted: len(e.Doubts) > 0,
		title: keyOf("title ", content.Fold(e.Title)), id: idKey(&e.Origin), page: pageKey(&e.Origin),
	}
	if e.Start != "" {
		c.start = int16(e.Start.Minutes())
	}
	var before []date
	for _, d := range e.Earlier {
		before = append(before, dateOf(d))
	}
	c.setEarlier(before)
	p.write(&c, e.Origin.Path, e.Origin.Entry, e.Origin.Place, e.Origin.UID, e.Title)
	p.features(&c, e)
	p.last = c
	return c
}

// write puts the texts of a card behind those of others.
func (p *pen) write(c *card, texts ...string) {
	if l := &p.last; slices.Equal(texts, []string{l.path(), l.entry(), l.place(), l.uid(), l.name()}) {
		c.text, c.ends = l.text, l.ends
		return
	}
	n := 0
	for _, s := range texts {
		n += len(s)
	}
	if p.text.Cap()-p.text.Len() < n {
		p.text = strings.Builder{}
		p.text.Grow(max(n, textRoom))
	}
	from := p.text.Len()
	for i, s := range texts {
		p.text.WriteString(s)
		if i < len(c.ends) {
			c.ends[i] = uint32(p.text.Len() - from)
		}
	}
	c.text = p.text.String()[from:]
}

// features fills in the keys of a card.
func (p *pen) features(c *card, e *content.Event) {
	if cap(p.keys)-len(p.keys) < keyRoom/8 {
		p.keys = make([]key, 0, keyRoom)
	}
	keys := p.keys[len(p.keys):]
	for w := range strings.FieldsSeq(content.Fold(e.Title)) {
		if tellingWord(w) && !slices.Contains(p.common, w) {
			keys = append(keys, keyOf("word ", w))
		}
	}
	c.until[0] = uint32(len(keys))
	for i := range e.Talks {
		keys = append(keys, keyOf("talk ", content.Fold(e.Talks[i].Title)))
	}
	c.until[1] = uint32(len(keys))
	for _, w := range content.Words(e.Venue.Name + " " + e.Venue.Address) {
		if tellingWord(w) {
			keys = append(keys, keyOf("place ", w))
		}
	}
	c.until[2] = uint32(len(keys))
	for _, l := range e.RSVP {
		keys = append(keys, keyOf("page ", l.URL))
	}
	if slices.Equal(keys, p.last.keys) {
		c.keys = p.last.keys
		return
	}
	c.keys = slices.Clip(keys)
	if len(p.keys)+len(keys) <= cap(p.keys) { // else they found no room, and have their own
		p.keys = p.keys[:len(p.keys)+len(keys)]
	}
}

// setting keeps a setting once.
func (p *pen) setting(source, zone string, status content.Status) *setting {
	s := setting{source, zone, status}
	if kept, ok := p.settings[s]; ok {
		return kept
	}
	s = setting{strings.Clone(source), strings.Clone(zone), content.Status(strings.Clone(string(status)))}
	p.settings[s] = &s
	return &s
}
