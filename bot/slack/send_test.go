package slack_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
	"meetupbot/bot/slack"
	"meetupbot/bot/slack/slacktest"
	"meetupbot/schedule"
)

func (w *world) post(marker string) bot.Post {
	return bot.Post{Channel: w.Channel, Reply: bot.Reminder{Event: bottest.Autumn()}, Marker: marker, Attempted: time.Now()}
}

func TestSend(t *testing.T) {
	w := newWorld(t)
	ts, err := w.adapter.Send(within(t), w.post("mark-7"))
	if err != nil {
		t.Fatal(err)
	}
	call := w.Calls("chat.postMessage")[0]
	for arg, want := range map[string]string{
		"channel": w.Channel, "unfurl_links": "false", "unfurl_media": "false", "link_names": "false", "parse": "none",
		"metadata": `{"event_type":"meetupbot_delivery","event_payload":{"marker":"mark-7"}}`,
	} {
		if call.Args[arg] != want {
			t.Errorf("%s = %q, want %q", arg, call.Args[arg], want)
		}
	}
	var blocks []map[string]any
	if err := call.Decode("blocks", &blocks); err != nil || blocks[0]["block_id"] != "mark-7" {
		t.Errorf("%v: first block %v", err, blocks[0])
	}
	seen := w.Messages(w.Channel)
	if len(seen) != 1 || seen[0].TS != ts || !strings.Contains(shown(seen[0]), "Autumn meetup") || len(seen[0].Notified()) > 0 {
		t.Errorf("seen: %+v", seen)
	}
	// the same marker is the same key, another one another
	for _, marker := range []string{"mark-7", "mark-8"} {
		if _, err := w.adapter.Send(within(t), w.post(marker)); err != nil {
			t.Fatal(err)
		}
	}
	keys := []string{}
	for _, c := range w.Calls("chat.postMessage") {
		keys = append(keys, c.Args["client_msg_id"])
	}
	if len(keys[0]) != 36 || keys[0] != keys[1] || keys[1] == keys[2] {
		t.Errorf("client_msg_id: %q", keys)
	}
}

func TestEditAndDelete(t *testing.T) {
	w, ctx := newWorld(t), within(t)
	p := w.post("mark-7")
	var err error
	if p.Message, err = w.adapter.Send(ctx, p); err != nil {
		t.Fatal(err)
	}
	changed := bottest.Autumn()
	changed.Venue.Name = "The Corn Exchange"
	p.Reply = bot.Announcement{Event: changed}
	if err := w.adapter.Edit(ctx, p); err != nil {
		t.Fatal(err)
	}
	if seen := w.Messages(w.Channel); len(seen) != 1 || seen[0].Edits != 1 || !strings.Contains(shown(seen[0]), "Corn Exchange") {
		t.Errorf("after the edit: %+v", seen)
	}
	if presence, ts, err := w.adapter.Seek(ctx, p); presence != schedule.Found || ts != p.Message || err != nil {
		t.Errorf("an edited post is %v %s %v, want found", presence, ts, err)
	}
	for range 2 { // gone twice is gone
		if err := w.adapter.Delete(ctx, p); err != nil {
			t.Errorf("Delete: %v", err)
		}
	}
	if seen := w.Messages(w.Channel); len(seen) > 0 {
		t.Errorf("after the deletion: %+v", seen)
	}
	if failed, ok := errors.AsType[*bot.SendError](w.adapter.Edit(ctx, p)); !ok || !failed.Hopeless || !failed.Gone {
		t.Errorf("an edit of what is gone: %+v", failed)
	}
	p.Channel = "C0NOWHERE"
	if failed, ok := errors.AsType[*bot.SendError](w.adapter.Edit(ctx, p)); !ok || !failed.Hopeless || failed.Gone {
		t.Errorf("an edit where the channel is not seen: %+v", failed)
	}
}

// A member is a place too: their direct messages with the bot.
func TestSendToMember(t *testing.T) {
	w, ctx := newWorld(t), within(t)
	p := w.post("mark-7")
	p.Channel = schedule.DirectTo(schedule.Place{Platform: "slack", ID: w.Member}).ID
	var err error
	if p.Message, err = w.adapter.Send(ctx, p); err != nil {
		t.Fatal(err)
	}
	if err := w.adapter.Edit(ctx, p); err != nil {
		t.Errorf("Edit: %v", err)
	}
	if presence, _, _ := w.adapter.Seek(ctx, p); presence != schedule.Found {
		t.Errorf("Seek = %v", presence)
	}
	if err := w.adapter.Delete(ctx, p); err != nil {
		t.Errorf("Delete: %v", err)
	}
}

// TestSeek: what was posted is found, and what cannot be seen is not called
// absent.
func TestSeek(t *testing.T) {
	w, ctx := newWorld(t, restless), within(t)
	old := w.post("mark-1")
	if _, err := w.adapter.Send(ctx, old); err != nil {
		t.Fatal(err)
	}
	for range 450 { // more than two pages
		w.Say(w.Channel, w.Member, "mark-2")
	}
	want := func(name string, p bot.Post, want schedule.Presence) {
		t.Helper()
		got, ts, err := w.adapter.Seek(ctx, p)
		if got != want || err != nil || (ts != "") != (got == schedule.Found) {
			t.Errorf("%s: %v %q %v, want %v", name, got, ts, err, want)
		}
	}
	want("on the third page", old, schedule.Found)
	want("never posted", w.post("mark-2"), schedule.Absent)
	want("no marker", w.post(""), schedule.CannotTell)
	never := w.post("mark-1")
	never.Attempted = time.Time{}
	want("never tried", never, schedule.CannotTell)
	for _, code := range []string{"missing_scope", "not_in_channel", "channel_not_found", "a_new_one"} {
		w.Play("conversations.history", slacktest.Unstored(slacktest.Refuse(code)))
		want(code, w.post("mark-2"), schedule.CannotTell)
	}
	w.Play("conversations.history", slacktest.Unstored(slacktest.Status(200, `{"ok":true,"messages":[],"has_more":true}`)))
	want("more without a way to it", w.post("mark-2"), schedule.CannotTell)
	for _, answer := range []slacktest.Answer{ // which may be another one later
		slacktest.RateLimited("30"), slacktest.Refuse("ratelimited"), slacktest.Refuse("fatal_error"),
		slacktest.Status(500, ""), slacktest.Status(404, ""), slacktest.Garbage(), slacktest.HalfBody(), slacktest.Reset(),
	} {
		w.Play("conversations.history", slacktest.Unstored(answer))
		if got, ts, err := w.adapter.Seek(ctx, w.post("mark-2")); got != schedule.CannotTell || ts != "" || err == nil {
			t.Errorf("%s: %v %q %v, want an error", answer.Name, got, ts, err)
		}
	}
	w.Play("conversations.history", slacktest.Unstored(slacktest.Refuse("invalid_auth")))
	for range 2 { // until there is a token that is good
		if got, ts, err := w.adapter.Seek(ctx, w.post("mark-2")); got != schedule.CannotTell || ts != "" || err == nil {
			t.Errorf("invalid_auth: %v %q %v, want an error", got, ts, err)
		}
	}
	w.adapter.Renew()
	w.SetScopes(without("metadata.message:read")...)
	want("found by its block", old, schedule.Found)
	want("metadata is not shown", w.post("mark-2"), schedule.CannotTell)
	w.SetScopes(without("channels:history")...)
	want("history is not shown", old, schedule.CannotTell)
	w.SetScopes(without("")...)
	w.AddChannel(slacktest.Channel{ID: "C0LOUD", Name: "loud", Members: []string{w.BotUser}})
	for range 2100 {
		w.Say("C0LOUD", w.Member, "hello")
	}
	loud := w.post("mark-2")
	loud.Channel = "C0LOUD"
	want("too much was said", loud, schedule.CannotTell)
}

// Behaviour 13: the post went out and its answer was lost. It is doubtful, is
// found by its marker, and nothing in the adapter posts it again.
func TestBehaviour13AnswerLost(t *testing.T) {
	for _, answer := range []slacktest.Answer{
		slacktest.Reset(), slacktest.HalfBody(), slacktest.Garbage(), slacktest.Hang(), slacktest.Stall(), slacktest.Endless(),
		slacktest.Status(500, ""), slacktest.Status(502, ""), slacktest.Status(503, `{"ok":false}`), slacktest.Status(200, ""),
		slacktest.Status(200, "{}"), slacktest.Status(200, "null"), slacktest.Status(200, `{"ok":true}`), slacktest.Status(200, `{"ok":false}`),
		slacktest.Refuse("fatal_error"), slacktest.Refuse("internal_error"), slacktest.Refuse("some_new_error"), slacktest.Refuse("No such code"),
	} {
		t.Run(answer.Name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(c *slack.Config) { c.Delays.Call = 300 * time.Millisecond })
			w.Play("chat.postMessage", slacktest.Stored(answer))
			p, ctx := w.post("mark-7"), within(t)
			_, err := w.adapter.Send(ctx, p)
			failed, ok := errors.AsType[*bot.SendError](err)
			if !ok || !failed.Doubtful || failed.Hopeless {
				t.Errorf("Send = %+v, want doubtful", err)
			}
			if ctx.Err() != nil {
				t.Error("it was not given up by itself")
			}
			if presence, _, err := w.adapter.Seek(within(t), p); presence != schedule.Found || err != nil {
				t.Errorf("Seek = %v, %v", presence, err)
			}
			if n := len(w.Calls("chat.postMessage")); n != 1 {
				t.Errorf("%d posts", n)
			}
		})
	}
}

// An answer that has no end is not read to the end.
func TestEndlessAnswer(t *testing.T) {
	w := newWorld(t)
	w.Play("chat.postMessage", slacktest.Stored(slacktest.Endless()))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := w.adapter.Send(within(t), w.post("mark-7"))
	runtime.ReadMemStats(&after)
	if failed, ok := errors.AsType[*bot.SendError](err); !ok || !failed.Doubtful || errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Send: %v", err)
	}
	if read := after.TotalAlloc - before.TotalAlloc; read > 64<<20 {
		t.Errorf("%d MB were read", read>>20)
	}
}

// Behaviour 14: Slack wants us to wait, and says so in all sorts of ways.
func TestBehaviour14RateLimited(t *testing.T) {
	w := newWorld(t)
	for header, want := range map[string][2]time.Duration{
		"30":    {30 * time.Second, 30 * time.Second},
		"0.5":   {500 * time.Millisecond, 500 * time.Millisecond},
		"":      {time.Minute, time.Minute},
		"soon":  {time.Minute, time.Minute},
		"-5":    {time.Minute, time.Minute},
		"1e300": {24 * time.Hour, 24 * time.Hour},
		"NaN":   {time.Minute, time.Minute},
		"0":     {time.Millisecond, time.Millisecond},
		time.Now().Add(90 * time.Second).UTC().Format(http.TimeFormat): {80 * time.Second, 91 * time.Second},
		"Sun, 06 Nov 1994 08:49:37 GMT":                                {time.Millisecond, time.Millisecond},
	} {
		w.Play("chat.postMessage", slacktest.Unstored(slacktest.RateLimited(header)))
		_, err := w.adapter.Send(within(t), w.post("mark-7"))
		failed, ok := errors.AsType[*bot.SendError](err)
		if !ok || failed.Doubtful || failed.Hopeless || failed.After < want[0] || failed.After > want[1] {
			t.Errorf("Retry-After %q: %+v, want to wait %s to %s", header, failed, want[0], want[1])
		}
	}
	w.Play("chat.postMessage", slacktest.Unstored(slacktest.Refuse("ratelimited")))
	_, err := w.adapter.Send(within(t), w.post("mark-7"))
	if failed, ok := errors.AsType[*bot.SendError](err); !ok || failed.After != time.Minute || failed.Doubtful || failed.Hopeless {
		t.Errorf("ok:false ratelimited: %+v", failed)
	}
	if n := len(w.Messages(w.Channel)); n > 0 {
		t.Errorf("%d messages", n)
	}
}

// Behaviour 15: Slack says no, with status 200.
func TestBehaviour15Refusals(t *testing.T) {
	w := newWorld(t, restless)
	for code, fix := range map[string]string{
		"channel_not_found": "/invite @meetupbot", "not_in_channel": "/invite @meetupbot", "is_archived": "archived", "msg_too_long": "too long",
		"msg_blocks_too_long": "too long", "restricted_action": "administrator", "restricted_action_of_some_new_kind": "", "missing_scope": "meetupbot doctor",
		"invalid_auth": "copy it again", "account_inactive": "install it again", "token_revoked": "reinstall", "invalid_blocks": "badly formed",
		"not_allowed_token_type": "xoxb-",
	} {
		w.adapter.Renew()
		w.Play("chat.postMessage", slacktest.Unstored(slacktest.Refuse(code)))
		_, err := w.adapter.Send(within(t), w.post("mark-7"))
		failed, ok := errors.AsType[*bot.SendError](err)
		if !ok || !failed.Hopeless || failed.Doubtful || failed.After != 0 || !strings.Contains(err.Error(), code) || !strings.Contains(err.Error(), fix) {
			t.Errorf("%s: %+v (%v), want hopeless and %q", code, failed, err, fix)
			continue
		}
		scope := schedule.ThisPost
		switch code {
		case "invalid_auth", "account_inactive", "token_revoked", "not_allowed_token_type":
			scope = schedule.ThisPlatform
		case "channel_not_found", "not_in_channel", "is_archived", "restricted_action", "restricted_action_of_some_new_kind":
			scope = schedule.ThisPlace
		}
		if failed.Concerns() != scope {
			t.Errorf("%s concerns %v, want %v", code, failed.Concerns(), scope)
		}
	}
	w.adapter.Renew()
	for _, code := range []string{"service_unavailable", "team_added_to_org", "invalid_form_data"} { // no, but perhaps later
		w.Play("chat.postMessage", slacktest.Unstored(slacktest.Refuse(code)))
		_, err := w.adapter.Send(within(t), w.post("mark-7"))
		if failed, ok := errors.AsType[*bot.SendError](err); !ok || failed.Hopeless || failed.Doubtful {
			t.Errorf("%s: %+v, want to be tried again", code, failed)
		}
	}
	for _, status := range []int{301, 400, 403, 404} { // something between us and Slack
		w.Play("chat.postMessage", slacktest.Unstored(slacktest.Status(status, "")))
		_, err := w.adapter.Send(within(t), w.post("mark-7"))
		if failed, ok := errors.AsType[*bot.SendError](err); !ok || failed.Hopeless || failed.Doubtful {
			t.Errorf("status %d: %+v, want to be tried again", status, failed)
		} else if want := fmt.Sprintf("Slack does not take it (status %d)", status); !strings.Contains(err.Error(), want) {
			t.Errorf("status %d is told as %q, want %q", status, err, want)
		}
	}
}

// TestSendDoubtful: after what an answer leaves open the post may be out, is asked
// for once, and organisers read what happened in words without a secret.
func TestSendDoubtful(t *testing.T) {
	for name, c := range map[string]struct {
		play slacktest.Behaviour
		says string
		out  int // messages that members see
	}{
		"500":                       {slacktest.Unstored(slacktest.Status(500, "")), "Slack has trouble (status 500)", 0},
		"500 after storing":         {slacktest.Stored(slacktest.Status(500, "")), "Slack has trouble (status 500)", 1},
		"502":                       {slacktest.Stored(slacktest.Status(502, "<html>")), "Slack has trouble (status 502)", 1},
		"503 in JSON":               {slacktest.Unstored(slacktest.Status(503, `{"ok":false,"error":"service_unavailable"}`)), "Slack has trouble (status 503)", 0},
		"a page of something else":  {slacktest.Stored(slacktest.Status(200, "<html>Welcome to this hotel")), "an answer that cannot be read", 1},
		"half a body":               {slacktest.Stored(slacktest.HalfBody()), "an answer that cannot be read", 1},
		"a reset":                   {slacktest.Stored(slacktest.Reset()), "no answer", 1},
		"an error of Slack's own":   {slacktest.Stored(slacktest.Refuse("internal_error")), "internal_error", 1},
		"a code that nobody knows":  {slacktest.Stored(slacktest.Refuse("the_moon_is_full")), "the_moon_is_full", 1},
		"an answer without message": {slacktest.Stored(slacktest.Status(200, `{"ok":true}`)), "cannot be read", 1},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.Play("chat.postMessage", c.play)
			_, err := w.adapter.Send(within(t), w.post("mark-7"))
			failed, ok := errors.AsType[*bot.SendError](err)
			if !ok || !failed.Doubtful || failed.Hopeless || failed.After != 0 || failed.About != schedule.ThisPost {
				t.Fatalf("%+v, want a doubt", err)
			}
			if !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), w.BotToken) || strings.Contains(err.Error(), "<") {
				t.Errorf("it says %q, want %q", err, c.says)
			}
			if calls, out := len(w.Calls("chat.postMessage")), len(w.Messages(w.Channel)); calls != 1 || out != c.out {
				t.Errorf("%d requests, %d messages: want 1 and %d", calls, out, c.out)
			}
		})
	}
}

// Where nobody was reached nothing can be out.
func TestSendToNobody(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	for _, address := range []string{"http://" + closed.Addr().String() + "/api/", "http://no-such-host.invalid/api/"} {
		w := newWorld(t, func(c *slack.Config) { c.APIURL = address })
		_, err := w.adapter.Send(within(t), w.post("mark-7"))
		if failed, ok := errors.AsType[*bot.SendError](err); !ok || failed.Doubtful || failed.Hopeless {
			t.Errorf("%s: %+v", address, failed)
		}
	}
	w := newWorld(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = w.adapter.Send(ctx, w.post("mark-7"))
	if failed, ok := errors.AsType[*bot.SendError](err); !ok || failed.Doubtful || failed.Hopeless || !errors.Is(err, context.Canceled) {
		t.Errorf("with a context that has ended: %+v", err)
	}
}

// TestPace: a channel gets a message a second, and does not hold up others. How
// long the machine takes for any of it does not matter.
func TestPace(t *testing.T) {
	const every = 30 * time.Millisecond
	w := newWorld(t, func(c *slack.Config) { c.Delays.Pace = every })
	began := time.Now()
	for range 4 {
		if _, err := w.adapter.Send(within(t), w.post("mark")); err != nil {
			t.Error(err)
		}
	}
	if took := time.Since(began); took < 3*every || len(w.Messages(w.Channel)) != 4 {
		t.Errorf("%d messages in %s, want 4 with %s between them", len(w.Messages(w.Channel)), took, every)
	}

	slow := newWorld(t, func(c *slack.Config) { c.Delays.Pace = time.Hour })
	slow.AddChannel(slacktest.Channel{ID: "C0OTHER", Name: "other", Members: []string{slow.BotUser}})
	for _, channel := range []string{slow.Channel, "C0OTHER"} {
		p := slow.post("mark")
		p.Channel = channel
		if _, err := slow.adapter.Send(within(t), p); err != nil {
			t.Errorf("the first message in %s: %v", channel, err)
		}
	}
	for channel, want := range map[string]time.Duration{slow.Channel: time.Hour, "C0OTHER": time.Hour, "C0SILENT": 0} {
		if got := slow.adapter.Pause(channel); got > want || got < want-time.Minute {
			t.Errorf("the next message in %s waits %s, want %s", channel, got, want)
		}
	}
	_, err := slow.adapter.Send(within(t), slow.post("mark"))
	if failed, ok := errors.AsType[*bot.SendError](err); !ok || failed.Doubtful || failed.Hopeless {
		t.Errorf("a wait that is too long: %v", err)
	}
	if n := len(slow.Calls("chat.postMessage")); n != 2 {
		t.Errorf("%d posts, want 2: one waits for its turn", n)
	}
}

// What is due in a channel waits for one answer at most, however much is asked there.
func TestPostsPassAnswers(t *testing.T) {
	const every, asked = 300 * time.Millisecond, 12
	w := newWorld(t, overHTTP, func(c *slack.Config) { c.Delays.Pace = every }).run()
	var people sync.WaitGroup
	defer people.Wait()
	for range asked {
		mention := w.Mention(w.Channel, w.Member, "nextmeetup")
		people.Go(func() { w.deliver(mention) })
	}
	w.await("chat.postMessage", 2) // all others wait
	if got := w.adapter.Pause(w.Channel); got > 2*every {
		t.Errorf("the next post waits %s behind answers", got)
	}
	if _, err := w.adapter.Send(within(t), w.post("mark")); err != nil {
		t.Error(err)
	}
	if n := len(w.Messages(w.Channel)); n > asked/2 {
		t.Errorf("it was message %d of %d", n, asked+1)
	}
	w.await("chat.postMessage", asked+1)
}

// What is asked for twice is one connection; no redirect is followed, and no
// header makes the client post again by itself.
func TestClient(t *testing.T) {
	elsewhere := slacktest.New(t)
	w := newWorld(t)
	w.Play("chat.postMessage", slacktest.Unstored(slacktest.Redirect(elsewhere.URL()+"chat.postMessage")))
	if _, err := w.adapter.Send(within(t), w.post("mark-7")); err == nil {
		t.Error("a redirect was followed")
	}
	if calls := elsewhere.Calls(""); len(calls) > 0 {
		t.Errorf("another host got %+v", calls)
	}
	for _, c := range w.Calls("") {
		for name := range c.Header {
			if strings.Contains(name, "Idempotency") {
				t.Errorf("header %s", name)
			}
		}
	}
}

// Every reply there is goes out as Slack takes it.
func TestSendEveryReply(t *testing.T) {
	w := newWorld(t)
	for _, sample := range bottest.Replies() {
		p := w.post("mark-" + sample.Name)
		p.Reply = sample.Reply
		ts, err := w.adapter.Send(within(t), p)
		if err != nil {
			t.Errorf("%s: %v", sample.Name, err)
			continue
		}
		p.Message = ts
		if err := w.adapter.Edit(within(t), p); err != nil {
			t.Errorf("%s: edit: %v", sample.Name, err)
		}
		marked := w.Calls("chat.postMessage")
		var blocks []struct {
			BlockID string `json:"block_id"`
		}
		if err := json.Unmarshal([]byte(marked[len(marked)-1].Args["blocks"]), &blocks); err != nil || blocks[0].BlockID == "" && len(blocks) > 0 {
			t.Errorf("%s: %v: no block bears the marker", sample.Name, err)
		}
	}
	for _, m := range w.Messages(w.Channel) {
		if n := m.Notified(); len(n) > 0 {
			t.Errorf("notified: %v", n)
		}
	}
}
