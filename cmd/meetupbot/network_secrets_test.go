package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack/slacktest"
)

// TestNothingTellsSecrets runs the program at its most talkative through good
// and bad days, and looks for what nobody may learn in all that it leaves
// behind: what it prints, keeps, answers, and what its doctor says.
func TestNothingTellsSecrets(t *testing.T) {
	s := newSite(t, worldConfig+siteChannels, worldPosts)
	canaries := map[string]string{
		"bot token": s.slack.BotToken, "app token": s.slack.AppToken, "signing secret": s.slack.SigningSecret, "discord token": s.discord.Token,
		"response URL": "/respond/", "socket ticket": "/link/", "upload address": "/upload/",
	}
	said := map[string][]byte{}
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()

	// A platform repeats whatever it was told, when it refuses it.
	slackEcho := strings.Join([]string{s.slack.BotToken, s.slack.AppToken, s.slack.SigningSecret, s.slack.URL() + "respond/x"}, " ")
	echo := slackEcho + " " + s.discord.Token
	asOf := asOfWhile(t, "2026-05-04T09:59:58+01:00")
	p := s.serve("meetupbot-hasty", "--as-of", asOf()).ready()
	ask := func() {
		for _, c := range []string{"/nextmeetup", "/calendar", "/speaker"} {
			ack, _ := s.slack.Deliver(ctx, p.base, s.slack.Command(slackPlace, s.slack.Member, c, "mira"))
			said["slack's answers"] = append(said["slack's answers"], ack.Payload...)
			soon, enough := context.WithTimeout(ctx, 100*time.Millisecond) // there may be no socket
			_, _ = s.slack.Push(soon, s.slack.Press(slackPlace, s.slack.Member, "1.2", "agenda:1", ""))
			enough()
		}
		foreign := s.slack.Press(slackPlace, s.slack.Member, "1.2", "calendar:1", "")
		foreign.Payload["response_url"] = "https://" + s.slack.BotToken + ".evil.example/respond/x"
		_, _ = s.slack.Deliver(ctx, p.base, foreign)
		for _, command := range []string{"nextmeetup", "calendar"} {
			begun, _ := s.discord.Deliver(ctx, p.base+"/discord/interactions", discordtest.Ask{Command: command})
			canaries["interaction token "+begun.ID] = begun.Token
			live := s.discord.Interact(discordtest.Ask{Command: command})
			canaries["interaction token "+live.ID] = live.Token
		}
		for _, body := range []string{echo, "payload=" + echo, "{\"token\":\"" + echo + "\"}", "%" + echo} {
			for _, r := range []*http.Request{
				s.slack.Signed(p.base+"/slack/commands", "application/x-www-form-urlencoded", []byte(body), time.Now()),
				s.slack.Signed(p.base+"/slack/interactions", "application/x-www-form-urlencoded", []byte(body), time.Now()),
				s.slack.Signed(p.base+"/slack/events", "application/json", []byte(body), time.Now()),
				s.discord.Sign(p.base+"/discord/interactions", []byte(body), time.Now()),
				s.slack.Signed(p.base+"/"+"readyz?"+"x", "text/plain", []byte(body), time.Now()),
			} {
				if resp, err := http.DefaultClient.Do(r.WithContext(ctx)); err == nil {
					answer, _ := io.ReadAll(resp.Body)
					resp.Body.Close()
					said["HTTP answers"] = append(said["HTTP answers"], answer...)
				}
			}
		}
	}
	ask()
	p.until("the reminders", func() bool {
		return len(s.slack.Messages(slackPlace)) > 0 && len(s.discord.Messages(discordPlace)) > 0
	})
	for _, bad := range []struct {
		slack   slacktest.Answer
		discord discordtest.Behaviour
	}{
		{slacktest.Refuse(slackEcho), discordtest.Refuse(400, 50035, s.discord.Token)},
		{slacktest.Status(500, slackEcho), discordtest.Behaviour{Status: 500, Body: `{"message":"` + s.discord.Token + `"}`}},
		{slacktest.Reset(), discordtest.HangUp()},
		{slacktest.Garbage(), discordtest.Garbage()},
		{slacktest.Redirect("http://127.0.0.1:1/?" + s.slack.BotToken), discordtest.Redirect("http://127.0.0.1:1/?" + s.discord.Token)},
		{slacktest.Refuse("invalid_auth"), discordtest.Refuse(401, 0, "401: Unauthorized "+s.discord.Token)},
	} {
		s.slack.Stand("*", slacktest.Unstored(bad.slack))
		s.discord.Play(discordtest.Everything, bad.discord.For(discordtest.Always))
		s.slack.Cut()
		s.discord.Gateway().Close(4000)
		ask()
		time.Sleep(300 * time.Millisecond) // for what is tried again
		said["the doctor"] = append(said["the doctor"], output(ctx, s, "doctor")...)
	}
	p.alive()
	p.end(os.Interrupt)
	said["standard output"], said["standard error"] = p.stdout.Bytes(), p.stderr.Bytes()
	for _, command := range []string{"plan", "version", "manifest slack", "manifest discord", "ask nextmeetup", "ready"} {
		said[command] = output(ctx, s, strings.Fields(command)...)
	}
	s.env = append(s.env, "SLACK_BOT_TOKEN="+s.slack.BotToken+"\n", "DISCORD_PUBLIC_KEY="+s.discord.Token)
	said["a refused start"] = output(ctx, s, "serve")
	kept, err := filepath.Glob(filepath.Join(s.dir, "meetupbot.db*"))
	if err != nil || len(kept) == 0 {
		t.Fatalf("no database: %v", err)
	}
	for _, name := range kept {
		if said[name], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	for where, text := range said {
		for what, canary := range canaries {
			if i := bytes.Index(text, []byte(canary)); i >= 0 && canary != "" {
				t.Errorf("%s tells a %s: %q", where, what, text[max(0, i-200):min(len(text), i+100)])
			}
		}
	}
	for _, where := range []string{"standard error", "the doctor", "a refused start", "plan"} {
		if len(said[where]) == 0 {
			t.Errorf("%s says nothing: nothing was looked at", where)
		}
	}
}

// output is all that a command prints.
func output(ctx context.Context, s *site, args ...string) []byte {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	out, _ := s.command(ctx, "meetupbot", args...).CombinedOutput() // it may well fail
	return out
}
