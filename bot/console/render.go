package console

import (
	"fmt"

	"meetupbot/bot"
	"meetupbot/content"
)

// maxTalks is how many talks a meetup's card names; the agenda has them all.
const maxTalks = 12

// Render returns the reply as text of 80 columns, ending with a line feed.
// With colour it holds the few colours that a terminal understands.
func Render(r bot.Reply, colour bool) string {
	p := &page{colour: colour}
	switch r := r.(type) {
	case bot.EventCard:
		p.card(r.Event, "")
		p.also(r.Also)
	case bot.NonePlanned:
		p.nonePlanned(r)
	case bot.EventList:
		p.eventList(r)
	case bot.AgendaCard:
		p.agenda(r)
	case bot.SpeakerCard:
		p.speakers(r)
	case bot.TalkList:
		p.talkList(r)
	case bot.Announcement:
		p.announcement(r)
	case bot.Listing: // a terminal has no such list
		p.card(r.Event, "New")
	case bot.Personal:
		if r.Said != "" {
			p.para("", span{text: r.Said})
		}
		p.card(r.Event, bot.Sentence(r.Event.When.Relative()))
	case bot.Reminder:
		p.card(r.Event, bot.Sentence(r.Event.When.Relative()))
	case bot.Starting:
		p.card(r.Event, starting(r.Event.When))
	case bot.Change:
		p.change(r)
	case bot.Recap:
		p.recap(r)
	case bot.Digest:
		p.digest(r)
	case bot.Notice:
		p.notice(r)
	case bot.CalendarEntry:
		p.calendarEntry(r)
	case bot.Rules:
		p.rules(r)
	case bot.Plan:
		p.plan(r)
	case bot.Status:
		p.status(r)
	case bot.Report:
		p.report(r)
	case bot.Review:
		p.review(r)
	case bot.Reasons:
		p.reasons(r)
	case bot.SourceList:
		p.sources(r)
	case bot.Help:
		p.help(r)
	default:
		panic(fmt.Sprintf("console: no rendering for %T", r))
	}
	return p.String()
}

// headline is the first line of a posting or card: what it is about, with a
// word before it that says why it is here.
func (p *page) headline(why string, m bot.Meetup) {
	var spans []span
	if m.CalledOff() {
		why = bot.Sentence(m.Standing())
	}
	if why != "" {
		spans = append(spans, span{text: why + " – "})
	}
	p.para("", append(spans, span{text: short(m.Name()), style: bold})...)
}

// card shows a meetup in full.
func (p *page) card(m bot.Meetup, why string) {
	p.headline(why, m)
	p.facts(m, why == "")
	if m.CalledOff() {
		p.links(m)
		return
	}
	p.talks(m.Talks)
	p.links(m)
}

// facts are when and where, and what is not certain about it.
func (p *page) facts(m bot.Meetup, relative bool) {
	when := bot.Sentence(m.When.String())
	switch {
	case m.CalledOff():
		var said []span
		if m.When.Date != "" {
			said = append(said, span{text: "It was planned for " + m.When.String() + ". "})
		}
		if m.Status == content.Postponed {
			said = append(said, span{text: "There is no new date yet."})
		}
		p.para("", said...)
	case relative && m.When.Relative() != "":
		p.para("", span{text: when + ", "}, span{text: m.When.Relative(), style: bold})
	default:
		p.para("", span{text: when})
	}
	if m.Status == content.Moved {
		p.para("", span{text: "It has moved: please note the new day or place.", style: bold})
	}
	if v := m.Venue.String(); v != "" {
		p.para("", span{text: short(v)})
	}
	for _, d := range m.Doubts {
		p.para("", span{text: d, style: bold})
	}
}

// talks names each talk with its speakers, each on a line of its own.
func (p *page) talks(talks []bot.Talk) {
	if len(talks) == 0 {
		return
	}
	p.blank()
	shown := talks[:min(maxTalks, len(talks))]
	room := 0
	for _, t := range shown {
		room = max(room, len(t.Start))
	}
	for _, t := range shown {
		first := "  "
		if room > 0 {
			first = fmt.Sprintf("  %-*s  ", room, bot.Clean(string(t.Start)))
		}
		p.para(first, talkSpans(t)...)
	}
	if more := len(talks) - len(shown); more > 0 {
		p.para("  ", span{text: fmt.Sprintf("... and %d more: ", more), style: dim}, span{text: "agenda"})
	}
}

// talkSpans is a talk's title with those speakers that it does not name
// itself.
func talkSpans(t bot.Talk) []span {
	spans := []span{{text: short(t.Title)}}
	if who := t.Unnamed(); len(who) > 0 {
		spans = append(spans, span{text: " – " + listed(who), style: dim})
	}
	return spans
}

// links are where to sign up, and the meetup's page.
func (p *page) links(m bot.Meetup) {
	over := m.When.Phase == bot.Over || m.CalledOff()
	if len(m.SignUp) == 0 && m.Page == "" || over && m.Page == "" {
		return
	}
	p.blank()
	listed := m.Page == ""
	if !over {
		label := "Sign up: "
		for _, l := range m.SignUp {
			p.para(label, span{text: l.URL, solid: true})
			label = "     or: "
			listed = listed || l.URL == m.Page
		}
	}
	if !listed {
		p.para("More:    ", span{text: m.Page, solid: true})
	}
}

// also names other meetups, one line each.
func (p *page) also(events []bot.Meetup) {
	if len(events) == 0 {
		return
	}
	p.blank()
	p.para("", span{text: "Also"})
	for _, m := range events {
		p.line(m)
	}
}

// line is a meetup in a list.
func (p *page) line(m bot.Meetup) {
	spans := []span{{text: short(m.Name())}}
	day := m.When.ShortDay()
	if m.When.Phase == bot.DayUnknown {
		day = joined(", ", day, "day not known yet")
	} else if m.When.Phase == bot.Ahead && m.When.Start != "" && !m.CalledOff() {
		day += ", " + string(m.When.Start)
	}
	spans = append(spans, span{text: " – " + day, style: dim})
	switch rel := m.When.Relative(); {
	case m.Standing() != "":
		spans = append(spans, span{text: " – " + m.Standing(), style: bold})
	case rel != "" && m.When.Phase != bot.Over:
		spans = append(spans, span{text: " – " + rel, style: dim})
	}
	if len(m.Doubts) > 0 {
		spans = append(spans, span{text: " (not confirmed)", style: dim})
	}
	p.paraAt("  ", "    ", spans...)
}

func starting(w bot.When) string {
	if w.Phase == bot.Ahead && w.Start != "" {
		return "Starting at " + string(w.Start)
	}
	return "Starting now"
}
