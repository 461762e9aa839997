package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack/slacktest"
)

// TestStrangers has everybody who is no organiser ask for what organisers
// decide, and members press buttons that were never shown, in a place that
// follows one group of two. Nothing is decided, and nothing told of the other.
func TestStrangers(t *testing.T) {
	s := newSite(t, worldConfig+siteChannels+`
[[group]]
name    = "weavers"
title   = "Hidden Weavers"
zone    = "Europe/London"
sources = ["looms"]

[organisers]
add_sources = true
`, worldPosts)
	s.write("looms/loom.md", "---\ntitle: The loom that nobody hears\ndate: 2026-04-20\n---\nWe meet on Wednesday 6 May 2026, 19:00 at The Attic, 9 Hill Street, Rivertown.\n\n## Warp without weft - Ilse Marrow\n")
	p := s.serve("meetupbot-hasty", "--as-of", worldNow).ready()
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()

	const open = "C0OPEN"
	s.slack.AddChannel(slacktest.Channel{ID: open, Name: "open", Members: []string{s.slack.BotUser, s.slack.Member}})
	strangers := []string{s.slack.Member, "U0NOBODY"}
	for _, u := range []slacktest.User{
		{ID: "U0GUEST", Guest: true, Admin: true}, {ID: "U0SINGLE", Restricted: true, Admin: true}, {ID: "U0ROBOT", Bot: true, Admin: true},
		{ID: "U0ELSEWHERE", Team: "T0ELSEWHERE", Admin: true, Owner: true}, {ID: "U0GONE", Deleted: true, Admin: true},
	} {
		u.Name = strings.ToLower(u.ID)
		s.slack.AddUser(u)
		strangers = append(strangers, u.ID)
	}
	decisions := []string{"follow gophers", "unfollow gophers", "remind 2 hours before", "rules", "plan", "pause", "resume", "test", "retract", "status", "sources", "sources add http://127.0.0.1/"}
	for _, line := range decisions {
		for _, user := range strangers {
			if answer := s.asked(p, s.slack.Command(open, user, "/meetupbot", line)); !strings.Contains(slackText(answer), "Only organisers can do that") {
				t.Errorf("%s asks Slack for %q: %s", user, line, answer)
			}
		}
		n := len(s.discord.Calls(discordtest.CreateMessage))
		for _, said := range []discordtest.Said{{Bot: true}, {Webhook: true}, {Nobody: true}, {Author: s.discord.BotID}} { // who are not answered
			said.Channel, said.Text = discordPlace, "!meetupbot "+line
			s.discord.Say(said)
		}
		s.discord.Say(discordtest.Said{Channel: discordPlace, Text: "<@" + s.discord.BotID + "> meetupbot " + line})
		calls, err := s.discord.Await(ctx, discordtest.CreateMessage, n+1)
		if err != nil || len(calls) != n+1 || !strings.Contains(string(calls[n].Body), "Only organisers can do that") {
			t.Errorf("a member asks Discord for %q: %v %v", line, err, calls[n:])
		}
	}

	known := p.pressed(ctx, s, "agenda:1") + p.pressed(ctx, s, "agenda:2") + p.pressed(ctx, s, "agenda:3")
	if !strings.Contains(known, "Queues that never lie") || strings.Contains(known, "Warp without weft") {
		t.Errorf("buttons of this place and another answer: %s", known)
	}
	for _, id := range []string{
		"pause:1", "retract:1", "agenda:0", "agenda:-1", "agenda:01", "agenda:1;", "agenda: 1", "agenda:999999", "calendar:9223372036854775807",
		"speaker:9223372036854775808", "agenda:1e0", "agenda:" + strings.Repeat("1", 90), "agenda", ":1", "x", "meetupbot pause",
	} {
		answer := p.pressed(ctx, s, id)
		if !strings.Contains(answer, "This button does nothing any more") && !strings.Contains(answer, "That meetup is not known here") {
			t.Errorf("a press of %q is answered with %s", id, answer)
		}
		if _, err := s.slack.Deliver(ctx, p.base, s.slack.Press(slackPlace, s.slack.Member, "1.2", id, "")); err != nil {
			t.Errorf("a press of %q on Slack: %v", id, err)
		}
	}

	for _, ask := range []discordtest.Ask{
		{Command: "nextmeetup", Options: []discordtest.Option{{Name: "group", Value: "", Focused: true}}},
		{Command: "nextmeetup", Options: []discordtest.Option{{Name: "group", Value: "wea", Focused: true}}},
		{Command: "agenda", Options: []discordtest.Option{{Name: "event", Value: "loom", Focused: true}}},
		{Command: "speaker", Options: []discordtest.Option{{Name: "name", Value: "ilse", Focused: true}}},
		{Command: "meetupbot", Options: []discordtest.Option{{Name: "follow", Options: []discordtest.Option{{Name: "group", Value: "", Focused: true}}}}},
	} {
		ask.Kind, ask.Channel = discordtest.Complete, discordPlace
		begun, err := s.discord.Deliver(ctx, p.base+"/discord/interactions", ask)
		suggested, _ := json.Marshal(begun.Choices)
		if err != nil || strings.Contains(string(suggested), "eavers") || strings.Contains(string(suggested), "loom") || strings.Contains(string(suggested), "Ilse") {
			t.Errorf("%+v: %v: suggested %s", ask, err, suggested)
		}
	}
	for _, line := range []string{"nextmeetup", "nextmeetup weavers", "nextmeetup weavres", "meetups", "agenda loom", "agenda 2026-05-06", "speaker ilse marrow", "talks warp", "calendar loom"} {
		name, rest, _ := strings.Cut(line, " ")
		text := slackText(s.asked(p, s.slack.Command(slackPlace, s.slack.Member, "/"+name, rest)))
		for _, hidden := range []string{"Hidden Weavers", "Warp without weft", "nobody hears", "The Attic"} {
			if text == "" || strings.Contains(text, hidden) {
				t.Errorf("%q: it tells of %q: %s", line, hidden, text)
			}
		}
	}
	p.alive()
}

// pressed is the answer to a press on Discord.
func (p *process) pressed(ctx context.Context, s *site, id string) string {
	begun, err := s.discord.Deliver(ctx, p.base+"/discord/interactions", discordtest.Ask{Kind: discordtest.Press, CustomID: id, Channel: discordPlace})
	if err == nil && begun.Response == nil {
		begun, err = s.discord.AwaitAnswer(ctx, begun.ID)
	}
	if err != nil {
		return err.Error()
	}
	return begun.Response.Text()
}

// TestAddressesOfTheInside: an organiser who may add sources reaches nothing
// with it that is not on the web, and no file.
func TestAddressesOfTheInside(t *testing.T) {
	s := newSite(t, worldConfig+"\n[organisers]\nadd_sources = true\n", worldPosts)
	var asked atomic.Int64
	const secret = "CANARY-IN-A-QUERY"
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		switch r.URL.Path {
		case "/inside":
			http.Redirect(w, r, "http://169.254.169.254/latest/?"+secret, http.StatusFound)
		case "/file":
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/huge":
			line := []byte(strings.Repeat("<p>meetup</p>", 1000))
			for range 10_000 {
				if _, err := w.Write(line); err != nil {
					return
				}
			}
		case "/broken":
			http.Error(w, secret, http.StatusInternalServerError)
		}
	}))
	defer web.Close()
	p := s.serve("meetupbot-hasty", "--as-of", worldNow).ready()
	for i, address := range []string{
		"http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://192.168.1.1:80/", "http://100.64.0.1/", "https://[fdaa::3]/", "http://[fe80::1]/",
		"http://[::ffff:10.0.0.1]/", "http://[64:ff9b::a00:1]/", "http://0x0a000001/", "http://167772161/", "http://012.0.0.1/", "http://0.0.0.0/",
		"file:///etc/passwd", "/etc/passwd", "../posts", "ftp://rivertown.example/", "javascript:alert(1)", "//rivertown.example/", "http://", "http:///x",
		"http://reader:" + secret + "@rivertown.example/", "http://" + strings.Repeat("a", 5000) + ".example/",
		web.URL + "/inside", web.URL + "/file", web.URL + "/loop", web.URL + "/huge", web.URL + "/broken?token=" + secret, web.URL + "/nothing?token=" + secret,
	} {
		text := slackText(s.asked(p, s.slack.Command(slackPlace, s.slack.Admin, "/meetupbot", "sources add "+address)))
		if !strings.Contains(text, "not added") && !strings.Contains(text, "Say the web address") && !strings.Contains(text, "fewer words") {
			t.Errorf("%.60s: %s", address, text)
		}
		if strings.Contains(text, secret) || strings.Contains(text, "root:") {
			t.Errorf("%.60s: it tells %s", address, text)
		}
		if i < 12 && !strings.Contains(text, "no web server on the public internet") && !strings.Contains(text, "there is no host of that name") {
			t.Errorf("%.60s: it was asked: %s", address, text)
		}
	}
	if n := asked.Load(); n < 5 || n > 20 {
		t.Errorf("%d pages were read", n)
	}
	if strings.Contains(p.stderr.String(), secret) {
		t.Error("the log tells what stands in a query")
	}
	p.alive()
}
