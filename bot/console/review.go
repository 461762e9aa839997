package console

import (
	"meetupbot/bot"
)

func (p *page) review(r bot.Review) {
	p.said(r.Said)
	if len(r.Asked) == 0 {
		p.para("", span{text: "Nothing waits for an organiser's word."})
	}
	for _, asked := range r.Asked {
		p.apart()
		p.reviewed(asked)
	}
	p.more(r.More, "")
	p.asks("You can try", "", r.Try)
}

func (p *page) reasons(r bot.Reasons) {
	p.reviewed(r.Event)
	for _, read := range r.Read {
		p.para("  ", span{text: read.Field + ": ", style: bold}, span{text: read.Value}, span{text: " – " + read.From, style: dim})
	}
	p.postings("Posts", r.Posts, bot.More{})
	p.asks("You can try", "", r.Try)
}

// reviewed is a meetup under its number, with what is asked and what was
// decided.
func (p *page) reviewed(r bot.Reviewed) {
	p.para("", span{text: r.Number() + "  " + short(r.Name()), style: bold}, span{text: " – " + joined(", ", r.When.String(), r.Standing())})
	for _, q := range r.Questions {
		p.para("  ", span{text: q.Text})
		for _, reading := range q.Readings {
			line := []span{{text: reading.Value}}
			if reading.From != "" {
				line = append(line, span{text: " – " + reading.From, style: dim})
			}
			p.para("    ", line...)
		}
	}
	for _, d := range r.Decided {
		p.para("  ", span{text: "Decided: " + d})
	}
}
