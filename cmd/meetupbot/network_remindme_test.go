package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
)

// TestRemindMe presses Remind me on both platforms, kills the program, and finds
// one direct message for each who pressed, an hour before the start.
func TestRemindMe(t *testing.T) {
	s := newSite(t, worldConfig+siteChannels, worldPosts)
	ctx, cancel := context.WithTimeout(t.Context(), 40*time.Second)
	defer cancel()
	p := s.serve("meetupbot-hasty", "--as-of", worldNow).ready()
	first := s.discord.Interact(discordtest.Ask{Channel: discordPlace, Command: "nextmeetup"})
	card, err := s.discord.AwaitAnswer(ctx, first.ID)
	if err != nil {
		t.Fatal(err)
	}
	press := func(id, message string) discordtest.Interaction {
		t.Helper()
		i, err := s.discord.AwaitAnswer(ctx, s.discord.Interact(discordtest.Ask{
			Kind: discordtest.Press, CustomID: id, Channel: discordPlace, Message: message}).ID)
		if err != nil {
			t.Fatal(err)
		}
		return i
	}
	if text := card.Response.Text(); !strings.Contains(text, "Remind me") {
		t.Fatalf("nextmeetup answers %s", text)
	}
	id := ""
	for _, n := range []string{"1", "2", "3"} { // one is over, one is held, one is next
		if i := press("remindme:"+n, card.Response.ID); strings.Contains(i.Response.Text(), "an hour before the start") {
			if id = n; !i.Ephemeral || !strings.Contains(i.Response.Text(), "Undo reminder") {
				t.Errorf("answered %+v", i.Response)
			}
		}
	}
	if id == "" {
		t.Fatal("no meetup can be reminded of")
	}
	if _, err := s.slack.Deliver(ctx, p.base, s.slack.Press(slackPlace, s.slack.Member, "1.2", "remindme:"+id, "")); err != nil {
		t.Fatal(err)
	}
	p.until("an answer on Slack", func() bool { return len(s.slack.Ephemerals(slackPlace, s.slack.Member)) > 0 })
	p.kill()
	direct := s.discord.Begin(discordtest.Ask{DM: true}).Ask.Channel
	p = s.serve("meetupbot-hasty", "--as-of", "2026-05-05T17:30:05+01:00")
	p.until("the reminder", func() bool {
		return len(s.discord.Messages(direct)) == 1 && len(s.slack.Calls("conversations.open")) > 0
	})
	if text := s.discord.Messages(direct)[0].Text(); !strings.Contains(text, "Spring evening") || !strings.Contains(text, "Undo reminder") {
		t.Errorf("the reminder says %s", text)
	}
	p.logged("posted.*place=slack:direct .*kind=personal")
	time.Sleep(500 * time.Millisecond)
	if n := len(s.discord.Messages(direct)); n != 1 {
		t.Errorf("%d direct messages", n)
	}
	p.alive()
}
