package discord

import (
	"bytes"
	"slices"
	"strings"

	"meetupbot/bot"
)

// speakers shows each person in an embed of their own.
func (m *message) speakers(r bot.SpeakerCard) {
	var lead text
	if r.For != nil {
		lead.own("Speaking at ")
		lead.literal(name(*r.For), maxName)
		lead.own(", " + r.For.When.String())
		lead.relative(r.For.When, ", ")
	}
	shown := r.People[:min(maxEmbeds, len(r.People))]
	for _, p := range shown {
		m.person(p, r.For != nil, maxEmbedText/len(shown)-maxTitle)
	}
	if more := r.People[len(shown):]; len(more) > 0 {
		lead.line()
		lead.own("Also: ")
		for i, p := range more {
			start := len(lead.b)
			if i > 0 {
				lead.own(", ")
			}
			lead.literal(p.Name, maxName)
			if lead.over(maxContent - maxName) {
				lead.b = lead.b[:start]
				lead.own(" ")
				lead.more(bot.More{Count: len(more) - i}, "")
				break
			}
		}
	}
	if len(r.People) == 0 {
		lead.line()
		lead.own("No speaker is known.")
	}
	m.Content = lead.String()
}

// person shows who somebody is and what they talked about, in a description of
// at most so many characters. Where the card is about one meetup, its talks
// need not say where they are given.
func (m *message) person(p bot.Person, here bool, most int) {
	most = min(most, maxDescription)
	who := plain(p.Name, maxName)
	if who == "" {
		who = "A speaker"
	}
	e := m.embed(titled(who, maxTitle))
	var t text
	t.bold(joined(", ", plain(p.Role, maxName), plain(p.Affiliation, maxName)), min(maxWords, most/3))
	if here {
		fill(&t, most/2, p.Talks, bot.More{}, "", func(t *text, g bot.Given) {
			t.own("Talk: ")
			t.talk(g.Title, nil)
		})
	}
	if len(p.Bio) > 0 {
		t.apart()
		room := most - bot.Length(t.String())
		t.prose(p.Bio, min(maxBio, room*2/3))
	}
	for i, l := range p.Links {
		start := len(t.b)
		if i == 0 {
			t.apart()
		} else {
			t.own(" · ")
		}
		t.link(l.Text, l.URL, maxLabel)
		if t.over(most) {
			t.b = t.b[:start]
			break
		}
	}
	if !here && len(p.Talks)+p.More.Count > 0 {
		t.apart()
		fill(&t, most, p.Talks, p.More, bot.Longer("talks "+who, len(p.Talks)), func(t *text, g bot.Given) {
			others := slices.DeleteFunc(g.Unnamed(), func(n string) bool { return n == p.Name })
			t.given(g, others, " – with ")
		})
	}
	e.Description = t.String()
}

// prose adds paragraphs and lists of at most so many characters. What does not
// fit is left out from a word on, or from a link on.
func (t *text) prose(prose bot.Prose, most int) {
	begin := len(t.b)
	for i, paragraph := range prose {
		start := len(t.b)
		switch {
		case start == begin:
		case paragraph.Item && prose[i-1].Item:
			t.line()
		default:
			t.apart()
		}
		if paragraph.Item {
			t.own("- ")
		}
		first := len(t.b)
		for _, run := range paragraph.Runs {
			before := len(t.b)
			room := most - bot.Length(string(t.b[begin:])) - len(" …")
			words := bot.Clean(run.Text)
			if before == first {
				words = strings.TrimLeft(words, " ") // or what begins the line would not be escaped
			}
			fits := bot.Length(words) <= room
			if run.URL != "" {
				t.link(run.Text, run.URL, maxName)
				fits = bot.Length(string(t.b[before:])) <= room
			} else if fits || room > 40 { // a word or two would say nothing
				t.b = appendLiteral(t.b, words, room)
				before = len(t.b)
			}
			if !fits {
				t.b = bytes.TrimRight(t.b[:before], " ")
				if !bytes.HasSuffix(t.b, []byte("…")) {
					t.own(" …")
				}
				return
			}
		}
	}
}

// joined joins what is not empty.
func joined(sep string, parts ...string) string {
	said := ""
	for _, s := range parts {
		if s != "" && said != "" {
			said += sep
		}
		said += s
	}
	return said
}
