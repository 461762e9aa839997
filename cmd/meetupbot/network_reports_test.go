package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack/slacktest"
)

const (
	slackDesk   = "C0DESK"
	discordDesk = "4711000000000000099"

	deskConfig = `
[organisers]
channels = ["slack:` + slackDesk + `", "discord:` + discordDesk + `"]
`
)

// newDesk is a site whose organisers have a channel on each platform.
func newDesk(t *testing.T) *site {
	t.Helper()
	s := newSite(t, worldConfig+siteChannels+deskConfig, worldPosts)
	s.slack.AddChannel(slacktest.Channel{ID: slackDesk, Name: "desk", Members: []string{s.slack.BotUser, s.slack.Admin}})
	s.discord.AddChannel(discordtest.Channel{ID: discordDesk, Name: "desk"})
	return s
}

// heardOf counts what stands in organisers' channels that has words in it.
func (s *site) heardOf(words ...string) (onSlack, onDiscord int) {
	all := func(text string) int {
		for _, w := range words {
			if !strings.Contains(text, w) {
				return 0
			}
		}
		return 1
	}
	for _, m := range s.slack.Messages(slackDesk) {
		onSlack += all(m.Text + string(m.Blocks))
	}
	for _, m := range s.discord.Messages(discordDesk) {
		onDiscord += all(m.Text())
	}
	return onSlack, onDiscord
}

// reminderDue is the moment at which the reminder of worldPosts is due.
const reminderDue = "2026-05-04T10:00:00+01:00"

// TestOrganisersHear: the channel was archived, and organisers hear of it once,
// in the first of their channels, whenever the program is killed on the way.
func TestOrganisersHear(t *testing.T) {
	s := newDesk(t)
	s.slack.AddChannel(slacktest.Channel{ID: slackPlace, Name: "river", Members: []string{s.slack.BotUser}, Archived: true})
	asOf := asOfWhile(t, reminderDue)
	p := s.serve("meetupbot-hasty", "--as-of", asOf())
	p.logged("msg=failed place=slack:" + slackPlace)
	p.kill()
	p = s.serve("meetupbot-hasty", "--as-of", asOf())
	failed := []string{"failed", slackPlace, "the channel is archived", "Rivertown Gophers: Spring evening", "It is not tried again"}
	p.until("a report", func() bool { n, _ := s.heardOf(failed...); return n > 0 })
	p.kill()
	p = s.serve("meetupbot-hasty", "--as-of", asOf()).ready()
	time.Sleep(time.Second) // for what might come twice
	if onSlack, onDiscord := s.heardOf(failed...); onSlack != 1 || onDiscord != 0 {
		t.Errorf("%d reports on Slack and %d on Discord, want 1 and 0", onSlack, onDiscord)
	}
	// What waits for organisers is told with it, or after it, once.
	waits := []string{"waits for your word", "Summer evening"}
	p.until("what waits", func() bool { n, _ := s.heardOf(waits...); return n > 0 })
	if onSlack, onDiscord := s.heardOf(waits...); onSlack != 1 || onDiscord != 0 {
		t.Errorf("%d words on Slack and %d on Discord of what waits, want 1 and 0", onSlack, onDiscord)
	}
	if n := len(s.discord.Messages(discordPlace)); n != 1 {
		t.Errorf("the reminder stands %d times in the good place", n)
	}
	// Beside it, the command line tells what it knows.
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	status, err := s.command(ctx, "meetupbot", "status", "--as-of", asOf()).Output()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(status)), " ")
	for _, want := range []string{
		"What is due was last looked at on Mon 4 May 2026", "slack: ", "discord: ", "Last ", "Tuesday 5 May 2026 in discord:" + discordPlace,
		"Trouble ", "Tuesday 5 May 2026 in slack:" + slackPlace + " – failed: ", "report in slack:" + slackDesk,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("status has no %q:\n%s", want, status)
		}
	}
	p.alive()
}

// TestOrganisersHearElsewhere: Slack takes nothing, and Discord says so to
// organisers, once, whenever the program is killed on the way.
func TestOrganisersHearElsewhere(t *testing.T) {
	for name, down := range map[string]slacktest.Behaviour{
		"refused": slacktest.Unstored(slacktest.Refuse("restricted_action")),
		"silent":  slacktest.Unstored(slacktest.Status(503, "<html>")),
	} {
		t.Run(name, func(t *testing.T) {
			s := newDesk(t)
			s.write(defaultConfig, worldConfig+siteChannels+deskConfig+"\n[[channel]]\nplatform = \"discord\"\nid = \"4711000000000000404\"\ngroups = [\"gophers\"]\n")
			s.slack.Choose(func(c slacktest.Call) slacktest.Behaviour {
				if c.Method == "chat.postMessage" || c.Method == "conversations.history" {
					return down
				}
				return slacktest.Behaviour{}
			})
			asOf := asOfWhile(t, reminderDue)
			p := s.serve("meetupbot-hasty", "--as-of", asOf())
			p.logged("msg=failed place=discord:4711000000000000404")
			p.kill()
			p = s.serve("meetupbot-hasty", "--as-of", asOf())
			failed := []string{"failed", "4711000000000000404", "Rivertown Gophers: Spring evening"}
			p.until("a report on Discord", func() bool { _, n := s.heardOf(failed...); return n > 0 })
			p.kill()
			p = s.serve("meetupbot-hasty", "--as-of", asOf()).ready()
			time.Sleep(time.Second)
			if onSlack, onDiscord := s.heardOf(failed...); onSlack != 0 || onDiscord != 1 {
				t.Errorf("%d reports on Slack and %d on Discord, want 0 and 1", onSlack, onDiscord)
			}
			p.alive()
		})
	}
}

// TestVanishedIsAsked: an announced meetup vanishes from its source. What announced
// it stays as it is, its reminder is not posted, and organisers are asked, once,
// whenever the program is killed on the way.
func TestVanishedIsAsked(t *testing.T) {
	s := newDesk(t)
	s.write(defaultConfig, worldConfig+deskConfig+strings.ReplaceAll(siteChannels, "groups   = [\"gophers\"]\n", "groups = [\"gophers\"]\nposts = [\"announcement\", \"reminder\"]\n"))
	asOf := asOfWhile(t, "2026-05-06T09:59:50+01:00") // ten seconds before the reminder
	p := s.serve("meetupbot-hasty", "--as-of", asOf()).ready()
	read := func() { _ = p.cmd.Process.Signal(syscall.SIGHUP) }
	s.write("posts/late.md", lateEvening("Thursday 7 May 2026", "Mira Okafor"))
	read()
	p.until("the announcement", func() bool {
		return len(s.slack.Messages(slackPlace)) == 1 && len(s.discord.Messages(discordPlace)) == 1
	})
	if err := os.Remove(filepath.Join(s.dir, "posts", "late.md")); err != nil {
		t.Fatal(err)
	}
	read()
	p.logged("withdrawn place=slack:" + slackPlace)
	p.kill()
	p = s.serve("meetupbot-hasty", "--as-of", asOf())
	asked := []string{"Late evening", "waits for your word", "its source no longer has it"}
	p.until("the question", func() bool { n, _ := s.heardOf(asked...); return n > 0 })
	p.kill()
	p = s.serve("meetupbot-hasty", "--as-of", "2026-05-06T10:00:10+01:00").ready()
	time.Sleep(time.Second) // for what might come twice
	if onSlack, onDiscord := s.heardOf(asked...); onSlack != 1 || onDiscord != 0 {
		t.Errorf("asked %d times on Slack and %d on Discord, want 1 and 0", onSlack, onDiscord)
	}
	for platform, m := range s.standing() {
		if len(m) != 1 || m[0].edits != 0 || !strings.Contains(m[0].text, "Tomorrow – ") {
			t.Errorf("%s: there stand %+v, want the announcement as it was", platform, m)
		}
	}
	p.alive()
}
