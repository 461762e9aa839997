package discord_test

import (
	"fmt"
	"strings"
	"testing"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
	"meetupbot/content"
	"meetupbot/schedule"
)

// times is n of something.
func times[T any](n int, one T) []T {
	all := make([]T, n)
	for i := range all {
		all[i] = one
	}
	return all
}

// long are replies of which there is too much of everything.
func long() []bottest.Sample {
	words := strings.Repeat("very *long* words [of] many people ", 300)
	solid := strings.Repeat("👩‍👩‍👧‍👦", 2000)
	web := "https://rivertown.example/" + strings.Repeat("path/", 80)
	m := bottest.Autumn()
	m.Title, m.Venue.Address, m.Page = words, words, web
	m.Doubts = times(40, words)
	m.Talks = times(500, bot.Talk{Title: words, Speakers: times(50, words), Video: web, Slides: web, Start: "19:00", End: "20:00"})
	m.SignUp = nil
	for i := range 60 {
		m.SignUp = append(m.SignUp, content.Link{Text: words, URL: fmt.Sprintf("%s%d", web, i)})
	}
	family := m
	family.Title, family.Venue.Name, family.Group = solid, solid, solid
	off := m
	off.Status = content.Cancelled
	given := bot.Given{Talk: m.Talks[0], Event: words, Group: words, When: m.When}
	person := bot.Person{
		Name: words, Role: words, Affiliation: words, Links: m.SignUp, Talks: times(100, given), More: bot.More{Count: 7},
		Bio: times(30, bot.Paragraph{Runs: []bot.Run{{Text: words}, {Text: words, URL: web}}}),
	}
	posting := bot.Posting{What: words, Event: words, Why: words, State: "held", At: m.When.From, Place: schedule.Place{Platform: "discord", ID: ourChannel}}
	source := bot.Source{Name: words, Group: words, Trouble: words, Held: words, Broken: times(90, words)}
	meetups := times(300, m)
	return []bottest.Sample{
		{Name: "long card", Reply: bot.EventCard{Event: m, Also: meetups}},
		{Name: "long family", Reply: bot.EventCard{Event: family, Also: times(30, family)}},
		{Name: "long cancelled", Reply: bot.Reminder{Event: off}},
		{Name: "long none", Reply: bot.NonePlanned{Group: words, Undated: meetups, CalledOff: times(300, off), Last: &m}},
		{Name: "long list", Reply: bot.EventList{Words: words, Ahead: meetups, Undated: meetups, Past: meetups, MorePast: bot.More{Count: 9}}},
		{Name: "long agenda", Reply: bot.AgendaCard{Event: m, Items: times(10_000, bot.AgendaItem{Start: "19:00", Text: words, Speakers: times(9, words)})}},
		{Name: "long agenda of talks", Reply: bot.AgendaCard{Event: m}},
		{Name: "long person", Reply: bot.SpeakerCard{People: []bot.Person{person}}},
		{Name: "long people", Reply: bot.SpeakerCard{People: times(200, person)}},
		{Name: "long speakers", Reply: bot.SpeakerCard{For: &m, People: times(200, person)}},
		{Name: "long talks", Reply: bot.TalkList{Words: words, Talks: times(100, given), More: bot.More{Count: 3, AtLeast: true}}},
		{Name: "long change", Reply: bot.Change{Event: m, Was: times(4, bot.Was{Field: "place", Value: words})}},
		{Name: "long status change", Reply: bot.Change{Event: m, Was: times(4, bot.Was{Field: "status", Value: words})}},
		{Name: "long day change", Reply: bot.Change{Event: m, Was: times(4, bot.Was{Field: "day", Value: words})}},
		{Name: "long recap", Reply: bot.Recap{Event: m}},
		{Name: "long digest", Reply: bot.Digest{Events: meetups, Undated: meetups, More: bot.More{Count: 5}}},
		{Name: "long notice", Reply: bot.Notice{Text: words, Near: times(40, "talks "+words), Try: times(40, words)}},
		{Name: "long help", Reply: bot.Help{Commands: times(90, bot.Command{Name: "x", Summary: words})}},
		{Name: "long command", Reply: bot.Help{Commands: []bot.Command{{Name: "x", Summary: words, Options: times(25, bot.Option{Name: "y", Summary: words}), Examples: times(30, words), Aliases: times(90, words)}}}},
		{Name: "long entry", Reply: bot.CalendarEntry{Event: m}},
		{Name: "long rules", Reply: bot.Rules{Said: words, Groups: times(90, words), Next: &posting, Missing: times(40, bot.Finding{What: words, Text: words, Fix: words}), Try: times(40, words)}},
		{Name: "long plan", Reply: bot.Plan{Days: 14, Posts: times(90, posting), Not: times(90, posting)}},
		{Name: "long status", Reply: bot.Status{
			Round: m.When.From, Connections: times(9, bot.Connection{Platform: words, Trouble: words}), Next: times(90, posting), Last: times(90, posting),
			Trouble: times(90, posting), Sources: times(90, source),
		}},
		{Name: "long sources", Reply: bot.SourceList{Said: words, Sources: times(90, source), Try: times(40, words)}},
	}
}

// TestCutByMeaning: what is left out is counted, and can be asked for.
func TestCutByMeaning(t *testing.T) {
	talks := make([]bot.Talk, 40)
	for i := range talks {
		talks[i] = bot.Talk{Title: fmt.Sprintf("Talk %d: %s", i+1, strings.Repeat("many long words ", 6)), Speakers: []string{"Ada Marlowe"}}
	}
	m := bottest.Autumn()
	m.Talks = talks
	for _, f := range preview(t, bot.EventCard{Event: m}).Embeds[0].Fields {
		if f.Name != "Talks" {
			continue
		}
		lines := strings.Split(f.Value, "\n")
		shown := len(lines) - 1
		if want := fmt.Sprintf("… and %d more: `/agenda`", 40-shown); lines[shown] != want || shown < 5 {
			t.Errorf("%d talks and then %q, want %q", shown, lines[shown], want)
		}
		for _, l := range lines[:shown] {
			if !strings.HasSuffix(l, "– Ada Marlowe") {
				t.Errorf("a line is cut: %q", l)
			}
		}
	}
	m.SignUp = []content.Link{
		{Text: "Here", URL: "https://rivertown.example/" + strings.Repeat("a", 600)}, {Text: "By mail", URL: "mailto:ada@rivertown.example"},
		{URL: "https://rivertown/local"}, {URL: "https://rivertown.example/a"},
	}
	p := preview(t, bot.EventCard{Event: m})
	if n := len(p.Components[0].Components); n != 5 { // one way to sign up, four questions
		t.Errorf("%d buttons, want 5", n)
	}
	signUp := p.Embeds[0].Fields[len(p.Embeds[0].Fields)-1]
	for _, want := range []string{"[Here](https://rivertown.example/aaa", "By mail (ada\\@rivertown.example)", "[Sign up](https://rivertown/local)"} {
		if !strings.Contains(signUp.Value, want) {
			t.Errorf("%q is no way to %q", want, signUp)
		}
	}
}
