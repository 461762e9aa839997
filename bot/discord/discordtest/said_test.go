package discordtest_test

import (
	"slices"
	"testing"

	"meetupbot/bot/discord/discordtest"
)

// Sessions hear of what their intents cover, and read what they may.
func TestIntents(t *testing.T) {
	srv := discordtest.New(t)
	all := connect(t, srv, guilds|guildMessages|directs|content)
	blind := connect(t, srv, guilds|guildMessages|directs)
	deaf := connect(t, srv, 0)
	for _, s := range []*socket{all, blind} {
		s.hear("GUILD_CREATE")
	}
	deaf.hear("READY")
	mention := "<@" + srv.BotID + "> speaker Ada"
	for _, c := range []struct {
		said  discordtest.Said
		blind string
	}{
		{discordtest.Said{Text: "!nextmeetup"}, ""},
		{discordtest.Said{Text: mention}, mention},
		{discordtest.Said{Text: "help", DM: true}, "help"},
	} {
		m := srv.Say(c.said)
		for s, want := range map[*socket]string{all: c.said.Text, blind: c.blind} {
			got := s.hear("MESSAGE_CREATE").decode(t)
			if got["content"] != want || got["id"] != m.ID || (got["guild_id"] == nil) != c.said.DM {
				t.Errorf("%+v is heard as %v, want the content %q", c.said, got, want)
			}
		}
	}
	want(t, post(t, srv, object{"content": "mine"}), 200, 0)
	for _, s := range []*socket{all, blind} {
		if got := s.hear("MESSAGE_CREATE").decode(t); got["content"] != "mine" {
			t.Errorf("the bot hears of its own message as %v", got)
		}
	}
	// An interaction needs no intent.
	srv.Interact(discordtest.Ask{Command: "help"})
	if f := deaf.read(); f.Type != "INTERACTION_CREATE" {
		t.Errorf("without intents %+v is heard", f)
	}
}

func TestSaid(t *testing.T) {
	srv := discordtest.New(t)
	s := connect(t, srv, guilds|guildMessages|content)
	s.hear("GUILD_CREATE")
	for _, c := range []struct {
		name  string
		said  discordtest.Said
		check func(object) bool
	}{
		{"member", discordtest.Said{Text: "x"}, func(m object) bool {
			return m["author"].(object)["id"] == srv.MemberID && m["member"] != nil && m["guild_id"] == srv.GuildID
		}},
		{"another", discordtest.Said{Text: "x", Author: srv.OwnerID}, func(m object) bool { return m["author"].(object)["id"] == srv.OwnerID }},
		{"bot", discordtest.Said{Text: "x", Bot: true}, func(m object) bool { return m["author"].(object)["bot"] == true }},
		{"webhook", discordtest.Said{Text: "x", Webhook: true}, func(m object) bool { return m["webhook_id"] != nil && m["member"] == nil }},
		{"nobody", discordtest.Said{Text: "x", Nobody: true, Unstored: true}, func(m object) bool { return m["author"] == nil }},
		{"mention", discordtest.Said{Text: "<@" + srv.BotID + "> x"}, func(m object) bool {
			mentions := m["mentions"].([]any)
			return len(mentions) == 1 && mentions[0].(object)["id"] == srv.BotID
		}},
		{"answer", discordtest.Said{Text: "x", ReplyTo: "5"}, func(m object) bool { return m["message_reference"].(object)["message_id"] == "5" }},
		{"elsewhere", discordtest.Said{Text: "x", Channel: "7", Unstored: true}, func(m object) bool { return m["channel_id"] == "7" }},
	} {
		srv.Say(c.said)
		if m := s.hear("MESSAGE_CREATE").decode(t); !c.check(m) {
			t.Errorf("%s: heard %v", c.name, m)
		}
	}
	if n := len(srv.Messages(srv.ChannelID)); n != 6 {
		t.Errorf("%d messages are there, want 6", n)
	}
}

func TestGuildEvents(t *testing.T) {
	srv := discordtest.New(t)
	s := connect(t, srv, guilds|guildMessages)
	s.hear("GUILD_CREATE")
	var heard []string
	channel := srv.AddChannel(discordtest.Channel{Name: "new"})
	guild := srv.AddGuild("Harbour")
	srv.RemoveChannel(channel)
	id := post(t, srv, object{"content": "x"}).field(t, "id")
	want(t, call(t, srv, "PATCH /channels/"+srv.ChannelID+"/messages/"+id, object{"content": "y", "allowed_mentions": none}), 200, 0)
	srv.Remove(srv.ChannelID, id)
	id = post(t, srv, object{"content": "x"}).field(t, "id")
	want(t, call(t, srv, "DELETE /channels/"+srv.ChannelID+"/messages/"+id, nil), 204, 0)
	srv.RemoveGuild(guild)
	srv.Gateway().Dispatch("ANYTHING", object{"x": 1})
	for len(heard) == 0 || heard[len(heard)-1] != "ANYTHING" {
		heard = append(heard, s.read().Type)
	}
	if !slices.Equal(heard, []string{
		"CHANNEL_CREATE", "GUILD_CREATE", "CHANNEL_DELETE", "MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE",
		"MESSAGE_CREATE", "MESSAGE_DELETE", "GUILD_DELETE", "ANYTHING",
	}) {
		t.Errorf("heard %v", heard)
	}
}
