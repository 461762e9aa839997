package slack

import (
	"strings"

	"meetupbot/bot"
)

// say is a sentence that makes up the whole reply, or begins it.
func (p *page) say(words string) {
	words = short(words, maxSaid)
	if words == "" {
		return
	}
	if p.text == "" {
		p.text = words
	}
	var s spans
	s.add(words, plain)
	p.para(s)
}

func (p *page) notice(r bot.Notice) {
	p.say(r.Text)
	if len(r.Near) == 1 {
		p.text = joined(" ", p.text, "Did you mean "+typed(r.Near[0])+"?")
	}
	p.asks("Did you mean", "?", r.Near)
	p.asks("You can try", "", r.Try)
}

// asks offers commands.
func (p *page) asks(lead, end string, asks []string) {
	switch len(asks) {
	case 0:
	case 1:
		var s spans
		s.add(lead+": ", plain).add(short(typed(asks[0]), maxName), code).add(end, plain)
		p.para(s)
	default:
		l := list{len: len(asks), item: func(i int) (s spans) {
			s.add(short(typed(asks[i]), maxName), code)
			return s
		}}
		l.title.add(lead+":", plain)
		p.list(l)
	}
}

func (p *page) help(r bot.Help) {
	if len(r.Commands) == 1 {
		p.command(r.Commands[0])
		return
	}
	members, organisers := r.Apart()
	p.text = "You can ask: " + commands(members)
	if len(members) == 0 {
		p.text = "For organisers: " + commands(organisers)
	}
	p.commands("You can ask", members)
	p.commands("For organisers", organisers)
	var s spans
	s.add("More about one of them: ", plain).add(typed("help")+" COMMAND", code)
	p.para(s)
	p.aside("You can also mention me, or write to me directly, with the same words.")
}

// commands names commands as they are typed.
func commands(list []bot.Command) string {
	shown := make([]string, len(list))
	for i, c := range list {
		shown[i] = slashCommand(c)
	}
	return strings.Join(shown, ", ")
}

// commands lists some of them in brief.
func (p *page) commands(title string, commands []bot.Command) {
	l := list{len: len(commands), item: func(i int) (s spans) {
		s.add(short(typed(commands[i].Usage()), maxName), code).add(" – "+short(commands[i].Summary, maxSentence), plain)
		return s
	}}
	l.title.add(title, bold)
	p.list(l)
}

// command explains one.
func (p *page) command(c bot.Command) {
	p.text = slashCommand(c) + ": " + c.Summary
	var s spans
	s.add(short(typed(c.Usage()), maxName), code).line().add(bot.Sentence(short(c.Summary, maxSentence))+".", plain)
	p.para(s)
	p.list(list{len: len(c.Options), item: func(i int) (s spans) {
		s.add(short(c.Options[i].Name, maxName), bold).add(" – "+short(c.Options[i].Summary, maxSentence), plain)
		return s
	}})
	p.asks("For example", "", c.Examples)
	if len(c.Aliases) > 0 {
		p.aside("Also understood, when you mention me or write to me: " + strings.Join(c.Aliases, ", "))
	}
}

// calendarEntry is a file, with what it is about.
func (p *page) calendarEntry(r bot.CalendarEntry) {
	name := nameOf(r.Event)
	p.text = name + " for your calendar – " + r.Event.When.String()
	p.file = &file{Name: r.FileName(), Bytes: r.File}
	var s spans
	s.add(name, bold).add(" for your calendar", plain)
	p.when(&s, r.Event.When, true, "")
	place(&s, r.Event.Venue.String(), "")
	s.line().add("Open "+p.file.Name+" to add it.", plain)
	p.para(s)
}
