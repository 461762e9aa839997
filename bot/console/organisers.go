package console

import (
	"fmt"
	"strings"
	"time"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// calendarEntry shows the file as it is: a terminal can keep it in one.
func (p *page) calendarEntry(r bot.CalendarEntry) {
	for line := range strings.Lines(string(r.File)) {
		p.para("", span{text: strings.TrimRight(line, "\r\n")})
	}
}

func (p *page) rules(r bot.Rules) {
	p.said(r.Said)
	if len(r.Groups) == 0 {
		p.para("", span{text: "No group is followed here.", style: bold})
	} else {
		p.para("", span{text: "Posted here: ", style: bold}, span{text: strings.Join(r.Groups, ", ")})
		p.para("  ", span{text: strings.Join(r.Channel.Words(), "; ")})
	}
	if r.Next != nil {
		p.para("", span{text: "Next: "}, span{text: postingText(*r.Next)})
	}
	p.findings(r.Missing)
	p.asks("You can try", "", r.Try)
}

func (p *page) findings(found []bot.Finding) {
	for _, f := range found {
		p.para("", span{text: f.What + ": ", style: bold}, span{text: joined(" ", f.Text, f.Fix)})
	}
}

func (p *page) plan(r bot.Plan) {
	days := fmt.Sprintf("%d days", r.Days)
	if len(r.Posts) == 0 {
		p.para("", span{text: "Nothing will be posted here in the next " + days + "."})
	}
	p.postings("Will be posted in the next "+days, r.Posts, r.More)
	p.postings("Will not be posted", r.Not, r.MoreNot)
}

func (p *page) postings(title string, list []bot.Posting, more bot.More) {
	if len(list) == 0 {
		return
	}
	p.para("", span{text: title, style: bold})
	for _, post := range list {
		p.para("  ", span{text: postingText(post)})
	}
	p.more(more, "")
}

func (p *page) status(r bot.Status) {
	if r.Round.IsZero() {
		p.para("", span{text: "What is due has not been looked at yet."})
	} else {
		p.para("", span{text: "What is due was last looked at on " + moment(r.Round) + "."})
	}
	if r.Idle {
		p.para("", span{text: "That is long ago: it seems that meetupbot serve does not run, or hangs.", style: bold})
	}
	for _, c := range r.Connections {
		state := "connected"
		if c.Since.IsZero() {
			state = "not connected"
		} else {
			state += " since " + moment(c.Since)
		}
		p.para("", span{text: c.Platform + ": ", style: bold}, span{text: joined(". ", state, c.Trouble)})
	}
	p.postings("Next", r.Next, bot.More{})
	p.postings("Last", r.Last, bot.More{})
	p.postings("Trouble", r.Trouble, bot.More{})
	p.sourceLines(r.Sources)
}

func (p *page) report(r bot.Report) {
	p.postings(r.Said, r.Lines, r.More)
	p.asks("You can try", "", r.Try)
}

func (p *page) sources(r bot.SourceList) {
	p.said(r.Said)
	if len(r.Sources) == 0 {
		p.para("", span{text: "No source is declared or added."})
	}
	p.sourceLines(r.Sources)
	p.asks("You can try", "", r.Try)
}

func (p *page) sourceLines(sources []bot.Source) {
	for _, s := range sources {
		state := "not read yet"
		if !s.Read.IsZero() {
			state = "read " + moment(s.Read)
		}
		if s.Added {
			state = joined(", ", "added here", state)
		}
		for _, at := range []struct {
			what string
			when time.Time
		}{{"changed", s.Changed}, {"looked at", s.Looked}, {"next look", s.Next}} {
			if !at.when.IsZero() {
				state = joined(", ", state, at.what+" "+moment(at.when))
			}
		}
		p.para("", span{text: s.Name, style: bold}, span{text: joined("; ", " ("+s.Group+"): "+state, s.Trouble, s.Held)})
		for _, b := range s.Broken {
			p.para("  ", span{text: b})
		}
	}
}

func (p *page) said(sentence string) {
	if sentence != "" {
		p.para("", span{text: sentence})
	}
}

// postingText is one posting on a line.
func postingText(post bot.Posting) string {
	at := ""
	if !post.At.IsZero() {
		at = moment(post.At)
	}
	what := joined(": ", post.What, post.Event)
	if post.Place != (schedule.Place{}) {
		what += " in " + bot.PlaceName(post.Place)
	}
	return joined(" – ", at, what, joined(": ", post.State, post.Why), post.Do)
}

// moment is a time with its zone.
func moment(t time.Time) string { return t.Format("Mon 2 Jan 2006, 15:04 MST") }
