package console

import (
	"fmt"
	"strings"

	"meetupbot/bot"
)

func (p *page) notice(r bot.Notice) {
	p.para("", span{text: r.Text})
	p.asks("Did you mean", "?", r.Near)
	p.asks("You can try", "", r.Try)
}

// asks offers commands.
func (p *page) asks(lead, end string, asks []string) {
	switch len(asks) {
	case 0:
	case 1:
		p.para("", span{text: lead + ": "}, span{text: short(asks[0]), style: bold}, span{text: end})
	default:
		p.para("", span{text: lead + ":"})
		for _, a := range asks {
			p.para("  ", span{text: short(a), style: bold})
		}
	}
}

func (p *page) help(r bot.Help) {
	if len(r.Commands) == 1 {
		p.command(r.Commands[0])
		return
	}
	members, organisers := r.Apart()
	p.commands("You can ask", members)
	p.commands("Organisers decide", organisers)
	if len(organisers) > 0 {
		p.blank()
	}
	p.para("", span{text: "More about one of them: "}, span{text: "help COMMAND", style: bold})
}

// maxUsage is how wide a command may be to stand beside what it is for.
const maxUsage = 44

// commands lists some of them in brief.
func (p *page) commands(title string, list []bot.Command) {
	if len(list) == 0 {
		return
	}
	p.apart()
	p.para("", span{text: title, style: bold})
	room := 0
	for _, c := range list {
		if w := width(c.Usage()); w <= maxUsage {
			room = max(room, w)
		}
	}
	for _, c := range list {
		if width(c.Usage()) > room {
			p.para("  ", span{text: c.Usage()})
			p.para(strings.Repeat(" ", room+4), span{text: c.Summary, style: dim})
			continue
		}
		p.para(fmt.Sprintf("  %-*s  ", room, c.Usage()), span{text: c.Summary, style: dim})
	}
}

func (p *page) command(c bot.Command) {
	p.para("", span{text: c.Usage(), style: bold})
	p.para("", span{text: bot.Sentence(c.Summary) + "."})
	if len(c.Options) > 0 {
		p.blank()
	}
	for _, o := range c.Options {
		p.para(fmt.Sprintf("  %-8s  ", o.Name), span{text: o.Summary})
	}
	if len(c.Examples) > 0 {
		p.blank()
		p.asks("For example", "", c.Examples)
	}
	if len(c.Aliases) > 0 {
		p.para("", span{text: "Also understood: " + strings.Join(c.Aliases, ", "), style: dim})
	}
}

// joined joins what is not empty.
func joined(sep string, parts ...string) string {
	var said []string
	for _, s := range parts {
		if s != "" {
			said = append(said, s)
		}
	}
	return strings.Join(said, sep)
}
