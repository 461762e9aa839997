package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack/slacktest"
)

// asOfWhile returns the --as-of of a bot whose clock runs on from start, however
// often the program is started again.
func asOfWhile(t *testing.T, start string) func() string {
	at, err := time.Parse(time.RFC3339, start)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	return func() string { return at.Add(time.Since(began)).Format(time.RFC3339) }
}

// onceEach returns a chooser of behaviours: the first time that a place is
// posted to, it is the place's own, and after that the zero one.
func onceEach[B any](own map[string]B) func(place string) B {
	var mu sync.Mutex
	return func(place string) B {
		mu.Lock()
		defer mu.Unlock()
		b := own[place]
		delete(own, place)
		return b
	}
}

// discordChannelOf is the channel in the path of a call.
func discordChannelOf(path string) string {
	_, rest, _ := strings.Cut(path, "/channels/")
	id, _, _ := strings.Cut(rest, "/")
	return id
}

// TestKilledWhilePosting kills the program again and again while a reminder
// goes out in twenty places, each of which loses, garbles or refuses its first
// post in another way. In the end it stands once in each.
func TestKilledWhilePosting(t *testing.T) {
	slackFaults := []slacktest.Behaviour{
		{}, slacktest.Stored(slacktest.Status(500, "")), slacktest.Unstored(slacktest.Status(503, "<html>")), slacktest.Stored(slacktest.Reset()),
		slacktest.Unstored(slacktest.Reset()), slacktest.Stored(slacktest.HalfBody()), slacktest.Stored(slacktest.Garbage()),
		slacktest.Unstored(slacktest.RateLimited("0.5")), slacktest.Stored(slacktest.Refuse("internal_error")), {Before: 200 * time.Millisecond, After: time.Second},
	}
	discordFaults := []discordtest.Behaviour{
		{}, discordtest.Fail(500).AfterStoring(), discordtest.Fail(502), discordtest.Fail(502).AfterStoring(), discordtest.CutOff(discordtest.Reset),
		discordtest.HangUp(), discordtest.CutOff(discordtest.Half), discordtest.Garbage().AfterStoring(),
		discordtest.RateLimited(500*time.Millisecond, discordtest.UserScope), discordtest.Slow(200*time.Millisecond, time.Second),
	}
	s := newSite(t, "", worldPosts)
	config := worldConfig
	declare := func(platform, id string) {
		config += fmt.Sprintf("\n[[channel]]\nplatform = %q\nid = %q\ngroups = [\"gophers\"]\n", platform, id)
	}
	onSlack, onDiscord := map[string]slacktest.Behaviour{}, map[string]discordtest.Behaviour{}
	var slackPlaces, discordPlaces []string
	for i := range slackFaults {
		id := fmt.Sprintf("C0PLACE%d", i)
		s.slack.AddChannel(slacktest.Channel{ID: id, Name: fmt.Sprint("place", i), Members: []string{s.slack.BotUser}})
		slackPlaces, onSlack[id] = append(slackPlaces, id), slackFaults[i]
		declare("slack", id)
		id = s.discord.AddChannel(discordtest.Channel{Name: fmt.Sprint("place", i)})
		discordPlaces, onDiscord[id] = append(discordPlaces, id), discordFaults[i]
		declare("discord", id)
	}
	s.write(defaultConfig, config)
	slackOnce, discordOnce := onceEach(onSlack), onceEach(onDiscord)
	s.slack.Choose(func(c slacktest.Call) slacktest.Behaviour {
		if c.Method != "chat.postMessage" {
			return slacktest.Behaviour{}
		}
		return slackOnce(c.Args["channel"])
	})
	s.discord.Choose(func(c discordtest.Call) discordtest.Behaviour {
		if c.Route != discordtest.CreateMessage {
			return discordtest.Behaviour{}
		}
		return discordOnce(discordChannelOf(c.Path))
	})

	asOf := asOfWhile(t, "2026-05-04T10:00:00+01:00")
	posts := func() int {
		return len(s.slack.Calls("chat.postMessage")) + len(s.discord.Calls(discordtest.CreateMessage))
	}
	// A row during whose posting the program ended three times is quarantined:
	// two kills can quarantine none.
	for range 2 {
		p := s.serve("meetupbot-hasty", "--as-of", asOf())
		before, patience := posts(), time.Now().Add(1500*time.Millisecond)
		p.until("more posts", func() bool { return posts() >= before+3 || time.Now().After(patience) })
		p.kill()
	}
	p := s.serve("meetupbot-hasty", "--as-of", asOf())
	standing := func() (once, more int) {
		count := func(n int) {
			if n > 0 {
				once++
			}
			if n > 1 {
				more++
			}
		}
		for i := range slackPlaces {
			count(len(s.slack.Messages(slackPlaces[i])))
			count(len(s.discord.Messages(discordPlaces[i])))
		}
		return once, more
	}
	p.until("the reminder everywhere", func() bool { once, _ := standing(); return once == 20 })
	time.Sleep(time.Second) // for those that might come twice
	if _, more := standing(); more > 0 {
		t.Errorf("the reminder stands more than once in %d places", more)
	}
	p.alive()
}

// TestBadPlaces: places where nothing can be posted, each for another reason,
// keep no other from its reminder. The log says what is wrong with each.
func TestBadPlaces(t *testing.T) {
	type bad struct {
		platform, id, says string
		slack              slacktest.Behaviour
		discord            discordtest.Behaviour
	}
	always := func(b discordtest.Behaviour) discordtest.Behaviour { return b.For(discordtest.Always) }
	bads := []bad{
		{platform: "slack", id: "C0ARCHIVED", says: "the channel is archived", slack: slacktest.Unstored(slacktest.Refuse("is_archived"))},
		{platform: "slack", id: "C0OUTSIDE", says: "write /invite", slack: slacktest.Unstored(slacktest.Refuse("not_in_channel"))},
		{platform: "slack", id: "C0GONE", says: "there is no such channel", slack: slacktest.Unstored(slacktest.Refuse("channel_not_found"))},
		{platform: "slack", id: "C0LIMITED", says: "not again for 1h", slack: slacktest.Unstored(slacktest.RateLimited("3600"))},
		{platform: "slack", id: "C0HANGS", says: "no answer", slack: slacktest.Unstored(slacktest.Hang())},
		{platform: "slack", id: "C0ENDLESS", says: "an answer that cannot be read", slack: slacktest.Unstored(slacktest.Endless())},
		{platform: "discord", id: "4711000000000000010", says: "the channel was deleted", discord: discordtest.Refuse(404, 10003, "Unknown Channel")},
		{platform: "discord", id: "4711000000000000011", says: "which permission is missing", discord: discordtest.Refuse(403, 50013, "Missing Permissions")},
		{platform: "discord", id: "4711000000000000012", says: "429", discord: discordtest.RateLimited(time.Hour, discordtest.UserScope)},
		{platform: "discord", id: "4711000000000000013", says: "Must be 4096", discord: discordtest.InvalidForm("embeds.0.description", "Must be 4096 or fewer in length.")},
	}
	s := newSite(t, "", worldPosts)
	config := worldConfig + siteChannels
	slackAnswers, discordAnswers := map[string]slacktest.Behaviour{}, map[string]discordtest.Behaviour{}
	for _, b := range bads {
		config += fmt.Sprintf("\n[[channel]]\nplatform = %q\nid = %q\ngroups = [\"gophers\"]\n", b.platform, b.id)
		if b.platform == "slack" {
			s.slack.AddChannel(slacktest.Channel{ID: b.id, Name: strings.ToLower(b.id), Members: []string{s.slack.BotUser}})
			slackAnswers[b.id] = b.slack
		} else {
			s.discord.AddChannel(discordtest.Channel{ID: b.id, Name: "bad"})
			discordAnswers[b.id] = always(b.discord)
		}
	}
	s.write(defaultConfig, config)
	s.slack.Choose(func(c slacktest.Call) slacktest.Behaviour {
		if c.Method != "chat.postMessage" {
			return slacktest.Behaviour{}
		}
		return slackAnswers[c.Args["channel"]]
	})
	s.discord.Choose(func(c discordtest.Call) discordtest.Behaviour {
		if c.Route != discordtest.CreateMessage {
			return discordtest.Behaviour{}
		}
		return discordAnswers[discordChannelOf(c.Path)]
	})
	p := s.serve("meetupbot-hasty", "--as-of", "2026-05-04T10:00:00+01:00")
	p.until("the good places' reminders", func() bool {
		return len(s.slack.Messages(slackPlace)) == 1 && len(s.discord.Messages(discordPlace)) == 1
	})
	for _, b := range bads {
		p.logged("place=" + b.platform + ":" + b.id + ` .*` + b.says)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if _, err := s.slack.Deliver(ctx, p.base, s.slack.Command(slackPlace, s.slack.Member, "/nextmeetup", "")); err != nil {
		t.Errorf("a question meanwhile: %v", err)
	}
	p.alive()
}
