package slack_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/slack"
	"meetupbot/bot/slack/slacktest"
	"meetupbot/schedule"
)

// TestNoSecretIsTold walks through every way to fail and looks for tokens, the
// signing secret, response URLs, upload addresses and socket tickets in the
// log, in errors, in findings, and in what members see.
func TestNoSecretIsTold(t *testing.T) {
	var said strings.Builder
	tell := func(v any) { fmt.Fprintf(&said, "%v %+v\n", v, v) }
	urls := []string{"/respond/", "/upload/", "/link/", "/services/"}
	for _, answer := range []slacktest.Answer{
		slacktest.Reset(), slacktest.Hang(), slacktest.HalfBody(), slacktest.Garbage(), slacktest.Status(500, ""), slacktest.Status(403, ""),
		slacktest.RateLimited("1"), slacktest.Refuse("invalid_auth"), slacktest.Refuse("missing_scope"), slacktest.Redirect("http://127.0.0.1:1/respond/1"),
		{Name: "an echo of all that was sent"},
	} {
		w := newWorld(t, func(c *slack.Config) { c.Delays.Call, c.Delays.Soon = 150*time.Millisecond, 10*time.Millisecond })
		if answer.Write == nil {
			answer = slacktest.Refuse("unknown: " + w.BotToken + " " + w.AppToken + " " + w.SigningSecret + " " + w.URL() + "respond/1")
		}
		for _, method := range []string{
			"auth.test", "chat.postMessage", "chat.postEphemeral", "chat.update", "chat.delete", "conversations.open", "conversations.history",
			"conversations.info", "files.getUploadURLExternal", slacktest.Upload, "files.completeUploadExternal", "users.info", "views.publish",
			"apps.connections.open", slacktest.ResponseURL, slacktest.Handshake,
		} {
			w.Stand(method, slacktest.Unstored(answer))
			if method != slacktest.Upload && method != "files.completeUploadExternal" && method != slacktest.Handshake {
				continue
			}
			// what comes after something that went well
			for _, good := range []string{"conversations.open", "files.getUploadURLExternal", "apps.connections.open"} {
				w.Play(good, slacktest.Behaviour{}, slacktest.Behaviour{})
			}
		}
		w.run()
		open := w.library.hold()
		for _, e := range []slacktest.Envelope{
			w.Command(w.Channel, w.Member, "/nextmeetup", ""), w.Command(w.Channel, w.Member, "/calendar", ""), w.Command(w.Channel, w.Admin, "/meetupbot", "pause"),
			w.Press(w.Channel, w.Member, "", "agenda:1", ""), w.Press(w.Channel, w.Member, "", "calendar:1", ""), w.Mention(w.Channel, w.Member, "nextmeetup"),
			w.Direct(w.Member, "nextmeetup"), w.HomeOpened(w.Member), w.Joined(w.Channel, w.BotUser, w.Admin),
		} {
			w.deliver(e)
		}
		open()
		foreign := w.Press(w.Channel, w.Member, "", "agenda:1", "")
		foreign.Payload["response_url"] = "https://" + w.BotToken + ".evil.example/services/CANARY"
		w.deliver(foreign)
		for _, body := range []string{w.BotToken, "payload=" + w.SigningSecret, "%" + w.AppToken} {
			w.status(w.Signed(w.door.URL+"/slack/interactions", "application/x-www-form-urlencoded", []byte(body), time.Now()))
		}
		ctx, p := within(t), w.post("mark-7")
		p.Message = "1505900000.000100"
		_, err := w.adapter.Send(ctx, p)
		tell(err)
		tell(w.adapter.Edit(ctx, p))
		tell(w.adapter.Delete(ctx, p))
		_, _, err = w.adapter.Seek(ctx, p)
		tell(err)
		p.Channel = w.Member
		_, err = w.adapter.Send(ctx, p)
		tell(err)
		tell(told(w.adapter.Check(ctx, []schedule.Place{place(w.Channel), place(w.Member)})))
		tell(w.adapter.Connection())
		w.stop()
		tell(w.adapter.Connection())
		tell(w.log)
		for _, m := range append(w.Messages(w.Channel), append(w.Ephemerals(w.Channel, w.Member), w.Messages(direct(w.Member))...)...) {
			tell(shown(m))
		}
		for _, secret := range append(urls, w.BotToken, w.AppToken, w.SigningSecret) {
			if i := strings.Index(said.String(), secret); i >= 0 {
				t.Errorf("%s: a secret is told: %s", answer.Name, said.String()[max(0, i-200):min(said.Len(), i+60)])
			}
		}
		said.Reset()
		w.Complaints() // of what was played
	}
}

// An address to upload to that is not Slack's gets no token, and is not told.
func TestForeignUpload(t *testing.T) {
	elsewhere := slacktest.New(t)
	w := newWorld(t, overHTTP)
	w.Stand("files.getUploadURLExternal", slacktest.Unstored(slacktest.Status(200, `{"ok":true,"file_id":"F1","upload_url":"`+elsewhere.URL()+`CANARY"}`)))
	w.run()
	w.deliver(w.Command(w.Channel, w.Member, "/calendar", ""))
	w.await(slacktest.ResponseURL, 1)
	if seen := w.Ephemerals(w.Channel, w.Member); len(seen) != 1 || !strings.Contains(seen[0].Text, "could not be sent") {
		t.Errorf("seen: %+v", seen)
	}
	if n := len(elsewhere.Calls("")); n > 0 {
		t.Errorf("%d calls elsewhere", n)
	}
	if log := w.log.String(); strings.Contains(log, "CANARY") || !strings.Contains(log, "[address]") {
		t.Errorf("log: %s", log)
	}
}

// What Slack calls an error is passed on if it is a word, and no more.
func TestErrorsAreWords(t *testing.T) {
	w := newWorld(t)
	w.Play("chat.postMessage", slacktest.Unstored(slacktest.Refuse("<!channel> look at https://evil.example")))
	_, err := w.adapter.Send(within(t), w.post("mark-7"))
	if _, ok := err.(*bot.SendError); !ok || strings.Contains(err.Error(), "evil") {
		t.Errorf("Send: %v", err)
	}
}
