package discordtest_test

import (
	"errors"
	"io"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"meetupbot/bot/discord/discordtest"
)

func TestToken(t *testing.T) {
	srv := discordtest.New(t)
	for _, token := range []string{"", "Bot wrong", srv.Token, "Bearer " + srv.Token} {
		r := request(t, srv, discordtest.GetMe, nil)
		r.Header.Set("Authorization", token)
		got, err := send(r)
		if err != nil || got.status != 401 {
			t.Errorf("with %q: %v, %v", token, got, err)
		}
	}
	want(t, call(t, srv, discordtest.GetMe, nil), 200, 0)
	srv.Revoke()
	want(t, call(t, srv, discordtest.GetMe, nil), 401, 0)
	want(t, call(t, srv, discordtest.GetGateway, nil), 200, 0)
	calls := srv.Calls(discordtest.GetMe)
	for i, auth := range []string{"", "wrong", "wrong", "wrong", "right", "wrong"} {
		if got := calls[i].Header.Get("Authorization"); got != auth {
			t.Errorf("call %d: the record says of its token %q, want %q", i, got, auth)
		}
	}
}

func TestDistrust(t *testing.T) {
	srv := discordtest.New(t)
	want(t, call(t, srv, "GET /nowhere", nil), 404, 0)
	wantComplaint(t, srv, "no such route")
	for header, words := range map[string]string{"User-Agent": "user agent", "Idempotency-Key": "Idempotency-Key"} {
		r := request(t, srv, discordtest.GetMe, nil)
		r.Header.Set(header, "x")
		if _, err := send(r); err != nil {
			t.Fatal(err)
		}
		wantComplaint(t, srv, words)
	}
}

// The permissions that a client works out of roles and overwrites are those
// that the server keeps.
func TestPermissions(t *testing.T) {
	srv := discordtest.New(t)
	s := session(t, srv)
	const listen = discordtest.ViewChannel | discordtest.ReadMessageHistory
	quiet := srv.AddChannel(discordtest.Channel{Name: "quiet", Bot: listen})
	hidden := srv.AddChannel(discordtest.Channel{Name: "hidden"})
	srv.Permit(hidden, 0)
	for channel, bits := range map[string]int64{srv.ChannelID: discordtest.Ordinary, quiet: listen} {
		got, err := s.UserChannelPermissions(srv.BotID, channel)
		if err != nil || got != bits {
			t.Errorf("in channel %s the bot may %b, %v, want %b", channel, got, err, bits)
		}
	}
	want(t, call(t, srv, "GET /channels/"+hidden, nil), 403, 50001)
	want(t, call(t, srv, "GET /channels/123", nil), 404, 10003)
	say := object{"content": "x", "allowed_mentions": none}
	want(t, call(t, srv, "POST /channels/"+hidden+"/messages", say), 403, 50001)
	want(t, call(t, srv, "POST /channels/"+quiet+"/messages", say), 403, 50013)

	srv.PermitGuild(srv.GuildID, discordtest.Administrator)
	want(t, call(t, srv, "POST /channels/"+hidden+"/messages", say), 200, 0)
	got, err := s.UserChannelPermissions(srv.BotID, hidden)
	if err != nil || got&discordgo.PermissionSendMessages == 0 {
		t.Errorf("as administrator the bot may %b, %v", got, err)
	}
}

// In a thread its channel's permissions hold, with one of their own for posting.
func TestThreads(t *testing.T) {
	srv := discordtest.New(t)
	thread := srv.AddChannel(discordtest.Channel{Kind: discordtest.PublicThread, Name: "thread", Parent: srv.ChannelID})
	say := object{"content": "x", "allowed_mentions": none}
	srv.Permit(srv.ChannelID, discordtest.Ordinary&^discordtest.SendMessages)
	want(t, call(t, srv, "POST /channels/"+thread+"/messages", say), 200, 0)
	srv.Permit(srv.ChannelID, discordtest.Ordinary&^discordtest.SendMessagesInThreads)
	want(t, call(t, srv, "POST /channels/"+thread+"/messages", say), 403, 50013)
	srv.Permit(srv.ChannelID, 0)
	want(t, call(t, srv, "GET /channels/"+thread, nil), 403, 50001)
	s := connect(t, srv, guilds)
	threads := s.hear("GUILD_CREATE").decode(t)["threads"].([]any)
	if len(threads) != 1 || threads[0].(object)["id"] != thread {
		t.Errorf("the guild has the threads %v", threads)
	}
	srv.RemoveChannel(thread)
	s.hear("THREAD_DELETE")
}

func TestChannelsComeAndGo(t *testing.T) {
	srv := discordtest.New(t)
	channel := srv.AddChannel(discordtest.Channel{Name: "brief"})
	want(t, call(t, srv, "GET /channels/"+channel, nil), 200, 0)
	srv.RemoveChannel(channel)
	want(t, call(t, srv, "GET /channels/"+channel, nil), 404, 10003)
	want(t, call(t, srv, "POST /channels/"+channel+"/messages", object{"content": "x"}), 404, 10003)

	guild := srv.AddGuild("Harbour")
	there := srv.AddChannel(discordtest.Channel{Name: "news", GuildID: guild})
	want(t, call(t, srv, "GET /guilds/"+guild, nil), 200, 0)
	srv.RemoveGuild(guild)
	want(t, call(t, srv, "GET /guilds/"+guild, nil), 404, 10004)
	want(t, call(t, srv, "GET /channels/"+there, nil), 403, 50001)
}

func TestLookups(t *testing.T) {
	srv := discordtest.New(t)
	s := session(t, srv)
	me, err := s.User("@me")
	if err != nil || me.ID != srv.BotID || !me.Bot {
		t.Errorf("User(@me) = %+v, %v", me, err)
	}
	guilds, err := s.UserGuilds(100, "", "", false)
	if err != nil || len(guilds) != 1 || guilds[0].ID != srv.GuildID {
		t.Errorf("UserGuilds = %+v, %v", guilds, err)
	}
	guild, err := s.Guild(srv.GuildID)
	if err != nil || guild.OwnerID != srv.OwnerID || len(guild.Roles) != 3 {
		t.Errorf("Guild = %+v, %v", guild, err)
	}
	member, err := s.GuildMember(srv.GuildID, srv.BotID)
	if err != nil || len(member.Roles) != 1 {
		t.Errorf("GuildMember = %+v, %v", member, err)
	}
	want(t, call(t, srv, "GET /guilds/"+srv.GuildID+"/members/1", nil), 404, 10007)
	for _, c := range []struct {
		intents int64
		flags   int
	}{{1 << 15, 1 << 19}, {0, 0}, {1<<1 | 1<<15, 1<<15 | 1<<19}} {
		srv.Set(func(s *discordtest.Settings) { s.Intents = c.intents })
		app := call(t, srv, discordtest.GetApplication, nil)
		want(t, app, 200, 0)
		if flags := strconv.Itoa(c.flags); !strings.Contains(string(app.body), `"flags":`+flags+`,`) || app.field(t, "id") != srv.AppID || app.field(t, "verify_key") != srv.PublicKey {
			t.Errorf("with intents %b the application is %s, want flags %s", c.intents, app.body, flags)
		}
	}
}

func TestDirectMessages(t *testing.T) {
	srv := discordtest.New(t)
	s := session(t, srv)
	first, err := s.UserChannelCreate(srv.MemberID)
	if err != nil || first.Type != discordgo.ChannelTypeDM {
		t.Fatalf("UserChannelCreate = %+v, %v", first, err)
	}
	again, err := s.UserChannelCreate(srv.MemberID)
	if err != nil || again.ID != first.ID {
		t.Errorf("UserChannelCreate = %+v, %v, want the channel %s", again, err, first.ID)
	}
	want(t, call(t, srv, "POST /channels/"+first.ID+"/messages", object{"content": "x", "allowed_mentions": none}), 200, 0)
	wantFault(t, call(t, srv, discordtest.CreateDM, object{"recipient_id": "1"}), "recipient_id")
	if n := len(srv.Messages(first.ID)); n != 1 {
		t.Errorf("%d messages, want 1", n)
	}
}

func TestForget(t *testing.T) {
	srv := discordtest.New(t)
	want(t, post(t, srv, object{"content": "x", "nonce": "a", "enforce_nonce": true}), 200, 0)
	i := srv.Begin(discordtest.Ask{Command: "help"})
	want(t, call(t, srv, "POST /interactions/"+i.ID+"/"+i.Token+"/callback", object{"type": 5}), 204, 0)
	srv.Forget()
	if n := len(srv.Calls(discordtest.Everything)) + len(srv.Messages(srv.ChannelID)); n != 0 {
		t.Errorf("%d things are remembered", n)
	}
	if got := srv.Interaction(i.ID); got.First != 5 {
		t.Errorf("an interaction that waits for its answer is forgotten: %+v", got)
	}
	want(t, call(t, srv, discordtest.GetMe, nil), 200, 0)
	if c := srv.Calls(discordtest.Everything); len(c) != 1 || c[0].N != 2 {
		t.Errorf("the record has %+v", c)
	}
}

func TestOutage(t *testing.T) {
	srv := discordtest.New(t)
	client := srv.Client()
	defer client.CloseIdleConnections()
	ask := func() error {
		response, err := client.Do(request(t, srv, discordtest.GetMe, nil))
		if err == nil {
			_, _ = io.Copy(io.Discard, response.Body) // or the connection is not kept
			response.Body.Close()
		}
		return err
	}
	if err := ask(); err != nil {
		t.Fatal(err)
	}
	s := connect(t, srv, guilds)
	s.hear("GUILD_CREATE")
	srv.Down()
	if _, _, err := s.ReadMessage(); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("the gateway's connection ends with %v", err)
	}
	var last error
	for range 3 { // the kept connection, then new ones
		if last = ask(); last == nil {
			t.Fatal("answered although it is down")
		}
	}
	if !errors.Is(last, syscall.ECONNREFUSED) {
		t.Errorf("a new connection ends with %v", last)
	}
	if err := srv.Up(); err != nil {
		t.Fatal(err)
	}
	if err := ask(); err != nil {
		t.Errorf("up again: %v", err)
	}
	if n := len(srv.Calls(discordtest.GetMe)); n != 2 {
		t.Errorf("%d calls are recorded, want 2", n)
	}
	connect(t, srv, guilds).hear("READY")
}

func TestCloseEndsWhatIsUnderWay(t *testing.T) {
	srv, err := discordtest.Start()
	if err != nil {
		t.Fatal(err)
	}
	srv.Play(discordtest.GetMe, discordtest.Slow(time.Hour, 0))
	failed := make(chan error, 1)
	r := request(t, srv, discordtest.GetMe, nil)
	go func() {
		_, err := send(r)
		failed <- err
	}()
	if _, err := srv.AwaitArrival(within(t, 5*time.Second), discordtest.GetMe, 1); err != nil {
		t.Fatal(err)
	}
	srv.Close()
	select {
	case err := <-failed:
		if err == nil {
			t.Error("the request was answered")
		}
	case <-time.After(5 * time.Second):
		t.Error("the client waits still")
	}
	if _, err := srv.Await(within(t, time.Second), discordtest.CreateDM, 1); err == nil {
		t.Error("Await goes on after Close")
	}
}
