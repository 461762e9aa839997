package discordtest_test

import (
	"context"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"go.uber.org/goleak"

	"meetupbot/bot/discord/discordtest"
)

// Nothing is left behind but what discordgo itself never lets go of: asked to
// reconnect at once, it waits for a lock that it holds, and once it reconnects
// nobody can tell it to stop.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		goleak.IgnoreAnyFunction("github.com/bwmarrin/discordgo.(*Session).CloseWithCode"),
		goleak.IgnoreAnyFunction("github.com/bwmarrin/discordgo.(*Session).reconnect"),
	)
}

// within bounds what a test waits for.
func within(t *testing.T, d time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}

// session is a client of the library, without its own retries.
func session(t *testing.T, srv *discordtest.Server) *discordgo.Session {
	t.Helper()
	s, err := discordgo.New("Bot " + srv.Token)
	if err != nil {
		t.Fatal(err)
	}
	s.Client = srv.Client()
	s.MaxRestRetries = 0
	s.ShouldRetryOnRateLimit = false
	s.LogLevel = -1
	t.Cleanup(s.Client.CloseIdleConnections)
	return s
}

func TestFrontDoor(t *testing.T) {
	srv := discordtest.New(t)
	s := session(t, srv)
	s.Identify.Intents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages
	heard := make(chan *discordgo.MessageCreate, 4)
	asked := make(chan *discordgo.InteractionCreate, 4)
	s.AddHandler(func(_ *discordgo.Session, m *discordgo.MessageCreate) { heard <- m })
	s.AddHandler(func(_ *discordgo.Session, i *discordgo.InteractionCreate) { asked <- i })
	if err := s.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	ctx := within(t, 5*time.Second)
	if _, err := srv.Gateway().AwaitReady(ctx, 1); err != nil {
		t.Fatal(err)
	}
	srv.Say(discordtest.Said{Text: "!nextmeetup"})
	if m := <-heard; m.Content != "" || m.GuildID != srv.GuildID || m.Author.ID != srv.MemberID {
		t.Errorf("heard %+v", m)
	}
	none := &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}
	if _, err := s.ChannelMessageSendComplex(srv.ChannelID, &discordgo.MessageSend{Content: "hello @everyone", AllowedMentions: none}); err != nil {
		t.Fatal(err)
	}
	if m := <-heard; m.Content != "hello @everyone" || m.Author.ID != srv.BotID {
		t.Errorf("heard %+v", m)
	}
	sent := srv.Interact(discordtest.Ask{Command: "speaker", Options: []discordtest.Option{{Name: "name", Value: "Ada"}}})
	i := <-asked
	if got := i.ApplicationCommandData().Options[0].StringValue(); got != "Ada" || i.Member.User.ID != srv.MemberID {
		t.Errorf("asked for %q by %+v", got, i.Member)
	}
	err := s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseChannelMessageWithSource,
		Data: &discordgo.InteractionResponseData{Content: "Ada", Flags: discordgo.MessageFlagsEphemeral, AllowedMentions: none},
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := srv.AwaitAnswer(ctx, sent.ID)
	if err != nil || got.Response.Content != "Ada" || !got.Ephemeral {
		t.Errorf("answered %+v, %v", got, err)
	}
	if n := len(srv.Messages(srv.ChannelID)); n != 2 {
		t.Errorf("members see %d messages, want 2", n)
	}
}
