package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"meetupbot/bot/discord/discordtest"
)

// A rogue is a gateway that says what it is told to, whatever that is.
type rogue struct {
	t       *testing.T
	discord *discordtest.Server
	arrived chan *rogueConn
	mu      sync.Mutex
	count   map[int]int // frames of the bot by their op
}

// A rogueConn is one connection of the bot to it.
type rogueConn struct {
	ws    *websocket.Conn
	beats chan struct{} // heartbeats that arrive
	gone  chan struct{}
}

// newRogue puts a rogue in the place of the server's own gateway.
func newRogue(t *testing.T, discord *discordtest.Server) *rogue {
	r := &rogue{t: t, discord: discord, arrived: make(chan *rogueConn, 1000), count: map[int]int{}}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		ws, err := up.Upgrade(w, req, nil)
		if err != nil {
			return
		}
		defer ws.Close()
		c := &rogueConn{ws: ws, beats: make(chan struct{}, 100_000), gone: make(chan struct{})}
		defer close(c.gone)
		_ = ws.WriteMessage(websocket.TextMessage, []byte(`{"op":10,"d":{"heartbeat_interval":45000}}`))
		introduced := false
		for {
			var f struct{ Op int }
			if err := ws.ReadJSON(&f); err != nil {
				return
			}
			r.mu.Lock()
			r.count[f.Op]++
			r.mu.Unlock()
			switch {
			case f.Op == 1:
				c.beats <- struct{}{}
			case !introduced:
				introduced = true
				r.arrived <- c
			}
		}
	}))
	t.Cleanup(server.Close)
	discord.Play(discordtest.GetGatewayBot, discordtest.Behaviour{Times: discordtest.Always, Body: fmt.Sprintf(
		`{"url":"ws://%s","shards":1,"session_start_limit":{"total":1000,"remaining":999,"reset_after":0,"max_concurrency":1}}`, server.Listener.Addr().(*net.TCPAddr))})
	return r
}

// next waits for the bot to connect and to introduce itself.
func (r *rogue) next() *rogueConn {
	r.t.Helper()
	select {
	case c := <-r.arrived:
		return c
	case <-time.After(15 * time.Second):
		r.t.Fatal("the bot does not come again")
		return nil
	}
}

// survives says something, and reports whether the bot listens on.
func (c *rogueConn) survives(kind int, frame []byte) bool {
	_ = c.ws.WriteMessage(kind, frame)
	_ = c.ws.WriteMessage(websocket.TextMessage, []byte(`{"op":1,"d":null}`))
	select {
	case <-c.beats:
		return true
	case <-c.gone:
		return false
	case <-time.After(10 * time.Second):
		return false
	}
}

func (r *rogue) readyFrame(seq int) []byte {
	return fmt.Appendf(nil, `{"op":0,"s":%d,"t":"READY","d":{"v":10,"session_id":"rogue","user":{"id":%q,"bot":true},"application":{"id":%q},"guilds":[]}}`, seq, r.discord.BotID, r.discord.AppID)
}

// wrongs are values that no field is documented to hold.
var wrongs = []string{"null", "1", "-1", "1e308", `"x"`, "true", "[]", "{}", "[[]]", `{"id":{}}`, `""`, `"\u0000"`, "18446744073709551616"}

// badFrames are what a gateway may send by mistake, with its envelope whole:
// no event, each event with the wrong data, and each field with the wrong value.
func badFrames(s *site) (frames []string) {
	whole := map[string]string{
		"MESSAGE_CREATE":     `"id":"%d","type":0,"channel_id":"` + discordPlace + `","guild_id":"` + s.discord.GuildID + `","content":"<@` + s.discord.BotID + `> help","author":{"id":"` + s.discord.MemberID + `"}`,
		"INTERACTION_CREATE": `"id":"%d","type":2,"application_id":"` + s.discord.AppID + `","token":"none","channel_id":"` + discordPlace + `","guild_id":"` + s.discord.GuildID + `","member":{"user":{"id":"` + s.discord.MemberID + `"},"permissions":"0"},"data":{"name":"nextmeetup"}`,
		"GUILD_CREATE":       `"id":"%d","name":"elsewhere","owner_id":"` + s.discord.OwnerID + `","channels":[]`,
	}
	fields := map[string][]string{
		"MESSAGE_CREATE":     {"id", "type", "channel_id", "guild_id", "webhook_id", "content", "author", "member"},
		"INTERACTION_CREATE": {"id", "application_id", "type", "token", "guild_id", "channel_id", "user", "member", "data", "message"},
		"GUILD_CREATE":       {"id", "name", "owner_id", "unavailable", "channels"},
	}
	id := 1000
	for _, wrong := range wrongs {
		for _, event := range []string{"READY", "RESUMED", "MESSAGE_CREATE", "INTERACTION_CREATE", "GUILD_CREATE", "NOT_KNOWN", ""} {
			frames = append(frames, fmt.Sprintf(`{"op":0,"s":2,"t":%q,"d":%s}`, event, wrong))
		}
		for event, names := range fields {
			for _, name := range names { // of a key that stands twice the later counts
				id++
				frames = append(frames, fmt.Sprintf(`{"op":0,"s":3,"t":%q,"d":{%s,%q:%s}}`, event, fmt.Sprintf(whole[event], id), name, wrong))
			}
		}
		for _, op := range []int{2, 3, 4, 5, 6, 8, 11, 12, 99, -1} {
			frames = append(frames, fmt.Sprintf(`{"op":%d,"d":%s}`, op, wrong))
		}
	}
	return append(frames, "null", "{}", `{"op":null}`, `{"op":0}`, "{\"op\":0,\"t\":\"\xff\",\"d\":\"\xfe\"}")
}

// TestBadFrames: whatever the gateway and the socket say, the program goes on,
// begins no sessions for it, and answers what is asked then.
func TestBadFrames(t *testing.T) {
	s := newSite(t, worldConfig+siteChannels, worldPosts)
	r := newRogue(t, s.discord)
	p := s.serve("meetupbot-hasty", "--as-of", worldNow).ready()

	c := r.next()
	c.survives(websocket.TextMessage, r.readyFrame(1))
	for _, frame := range badFrames(s) {
		if !c.survives(websocket.TextMessage, []byte(frame)) {
			t.Errorf("this ends the connection: %s", frame)
			c = r.next()
			c.survives(websocket.TextMessage, r.readyFrame(1))
		}
	}
	c.survives(websocket.TextMessage, r.readyFrame(2)) // or the session of a bad one counts
	for _, fatal := range []string{
		"", "<html>", "[", `{"op":11}{"op":11}`, `{"op":"0"}`, `{"op":0,"s":"x"}`, strings.Repeat("[", 1_000_000), strings.Repeat("x", 33<<20),
	} {
		if c.survives(websocket.TextMessage, []byte(fatal)) {
			t.Errorf("nobody minds: %.50q", fatal)
			continue
		}
		c = r.next()
		c.survives(websocket.TextMessage, r.readyFrame(2))
	}
	r.mu.Lock()
	if r.count[2] != 1 {
		t.Errorf("%d sessions were begun, want 1", r.count[2])
	}
	r.mu.Unlock()

	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for _, kind := range []string{"hello", "disconnected", "slash_commands", "interactive", "events_api", "", "not_known"} {
		for _, wrong := range wrongs {
			for _, frame := range []string{
				fmt.Sprintf(`{"type":%q,"envelope_id":"e","payload":%s}`, kind, wrong),
				fmt.Sprintf(`{"type":%q,"envelope_id":%s,"payload":{}}`, kind, wrong),
				fmt.Sprintf(`{"type":%s}`, wrong),
				fmt.Sprintf(`{"type":"events_api","envelope_id":"e","payload":{"type":"event_callback","event":%s,"authorizations":%s}}`, wrong, wrong),
				fmt.Sprintf(`{"type":"interactive","envelope_id":"e","payload":{"type":"block_actions","user":%s,"actions":%s}}`, wrong, wrong),
			} {
				if err := s.slack.Frame(ctx, frame); err != nil {
					t.Fatalf("%s: %v", frame, err)
				}
			}
		}
	}
	for _, frame := range []string{"", "<html>", "[", strings.Repeat("[", 500_000), "\x00"} {
		if err := s.slack.Frame(ctx, frame); err != nil {
			t.Fatalf("%q: %v", frame, err)
		}
	}

	id, err := s.slack.Push(ctx, s.slack.Command(slackPlace, s.slack.Member, "/nextmeetup", ""))
	if err == nil {
		_, err = s.slack.Acked(ctx, id)
	}
	if err != nil {
		t.Errorf("Slack: %v", err)
	}
	if n := len(s.slack.Calls("apps.connections.open")); n != 1 {
		t.Errorf("Slack: %d sockets were opened, want 1", n)
	}
	asked := s.discord.Begin(discordtest.Ask{Command: "nextmeetup"})
	frame, err := json.Marshal(map[string]any{"op": 0, "s": 9, "t": "INTERACTION_CREATE", "d": json.RawMessage(asked.Body)})
	if err != nil {
		t.Fatal(err)
	}
	c.survives(websocket.TextMessage, frame)
	if _, err := s.discord.AwaitAnswer(ctx, asked.ID); err != nil {
		t.Errorf("Discord: %v", err)
	}
	p.alive()
}
