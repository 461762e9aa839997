package discord

import (
	"strconv"
	"strings"
	"time"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// said is what has become of a command, above the embed that shows how things
// stand.
func (m *message) said(sentence string) {
	var t text
	t.literal(sentence, 2*maxWords)
	m.Content = t.String()
}

func (m *message) rules(r bot.Rules) {
	m.said(r.Said)
	var t text
	if len(r.Groups) == 0 {
		m.embed("No group is followed here")
	} else {
		m.embed("What is posted here")
		t.own("**")
		t.names(r.Groups)
		t.own("**")
		for _, w := range r.Channel.Words() {
			t.own("\n- ")
			t.literal(w, maxWords)
		}
	}
	if r.Next != nil {
		t.apart()
		t.own("Next: ")
		t.posting(*r.Next)
	}
	fill(&t, maxDescription-maxAsks*maxName, r.Missing, bot.More{}, "", func(t *text, f bot.Finding) {
		t.own("⚠️ ")
		t.bold(f.What, maxName)
		t.own(": ")
		t.literal(f.Text, maxWords)
		t.own(" ")
		t.literal(f.Fix, maxWords)
	})
	t.asks("You can try", "", r.Try)
	m.Embeds[0].Description = t.String()
}

func (m *message) plan(r bot.Plan) {
	days := strconv.Itoa(r.Days) + " days"
	var t text
	if len(r.Posts) == 0 {
		m.embed("Nothing will be posted here in the next " + days)
	} else {
		m.embed("Will be posted in the next " + days)
	}
	t.postings("", r.Posts, r.More, maxDescription-700)
	t.postings("Will not be posted", r.Not, r.MoreNot, maxDescription)
	m.Embeds[0].Description = t.String()
}

// postings adds a list of posts, under a title where there is one.
func (t *text) postings(title string, list []bot.Posting, more bot.More, most int) {
	if len(list) == 0 {
		return
	}
	if title != "" {
		t.apart()
		t.own("**" + title + "**")
	}
	fill(t, most, list, more, "", func(t *text, p bot.Posting) {
		t.own("- ")
		t.posting(p)
	})
}

func (m *message) status(r bot.Status) {
	e := m.embed("How I am doing")
	var t text
	if r.Round.IsZero() {
		t.own("I have just been started.")
	} else {
		t.own("I last checked what is due on ")
		t.exactly(r.Round)
		t.own(".")
	}
	if r.Idle {
		t.own(" That is long ago: something hangs.")
	}
	fill(&t, 1000, r.Connections, bot.More{}, "", func(t *text, c bot.Connection) {
		t.own("- ")
		t.bold(c.Platform, maxName)
		if c.Since.IsZero() {
			t.own(": not connected")
		} else {
			t.own(": connected since ")
			t.exactly(c.Since)
		}
		if c.Trouble != "" {
			t.own(". ")
			t.literal(c.Trouble, maxWords)
		}
	})
	t.postings("Next", r.Next, bot.More{}, 1600)
	t.postings("Last", r.Last, bot.More{}, 2300)
	t.postings("Trouble", r.Trouble, bot.More{}, 3200)
	if len(r.Sources) > 0 {
		t.apart()
		t.own("**Sources**")
		fill(&t, maxDescription, r.Sources, bot.More{}, "", (*text).source)
	}
	e.Description = t.String()
}

func (m *message) report(r bot.Report) {
	m.said(r.Said)
	e := m.embed("For organisers")
	var t text
	t.postings("", r.Lines, r.More, maxDescription-maxAsks*maxName)
	t.asks("You can try", "", r.Try)
	e.Description = t.String()
}

func (m *message) sources(r bot.SourceList) {
	m.said(r.Said)
	e := m.embed("Sources")
	var t text
	if len(r.Sources) == 0 {
		t.own("No source is declared or added.")
	}
	fill(&t, maxDescription-maxAsks*maxName, r.Sources, bot.More{}, "", (*text).source)
	t.asks("You can try", "", r.Try)
	e.Description = t.String()
}

// source adds a source and what is wrong with it.
func (t *text) source(s bot.Source) {
	t.own("- ")
	if web := webAddress(s.Name); web != "" {
		t.bare(web)
	} else {
		t.bold(s.Name, maxWords)
	}
	if s.Group != "" {
		t.own(" (")
		t.literal(s.Group, maxName)
		t.own(")")
	}
	t.own(": ")
	if s.Added {
		t.own("added here, ")
	}
	if s.Read.IsZero() {
		t.own("not read yet")
	} else {
		t.own("read ")
		t.exactly(s.Read)
	}
	for _, at := range []struct {
		what string
		when time.Time
	}{{"changed", s.Changed}, {"looked at", s.Looked}, {"next look", s.Next}} {
		if !at.when.IsZero() {
			t.own(", " + at.what + " ")
			t.exactly(at.when)
		}
	}
	for _, why := range []string{s.Trouble, s.Held} {
		if why != "" {
			t.own("; ")
			t.literal(why, maxWords)
		}
	}
	fill(t, len(t.b)+2*maxWords, s.Broken, bot.More{}, "", func(t *text, broken string) {
		t.own("  - ")
		t.literal(broken, maxName)
	})
}

// posting adds one post.
func (t *text) posting(p bot.Posting) {
	if !p.At.IsZero() {
		t.exactly(p.At)
		t.own(" – ")
	}
	t.literal(p.What, maxName)
	if p.Event != "" {
		t.own(": ")
		t.literal(p.Event, maxName)
	}
	if p.Place != (schedule.Place{}) {
		t.own(" in ")
		t.place(p.Place)
	}
	if p.State != "" || p.Why != "" {
		t.own(" – ")
		t.bold(p.State, maxName)
		if p.State != "" && p.Why != "" {
			t.own(": ")
		}
		t.literal(p.Why, maxWords)
	}
	if p.Do != "" {
		t.own(" – ")
		t.literal(p.Do, maxWords)
	}
}

// place adds a place: a channel of Discord by its name, as an app shows it.
func (t *text) place(p schedule.Place) {
	if p.Platform == platform && len(p.ID) <= 20 && p.ID != "" && strings.Trim(p.ID, "0123456789") == "" {
		t.own("<#" + p.ID + ">")
		return
	}
	t.literal(bot.PlaceName(p), maxName)
}

// exactly adds a time with its zone, and how far away it is for the reader.
func (t *text) exactly(at time.Time) {
	t.own(at.Format("Mon 2 Jan 2006, 15:04 MST") + " (")
	t.moment(at, 'R')
	t.own(")")
}
