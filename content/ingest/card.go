package ingest

import (
	"context"
	"slices"
	"strings"

	"meetupbot/content"
)

// A card is what an event, or what one document says of it, is recognised by:
// where it stands, when it takes place, and keys of what it may have in common
// with another. A group may have very many of them, so that they hold nothing
// else; an event is read whole only while it is worked out anew.
type card struct {
	*setting
	text string    // path, entry, place, UID and title, one behind the other
	ends [4]uint32 // where all but the last of these end

	date    date
	start   int16   // in minutes; -1: unknown
	doubted bool    // it leaves something open
	over    int64   // the second in which it ends; always: nobody knows
	before  *[]date // other days that its document told of it before

	title    key // of the folded title
	id, page key // of its own; 0: it has none
	keys     []key
	until    [3]uint32 // where the keys of telling words of the title end, those of talks, and of words of the place; the others are of sign-up pages
}

// A setting is what many cards have in common.
type setting struct {
	source string
	zone   string
	status content.Status
}

func (c *card) path() string  { return c.text[:c.ends[0]] }
func (c *card) entry() string { return c.text[c.ends[0]:c.ends[1]] }
func (c *card) place() string { return c.text[c.ends[1]:c.ends[2]] }
func (c *card) uid() string   { return c.text[c.ends[2]:c.ends[3]] }
func (c *card) name() string  { return c.text[c.ends[3]:] }

func (c *card) words() []key  { return c.keys[:c.until[0]] }
func (c *card) talks() []key  { return c.keys[c.until[0]:c.until[1]] }
func (c *card) venue() []key  { return c.keys[c.until[1]:c.until[2]] }
func (c *card) signUp() []key { return c.keys[c.until[2]:] }

func (c *card) earlier() []date {
	if c.before == nil {
		return nil
	}
	return *c.before
}

func (c *card) setEarlier(days []date) {
	if c.before = nil; len(days) > 0 {
		c.before = &days
	}
}

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

// A known event is a kept one, by its cards.
type known struct {
	card      // as it is in force
	ID        content.EventID
	gone      bool
	several   []card // what each document says; none: it is what one document says
	decisions []content.Decision
}

func (p *pen) known(e *content.Event) *known {
	k := &known{card: p.draw(e), ID: e.ID, gone: e.Gone, decisions: e.Decisions}
	if len(e.Tellings) > 0 {
		k.several = make([]card, len(e.Tellings))
		for i := range e.Tellings {
			k.several[i] = p.draw(&e.Tellings[i])
		}
	}
	return k
}

// tellings are what each document says of the event.
func (k *known) tellings() []*card {
	if len(k.several) == 0 {
		return []*card{&k.card}
	}
	out := make([]*card, len(k.several))
	for i := range k.several {
		out[i] = &k.several[i]
	}
	return out
}

// toldBy reports whether a source tells of the event.
func (k *known) toldBy(source string) bool {
	return slices.ContainsFunc(k.tellings(), func(c *card) bool { return c.source == source })
}

// each calls f with the kept events of a group, one after the other.
func (im *Importer) each(ctx context.Context, group content.Group, f func(*content.Event)) error {
	q := content.EventQuery{Groups: []string{group.Name}, Gone: true, Told: true, Brief: true}
	return im.Store.EachEvent(ctx, q, func(e *content.Event) error {
		f(e)
		return nil
	})
}

// kept returns the kept events of a group.
func (im *Importer) kept(ctx context.Context, group content.Group) ([]*known, error) {
	var all []*known
	p := newPen(group)
	err := im.each(ctx, group, func(e *content.Event) { all = append(all, p.known(e)) })
	return all, err
}
