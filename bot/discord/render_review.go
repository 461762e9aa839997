package discord

import (
	"meetupbot/bot"
)

func (m *message) review(r bot.Review) {
	m.said(r.Said)
	var t text
	if len(r.Asked) == 0 && r.Said == "" {
		m.Content = "Nothing waits for an organiser's word."
		return
	}
	if len(r.Asked) == 0 {
		return
	}
	e := m.embed("For an organiser to decide")
	if r.Said != "" {
		e.Title = "As it stands now"
	}
	for _, asked := range r.Asked {
		t.apart()
		t.reviewed(asked, (maxDescription-maxAsks*maxName)/len(r.Asked))
	}
	if r.More.Count > 0 {
		t.apart()
		t.more(r.More, "")
	}
	t.asks("You can try", "", r.Try)
	e.Description = t.String()
	for _, answers := range r.Rows() {
		m.answers(answers)
	}
}

func (m *message) reasons(r bot.Reasons) {
	e := m.embed("Why it is told of as it is")
	var t text
	t.reviewed(r.Event, 1500)
	if len(r.Read) > 0 {
		t.apart()
		t.own("**Where it was read**")
		fill(&t, 3000, r.Read, bot.More{}, "", func(t *text, read bot.Read) {
			t.own("- ")
			t.bold(read.Field, maxName)
			t.own(": ")
			t.evidence(read.Value, read.From)
		})
	}
	t.postings("Posts", r.Posts, bot.More{}, maxDescription-maxAsks*maxName)
	t.asks("You can try", "", r.Try)
	e.Description = t.String()
	m.answers(r.Event.Buttons())
}

// answers adds a row of buttons, where there are any and room.
func (m *message) answers(answers []bot.Button) {
	if len(answers) > 0 && len(m.Components) < maxRows {
		m.row(answers[:min(len(answers), maxRowButtons)])
	}
}

// reviewed adds a meetup under its number, with what is asked and what was
// decided, in about so many characters.
func (t *text) reviewed(r bot.Reviewed, most int) {
	most += len(t.b)
	t.own("**" + r.Number() + "** ")
	t.bold(r.Name(), maxName)
	t.own(" – ")
	t.own(r.When.String())
	if standing := r.Standing(); standing != "" {
		t.own(", " + standing)
	}
	fill(t, most, r.Questions, bot.More{}, "", func(t *text, q bot.Question) {
		t.own("- ")
		t.literal(q.Text, maxWords)
		for _, reading := range q.Readings {
			t.own("\n  - ")
			t.evidence(reading.Value, reading.From)
		}
	})
	fill(t, most, r.Decided, bot.More{}, "", func(t *text, d string) {
		t.own("- Decided: ")
		t.literal(d, maxWords)
	})
}

// evidence adds what was read, and where.
func (t *text) evidence(value, from string) {
	t.bold(value, maxName)
	if from != "" {
		t.own(" – ")
		t.literal(from, maxName)
	}
}
