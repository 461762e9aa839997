package slack

import (
	"strings"

	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
	"meetupbot/content"
)

// card shows a meetup in full, and names others beside it.
func (p *page) card(m bot.Meetup, why string, also []bot.Meetup) {
	doors := p.doors(m, "")
	p.headline(why, m)
	p.facts(m, why == "", nil)
	if !m.CalledOff() {
		p.talks(m)
	}
	p.open(doors)
	p.meetups("Also", also, bot.More{}, "")
}

// headline is what a posting or card is about, with a word before it that says
// why it is here: where nobody should come, that is said first.
func (p *page) headline(why string, m bot.Meetup) {
	if m.CalledOff() {
		why = sentence(m.Standing())
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
	s.add(sentence(joined(", ", w.Day(), w.Time())), bold)
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

// talks names each talk with its speakers.
func (p *page) talks(m bot.Meetup) {
	if len(m.Talks) == 0 {
		return
	}
	l := list{len: min(len(m.Talks), maxTalks), item: func(i int) spans { return talk(m.Talks[i]) }, rest: "agenda"}
	l.title.add("Talks", bold)
	l.more.Count = len(m.Talks) - l.len
	if m.ID != 0 {
		l.rest = "" // the button below shows that of this meetup
	}
	p.list(l)
}

// talk is a line of a programme: time, title, those speakers that the title
// does not name, and what can be watched of it.
func talk(t bot.Talk) (s spans) {
	if t.Start != "" {
		s.add(short(string(t.Start), maxName)+" ", bold)
	}
	s.add(short(t.Title, maxName), plain)
	if who := names(t.Unnamed()); who != "" {
		s.add(" – "+who, italic)
	}
	media(&s, t)
	return s
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

// doors are what a member can do about a meetup.
type doors struct {
	mail    spans // where to sign up by mail
	buttons row
	shut    bool // there is a way to sign up, but none that can be shown
}

// doors gathers where to sign up, what can be asked about the meetup but for
// that which is shown already, and its page. It keeps room for them: a list
// that stands before them is cut rather than they.
func (p *page) doors(m bot.Meetup, shown string) (d doors) {
	off := m.CalledOff()
	listed := m.Page == ""
	if !off && m.When.Phase != bot.Over {
		style := slackapi.StylePrimary
		for _, l := range m.SignUp[:min(len(m.SignUp), maxSignUps)] {
			switch at := address(l.URL, maxURL); {
			case isMail(at) && len(at) <= maxLink:
				d.mail.line().add("Sign up by mail: ", plain).link("", at)
			case d.buttons.open("Sign up at ", at, style):
				style = slackapi.StyleDefault // one of a row at most stands out
				listed = listed || l.URL == m.Page
			}
		}
		d.shut = len(m.SignUp) > 0 && len(d.mail.elements)+len(d.buttons.buttons) == 0
	}
	for _, b := range m.Buttons() {
		if !off && !asks(b, shown) {
			d.buttons.ask(b)
		}
	}
	if !listed {
		d.buttons.open("More at ", address(m.Page, maxURL), slackapi.StyleDefault)
	}
	p.take(d.buttons)
	return d
}

// asks reports whether the button asks that command.
func asks(b bot.Button, command string) bool {
	if command == "" {
		return false
	}
	call, ok := bot.Pressed(b.ID)
	return ok && call.Name == command
}

// open adds the doors.
func (p *page) open(d doors) {
	if d.shut {
		p.aside("The address at which to sign up is too long for Slack.")
	}
	p.para(d.mail)
	p.buttons(d.buttons)
}

// maxSignUps is how many ways to sign up are shown.
const maxSignUps = 3

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

func (p *page) recap(r bot.Recap) {
	doors := p.doors(r.Event, "agenda")
	p.headline("Videos and slides", r.Event)
	var s spans
	s.add(sentence(r.Event.When.Day()), plain)
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
			return talk(t)
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
