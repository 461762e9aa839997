package console

import (
	"strings"

	"meetupbot/bot"
)

func (p *page) agenda(r bot.AgendaCard) {
	why := ""
	if rel := r.Event.When.Relative(); rel == "today" {
		why = "Today"
	}
	p.headline(why, r.Event)
	p.facts(r.Event, why == "")
	switch {
	case r.Event.CalledOff():
	case len(r.Items) > 0:
		p.blank()
		room := 0
		for _, item := range r.Items {
			room = max(room, width(times(item)))
		}
		for i, item := range r.Items {
			if item.Day != "" {
				if i > 0 {
					p.blank()
				}
				p.para("", span{text: item.Day, style: bold})
			}
			first := "  " + times(item) + strings.Repeat(" ", room-width(times(item))) + "  "
			p.para(first, talkSpans(bot.Talk{Title: item.Text, Speakers: item.Speakers})...)
		}
	case len(r.Event.Talks) > 0:
		p.blank()
		p.para("", span{text: "No times have been published yet. The talks:"})
		for _, t := range r.Event.Talks {
			p.para("  ", talkSpans(t)...)
		}
	default:
		p.blank()
		p.para("", span{text: "No programme has been published yet."})
	}
	p.links(r.Event)
}

// times are when an entry of a programme begins and ends.
func times(item bot.AgendaItem) string {
	t := short(bot.Clean(string(item.Start)))
	if item.End != "" {
		t += "–" + short(bot.Clean(string(item.End)))
	}
	return t
}

func (p *page) change(r bot.Change) {
	p.headline("Changed", r.Event)
	p.facts(r.Event, true)
	p.was(r.Event, r.Was)
	p.links(r.Event)
}

// was is what was told of a meetup before.
func (p *page) was(m bot.Meetup, was []bot.Was) {
	if m.CalledOff() {
		return
	}
	var values []string
	for _, w := range was {
		if w.Now != "" {
			p.para("", span{text: "Speaking: " + short(w.Now)})
		}
		values = append(values, short(w.Value))
	}
	if len(values) > 0 {
		p.para("", span{text: "Before: " + strings.Join(values, ", "), style: dim})
	}
}

// announcement shows a meetup as it stands by now.
func (p *page) announcement(r bot.Announcement) {
	if r.Event.When.Phase == bot.Over && r.Event.HasMedia() && !r.Event.CalledOff() {
		p.recap(bot.Recap{Event: r.Event})
		return
	}
	p.headline(r.Why(), r.Event)
	p.facts(r.Event, false)
	p.was(r.Event, r.Was)
	if !r.Event.CalledOff() {
		p.talks(r.Event.Talks)
	}
	p.links(r.Event)
}

func (p *page) recap(r bot.Recap) {
	p.headline("Videos and slides", r.Event)
	p.para("", span{text: r.Event.When.Day()})
	for _, t := range r.Event.Talks {
		if t.Video == "" && t.Slides == "" {
			continue
		}
		p.blank()
		p.para("  ", talkSpans(t)...)
		p.media(t, "    ")
	}
	if r.Event.Page != "" {
		p.blank()
		p.para("More: ", span{text: r.Event.Page, solid: true})
	}
}

// media are a talk's video and slides.
func (p *page) media(t bot.Talk, indent string) {
	if t.Video != "" {
		p.para(indent+"Video:  ", span{text: t.Video, solid: true})
	}
	if t.Slides != "" {
		p.para(indent+"Slides: ", span{text: t.Slides, solid: true})
	}
}
