package main

import (
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
)

// lateEvening is a post about an evening, on a day, with a speaker.
func lateEvening(day, speaker string) string {
	return "---\ntitle: Late evening\ndate: 2026-04-28\n---\nOur late evening is on " + day +
		", 18:30 at The Old Mill, 3 Mill Lane, Rivertown.\n\n## Ropes and rivers - " + speaker + "\n\nWhat holds.\n"
}

// A standing message is what members see of one, on either platform.
type standingMessage struct {
	text  string
	edits int
}

// standing returns what stands in the places of the two platforms.
func (s *site) standing() map[string][]standingMessage {
	all := map[string][]standingMessage{}
	for _, m := range s.slack.Messages(slackPlace) {
		all["slack"] = append(all["slack"], standingMessage{m.Text + string(m.Blocks), m.Edits})
	}
	for _, m := range s.discord.Messages(discordPlace) {
		all["discord"] = append(all["discord"], standingMessage{m.Text(), m.Edits})
	}
	return all
}

// TestAnnouncementLivesOn: a post changes on the disk; what announced it is
// edited, on both platforms, and one notice says what changed. So it is when the
// day comes, and when it is called off, across restarts.
func TestAnnouncementLivesOn(t *testing.T) {
	s := newSite(t, worldConfig+strings.ReplaceAll(siteChannels, "groups   = [\"gophers\"]\n", "groups = [\"gophers\"]\nposts = [\"announcement\"]\n"), worldPosts)
	asOf := asOfWhile(t, worldNow)
	p := s.serve("meetupbot-hasty", "--as-of", asOf()).ready()
	both := func(what string, is func([]standingMessage) bool) {
		t.Helper()
		p.until(what, func() bool { all := s.standing(); return is(all["slack"]) && is(all["discord"]) })
	}
	says := func(m standingMessage, words ...string) bool {
		for _, w := range words {
			if !strings.Contains(m.text, w) {
				return false
			}
		}
		return true
	}
	write := func(text string) {
		s.write("posts/late.md", text)
		_ = p.cmd.Process.Signal(syscall.SIGHUP) // to be read now
	}
	write(lateEvening("Thursday 7 May 2026", "Mira Okafor"))
	both("the announcement", func(m []standingMessage) bool {
		return len(m) == 1 && says(m[0], "New – ", "Late evening", "7 May 2026", "Mira Okafor")
	})

	write(lateEvening("Friday 8 May 2026", "Jonas Lindqvist"))
	both("the edit and the notice", func(m []standingMessage) bool {
		return len(m) == 2 && m[0].edits == 1 && says(m[0], "Changed – ", "Thursday 7 May 2026", "8 May 2026", "Mira Okafor", "Jonas Lindqvist") &&
			says(m[1], "Changed – ", "Thursday 7 May 2026", "8 May 2026", "Mira Okafor", "Jonas Lindqvist")
	})
	write(strings.Replace(lateEvening("Friday 8 May 2026", "Jonas Lindqvist"), "Ropes and rivers", "Ropes & rivers", 1))
	both("a typo", func(m []standingMessage) bool { return len(m) == 2 && m[0].edits == 2 })
	p.kill()

	asOf = asOfWhile(t, "2026-05-07T23:59:57+01:00")
	p = s.serve("meetupbot-hasty", "--as-of", asOf()).ready()
	both("midnight", func(m []standingMessage) bool { return len(m) == 2 && says(m[0], "Today – ") })
	write("---\ntitle: \"Cancelled: Late evening\"\ndate: 2026-04-28\n---\nThe late evening on Friday 8 May 2026, 18:30 at The Old Mill, 3 Mill Lane, Rivertown, is cancelled.\n")
	both("the cancellation", func(m []standingMessage) bool {
		return len(m) == 3 && says(m[0], "Cancelled – ", "8 May 2026") && says(m[2], "Cancelled – ")
	})
	p.end(os.Interrupt) // what was edited is kept
	before := s.standing()
	p = s.serve("meetupbot-hasty", "--as-of", asOf()).ready()
	time.Sleep(time.Second) // for what might come twice
	for platform, m := range s.standing() {
		if len(m) != 3 || m[0] != before[platform][0] || m[1].edits+m[2].edits != 0 {
			t.Errorf("%s: after a restart there stand %+v; want what was there before, an announcement and two notices", platform, m)
		}
	}
	p.alive()
	for _, complaint := range append(s.slack.Complaints(), s.discord.Complaints()...) {
		t.Error(complaint)
	}
	if _, err := os.Stat("../../../shared/wire"); err == nil { // else it would skip a test that was made
		s.slack.Validate(t)
		discordtest.Validate(t, s.discord.Calls(discordtest.Everything))
	}
}
