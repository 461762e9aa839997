package slack

import (
	"fmt"
	"strings"
	"time"

	"meetupbot/bot"
	"meetupbot/schedule"
)

func (p *page) rules(r bot.Rules) {
	p.say(r.Said)
	var s spans
	if len(r.Groups) == 0 {
		s.add("No group is followed here.", bold)
		p.text = joined(" ", p.text, "No group is followed here.")
	} else {
		s.add("Posted here: ", bold).add(names(r.Groups), plain)
		if p.text == "" {
			p.text = "Posted here: " + names(r.Groups)
		}
	}
	p.para(s)
	if len(r.Groups) > 0 {
		words := r.Channel.Words()
		p.list(list{len: len(words), item: func(i int) (s spans) {
			s.add(short(words[i], maxSentence), plain)
			return s
		}})
	}
	if r.Next != nil {
		var s spans
		s.add("Next: ", bold)
		p.posting(&s, *r.Next, r.Channel.Place)
		p.para(s)
	}
	p.list(list{len: len(r.Missing), item: func(i int) (s spans) {
		f := r.Missing[i]
		s.add(short(f.What, maxName)+": ", bold).add(short(joined(" ", f.Text, f.Fix), maxSentence), plain)
		return s
	}})
	p.asks("You can try", "", r.Try)
}

func (p *page) plan(r bot.Plan) {
	days := fmt.Sprintf("%d days", r.Days)
	p.text = "Will be posted in the next " + days
	if len(r.Posts) == 0 {
		p.text = ""
		p.say("Nothing will be posted here in the next " + days + ".")
	}
	var here schedule.Place // a plan is for one place, which need not be said each time
	if all := append(r.Posts[:len(r.Posts):len(r.Posts)], r.Not...); len(all) > 0 {
		here = all[0].Place
		for _, post := range all {
			if post.Place != here {
				here = schedule.Place{}
			}
		}
	}
	p.postings("Will be posted in the next "+days, r.Posts, r.More, here)
	p.postings("Will not be posted", r.Not, r.MoreNot, here)
}

func (p *page) postings(title string, posts []bot.Posting, more bot.More, here schedule.Place) {
	if len(posts) == 0 {
		return
	}
	l := list{len: len(posts), more: more, item: func(i int) (s spans) {
		p.posting(&s, posts[i], here)
		return s
	}}
	l.title.add(title, bold)
	p.list(l)
}

// posting is one posting on a line; here is the place that need not be named.
func (p *page) posting(s *spans, post bot.Posting, here schedule.Place) {
	if !post.At.IsZero() {
		s.add(moment(post.At), bold).add(" – ", plain)
	}
	s.add(joined(": ", short(post.What, maxName), short(post.Event, maxName)), plain)
	if post.Place != (schedule.Place{}) && post.Place != here {
		s.add(" in ", plain).place(post.Place, p.own)
	}
	if state := short(post.State, maxName); state != "" {
		s.add(" – ", plain).add(state, bold)
	}
	if why := short(post.Why, maxSentence); why != "" {
		s.add(": "+why, plain)
	}
	if do := short(post.Do, maxSentence); do != "" {
		s.add(" – "+do, plain)
	}
}

func (p *page) status(r bot.Status) {
	if r.Round.IsZero() {
		p.say("I have just been started.")
	} else {
		p.say("I last checked what is due on " + moment(r.Round) + ".")
	}
	if r.Idle {
		p.say("That is long ago: something hangs.")
	}
	p.list(list{len: len(r.Connections), item: func(i int) (s spans) {
		c := r.Connections[i]
		s.add(short(c.Platform, maxName)+": ", bold)
		if c.Since.IsZero() {
			s.add("not connected", plain)
		} else {
			s.add("connected since "+moment(c.Since), plain)
		}
		if trouble := short(c.Trouble, maxSentence); trouble != "" {
			s.add(". "+trouble, plain)
		}
		return s
	}})
	p.postings("Next", r.Next, bot.More{}, schedule.Place{})
	p.postings("Last", r.Last, bot.More{}, schedule.Place{})
	p.postings("Trouble", r.Trouble, bot.More{}, schedule.Place{})
	p.sourceLines("Sources", r.Sources)
}

func (p *page) report(r bot.Report) {
	said := short(r.Said, maxSentence)
	p.text = joined(" ", said, count(r))
	p.postings(said, r.Lines, r.More, schedule.Place{})
	p.asks("You can try", "", r.Try)
}

// count names the first of a report where only a line of it is shown.
func count(r bot.Report) string {
	if len(r.Lines) == 0 {
		return ""
	}
	first := r.Lines[0]
	words := joined(": ", first.State, first.What, first.Event)
	if rest := len(r.Lines) + r.More.Count - 1; rest > 0 {
		words += fmt.Sprintf(", and %d more", rest)
	}
	return words
}

func (p *page) sources(r bot.SourceList) {
	p.say(r.Said)
	if len(r.Sources) == 0 {
		p.say("No source is declared or added.")
	}
	if p.text == "" {
		p.text = "Where meetups are read from"
	}
	p.sourceLines("Sources", r.Sources)
	p.asks("You can try", "", r.Try)
}

// maxBroken is how many unreadable documents are named of each source.
const maxBroken = 5

func (p *page) sourceLines(title string, sources []bot.Source) {
	l := list{len: len(sources), item: func(i int) (s spans) {
		src := sources[i]
		// The name is an address often; nobody need be sent there from here.
		s.add(short(src.Name, maxName), bold)
		if group := short(src.Group, maxName); group != "" {
			s.add(" ("+group+")", plain)
		}
		state := "not read yet"
		if !src.Read.IsZero() {
			state = "read " + moment(src.Read)
		}
		if src.Added {
			state = "added here, " + state
		}
		for _, at := range []struct {
			what string
			when time.Time
		}{{"changed", src.Changed}, {"looked at", src.Looked}, {"next look", src.Next}} {
			if !at.when.IsZero() {
				state = joined(", ", state, at.what+" "+moment(at.when))
			}
		}
		s.add(": "+joined("; ", state, short(src.Trouble, maxSentence), short(src.Held, maxSentence)), plain)
		for _, b := range src.Broken[:min(len(src.Broken), maxBroken)] {
			if b = short(b, maxSentence); b != "" {
				s.line().add(b, italic)
			}
		}
		if rest := len(src.Broken) - maxBroken; rest > 0 {
			s.line().add(fmt.Sprintf("… and %d more that could not be read", rest), italic)
		}
		return s
	}}
	l.title.add(title, bold)
	p.list(l)
}

// moment is a time with its zone.
func moment(t time.Time) string { return strings.TrimSpace(t.Format("Mon 2 Jan 2006, 15:04 MST")) }
