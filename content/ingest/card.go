package ingest

import "meetupbot/content"

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
