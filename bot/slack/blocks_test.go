package slack

import (
	"strings"
	"testing"

	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
)

// TestPageFull: a page never takes more blocks or bytes than Slack does, and
// says when something is missing.
func TestPageFull(t *testing.T) {
	for name, words := range map[string]string{"blocks": "Talks", "bytes": strings.Repeat("スライス", 500)} {
		p := newPage("slack")
		for range 2 * maxBlocks {
			p.say(words)
		}
		var r row
		r.ask(bot.Button{Label: "Speakers", ID: "speaker:1"})
		p.take(r)
		p.buttons(r)
		p.end()
		if fault := tameBlocks(p.blocks, maxBlocks, maxTotal); fault != nil {
			t.Errorf("%s: %v", name, fault)
		}
		seen := view(t, p.blocks)
		if !strings.HasSuffix(seen, "\n[Speakers] \n\n("+leftOut+")\n") {
			t.Errorf("%s: the end is missing:\n%.300s", name, seen)
		}
	}
}

// TestWidePerson: letters of several bytes count as such. Who it is stays, and
// what is dropped is said.
func TestWidePerson(t *testing.T) {
	wide := strings.Repeat("川の町の", 200)
	person := bot.Person{Name: "Ada Marlowe", Role: wide, Bio: bot.Prose{{Runs: []bot.Run{{Text: wide + wide + wide}}}}}
	for range maxTalks {
		person.Talks = append(person.Talks, bot.Given{Talk: bot.Talk{Title: wide}})
	}
	got := render(bot.SpeakerCard{For: &bot.Meetup{Title: "Autumn meetup"}, People: []bot.Person{person}}, "slack")
	if fault := tame(got); fault != nil {
		t.Error(fault)
	}
	if seen := view(t, got.Blocks); !strings.Contains(seen, "*Ada Marlowe\n*_") || !strings.Contains(seen, leftOut) {
		t.Errorf("the name, or that something is left out, is missing:\n%.300s", seen)
	}
}

// TestRow: a button says no more than Slack shows, and there are no more of
// them than it takes.
func TestRow(t *testing.T) {
	var r row
	for i := range 2 * maxActions {
		r.ask(bot.Button{Label: strings.Repeat("Programme ", 10), ID: strings.Repeat("x", i+1)})
	}
	p := newPage("slack")
	p.buttons(r)
	if fault := tameBlocks(p.blocks, 1, maxTotal); fault != nil || len(r.buttons) != maxActions {
		t.Errorf("%d buttons: %v", len(r.buttons), fault)
	}
	if r.open("More at ", "https://rivertown.example", slackapi.StyleDefault) {
		t.Error("a full row takes another button")
	}
}
