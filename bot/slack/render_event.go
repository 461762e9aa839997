package slack

import (
	"strings"

	"meetupbot/bot"
	"meetupbot/content"
)

// card shows a meetup in full, and names others beside it.
func (p *page) card(m bot.Meetup, why string, also []bot.Meetup) {
	p.shown(m, why, nil)
	p.meetups("Also", also, bot.More{}, "")
}

// announcement shows a meetup as it stands by now.
func (p *page) announcement(r bot.Announcement) { p.shown(r.Event, r.Why(), r.Was) }

// shown shows a meetup in full, with what was told before struck through.
func (p *page) shown(m bot.Meetup, why string, was []bot.Was) {
	doors := p.doors(m, "")
	p.headline(why, m)
	p.facts(m, why == "", was)
	if !m.CalledOff() {
		p.talks(m)
	}
	p.open(doors)
}

// headline is what a posting or card is about, with a word before it that says
// why it is here: where nobody should come, that is said first.
func (p *page) headline(why string, m bot.Meetup) {
	if m.CalledOff() {
		why = bot.Sentence(m.Standing())
	}
	title := joined(" – ", why, nameOf(m))
	p.header(title)
	where, far := short(m.Venue.Name, maxHeader/2), m.When.Relative()
	if m.CalledOff() {
		where, far = "", ""
	} else if why != "" {
		far = "" // it has been said
	}
	p.text = joined(" – ", short(title, maxHeader), joined(", ", m.When.String(), far, where))
}

// nameOf is the meetup's name, fit to be shown.
func nameOf(m bot.Meetup) string {
	if name := short(m.Name(), maxName); name != "" {
		return name
	}
	return "Meetup"
}

// facts are when and where, with what was told before struck through, and what
// is not certain.
func (p *page) facts(m bot.Meetup, relative bool, was []bot.Was) {
	var s spans
	if m.Status == content.Moved {
		s.add("It has moved: please note the new day or place.", bold)
	}
	if status := before(was, "status"); status != "" && m.Status == content.Scheduled {
		s.line().add(status, struck).add(" → ", plain).add("It takes place.", bold)
	}
	if m.CalledOff() {
		p.wasPlanned(&s, m)
	} else {
		p.when(&s, m.When, relative, before(was, "day", "time", "zone"))
		place(&s, m.Venue.String(), before(was, "place"))
		speakers(&s, was)
	}
	p.para(s)
	if len(m.Doubts) > 0 {
		p.aside(append([]string{"⚠️"}, m.Doubts...)...)
	}
}

// when is the venue's own time in words, and the reader's beside it.
func (p *page) when(s *spans, w bot.When, relative bool, was string) {
	s.line().emoji("calendar")
	if was != "" {
		s.add(was, struck).add(" → ", plain)
	}
	s.add(bot.Sentence(joined(", ", w.Day(), w.Time())), bold)
	if zone := w.ZoneName(); zone != "" && w.Time() != "" {
		s.add(" ("+zone+")", plain)
	}
	if rel := w.Relative(); relative && rel != "" {
		s.add(", "+rel, plain)
	}
	readers(s, w)
}

// readers adds the time by the reader's own clock.
func readers(s *spans, w bot.When) {
	if w.Start == "" || w.From.IsZero() || w.Phase == bot.Over {
		return
	}
	const full = "{date_long_pretty} at {time}"
	words := w.String()
	s.line().emoji("clock3").add("Your time: ", plain).when(w.From.Unix(), full, words)
	switch {
	case w.End == "" || !w.To.After(w.From):
	case w.EndDate > w.Date:
		s.add(" to ", plain).when(w.To.Unix(), full, string(w.End))
	default:
		s.add(" to ", plain).when(w.To.Unix(), "{time}", string(w.End))
	}
}

func place(s *spans, venue, was string) {
	venue = short(venue, maxSentence)
	if venue == "" && was == "" {
		return
	}
	s.line().emoji("round_pushpin")
	if was != "" {
		s.add(was, struck).add(" → ", plain)
	}
	if venue == "" {
		s.add("the place is not known yet", plain)
	}
	s.add(venue, plain)
}

// speakers are those who speak in others' place.
func speakers(s *spans, was []bot.Was) {
	for _, w := range was {
		if w.Field == "speakers" {
			s.line().emoji("microphone").add(short(w.Value, maxSentence), struck).add(" → ", plain).add(short(w.Now, maxSentence), bold)
		}
	}
}

// wasPlanned is what is no more.
func (p *page) wasPlanned(s *spans, m bot.Meetup) {
	if m.When.Date != "" {
		s.line().emoji("calendar").add("It was planned for ", plain).add(m.When.String(), struck)
	}
	if m.Status == content.Postponed {
		s.line().add("There is no new date yet.", bold)
	}
	if venue := short(m.Venue.String(), maxSentence); venue != "" {
		s.line().emoji("round_pushpin").add(venue, struck)
	}
}

// before is what had been told of these fields.
func before(was []bot.Was, fields ...string) string {
	var values []string
	for _, f := range fields {
		for _, w := range was {
			if v := short(w.Value, maxName); w.Field == f && v != "" {
				values = append(values, v)
			}
		}
	}
	return strings.Join(values, ", ")
}

func starting(w bot.When) string {
	if w.Phase == bot.Ahead && w.Start != "" {
		return "Starting at " + string(w.Start)
	}
	return "Starting now"
}

func (p *page) change(r bot.Change) {
	doors := p.doors(r.Event, "")
	p.headline("Changed", r.Event)
	p.facts(r.Event, true, r.Was)
	p.open(doors)
}
