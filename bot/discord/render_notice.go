package discord

import (
	"strings"

	"meetupbot/bot"
)

func (m *message) notice(r bot.Notice) {
	var t text
	t.literal(r.Text, 2*maxWords)
	t.asks("Did you mean", "?", r.Near)
	t.asks("You can try", "", r.Try)
	if len(t.b) == 0 {
		t.own("There is nothing to say to that.")
	}
	m.Content = t.String()
}

func (m *message) help(r bot.Help) {
	if len(r.Commands) == 1 {
		m.command(r.Commands[0])
		return
	}
	members, organisers := r.Apart()
	e := m.embed("You can ask")
	var t text
	brief := func(t *text, c bot.Command) {
		t.own("- ")
		t.code("/" + c.Usage())
		t.own(" – ")
		t.literal(c.Summary, maxWords)
	}
	fill(&t, maxDescription/2, members, bot.More{}, "", brief)
	if len(organisers) > 0 {
		t.own("\n\n**Organisers decide**")
		fill(&t, maxDescription-maxWords, organisers, bot.More{}, "", brief)
	}
	t.apart()
	t.own("More about one of them: ")
	t.typed("help NAME")
	e.Description = t.String()
}

func (m *message) command(c bot.Command) {
	e := m.embed(titled("/"+c.Usage(), maxTitle))
	var t text
	t.literal(bot.Sentence(c.Summary), maxWords)
	t.own(".")
	fill(&t, maxDescription-2*maxAsks*maxName, c.Options, bot.More{}, "", func(t *text, o bot.Option) {
		t.own("- ")
		t.code(o.Name)
		t.own(" – ")
		t.literal(o.Summary, maxWords)
	})
	t.asks("For example", "", c.Examples)
	if len(c.Aliases) > 0 {
		t.line()
		t.own("Also understood: ")
		t.literal(strings.Join(c.Aliases, ", "), maxWords)
	}
	e.Description = t.String()
}
