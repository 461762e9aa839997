package slack

import "meetupbot/bot"

// talks names each talk with its speakers.
func (p *page) talks(m bot.Meetup) {
	if len(m.Talks) == 0 {
		return
	}
	l := list{len: min(len(m.Talks), maxTalks), item: func(i int) spans { return talk(m.Talks[i]) }}
	l.title.add("Talks", bold)
	l.more.Count = len(m.Talks) - l.len
	if m.When.Date.IsDay() {
		l.rest = "agenda " + string(m.When.Date)
	}
	p.list(l)
}

// talk is a line of a programme: time, title, those speakers that the title
// does not name, and what can be watched of it.
func talk(t bot.Talk) (s spans) {
	s.talk(t)
	return s
}

func (s *spans) talk(t bot.Talk) {
	if t.Start != "" {
		s.add(short(string(t.Start), maxName)+" ", bold)
	}
	s.add(short(t.Title, maxName), plain)
	if who := names(t.Unnamed()); who != "" {
		s.add(" – "+who, italic)
	}
	media(s, t)
}

// media are a talk's video and slides.
func media(s *spans, t bot.Talk) {
	if at := address(t.Video, maxLink); at != "" {
		s.add(" · ", plain).link("Video", at)
	}
	if at := address(t.Slides, maxLink); at != "" {
		s.add(" · ", plain).link("Slides", at)
	}
}

func (p *page) recap(r bot.Recap) {
	doors := p.doors(r.Event, "agenda")
	p.headline("Videos and slides", r.Event)
	var s spans
	s.add(bot.Sentence(r.Event.When.Day()), plain)
	p.para(s)
	var shown []bot.Talk
	for _, t := range r.Event.Talks {
		if address(t.Video, maxLink)+address(t.Slides, maxLink) != "" {
			shown = append(shown, t)
		}
	}
	p.list(list{len: len(shown), item: func(i int) spans {
		t := shown[i]
		t.Start = ""
		return talk(t)
	}})
	p.open(doors)
}

// agenda shows a programme with its times.
func (p *page) agenda(r bot.AgendaCard) {
	why := ""
	if r.Event.When.Relative() == "today" {
		why = "Today"
	}
	doors := p.doors(r.Event, "agenda")
	p.headline(why, r.Event)
	p.facts(r.Event, why == "", nil)
	l := list{}
	switch {
	case r.Event.CalledOff():
	case len(r.Items) > 0:
		l.title.add("Programme", bold)
		l.len = len(r.Items)
		l.item = func(i int) spans {
			item := r.Items[i]
			t := bot.Talk{Title: item.Text, Speakers: item.Speakers, Start: item.Start}
			if item.End != "" {
				t.Start += "–" + item.End
			}
			if item.Day == "" {
				return talk(t)
			}
			var s spans
			s.add(short(item.Day, maxName), bold).line()
			s.talk(t)
			return s
		}
	case len(r.Event.Talks) > 0:
		l.title.add("No times have been published yet. The talks:", plain)
		l.len = len(r.Event.Talks)
		l.item = func(i int) spans { return talk(r.Event.Talks[i]) }
	default:
		var s spans
		s.add("No programme has been published yet.", plain)
		p.para(s)
	}
	p.list(l)
	p.open(doors)
}
