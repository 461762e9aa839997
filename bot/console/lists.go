package console

import (
	"fmt"
	"slices"
	"strings"

	"meetupbot/bot"
)

func (p *page) nonePlanned(r bot.NonePlanned) {
	whose := "meetup"
	if r.Group != "" {
		whose = short(r.Group) + " meetup"
	}
	if len(r.Undated) > 0 {
		p.para("", span{text: "The day of the next " + whose + " is not known yet."})
	} else {
		p.para("", span{text: "No " + whose + " is planned at the moment."})
	}
	if r.Last != nil {
		name := r.Last.Name()
		if r.Group != "" && r.Last.Title != "" {
			name = r.Last.Title // whose it was has been said
		}
		last := fmt.Sprintf("The last one was %s, on %s", short(name), r.Last.When.Day())
		if rel := r.Last.When.Relative(); rel != "" {
			last += " (" + rel + ")"
		}
		p.para("", span{text: last + "."})
	}
	p.section("Planned", r.Undated, bot.More{}, "")
	p.section("Called off", r.CalledOff, bot.More{}, "")
}

func (p *page) eventList(r bot.EventList) {
	about := ""
	if r.Words != "" {
		about = fmt.Sprintf(" with “%s”", short(r.Words))
	}
	if !r.PastOnly && len(r.Ahead)+len(r.Undated)+r.MoreAhead.Count == 0 {
		p.para("", span{text: "No meetup" + about + " is planned at the moment."})
	}
	if r.PastOnly && len(r.Past)+r.MorePast.Count == 0 {
		p.para("", span{text: "No meetup" + about + " has taken place yet."})
	}
	p.section("Coming up"+about, r.Ahead, r.MoreAhead, "")
	p.section("Also planned", r.Undated, bot.More{}, "")
	older := "meetups past"
	if r.Words != "" {
		older += " " + r.Words
	}
	p.section("Past meetups"+about, r.Past, r.MorePast, older)
}

// section is a titled list; ask is the command that shows more of it.
func (p *page) section(title string, events []bot.Meetup, more bot.More, ask string) {
	if len(events)+more.Count == 0 {
		return
	}
	p.apart()
	p.para("", span{text: title, style: bold})
	for _, m := range events {
		p.line(m)
	}
	p.more(more, ask)
}

func (p *page) more(m bot.More, ask string) {
	if m.Count == 0 {
		return
	}
	text := fmt.Sprintf("... and %d more", m.Count)
	if m.AtLeast {
		text = fmt.Sprintf("... and at least %d more", m.Count)
	}
	if ask != "" {
		text += ": " + ask + " limit:25"
	}
	p.para("  ", span{text: text, style: dim})
}

// apart leaves an empty line unless the page is empty.
func (p *page) apart() {
	if p.out.Len() > 0 {
		p.blank()
	}
}

func (p *page) digest(r bot.Digest) {
	if len(r.Events)+len(r.Undated)+r.More.Count == 0 {
		p.para("", span{text: "No meetup is planned at the moment."})
		return
	}
	p.section("Coming up", r.Events, r.More, "")
	p.section("Also planned", r.Undated, bot.More{}, "")
}

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
		for _, item := range r.Items {
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
	t := short(clean(string(item.Start)))
	if item.End != "" {
		t += "–" + short(clean(string(item.End)))
	}
	return t
}

func (p *page) change(r bot.Change) {
	p.headline("Changed", r.Event)
	p.facts(r.Event, true)
	if len(r.Was) > 0 && !r.Event.CalledOff() {
		values := make([]string, len(r.Was))
		for i, w := range r.Was {
			values[i] = short(w.Value)
		}
		p.para("", span{text: "Before: " + strings.Join(values, ", "), style: dim})
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

func (p *page) talkList(r bot.TalkList) {
	if len(r.Talks) == 0 {
		p.para("", span{text: fmt.Sprintf("No talk about “%s” is known.", short(r.Words))})
		return
	}
	p.para("", span{text: fmt.Sprintf("Talks about “%s”", short(r.Words)), style: bold})
	for _, g := range r.Talks {
		p.blank()
		p.given(g, talkSpans(g.Talk))
	}
	if r.More.Count > 0 {
		p.blank()
		p.more(r.More, "")
	}
}

// given is a talk with the meetup it was given at.
func (p *page) given(g bot.Given, title []span) {
	p.para("  ", title...)
	at := short(g.EventName())
	if day := g.When.Day(); g.When.Date != "" {
		at += ", " + day
	}
	spans := []span{{text: at, style: dim}}
	switch rel := g.When.Relative(); {
	case g.Status != "" && (bot.Meetup{Status: g.Status}).CalledOff():
		spans = append(spans, span{text: ", " + string(g.Status), style: bold})
	case rel != "" && g.When.Phase != bot.Over:
		spans = append(spans, span{text: ", " + rel, style: dim})
	}
	p.para("    ", spans...)
	p.media(g.Talk, "    ")
}

func (p *page) speakers(r bot.SpeakerCard) {
	if r.For != nil {
		text := "Speaking at " + short(r.For.Name()) + ", " + r.For.When.String()
		if rel := r.For.When.Relative(); rel != "" {
			text += ", " + rel
		}
		p.para("", span{text: text})
	}
	for _, person := range r.People {
		p.apart()
		p.person(person, r.For != nil)
	}
}

// person shows who somebody is and what they talked about. Where the card is
// about one meetup, its talks need not say where they are given.
func (p *page) person(person bot.Person, here bool) {
	p.para("", span{text: short(person.Name), style: bold})
	if who := joined(", ", person.Role, person.Affiliation); who != "" {
		p.para("", span{text: short(who), style: dim})
	}
	if here {
		for _, g := range person.Talks {
			p.para("Talk: ", span{text: short(g.Title)})
		}
	}
	if len(person.Bio) > 0 {
		p.blank()
		p.prose(person.Bio)
	}
	if len(person.Links) > 0 {
		p.blank()
		for _, l := range person.Links {
			p.para("  ", span{text: l.URL, solid: true})
		}
	}
	if here {
		return
	}
	for _, g := range person.Talks {
		p.blank()
		title := []span{{text: short(g.Title)}}
		others := slices.DeleteFunc(g.Unnamed(), func(n string) bool { return n == person.Name })
		if len(others) > 0 {
			title = append(title, span{text: " – with " + listed(others), style: dim})
		}
		p.given(g, title)
	}
	if person.More.Count > 0 {
		p.blank()
		p.more(person.More, "talks "+short(person.Name))
	}
}

func (p *page) prose(prose bot.Prose) {
	for i, paragraph := range prose {
		if i > 0 && !(paragraph.Item && prose[i-1].Item) {
			p.blank()
		}
		first := ""
		if paragraph.Item {
			first = "  - "
		}
		var spans []span
		for _, r := range paragraph.Runs {
			spans = append(spans, span{text: r.Text})
			if r.URL != "" && r.URL != r.Text {
				spans = append(spans, span{text: " ("}, span{text: r.URL, solid: true}, span{text: ")"})
			}
		}
		p.para(first, spans...)
	}
}

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
	p.para("", span{text: "You can ask", style: bold})
	room := 0
	for _, c := range r.Commands {
		room = max(room, width(c.Usage()))
	}
	for _, c := range r.Commands {
		p.para(fmt.Sprintf("  %-*s  ", room, c.Usage()), span{text: c.Summary, style: dim})
	}
	p.para("", span{text: "More about one of them: "}, span{text: "help COMMAND", style: bold})
}

func (p *page) command(c bot.Command) {
	p.para("", span{text: c.Usage(), style: bold})
	p.para("", span{text: sentence(c.Summary) + "."})
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

// listed joins names with commas.
func listed(names []string) string {
	shortened := make([]string, len(names))
	for i, n := range names {
		shortened[i] = short(n)
	}
	return strings.Join(shortened, ", ")
}
