package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"

	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack/slacktest"
)

// hostile are words that somebody may write into an announcement to do more
// than to announce.
var hostile = []string{
	"<!channel> <!here> <!everyone> <!subteam^S0123456|@crew>", "<@U0123456789> <#C0123456789|general>", "@everyone @here <@&4711> <@4711> <#4711>",
	"&lt;!channel&gt; &amp;lt;!here&amp;gt;", "<!date^1392734382^{date}^https://evil.example/|soon>", "<https://evil.example/|https://good.example>",
	"[https://good.example](https://evil.example/)", "[good.example](https://evil.example/)", "javascript:alert(1) file:///etc/passwd slack://open data:text/html,x",
	"[run](javascript:alert(1)) [disk](file:///etc/passwd) [app](slack://open)", "**bold** __under__ *it* _al_ ~~gone~~ `code` ||hidden|| > quote", "```\nfence\n```", "# heading\n-# small",
	"\u202egnp.exe\u202c \u200b\u200d\u2066x\u2069", "Z" + strings.Repeat("\u0301", 200), strings.Repeat("long ", 600), strings.Repeat("\U0001F469\u200d\U0001F4BB", 300), strings.Repeat(":tada:", 200),
	"line\n\n\n\n\n\n\n\nline", "\x1b[31mred\x1b[0m \x00\x07", "\xff\xfe\xed\xa0\x80 broken", "'; DROP TABLE events; --", "{{.Title}} ${HOME} %s%n %(x)", "BEGIN:VCALENDAR\r\nEND:VEVENT\r\nATTACH:file:///etc/passwd",
	"<script>alert(1)</script><img src=x onerror=alert(1)>", "</a:1> <t:1:R> <:x:1> <id:customize> </help:4711>", "..", "\u3164\u2800", "https://user:pass@good.example@evil.example/", "xn--80ak6aa92e.com аррӏе.com",
}

// hostilePosts announce a meetup each, one a week, made of such words wherever
// words can be.
func hostilePosts() map[string]string {
	posts := map[string]string{"plain.md": worldPosts["spring.md"], "over.md": worldPosts["winter.md"]}
	day := time.Date(2026, 5, 7, 12, 0, 0, 0, time.UTC)
	for i, words := range hostile {
		title, _ := json.Marshal("Evening " + fmt.Sprint(i) + " " + words)
		line := strings.NewReplacer("\n", " ", "\r", " ").Replace(words)
		posts[fmt.Sprintf("evening%02d.md", i)] = fmt.Sprintf(`---
title: %s
date: 2026-04-20
---
%s

Our evening is on %s, 18:30 at The Old Mill %s, 3 Mill Lane, Rivertown.
[Sign up %s](https://tickets.rivertown-gophers.example/%d) or [here](javascript:alert(%d)) or <https://evil.example/%d>

## %s - Mira %s

%s

## Plain talk %d - Jonas Lindqvist

## About the speakers

**Mira %s** keeps %s, [site %s](https://evil.example/?a=%s).
`, title, words, day.Format("Monday 2 January 2006"), line, line, i, i, i, line, line, words, i, line, line, line, url.QueryEscape(words))
		day = day.AddDate(0, 0, 7)
	}
	return posts
}

// tame sees that what one message leads to and whom it calls is what a reader
// is told.
func tame(t *testing.T, where, text string, notified []string, links []slacktest.Link) {
	t.Helper()
	if len(notified) > 0 {
		t.Errorf("%s calls %v: %.300s", where, notified, text)
	}
	for _, l := range links {
		u, err := url.Parse(l.URL)
		if err != nil || !slices.Contains([]string{"http", "https", "mailto"}, u.Scheme) {
			t.Errorf("%s leads to %q: %.300s", where, l.URL, text)
			continue
		}
		if strings.Contains(l.Text, "good.example") && u.Hostname() != "good.example" && !strings.Contains(l.Text, u.Hostname()) {
			t.Errorf("%s leads to %q as %q", where, l.URL, l.Text)
		}
	}
}

// astray is a link in Discord's Markdown that leads to no web address.
var astray = regexp.MustCompile(`(?i)(^|[^\\])\]\((javascript|file|slack|data):`)

// address is the value of a field that leads somewhere.
var address = regexp.MustCompile(`"url":"([^"]*)"`)

// discordTexts are the texts of a message in which Discord reads links: not the
// titles of embeds, nor what buttons say.
func discordTexts(m discordtest.Message) []string {
	texts := []string{m.Content}
	for _, embed := range m.Embeds {
		whole, _ := json.Marshal(embed)
		var e struct {
			Description string
			Fields      []struct{ Value string }
		}
		_ = json.Unmarshal(whole, &e)
		texts = append(texts, e.Description)
		for _, f := range e.Fields {
			texts = append(texts, f.Value)
		}
	}
	return texts
}

// TestHostileContent has announcements made of hostile words imported, asked
// for in every way, and posted in every kind: members are called by none of
// it, led nowhere but where they are told, and neither platform finds fault.
func TestHostileContent(t *testing.T) {
	posts := `posts  = ["announcement", "reminder", "agenda", "starting", "digest"]
remind = ["6 hours before"]
digest = "30 12 * * *"
`
	s := newSite(t, worldConfig+strings.ReplaceAll(siteChannels, "groups   = [\"gophers\"]\n", "groups = [\"gophers\"]\n"+posts), hostilePosts())
	s.discordAt(worldNow)
	p := s.serve("meetupbot-hasty", "--as-of", worldNow).ready()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute) // of a busy machine
	defer cancel()

	var lines []string
	for i, words := range hostile {
		words = strings.Join(strings.Fields(strings.ToValidUTF8(strings.ReplaceAll(words, "\x00", ""), "")), " ")
		words = string([]rune(words)[:min(40, len([]rune(words)))])
		lines = append(lines, fmt.Sprintf("agenda 2026-%s", time.Date(2026, 5, 7+7*i, 0, 0, 0, 0, time.UTC).Format("01-02")),
			"speaker Mira "+words, "talks "+words, "meetups "+words, words)
	}
	lines = append(lines, "nextmeetup", "meetups", "meetups past", "meetups limit:50", "speaker bio", "talks plain", "help", "agenda", "speaker mira")
	for _, line := range lines {
		name, rest, _ := strings.Cut(line, " ")
		if _, known := map[string]bool{"nextmeetup": true, "meetups": true, "agenda": true, "speaker": true, "talks": true}[name]; !known {
			name, rest = "meetupbot", line
		}
		answer := s.asked(p, s.slack.Command(slackPlace, s.slack.Member, "/"+name, rest))
		if len(answer) == 0 {
			t.Errorf("slack %q: no answer", line)
		}
		begun, err := s.discord.Deliver(ctx, p.base+"/discord/interactions", discordtest.Ask{Channel: discordPlace, Command: name, Options: discordOptions(name, rest)})
		if err == nil && begun.Response == nil {
			begun, err = s.discord.AwaitAnswer(ctx, begun.ID)
		}
		if err != nil {
			t.Errorf("discord %q: %v", line, err)
		} else if m := begun.Response; len(m.Notified) > 0 {
			t.Errorf("discord %q calls %v", line, m.Notified)
		}
		if bytes.Contains(answer, []byte("Something went wrong")) || err == nil && strings.Contains(begun.Response.Text(), "omething went wrong") {
			t.Errorf("%q has no answer", line)
		}
	}
	for i, words := range hostile {
		if strings.Contains(words, "\x00") {
			continue // no text: the document is refused
		}
		day := time.Date(2026, 5, 7+7*i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		begun, err := s.discord.Deliver(ctx, p.base+"/discord/interactions", discordtest.Ask{Command: "calendar", Options: []discordtest.Option{{Name: "event", Value: day}}})
		if err == nil && begun.Response == nil {
			begun, err = s.discord.AwaitAnswer(ctx, begun.ID)
		}
		if err != nil || len(begun.Response.Files) != 1 {
			t.Errorf("calendar of %s: %v", day, err)
			continue
		}
		entry, err := ical.NewDecoder(bytes.NewReader(begun.Response.Files[0].Data)).Decode()
		if err != nil || len(entry.Children) != 1 || len(entry.Events()) != 1 || entry.Children[0].Props["ATTACH"] != nil {
			t.Errorf("calendar of %s: %v\n%s", day, err, begun.Response.Files[0].Data)
		}
	}
	if _, err := s.slack.Push(ctx, s.slack.HomeOpened(s.slack.Member)); err != nil {
		t.Error(err)
	}
	p.until("App Home", func() bool { return s.slack.View(s.slack.Member) != "" })
	p.kill()

	// Each evening's reminder, digest, agenda and beginning, in a few weeks.
	for i := range hostile {
		if i%6 != 0 { // each is long; the words of the others stand in the digests
			continue
		}
		at := time.Date(2026, 5, 7+7*i, 11, 30, 0, 0, time.UTC)
		for _, due := range []struct {
			after time.Duration
			kinds []string
		}{{0, []string{"reminder", "digest"}}, {6 * time.Hour, []string{"starting"}}} { // 12:30 and 18:30 in Rivertown
			s.discordAt(at.Add(due.after).Format(time.RFC3339))
			p := s.serve("meetupbot-hasty", "--as-of", at.Add(due.after).Format(time.RFC3339)).ready()
			for _, kind := range due.kinds {
				p.logged(`posted.* place=slack\S+ .*kind=` + kind)
				p.logged(`posted.* place=discord\S+ .*kind=` + kind)
			}
			p.end(os.Interrupt) // what is being posted is not cut off
			if log := p.stderr.String(); strings.Contains(log, "msg=failed") || strings.Contains(log, "panic") {
				t.Errorf("week %d: %s", i, log[max(0, len(log)-3000):])
			}
		}
	}

	all := s.slack.Messages(slackPlace)
	all = append(all, s.slack.Ephemerals(slackPlace, s.slack.Member)...)
	for _, m := range all {
		tame(t, "slack", m.Text+string(m.Blocks), m.Notified(), m.Links())
	}
	for _, m := range s.discord.Messages(discordPlace) {
		whole, _ := json.Marshal(m)
		if len(m.Notified) > 0 {
			t.Errorf("discord calls %v: %.300s", m.Notified, whole)
		}
		for _, text := range discordTexts(m) {
			if link := astray.FindString(text); link != "" {
				t.Errorf("discord leads to %s: %.300s", link, text)
			}
		}
		for _, address := range address.FindAllSubmatch(whole, -1) {
			if !bytes.HasPrefix(address[1], []byte("http")) {
				t.Errorf("discord leads to %s", address[1])
			}
		}
	}
	listed := s.discord.GuildEvents(s.discord.GuildID)
	for _, e := range listed {
		if link := astray.FindString(e.Description); link != "" {
			t.Errorf("the server's list leads to %s: %.300s", link, e.Description)
		}
	}
	if len(listed) < 10 { // Discord takes a few a minute, and the program is killed again and again
		t.Errorf("%d meetups stand in the server's list", len(listed))
	}
	t.Logf("%d messages on Slack, %d on Discord, %d in the server's list", len(all), len(s.discord.Messages(discordPlace)), len(listed))
	for _, complaint := range append(s.slack.Complaints(), s.discord.Complaints()...) {
		t.Error(complaint)
	}
	if _, err := os.Stat("../../../shared/wire"); err == nil { // else it would skip a test that was made
		s.slack.Validate(t)
		discordtest.Validate(t, s.discord.Calls(discordtest.Everything))
	}
}

// discordOptions are a line's words as the one option that takes any.
func discordOptions(command, words string) []discordtest.Option {
	if words == "" || command == "meetupbot" {
		if command == "meetupbot" {
			return []discordtest.Option{{Name: "follow", Options: []discordtest.Option{{Name: "group", Value: words}}}}
		}
		return nil
	}
	name := map[string]string{"agenda": "event", "speaker": "name", "talks": "words", "meetups": "words", "nextmeetup": "group"}[command]
	return []discordtest.Option{{Name: name, Value: words}}
}
