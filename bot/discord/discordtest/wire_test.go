package discordtest_test

import (
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"meetupbot/bot/discord/discordtest"
)

func TestValidate(t *testing.T) {
	srv := discordtest.New(t)
	s := session(t, srv)
	_, err := s.ChannelMessageSendComplex(srv.ChannelID, &discordgo.MessageSend{
		Embeds:          []*discordgo.MessageEmbed{{Title: "x", Timestamp: time.Now().Format(time.RFC3339), Fields: []*discordgo.MessageEmbedField{{Name: "a", Value: "b"}}}},
		Components:      []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.Button{Label: "a", Style: discordgo.PrimaryButton, CustomID: "b"}}}},
		AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.ChannelMessages(srv.ChannelID, 100, "", "5", ""); err != nil {
		t.Fatal(err)
	}
	perm := int64(32)
	_, err = s.ApplicationCommandBulkOverwrite(srv.AppID, "", []*discordgo.ApplicationCommand{{Name: "x", Description: "y", DefaultMemberPermissions: &perm, Options: []*discordgo.ApplicationCommandOption{{Type: 3, Name: "n", Description: "d", Required: true, Autocomplete: true}}}})
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	discordtest.Validate(t, srv.Calls(discordtest.Everything))
	t.Log(time.Since(start))
}
