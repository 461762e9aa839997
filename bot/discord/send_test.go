package discord_test

import (
	"errors"
	"fmt"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
	"meetupbot/bot/discord/discordtest"
	"meetupbot/content"
	"meetupbot/schedule"
)

const marker = "abcdefghijklmnopqrstuvwxy"

// reminder is a post to the server's channel.
func (w *world) reminder() bot.Post {
	return bot.Post{Channel: w.ChannelID, Reply: bot.Reminder{Event: bottest.Autumn()}, Marker: marker}
}

func TestSendEditDelete(t *testing.T) {
	w := newWorld(t)
	p := w.reminder()
	id, err := w.adapter.Send(w.ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	sent := w.posted(w.ChannelID, 1)
	if len(sent) != 1 || sent[0].ID != id || sent[0].Nonce != marker || !sent[0].Enforced {
		t.Errorf("posted %+v as %s", sent, id)
	}
	p.Message = id
	p.Reply = bot.Notice{Text: "It moved, @everyone."}
	if err := w.adapter.Edit(w.ctx, p); err != nil {
		t.Error(err)
	}
	if now := w.posted(w.ChannelID, 1)[0]; !strings.Contains(words(&now), "It moved") || now.Edits != 1 {
		t.Errorf("edited to %+v", now)
	}
	for range 2 { // what is gone already is no error
		if err := w.adapter.Delete(w.ctx, p); err != nil {
			t.Error(err)
		}
	}
	if left := w.Messages(w.ChannelID); len(left) != 0 {
		t.Errorf("%d messages are left", len(left))
	}
	if failed, ok := errors.AsType[*bot.SendError](w.adapter.Edit(w.ctx, p)); !ok || !failed.Gone || !failed.Hopeless {
		t.Errorf("an edit of what is gone: %+v", failed)
	}
	calls := w.Calls(discordtest.Everything)
	for _, c := range calls {
		if c.Route != discordtest.DeleteMessage && !strings.Contains(string(c.Body), `"allowed_mentions":{"parse":[],"replied_user":false}`) {
			t.Errorf("%s may notify somebody: %s", c.Route, c.Body)
		}
	}
	discordtest.Validate(t, calls)
}

// TestSendErrors is what a post meets, and what that means for trying again
// (behaviours 5, 6, 8 and 13).
func TestSendErrors(t *testing.T) {
	t.Parallel()
	const (
		plain    = "plain"
		hopeless = "hopeless"
		doubtful = "doubtful"
		later    = "later"
	)
	for _, c := range []struct {
		name  string
		play  discordtest.Behaviour
		want  string
		after time.Duration
		out   int // messages that members see
	}{
		{"5 429 with a fraction", discordtest.RateLimited(1350*time.Millisecond, discordtest.UserScope), later, 2 * time.Second, 0},
		{"5 429 global", discordtest.RateLimited(7*time.Second, discordtest.GlobalScope), later, 7 * time.Second, 0},
		{"5 429 shared", discordtest.RateLimited(3*time.Second, discordtest.SharedScope), later, 3 * time.Second, 0},
		{"5 429 of Cloudflare, no JSON", discordtest.Banned(90 * time.Second), later, 90 * time.Second, 0},
		{"5 429 that names no time", discordtest.Behaviour{Status: 429, Body: "{}"}, later, time.Minute, 0},
		{"6 502", discordtest.Fail(502), doubtful, 0, 0},
		{"6 502 after storing", discordtest.Fail(502).AfterStoring(), doubtful, 0, 1},
		{"6 500", discordtest.Fail(500), doubtful, 0, 0},
		{"6 503", discordtest.Fail(503), doubtful, 0, 0},
		{"6 half an answer", discordtest.CutOff(discordtest.Half), doubtful, 0, 1},
		{"6 garbage", discordtest.Garbage().AfterStoring(), doubtful, 0, 1},
		{"6 100 MB", discordtest.CutOff(discordtest.Flood), doubtful, 0, 1},
		{"6 an answer without end", discordtest.CutOff(discordtest.Endless), doubtful, 0, 1},
		{"6 an answer that stalls", discordtest.CutOff(discordtest.Stall), doubtful, 0, 1},
		{"13 reset after the request", discordtest.CutOff(discordtest.Reset), doubtful, 0, 1},
		{"13 no answer in time", discordtest.Slow(0, 3*time.Second), doubtful, 0, 1},
		{"13 an answer without an id", discordtest.Behaviour{Status: 200, Body: "{}", Stored: true}, doubtful, 0, 1},
		{"8 403 missing access", discordtest.Refuse(403, 50001, "Missing Access"), hopeless, 0, 0},
		{"8 403 missing permissions", discordtest.Refuse(403, 50013, "Missing Permissions"), hopeless, 0, 0},
		{"8 404 channel gone", discordtest.Refuse(404, 10003, "Unknown Channel"), hopeless, 0, 0},
		{"8 400 invalid", discordtest.Refuse(400, 50035, "Invalid Form Body"), hopeless, 0, 0},
		{"8 400 too many events", discordtest.Refuse(400, 30038, "Maximum number of scheduled events reached (100)"), later, time.Hour, 0},
		{"8 400 too many edits of old messages", discordtest.Refuse(400, 30046, "Maximum number of edits to messages older than 1 hour reached."), later, 10 * time.Minute, 0},
		{"401", discordtest.Refuse(401, 0, "401: Unauthorized"), hopeless, 0, 0},
		{"302 elsewhere", discordtest.Redirect("https://evil.example/"), plain, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(w *world) { w.config.Delays.Request = 2 * time.Second }) // of which a busy machine takes its share
			w.Play(discordtest.CreateMessage, c.play)
			_, err := w.adapter.Send(w.ctx, w.reminder())
			if w.ctx.Err() != nil {
				t.Error("it was not given up by itself")
			}
			failed, ok := errors.AsType[*bot.SendError](err)
			if !ok {
				t.Fatalf("error %v", err)
			}
			want := bot.SendError{Hopeless: c.want == hopeless, Doubtful: c.want == doubtful, Err: failed.Err}
			if c.want == later {
				want.After = c.after
			}
			switch c.name[:3] {
			case "401":
				want.About = schedule.ThisPlatform
			case "8 4":
				if c.name[:5] != "8 400" {
					want.About = schedule.ThisPlace
				}
			}
			if *failed != want {
				t.Errorf("%+v, want %s after %v", *failed, c.want, c.after)
			}
			if strings.Contains(err.Error(), w.Token) {
				t.Errorf("the error holds the token: %v", err)
			}
			if calls, seen := len(w.Calls(discordtest.CreateMessage)), len(w.Messages(w.ChannelID)); calls != 1 || seen != c.out {
				t.Errorf("%d requests, %d messages: want 1 and %d", calls, seen, c.out)
			}
		})
	}
}

// TestSendRefusedInWords: organisers read in their status why a post failed,
// and what to do.
func TestSendRefusedInWords(t *testing.T) {
	for code, want := range map[int]string{
		50013: "the bot may not do that there: meetupbot doctor says which permission is missing",
		50001: "the bot does not see the channel",
		10003: "the channel was deleted",
	} {
		w := newWorld(t)
		w.Play(discordtest.CreateMessage, discordtest.Refuse(403, code, "Missing Something"))
		if _, err := w.adapter.Send(w.ctx, w.reminder()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("code %d: %v, want %q in it", code, err, want)
		}
	}
}

// TestSendUnreached: what never left is in no doubt.
func TestSendUnreached(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := "http://" + listener.Addr().String()
	listener.Close()
	w := newWorld(t, func(w *world) { w.config.APIURL = closed })
	_, err = w.adapter.Send(w.ctx, w.reminder())
	if failed, ok := errors.AsType[*bot.SendError](err); !ok || failed.Doubtful || failed.Hopeless || failed.After != 0 {
		t.Errorf("%+v", err)
	}
}

// TestSendAgain is how the ledger uses the nonce: the same post again after a
// doubt is not posted twice (behaviours 6 and 13).
func TestSendAgain(t *testing.T) {
	w := newWorld(t)
	w.Play(discordtest.CreateMessage, discordtest.Fail(502), discordtest.Fail(502).AfterStoring())
	var id string
	for range 3 {
		id, _ = w.adapter.Send(w.ctx, w.reminder())
	}
	if sent := w.posted(w.ChannelID, 1); len(sent) != 1 || sent[0].ID != id {
		t.Errorf("posted %+v, the last attempt returned %q", sent, id)
	}
	for _, c := range w.Calls(discordtest.CreateMessage) {
		if !strings.Contains(string(c.Body), `"nonce":"`+marker+`","enforce_nonce":true`) {
			t.Errorf("without the nonce: %s", c.Body)
		}
	}
	// For how long is not documented, but in words: "the past few minutes".
	if life := w.adapter.Repeats(w.reminder()); life <= 0 || life > 2*time.Minute {
		t.Errorf("it may be sent again for %s", life)
	}
	unmarked, listed := w.reminder(), w.reminder()
	unmarked.Marker, listed.Channel = "", schedule.ServerOf("discord", w.GuildID).ID
	if a, b := w.adapter.Repeats(unmarked), w.adapter.Repeats(listed); a != 0 || b != 0 {
		t.Errorf("without a nonce it may be sent again for %s and %s", a, b)
	}
	// Deleted by hand it does not come again.
	w.Remove(w.ChannelID, id)
	_, err := w.adapter.Send(w.ctx, w.reminder())
	if failed, ok := errors.AsType[*bot.SendError](err); !ok || !failed.Hopeless {
		t.Errorf("posting what was deleted by hand: %v", err)
	}
}

// TestRevoked: after the first 401 nothing more is asked with that token.
func TestRevoked(t *testing.T) {
	w := newWorld(t)
	w.Revoke()
	for range 5 {
		_, err := w.adapter.Send(w.ctx, w.reminder())
		if failed, ok := errors.AsType[*bot.SendError](err); !ok || !failed.Hopeless {
			t.Errorf("%v", err)
		}
	}
	if n := len(w.Calls(discordtest.Everything)); n != 1 {
		t.Errorf("%d calls", n)
	}
	w.adapter.Renew() // somebody has configured the bot anew
	if _, err := w.adapter.Send(w.ctx, w.reminder()); err == nil || len(w.Calls(discordtest.Everything)) != 2 {
		t.Errorf("not tried again, or taken: %v", err)
	}
}

// TestForbiddenChannel: a channel that refuses is not hammered, and others are
// not kept waiting (behaviour 8).
func TestForbiddenChannel(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	other := w.AddChannel(discordtest.Channel{Name: "general"})
	w.Permit(w.ChannelID, discordtest.ViewChannel)
	for range 20 {
		if _, err := w.adapter.Send(w.ctx, w.reminder()); err == nil {
			t.Error("posted")
		}
	}
	if n := w.Invalid(); n != 1 {
		t.Errorf("%d invalid requests", n)
	}
	p := w.reminder()
	p.Channel = other
	if _, err := w.adapter.Send(w.ctx, p); err != nil {
		t.Error(err)
	}
}

// TestPace keeps to what the rate limits' headers say: nothing is refused.
func TestPace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Limit(discordtest.CreateMessage, 5, 200*time.Millisecond)
	done := make(chan error)
	const posts = 16
	for i := range posts {
		p := w.reminder()
		p.Marker = marker[:10] + string(rune('a'+i))
		go func() {
			_, err := w.adapter.Send(w.ctx, p)
			done <- err
		}()
	}
	for range posts {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if n := w.Invalid(); n != 0 {
		t.Errorf("%d were refused", n)
	}
}

// TestPause: how long a post would wait is known from what Discord answered, for
// each channel.
func TestPause(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Limit(discordtest.CreateMessage, 2, 50*time.Second)
	p, other := w.reminder(), w.AddChannel(discordtest.Channel{Name: "other"})
	for n, want := range []time.Duration{0, 0, 50 * time.Second} {
		got := w.adapter.Pause(p.Channel)
		if got > want+time.Second || got < want-10*time.Second || w.adapter.Pause(other) != 0 {
			t.Errorf("after %d posts: %s in their channel, want %s; %s in another", n, got, want, w.adapter.Pause(other))
		}
		p.Marker = marker[:10] + string(rune('a'+n))
		if _, err := w.adapter.Send(w.ctx, p); (err == nil) != (want == 0) {
			t.Errorf("after %d posts: %v", n, err)
		}
	}
}

// posts are all replies that are posted, and one with nothing but a link.
func posts() []bottest.Sample {
	linked := bot.Meetup{Title: "Docs evening", SignUp: []content.Link{{URL: "https://rivertown.example/docs"}}}
	return append(bottest.Replies(), bottest.Sample{Name: "link alone", Reply: bot.Announcement{Event: linked}})
}

// TestMarkerUnseen: what a post is found by is not read by anybody, but where
// there is no button to put it behind.
func TestMarkerUnseen(t *testing.T) {
	t.Parallel()
	for _, s := range posts() {
		buttons := len(preview(t, s.Reply).Components)
		switch s.Reply.(type) {
		case bot.Announcement, bot.Reminder, bot.Change, bot.Digest, bot.AgendaCard, bot.Starting, bot.Recap:
		default:
			continue
		}
		w := newWorld(t)
		if _, err := w.adapter.Send(w.ctx, bot.Post{Channel: w.ChannelID, Reply: s.Reply, Marker: marker}); err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		m := w.posted(w.ChannelID, 1)[0]
		text := m.Text()
		for _, e := range m.Embeds {
			text += fmt.Sprint(e)
		}
		if seen := strings.Contains(text, marker[:10]); seen != (buttons == 0) {
			t.Errorf("%s: with %d buttons the marker is seen: %v", s.Name, buttons, seen)
		}
	}
}

func TestSeek(t *testing.T) {
	t.Parallel()
	var silent []string
	for _, s := range posts() {
		switch s.Reply.(type) {
		case bot.Announcement, bot.Reminder, bot.Change, bot.Digest, bot.AgendaCard, bot.Starting, bot.Recap, bot.Notice:
		default:
			continue
		}
		for _, nonce := range []bool{true, false} {
			w := newWorld(t)
			p := bot.Post{Channel: w.ChannelID, Reply: s.Reply, Marker: marker, Attempted: time.Now()}
			if got, _, err := w.adapter.Seek(w.ctx, p); got != schedule.Absent || err != nil {
				t.Fatalf("%s: before it is posted: %v, %v", s.Name, got, err)
			}
			id, err := w.adapter.Send(w.ctx, p)
			if err != nil {
				t.Fatalf("%s: %v", s.Name, err)
			}
			if !nonce { // whether Discord shows it in history is not documented
				w.Set(func(s *discordtest.Settings) { s.HideNonces = true })
			}
			got, found, err := w.adapter.Seek(w.ctx, p)
			if err != nil {
				t.Fatalf("%s: %v", s.Name, err)
			}
			if got != schedule.Found || found != id {
				silent = append(silent, s.Name)
			}
			p.Marker = "z" + marker[1:]
			if got, _, _ := w.adapter.Seek(w.ctx, p); got != schedule.Absent {
				t.Errorf("%s: another marker is %v", s.Name, got)
			}
			if t.Failed() {
				return
			}
		}
	}
	if len(silent) > 0 {
		t.Errorf("not found again: %v", silent)
	}
}

// TestSeekUnreadable: a history that cannot be read is empty, and proves
// nothing.
func TestSeekUnreadable(t *testing.T) {
	t.Parallel()
	for name, may := range map[string]int64{
		"no history": discordtest.Ordinary &^ discordtest.ReadMessageHistory,
		"no channel": discordtest.Ordinary &^ discordtest.ViewChannel,
	} {
		w := newWorld(t)
		w.Permit(w.ChannelID, may)
		p := w.reminder()
		p.Attempted = time.Now()
		if got, _, err := w.adapter.Seek(w.ctx, p); got != schedule.CannotTell || err != nil {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	w := newWorld(t)
	w.RemoveChannel(w.ChannelID)
	p := w.reminder()
	p.Attempted = time.Now()
	if got, _, err := w.adapter.Seek(w.ctx, p); got != schedule.CannotTell || err != nil {
		t.Errorf("channel gone: %v, %v", got, err)
	}
}

// TestSeekPages finds a post behind many others.
func TestSeekPages(t *testing.T) {
	w := newWorld(t)
	w.t.Helper()
	for range 150 {
		w.Say(discordtest.Said{Text: "hello"})
	}
	p := w.reminder()
	p.Attempted = time.Now()
	id, err := w.adapter.Send(w.ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	if got, found, err := w.adapter.Seek(w.ctx, p); got != schedule.Found || found != id || err != nil {
		t.Errorf("%v %s %v", got, found, err)
	}
	discordtest.Validate(t, w.Calls(discordtest.Everything))
}

// TestBanned: while Discord or the edge before it wants a pause from all of us,
// nothing is asked; and one channel's pause is not another's (behaviour 5).
func TestBanned(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		play discordtest.Behaviour
		out  int
	}{
		"all":         {discordtest.Banned(time.Hour), 0},
		"all of us":   {discordtest.RateLimited(time.Hour, discordtest.GlobalScope), 0},
		"one channel": {discordtest.RateLimited(time.Hour, discordtest.UserScope), 1},
	} {
		w := newWorld(t)
		w.Play(discordtest.CreateMessage, c.play)
		other := w.AddChannel(discordtest.Channel{Name: "general"})
		p := w.reminder()
		for range 3 {
			_, err := w.adapter.Send(w.ctx, p)
			if failed, ok := errors.AsType[*bot.SendError](err); !ok || failed.After < 59*time.Minute {
				t.Errorf("%s: %+v", name, err)
			}
		}
		p.Channel, p.Marker = other, "another"
		_, err := w.adapter.Send(w.ctx, p)
		if n := len(w.Messages(other)); n != c.out || (err == nil) != (c.out == 1) {
			t.Errorf("%s: %d posts elsewhere, %v", name, n, err)
		}
		if n := len(w.Calls(discordtest.CreateMessage)); n != 1+c.out {
			t.Errorf("%s: %d requests", name, n)
		}
	}
}

// TestHugeAnswer: no more of an answer is read than any can be long.
func TestHugeAnswer(t *testing.T) {
	w := newWorld(t)
	w.Play(discordtest.CreateMessage, discordtest.CutOff(discordtest.Flood))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := w.adapter.Send(w.ctx, w.reminder()); err == nil || !strings.Contains(err.Error(), "far too long") {
		t.Errorf("%v", err)
	}
	runtime.ReadMemStats(&after)
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 50<<20 {
		t.Errorf("%d MB were taken for it", grown>>20)
	}
}
