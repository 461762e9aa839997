package discord

import (
	"meetupbot/bot"
	"meetupbot/content"
)

// readers adds the reader's own time below the venue's. Where only the day is
// known there is none: the day does not begin for everybody at once.
func (t *text) readers(w bot.When, asked bool) {
	switch {
	case w.From.IsZero() || w.Phase == bot.Over:
	case w.Start != "":
		t.own("\nYour time: ")
		t.moment(w.From, 'F')
		t.own(", ")
		t.moment(w.From, 'R')
	case asked && w.Relative() != "":
		t.own("\n" + bot.Sentence(w.Relative()))
	}
}

// day adds the day for a list, with the time and the zone where they are
// known.
func (t *text) day(w bot.When) {
	t.own(w.ShortDay())
	if w.Phase == bot.DayUnknown {
		if w.Date != "" {
			t.own(", ")
		}
		t.own("day not known yet")
		return
	}
	if w.Start == "" || w.Phase == bot.Over {
		return
	}
	t.own(", " + string(w.Start))
	if zone := w.ZoneName(); zone != "" {
		t.own(" (" + zone + ")")
	}
}

// relative adds how far away w is, as the reader's app counts where it can,
// after a separator.
func (t *text) relative(w bot.When, sep string) {
	switch rel := w.Relative(); {
	case w.Phase == bot.OnNow:
		t.own(sep + "**" + rel + "**")
	case w.Phase != bot.Ahead:
	case w.Start != "":
		t.own(sep)
		t.moment(w.From, 'R')
	case rel != "":
		t.own(sep + rel)
	}
}

// meetup adds a meetup as a line of a list.
func (t *text) meetup(m bot.Meetup) {
	t.own("- ")
	if m.CalledOff() {
		t.struck(name(m), maxName)
	} else {
		t.link(name(m), m.Page, maxName)
	}
	t.own(" – ")
	t.day(m.When)
	if m.Standing() != "" {
		t.own(" – **" + m.Standing() + "**")
	}
	if !m.CalledOff() {
		t.relative(m.When, ", ")
	}
	if len(m.Doubts) > 0 {
		t.own(" (not confirmed)")
	}
}

// clock adds when an entry of a programme begins and ends.
func (t *text) clock(start, end content.Clock) {
	if start == "" {
		return
	}
	t.own("**")
	t.literal(string(start), maxName)
	if end != "" {
		t.own("–")
		t.literal(string(end), maxName)
	}
	t.own("** ")
}

// talk adds a talk's title with those speakers whom it does not name.
func (t *text) talk(title string, speakers []string) {
	start := len(t.b)
	t.literal(title, maxName)
	if len(t.b) == start {
		t.own("Talk")
	}
	if len(speakers) > 0 {
		t.own(" – ")
		t.names(speakers)
	}
}

// media adds links to a talk's video and slides, if there are any, after a
// separator.
func (t *text) media(talk bot.Talk, sep string) {
	if web := webAddress(talk.Video); web != "" {
		t.own(sep)
		t.ownLink("video", web)
		sep = ", "
	}
	if web := webAddress(talk.Slides); web != "" {
		t.own(sep)
		t.ownLink("slides", web)
	}
}
