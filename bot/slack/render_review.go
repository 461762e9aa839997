package slack

import (
	"meetupbot/bot"
	"meetupbot/schedule"
)

func (p *page) review(r bot.Review) {
	p.say(r.Said)
	if len(r.Asked) == 0 && r.Said == "" {
		p.say("Nothing waits for an organiser's word.")
	}
	if p.text == "" {
		p.text = "What waits for an organiser's word"
	}
	rows := r.Rows()
	for i, asked := range r.Asked {
		p.reviewed(asked, rows[i])
	}
	p.para(more(r.More, ""))
	p.asks("You can try", "", r.Try)
}

func (p *page) reasons(r bot.Reasons) {
	p.text = "Why " + nameOf(r.Event.Meetup) + " is told of as it is"
	p.reviewed(r.Event, r.Event.Buttons())
	l := list{len: len(r.Read), item: func(i int) (s spans) {
		read := r.Read[i]
		s.add(short(read.Field, maxName)+": ", bold).add(short(read.Value, maxName), plain)
		s.add(" – "+short(read.From, maxSentence), italic)
		return s
	}}
	l.title.add("Where it was read", bold)
	p.list(l)
	p.postings("Posts", r.Posts, bot.More{}, schedule.Place{})
	p.asks("You can try", "", r.Try)
}

// reviewed is a meetup under its number, with what is asked, what was decided,
// and the buttons that answer.
func (p *page) reviewed(r bot.Reviewed, answers []bot.Button) {
	var buttons row
	for _, b := range answers {
		buttons.ask(b)
	}
	p.take(buttons)
	defer p.buttons(buttons)
	l := list{len: len(r.Questions) + len(r.Decided), item: func(i int) (s spans) {
		if i >= len(r.Questions) {
			s.add("Decided: ", bold).add(short(r.Decided[i-len(r.Questions)], maxSentence), plain)
			return s
		}
		q := r.Questions[i]
		s.add(short(q.Text, maxSentence), plain)
		for _, reading := range q.Readings {
			value, from := short(reading.Value, maxName), short(reading.From, maxSentence)
			if value+from != "" {
				s.line().add(value, bold)
				if from != "" {
					s.add(" – "+from, italic)
				}
			}
		}
		return s
	}}
	l.title.add(r.Number()+"  "+nameOf(r.Meetup), bold).add(" – "+joined(", ", r.When.String(), r.Standing()), plain)
	p.list(l)
}
