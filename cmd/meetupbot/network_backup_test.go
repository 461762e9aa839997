package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
	"meetupbot/bot/slack/slacktest"
)

// do runs a command of the program to its end and returns what it said.
func (s *site) do(args ...string) string {
	s.t.Helper()
	out, err := s.command(s.t.Context(), "meetupbot", args...).CombinedOutput()
	if err != nil {
		s.t.Fatalf("meetupbot %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// TestRestoreOlderCopy: a copy from before the reminder was posted is restored
// after it. Nothing is posted again where it stands, and it is posted where it
// does not: in a place whose first post never arrived.
func TestRestoreOlderCopy(t *testing.T) {
	s := newSite(t, worldConfig+siteChannels, worldPosts)
	lost := s.discord.AddChannel(discordtest.Channel{Name: "lost"})
	s.write(defaultConfig, worldConfig+siteChannels+"\n[[channel]]\nplatform = \"discord\"\nid = \""+lost+"\"\ngroups = [\"gophers\"]\n")
	s.do("import", "--as-of", "2026-05-04T09:00:00+01:00")
	s.do("backup", "--as-of", "2026-05-04T09:00:00+01:00", "copy.db")

	s.discord.Choose(func(c discordtest.Call) discordtest.Behaviour {
		if c.Route == discordtest.CreateMessage && discordChannelOf(c.Path) == lost {
			return discordtest.Refuse(403, 50013, "Missing Permissions").For(discordtest.Always)
		}
		return discordtest.Behaviour{}
	})
	asOf := asOfWhile(t, "2026-05-04T10:00:00+01:00")
	p := s.serve("meetupbot-hasty", "--as-of", asOf())
	p.until("the reminder", func() bool {
		return len(s.slack.Messages(slackPlace)) == 1 && len(s.discord.Messages(discordPlace)) == 1
	})
	p.logged("place=discord:" + lost)
	p.kill()
	s.discord.Choose(nil)

	said := s.do("restore", "--as-of", asOf(), "copy.db")
	if !strings.Contains(said, "kept as "+filepath.Join(s.dir, "meetupbot.db.before-")) {
		t.Errorf("restore says %s", said)
	}
	p = s.serve("meetupbot-hasty", "--as-of", asOf())
	p.until("the reminder that was lost", func() bool { return len(s.discord.Messages(lost)) == 1 })
	p.logged(`interrupted post counts as sent" place=slack:` + slackPlace)
	time.Sleep(500 * time.Millisecond) // for what might come twice
	if n, m := len(s.slack.Calls("chat.postMessage")), len(s.discord.Messages(discordPlace)); n != 1 || m != 1 {
		t.Errorf("%d posts to Slack and %d messages on Discord, want 1 of each", n, m)
	}
	p.alive()
}

// TestRestoreWhereNothingCanBeRead: where no history can be read, organisers
// get the time to look before it is posted again.
func TestRestoreWhereNothingCanBeRead(t *testing.T) {
	s := newSite(t, worldConfig+siteChannels, worldPosts)
	s.do("import", "--as-of", "2026-05-04T09:00:00+01:00")
	s.do("backup", "--as-of", "2026-05-04T09:00:00+01:00", "copy.db")
	s.do("restore", "--as-of", "2026-05-04T10:00:00+01:00", "copy.db")
	s.slack.Choose(func(c slacktest.Call) slacktest.Behaviour {
		if c.Method == "conversations.history" {
			return slacktest.Unstored(slacktest.Refuse("missing_scope"))
		}
		return slacktest.Behaviour{}
	})
	p := s.serve("meetupbot-hasty", "--as-of", "2026-05-04T10:00:00+01:00")
	p.logged(`look in the channel" place=slack:` + slackPlace)
	p.until("the reminder", func() bool { return len(s.slack.Messages(slackPlace)) == 1 })
	p.alive()
}
