package discordtest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"meetupbot/bot/discord/discordtest"
)

var quiet = &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}

// TestValidate sends what the library makes of the common requests: they are
// valid.
func TestValidate(t *testing.T) {
	srv := discordtest.New(t)
	s := session(t, srv)
	rows := []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.Button{Label: "Programme", Style: discordgo.PrimaryButton, CustomID: "p"},
		discordgo.Button{Label: "Sign up", Style: discordgo.LinkButton, URL: "https://rivertown.example"},
	}}}
	text := "hello"
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
	}
	m, err := s.ChannelMessageSendComplex(srv.ChannelID, &discordgo.MessageSend{
		Embeds: []*discordgo.MessageEmbed{{
			Title: "Autumn", URL: "https://rivertown.example", Timestamp: "2026-10-01T18:00:00+01:00", Color: 0x2266aa,
			Fields: []*discordgo.MessageEmbedField{{Name: "a", Value: "b"}}, Footer: &discordgo.MessageEmbedFooter{Text: "ref"},
		}},
		Components: rows, AllowedMentions: quiet,
	})
	check(err)
	_, err = s.ChannelMessageEditComplex(&discordgo.MessageEdit{ID: m.ID, Channel: srv.ChannelID, Content: &text, AllowedMentions: quiet})
	check(err)
	_, err = s.ChannelMessageSendComplex(srv.ChannelID, &discordgo.MessageSend{
		Flags: discordgo.MessageFlagsIsComponentsV2, AllowedMentions: quiet,
		Components: []discordgo.MessageComponent{discordgo.Container{Components: []discordgo.MessageComponent{
			discordgo.TextDisplay{Content: "x"}, discordgo.Separator{}, rows[0],
			discordgo.Section{
				Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: "y"}},
				Accessory:  discordgo.Button{Label: "x", Style: discordgo.SecondaryButton, CustomID: "q"},
			},
		}}},
	})
	check(err)
	_, err = s.ChannelMessageSendComplex(srv.ChannelID, &discordgo.MessageSend{
		Files: []*discordgo.File{{Name: "a.ics", ContentType: "text/calendar", Reader: strings.NewReader("x")}}, AllowedMentions: quiet,
	})
	check(err)
	_, err = s.ChannelMessages(srv.ChannelID, 100, "", "5", "")
	check(err)
	_, err = s.UserChannelCreate(srv.MemberID)
	check(err)
	permissions, inGuilds := int64(discordtest.ManageGuild), []discordgo.InteractionContextType{0}
	_, err = s.ApplicationCommandBulkOverwrite(srv.AppID, "", []*discordgo.ApplicationCommand{{
		Name: "meetupbot", Description: "x", DefaultMemberPermissions: &permissions, Contexts: &inGuilds,
		Options: []*discordgo.ApplicationCommandOption{{Type: 1, Name: "follow", Description: "d", Options: []*discordgo.ApplicationCommandOption{
			{Type: 3, Name: "group", Description: "d", Required: true, Autocomplete: true},
			{Type: 4, Name: "days", Description: "d", Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "one", Value: 1}}},
		}}},
	}})
	check(err)
	check(s.ChannelMessageDelete(srv.ChannelID, m.ID))

	i := srv.Begin(discordtest.Ask{Command: "help"})
	at := &discordgo.Interaction{ID: i.ID, AppID: srv.AppID, Token: i.Token}
	check(s.InteractionRespond(at, &discordgo.InteractionResponse{Type: 4, Data: &discordgo.InteractionResponseData{
		Content: "x", Components: rows, Flags: discordgo.MessageFlagsEphemeral, AllowedMentions: quiet,
		Files: []*discordgo.File{{Name: "a.ics", Reader: strings.NewReader("x")}},
	}}))
	_, err = s.InteractionResponseEdit(at, &discordgo.WebhookEdit{Content: &text, AllowedMentions: quiet})
	check(err)
	deferred := srv.Begin(discordtest.Ask{Command: "help"})
	check(s.InteractionRespond(&discordgo.Interaction{ID: deferred.ID, Token: deferred.Token}, &discordgo.InteractionResponse{Type: 5}))
	complete := srv.Begin(discordtest.Ask{Kind: discordtest.Complete, Command: "help"})
	check(s.InteractionRespond(&discordgo.Interaction{ID: complete.ID, Token: complete.Token}, &discordgo.InteractionResponse{
		Type: 8, Data: &discordgo.InteractionResponseData{Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "a", Value: "b"}}},
	}))
	_, err = srv.Deliver(within(t, 5*time.Second), door(t, srv, 200, answerOf(4, say("hello"))), discordtest.Ask{Command: "help"})
	check(err)
	discordtest.Validate(t, srv.Calls(discordtest.Everything))
}

// A judge is a test that only notes what it is told.
type judge struct {
	testing.TB
	said []string
}

func (j *judge) Helper() {}

func (j *judge) Errorf(format string, args ...any) {
	j.said = append(j.said, fmt.Sprintf(format, args...))
}

func TestValidateFindsFault(t *testing.T) {
	srv := discordtest.New(t)
	message := "POST /channels/" + srv.ChannelID + "/messages"
	i := srv.Begin(discordtest.Ask{Command: "help"})
	for _, c := range []struct {
		name  string
		route string
		body  any
	}{
		{"wrong type", message, object{"content": 5, "allowed_mentions": none}},
		{"long title", message, object{"embeds": []object{{"title": long(257)}}, "allowed_mentions": none}},
		{"wrong component", message, object{"content": "x", "components": []object{{"type": 99}}, "allowed_mentions": none}},
		{"no body", message, nil},
		{"query unknown", "GET /channels/" + srv.ChannelID + "/messages?order=desc", nil},
		{"query of another type", "GET /channels/" + srv.ChannelID + "/messages?limit=all", nil},
		{"id that is none", "GET /channels/" + srv.ChannelID + "/messages?after=x", nil},
		{"body where none belongs", "GET /channels/" + srv.ChannelID, object{"x": 1}},
		{"answer of no type", "POST /interactions/" + i.ID + "/" + i.Token + "/callback", object{"type": 77}},
		{"long command", "PUT /applications/" + srv.AppID + "/commands", []object{command(strings.Repeat("a", 33))}},
		{"unknown route", "GET /nowhere", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := len(srv.Calls(discordtest.Everything))
			call(t, srv, c.route, c.body)
			j := &judge{TB: t}
			discordtest.Validate(j, srv.Calls(discordtest.Everything)[before:])
			if len(j.said) != 1 {
				t.Errorf("Validate says %q, want one fault", j.said)
			}
		})
	}
	srv.Complaints()
}
