package slack_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"meetupbot/bot/slack/slacktest"
	"meetupbot/content"
	"meetupbot/schedule"
)

// direct is the conversation of the bot with a user.
func direct(user string) string { return "D" + user[1:] }

// A mention is answered where all see it: in the channel, or in the thread in
// which it stands; what is the asker's business alone, to them alone.
func TestMentions(t *testing.T) {
	w := newWorld(t, overHTTP).run()
	for _, test := range []struct {
		text, thread string
		private      bool
		want         string
	}{
		{"nextmeetup", "", false, "Autumn meetup"},
		{"speaker bio Ada Marlowe", "", false, "nine years"},
		{": next meetup?", "", false, "Autumn meetup"},
		{"talks &lt;slices&gt;", "", false, "Slices from the inside"},
		{"nextmeetup", "1505900000.000100", false, "Autumn meetup"},
		{"", "", true, "nextmeetup"}, // help
		{"nextmetup", "", true, "nextmeetup"},
		{"help", "1505900000.000100", true, "nextmeetup"},
		{"pause", "", true, "Only organisers"},
	} {
		w.Clear()
		e := w.Mention(w.Channel, w.Member, test.text)
		if test.thread != "" {
			e.Payload["event"].(map[string]any)["thread_ts"] = test.thread
		}
		w.deliver(e)
		method := "chat.postMessage"
		if test.private {
			method = "chat.postEphemeral"
		}
		w.await(method, 1)
		seen := append(w.Messages(w.Channel), w.Ephemerals(w.Channel, w.Member)...)
		if len(seen) != 1 || !strings.Contains(shown(seen[0]), test.want) || seen[0].Thread != test.thread || (seen[0].Reader != "") != test.private {
			t.Errorf("%q in thread %q: %+v", test.text, test.thread, seen)
		}
	}
}

// What is not a person's message to the bot is not answered, least of all the
// bot's own.
func TestWhatIsNotAnswered(t *testing.T) {
	w := newWorld(t, overHTTP).run()
	message := func(fields map[string]any) slacktest.Envelope {
		all := map[string]any{"channel": direct(w.Member), "channel_type": "im", "user": w.Member, "text": "nextmeetup"}
		for k, v := range fields {
			all[k] = v
		}
		return w.Event("message", all)
	}
	own := w.Mention(w.Channel, w.BotUser, "nextmeetup")
	bots := w.Mention(w.Channel, w.Member, "nextmeetup")
	bots.Payload["event"].(map[string]any)["bot_id"] = "B0OTHER"
	for _, e := range []slacktest.Envelope{
		own, bots,
		message(map[string]any{"user": w.BotUser}),
		message(map[string]any{"bot_id": w.BotID}),
		message(map[string]any{"bot_id": "B0OTHER", "subtype": "bot_message"}),
		message(map[string]any{"subtype": "message_changed"}),
		message(map[string]any{"subtype": "message_deleted"}),
		message(map[string]any{"subtype": "channel_join"}),
		message(map[string]any{"user": nil}),
		message(map[string]any{"channel_type": "channel", "channel": w.Channel}), // nobody spoke to the bot
	} {
		w.deliver(e)
	}
	w.stop()
	if n := w.library.asks.Load(); n != 0 {
		t.Errorf("%d questions were asked", n)
	}
}

// A message that names the bot is told twice, and edited once more: it is one
// question.
func TestOneMessageIsOneQuestion(t *testing.T) {
	w := newWorld(t, overHTTP).run()
	e := w.Mention(w.Channel, w.Member, "nextmeetup")
	w.deliver(e)
	again := w.Mention(w.Channel, w.Member, "nextmeetup, please")
	again.Payload["event"].(map[string]any)["ts"] = e.Payload["event"].(map[string]any)["ts"]
	w.deliver(again)
	w.await("chat.postMessage", 1)
	w.stop()
	if n := len(w.Messages(w.Channel)); n != 1 {
		t.Errorf("%d answers", n)
	}
}

// In direct messages everything is private anyway.
func TestDirectMessages(t *testing.T) {
	w := newWorld(t, overHTTP).run()
	w.AddUser(slacktest.User{ID: "U0GUEST", Name: "guest", Guest: true})
	for i, test := range []struct{ user, text, want string }{
		{w.Member, "nextmeetup", "Autumn meetup"},
		{w.Member, fmt.Sprintf("<@%s> speaker Ada Marlowe", w.BotUser), "Ada Marlowe"},
		{w.Member, "thanks!", "There is no command"},
		{w.Member, "help", "nextmeetup"},
		{"U0GUEST", "/meetups", "Maps, maps, maps"},
	} {
		w.deliver(w.Direct(test.user, test.text))
		w.await("chat.postMessage", i+1)
		seen := w.Messages(direct(test.user))
		if last := seen[len(seen)-1]; !strings.Contains(shown(last), test.want) {
			t.Errorf("%q: %s", test.text, shown(last))
		}
	}
}

func TestHome(t *testing.T) {
	w := newWorld(t, overHTTP).run()
	w.deliver(w.HomeOpened(w.Member))
	w.await("views.publish", 1)
	for _, want := range []string{"Autumn meetup", "Maps, maps, maps", "/nextmeetup"} {
		if !strings.Contains(w.View(w.Member), want) {
			t.Errorf("App Home lacks %q: %s", want, w.View(w.Member))
		}
	}
	messages := w.HomeOpened(w.Member)
	messages.Payload["event"].(map[string]any)["tab"] = "messages"
	w.deliver(messages)
	w.stop()
	if n := len(w.Calls("views.publish")); n != 1 {
		t.Errorf("it was published %d times, want 1: the other tab needs nothing", n)
	}
}

// button finds a button of the message by what stands on it.
func button(t *testing.T, m slacktest.Message, label string) (id string) {
	t.Helper()
	var blocks []struct {
		Elements []struct {
			ActionID string `json:"action_id"`
			Text     json.RawMessage
		}
	}
	if err := json.Unmarshal(m.Blocks, &blocks); err != nil {
		t.Fatal(err)
	}
	for _, b := range blocks {
		for _, e := range b.Elements {
			if strings.Contains(string(e.Text), label) {
				return e.ActionID
			}
		}
	}
	t.Fatalf("no button %q on %s", label, m.Blocks)
	return ""
}

// Whoever presses a button is answered, and nobody else sees it.
func TestButtons(t *testing.T) {
	w := newWorld(t, overHTTP).run()
	w.deliver(w.Command(w.Channel, w.Member, "/nextmeetup", "gophers"))
	card := w.Messages(w.Channel)[0]
	for label, want := range map[string]string{"Programme": "Slices from the inside", "Speakers": "nine years"} {
		before := len(w.Ephemerals(w.Channel, w.Admin))
		w.deliver(w.Press(w.Channel, w.Admin, card.TS, button(t, card, label), ""))
		eventually(t, label+" is answered", func() bool { return len(w.Ephemerals(w.Channel, w.Admin)) > before })
		seen := w.Ephemerals(w.Channel, w.Admin)
		if got := shown(seen[len(seen)-1]); !strings.Contains(got, want) {
			t.Errorf("%s: %s", label, got)
		}
	}
	// what no button asks, or opens an address, is acknowledged and no more
	for _, id := range []string{"", "agenda", "agenda:", "agenda:-1", "agenda:1 ", "pause:1", "xyz", strings.Repeat("9", 300)} {
		w.deliver(w.Press(w.Channel, w.Admin, card.TS, id, ""))
	}
	// what names no meetup that there is gets a sentence
	w.deliver(w.Press(w.Channel, w.Admin, card.TS, "agenda:999999", ""))
	w.await(slacktest.ResponseURL, 3)
	w.stop()
	if n := len(w.Messages(w.Channel)); n != 1 {
		t.Errorf("%d messages for all, want the card alone", n)
	}
	if n := len(w.Calls(slacktest.ResponseURL)); n != 3 {
		t.Errorf("%d answers, want 3", n)
	}
	if after := w.Messages(w.Channel)[0]; after.Edits != 0 || string(after.Blocks) != string(card.Blocks) {
		t.Error("the card was changed")
	}
}

// A button in App Home has no channel: the answer is a direct message.
func TestButtonInHome(t *testing.T) {
	w := newWorld(t, overHTTP).run()
	e := w.Press(w.Channel, w.Member, "", "agenda:1", "")
	delete(e.Payload, "channel")
	delete(e.Payload, "response_url")
	e.Payload["container"] = map[string]any{"type": "view", "view_id": "V1"}
	w.deliver(e)
	w.await("chat.postMessage", 1)
	if seen := w.Messages(direct(w.Member)); len(seen) != 1 || !strings.Contains(shown(seen[0]), "Slices from the inside") {
		t.Errorf("direct messages: %+v", seen)
	}
}

// A calendar entry is a file in the asker's direct messages.
func TestCalendar(t *testing.T) {
	w := newWorld(t, overHTTP).run()
	w.deliver(w.Command(w.Channel, w.Member, "/nextmeetup", "gophers"))
	card := w.Messages(w.Channel)[0]
	for i, e := range []slacktest.Envelope{
		w.Press(w.Channel, w.Member, card.TS, button(t, card, "Add to calendar"), ""),
		w.Command(w.Channel, w.Member, "/calendar", ""),
		w.Direct(w.Member, "calendar"),
	} {
		w.deliver(e)
		w.await("files.completeUploadExternal", i+1)
		seen := w.Messages(direct(w.Member))
		var files []string
		for _, m := range seen {
			files = append(files, m.Files...)
		}
		if len(files) != i+1 {
			t.Fatalf("%d files in %+v", len(files), seen)
		}
		if got := shown(seen[len(seen)-1]); !strings.Contains(got, "for your calendar") || !strings.Contains(got, `"type":"date"`) {
			t.Errorf("the file comes with %s", got)
		}
		name, text, ok := w.File(files[i])
		if !ok || !strings.HasSuffix(name, ".ics") || !strings.HasPrefix(string(text), "BEGIN:VCALENDAR\r\n") || !strings.Contains(string(text), "Autumn meetup") {
			t.Errorf("file %q, %v: %s", name, ok, text)
		}
		eventually(t, "they are told", func() bool {
			return len(w.Ephemerals(w.Channel, w.Member)) == min(i+1, 2)
		})
	}
	if seen := w.Messages(direct(w.Member)); len(seen) != 3 {
		t.Errorf("beside the files: %+v", seen)
	}
	if told := w.Ephemerals(w.Channel, w.Member)[0]; !strings.Contains(told.Text, "direct messages") {
		t.Errorf("told: %s", told.Text)
	}
}

// Two members may ask in their own direct messages, where the bot is not: there
// the asker is told where the entry is.
func TestCalendarElsewhere(t *testing.T) {
	w := newWorld(t, overHTTP).run()
	w.AddChannel(slacktest.Channel{ID: "D0THEIRS", IM: true, Members: []string{w.Member, w.Admin}})
	w.deliver(w.Command("D0THEIRS", w.Member, "/calendar", ""))
	w.await(slacktest.ResponseURL, 1)
	if told := w.Ephemerals("D0THEIRS", w.Member); len(told) != 1 || !strings.Contains(told[0].Text, "in our direct messages") {
		t.Errorf("told: %+v", told)
	}
	if seen := w.Messages(direct(w.Member)); len(seen) != 1 || len(seen[0].Files) != 1 {
		t.Errorf("direct messages: %+v", seen)
	}
}

// Without the scope the asker is told whom to ask for what.
func TestCalendarWithoutScope(t *testing.T) {
	for _, scope := range []string{"files:write", "im:write"} {
		w := newWorld(t, overHTTP)
		w.SetScopes(without(scope)...)
		w.run()
		w.deliver(w.Command(w.Channel, w.Member, "/calendar", ""))
		w.await(slacktest.ResponseURL, 1)
		if told := w.Ephemerals(w.Channel, w.Member); len(told) != 1 || !strings.Contains(told[0].Text, "add the scopes files:write and im:write") {
			t.Errorf("told: %+v", told)
		}
	}
}

// Where the response URL is worn out, the answer comes another way.
func TestBehaviour15ResponseURLExpired(t *testing.T) {
	for name, answer := range map[string]slacktest.Answer{
		"404": slacktest.Status(404, `{"ok":false,"error":"expired_url"}`), "410": slacktest.Status(410, ""), "200": slacktest.Refuse("used_url"),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, overHTTP).run()
			w.Play(slacktest.ResponseURL, slacktest.Unstored(answer))
			w.deliver(w.Press(w.Channel, w.Member, "", "agenda:1", ""))
			w.await("chat.postEphemeral", 1)
			if seen := w.Ephemerals(w.Channel, w.Member); len(seen) != 1 || !strings.Contains(shown(seen[0]), "Slices from the inside") {
				t.Errorf("seen: %+v", seen)
			}
		})
	}
	// and where there is no other way, the log counts it
	w := newWorld(t, overHTTP).run()
	w.AddChannel(slacktest.Channel{ID: "C0ELSEWHERE", Name: "elsewhere", Members: []string{w.Member}})
	w.Play(slacktest.ResponseURL, slacktest.Unstored(slacktest.Status(404, `{"ok":false,"error":"expired_url"}`)))
	w.deliver(w.Press("C0ELSEWHERE", w.Member, "", "agenda:1", ""))
	w.await("chat.postEphemeral", 1)
	eventually(t, "the log counts it", func() bool { return strings.Contains(w.log.String(), "lost=1") })
}

// A response URL is used on Slack's own hosts only.
func TestForeignResponseURL(t *testing.T) {
	foreign := slacktest.New(t)
	w := newWorld(t, overHTTP).run()
	for _, address := range []string{
		foreign.URL() + "chat.postMessage", "http://hooks.slack.com/x", "https://hooks.slack.com.evil.example/x", "https://evilslack.com/x",
		"https://slack.com@evil.example/", "https://hooks.slack.com:8443/x", "file:///etc/passwd", "::", "",
	} {
		e := w.Press(w.Channel, w.Member, "", "agenda:1", "")
		e.Payload["response_url"] = address
		before := len(w.Calls("chat.postEphemeral"))
		w.deliver(e)
		w.await("chat.postEphemeral", before+1) // the way that needs none
	}
	if calls := foreign.Calls(""); len(calls) > 0 {
		t.Errorf("a foreign host was called: %+v", calls)
	}
}

// Who administers the workspace decides; guests and strangers never do.
func TestOrganisers(t *testing.T) {
	w := newWorld(t, overHTTP).run()
	for _, u := range []slacktest.User{
		{ID: "U0OWNER", Owner: true}, {ID: "U0GUEST", Guest: true, Admin: true}, {ID: "U0SINGLE", Restricted: true, Owner: true},
		{ID: "U0STRANGER", Admin: true, Team: "T0HARBOUR"}, {ID: "U0GONE", Admin: true, Deleted: true}, {ID: "U0BOT", Admin: true, Bot: true},
	} {
		w.AddUser(u)
	}
	for user, want := range map[string]bool{
		w.Admin: true, "U0OWNER": true, w.Member: false, "U0GUEST": false, "U0SINGLE": false, "U0STRANGER": false, "U0GONE": false, "U0BOT": false, "U0NOBODY": false,
	} {
		w.deliver(w.Command(w.Channel, user, "/meetupbot", "sources"))
		seen := w.Ephemerals(w.Channel, user)
		if len(seen) != 1 || strings.Contains(seen[0].Text, "Only organisers") == want {
			t.Errorf("%s: %+v, want let in: %v", user, seen, want)
		}
	}
	if seen := w.Messages(w.Channel); len(seen) > 0 {
		t.Errorf("organisers' answers are for all to see: %+v", seen)
	}
	// what Slack says of the asker's workspace settles it too
	e := w.Command(w.Channel, w.Admin, "/meetupbot", "sources")
	e.Payload["team_id"] = "T0HARBOUR"
	w.deliver(e)
	if seen := w.Ephemerals(w.Channel, w.Admin); len(seen) != 2 || !strings.Contains(seen[1].Text, "Only organisers") {
		t.Errorf("who comes from another workspace: %+v", seen)
	}
	asked := len(w.Calls("users.info"))
	// for a minute it is not asked again
	w.deliver(w.Command(w.Channel, "U0OWNER", "/meetupbot", "sources"))
	if n := len(w.Calls("users.info")); n != asked {
		t.Errorf("%d look-ups, want %d", n, asked)
	}
}

// Without the scope nobody is an organiser by Slack's word, and the log says
// what to do.
func TestOrganisersWithoutScope(t *testing.T) {
	w := newWorld(t, overHTTP)
	w.SetScopes(without("users:read")...)
	w.run()
	w.deliver(w.Command(w.Channel, w.Admin, "/meetupbot", "sources"))
	if seen := w.Ephemerals(w.Channel, w.Admin); len(seen) != 1 || !strings.Contains(seen[0].Text, "Only organisers") {
		t.Errorf("seen: %+v", seen)
	}
	if !strings.Contains(w.log.String(), "add the scope users:read") {
		t.Error("the log does not say what to do")
	}
}

// Who adds the bot to a channel is told once how to set it up there.
func TestGreeting(t *testing.T) {
	w := newWorld(t, overHTTP).run()
	w.deliver(w.Joined(w.Channel, w.Member, w.Admin)) // somebody else
	for range 2 {
		w.deliver(w.Joined(w.Channel, w.BotUser, w.Admin))
	}
	w.await("chat.postEphemeral", 1)
	w.stop()
	seen := w.Ephemerals(w.Channel, w.Admin)
	if len(seen) != 1 || !strings.Contains(shown(seen[0]), "/meetupbot follow gophers") {
		t.Errorf("seen: %+v", seen)
	}
	if n := len(w.Messages(w.Channel)); n > 0 {
		t.Errorf("%d messages for all to see", n)
	}
	ruled := newWorld(t, overHTTP).run()
	ruled.desk.channels = []schedule.Channel{{Place: schedule.Place{Platform: "slack", ID: ruled.Channel}, Groups: []string{"gophers"}}}
	ruled.deliver(ruled.Joined(ruled.Channel, ruled.BotUser, ruled.Admin))
	ruled.deliver(ruled.Joined(ruled.Channel, ruled.BotUser, ""))
	ruled.stop()
	if n := len(ruled.Calls("chat.postEphemeral")); n > 0 {
		t.Error("a channel that has rules is greeted")
	}
}

// The largest answers are not too large for an acknowledgement.
func TestLargeAnswer(t *testing.T) {
	w := newWorld(t).run()
	w.connected(1)
	var talks []content.Talk
	for i := range 60 {
		talks = append(talks, content.Talk{Title: fmt.Sprintf("Talk %d: %s", i, strings.Repeat("“größer” & größer ", 8)), Speakers: []string{"Ada Marlowe"}})
	}
	_, err := w.library.Import(t.Context(), content.Import{
		Group: data, At: today, Source: content.SourceRecord{Name: "data/", Group: "data", Imported: today},
		Events: []content.Event{{Group: "data", Zone: data.Zone, Title: "Many maps", Date: "2017-09-30", Start: "19:00", Talks: talks}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"/nextmeetup data", "/agenda 2017-09-30", "/talks größer limit:50"} {
		name, text, _ := strings.Cut(command, " ")
		before := len(w.Messages(w.Channel))
		ack := w.push(w.Command(w.Channel, w.Member, name, text))
		if len(ack.Payload) < 5000 {
			t.Errorf("%s: %d bytes are no large answer", command, len(ack.Payload))
		}
		eventually(t, command+" is answered", func() bool { return len(w.Messages(w.Channel)) == before+1 })
	}
}

func without(scope string) []string {
	var granted []string
	for _, s := range []string{
		"app_mentions:read", "channels:history", "channels:read", "chat:write", "commands", "files:write", "groups:history",
		"groups:read", "im:history", "im:write", "metadata.message:read", "users:read",
	} {
		if s != scope {
			granted = append(granted, s)
		}
	}
	return granted
}
