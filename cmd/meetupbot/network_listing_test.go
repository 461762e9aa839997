package main

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
)

// discordAt sets the clock by which servers' lists go: what the program takes
// for now is no past to Discord.
func (s *site) discordAt(asOf string) {
	s.t.Helper()
	now, err := time.Parse(time.RFC3339, asOf)
	if err != nil {
		s.t.Fatal(err)
	}
	s.discord.Set(func(settings *discordtest.Settings) { settings.EventsAhead = time.Until(now) })
}

// TestServerList follows a meetup in a Discord server's own list of events: put
// there once, though two channels take announcements, the first answer is lost
// and the program killed; brought up to date; cancelled.
func TestServerList(t *testing.T) {
	s := newSite(t, "", worldPosts)
	second := s.discord.AddChannel(discordtest.Channel{Name: "lounge"})
	config := worldConfig
	for _, id := range []string{discordPlace, second} {
		config += fmt.Sprintf("\n[[channel]]\nplatform = \"discord\"\nid = %q\ngroups = [\"gophers\"]\nposts = [\"announcement\"]\n", id)
	}
	s.write(defaultConfig, config)
	asOf := asOfWhile(t, worldNow)
	s.discordAt(worldNow)
	list := func() []discordtest.GuildEvent { return s.discord.GuildEvents(s.discord.GuildID) }

	s.discord.Play(discordtest.CreateGuildEvent, discordtest.Slow(0, time.Minute))
	p := s.serve("meetupbot-hasty", "--as-of", asOf())
	p.until("a listing", func() bool { return len(list()) == 1 })
	p.kill()
	p = s.serve("meetupbot-hasty", "--as-of", asOf())
	p.logged("interrupted post counts as sent.*slot=listing")
	e := list()[0]
	if e.Name != "Rivertown Gophers: Spring evening" || e.Location != "The Old Mill, 3 Mill Lane, Rivertown" ||
		e.Start.Format(time.RFC3339) != "2026-05-05T17:30:00Z" || e.End.Sub(e.Start) != 2*time.Hour ||
		!strings.Contains(e.Description, "When it ends has not been published.") || !strings.Contains(e.Description, "Queues that never lie – Mira Okafor") {
		t.Errorf("listed %+v", e)
	}

	hangUp := func() { // have the sources read anew
		if err := p.cmd.Process.Signal(syscall.SIGHUP); err != nil {
			t.Error(err)
		}
	}
	post := strings.ReplaceAll(worldPosts["spring.md"], "Tuesday 5 May 2026, 18:30", "Wednesday 6 May 2026, 19:00")
	s.write("posts/spring.md", post)
	hangUp()
	p.until("the new day", func() bool { return list()[0].Start.Format(time.RFC3339) == "2026-05-06T18:00:00Z" })
	s.write("posts/spring.md", strings.Replace(post, "Our spring evening is", "The spring evening is cancelled. It was to be", 1))
	hangUp()
	p.until("the cancellation", func() bool { return list()[0].Status == discordtest.EventCanceled })
	if all := list(); len(all) != 1 || all[0].ID != e.ID {
		t.Errorf("the list has %+v", all)
	}
	discordtest.Validate(t, s.discord.Calls(discordtest.CreateGuildEvent))
	discordtest.Validate(t, s.discord.Calls(discordtest.EditGuildEvent))
	p.alive()
}
