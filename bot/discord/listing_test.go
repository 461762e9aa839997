package discord_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
	"meetupbot/bot/discord/discordtest"
	"meetupbot/content"
	"meetupbot/schedule"
)

// listing is a post to the list of events of the server's guild.
func (w *world) listing() bot.Post {
	l := bot.Listing{Event: bottest.Autumn(), From: time.Now().Add(time.Hour).Truncate(time.Second)}
	l.To = l.From.Add(2 * time.Hour)
	return bot.Post{Channel: schedule.ServerOf("discord", w.GuildID).ID, Reply: l, Marker: marker}
}

func TestListing(t *testing.T) {
	w := newWorld(t)
	p := w.listing()
	l := p.Reply.(bot.Listing)
	var err error
	if p.Message, err = w.adapter.Send(w.ctx, p); err != nil {
		t.Fatal(err)
	}
	events := w.GuildEvents(w.GuildID)
	if len(events) != 1 || events[0].ID != p.Message || events[0].Name != "Rivertown Gophers: Autumn meetup" ||
		events[0].Location != "The Old Mill, 3 Mill Lane, Rivertown" || !events[0].Start.Equal(l.From) || !events[0].End.Equal(l.To) ||
		!strings.Contains(events[0].Description, "Slices from the inside") {
		t.Fatalf("listed %+v as %s", events, p.Message)
	}
	if presence, id, err := w.adapter.Seek(w.ctx, p); presence != schedule.Found || id != p.Message || err != nil {
		t.Errorf("sought: %v %s %v", presence, id, err)
	}
	l.From, l.Event.Title, l.Event.Venue = l.From.Add(time.Minute), "Winter meetup", content.Venue{}
	p.Reply = l
	if err := w.adapter.Edit(w.ctx, p); err != nil {
		t.Error(err)
	}
	if e := w.GuildEvents(w.GuildID)[0]; e.Name != "Rivertown Gophers: Winter meetup" || !e.Start.Equal(l.From) || e.Location != "The place is not known yet" {
		t.Errorf("changed to %+v", e)
	}
	if presence, _, _ := w.adapter.Seek(w.ctx, p); presence != schedule.Found {
		t.Error("it has no marker any more once it was changed")
	}
	l.Event.Status = content.Cancelled
	p.Reply = l
	if err := w.adapter.Edit(w.ctx, p); err != nil {
		t.Error(err)
	}
	if e := w.GuildEvents(w.GuildID)[0]; e.Status != discordtest.EventCanceled {
		t.Errorf("cancelled: %+v", e)
	}
	for range 2 { // what is gone already is no error
		if err := w.adapter.Delete(w.ctx, p); err != nil {
			t.Error(err)
		}
	}
	if left := w.GuildEvents(w.GuildID); len(left) != 0 {
		t.Errorf("left: %+v", left)
	}
	discordtest.Validate(t, w.Calls(discordtest.Everything))
}

// TestListingSought: only what we made with that marker is found, and absence is
// told only where the list was read.
func TestListingSought(t *testing.T) {
	w := newWorld(t)
	p := w.listing()
	w.AddGuildEvent(discordtest.GuildEvent{Name: "Quiz", Description: "·" + marker[:10], Start: time.Now().Add(time.Hour), End: time.Now().Add(2 * time.Hour)})
	if presence, _, err := w.adapter.Seek(w.ctx, p); presence != schedule.Absent || err != nil {
		t.Errorf("somebody else's: %v %v", presence, err)
	}
	w.Play(discordtest.CreateGuildEvent, discordtest.Fail(502).AfterStoring())
	_, err := w.adapter.Send(w.ctx, p)
	if failed, ok := errors.AsType[*bot.SendError](err); !ok || !failed.Doubtful {
		t.Errorf("stored, then 502: %v", err)
	}
	if presence, id, err := w.adapter.Seek(w.ctx, p); presence != schedule.Found || id == "" || err != nil {
		t.Errorf("stored, then 502: %v %q %v", presence, id, err)
	}
	w.Play(discordtest.ListGuildEvents, discordtest.Fail(500))
	if presence, _, err := w.adapter.Seek(w.ctx, p); presence != schedule.CannotTell || err == nil {
		t.Errorf("a list that cannot be read: %v %v", presence, err)
	}
	w.RemoveGuild(w.GuildID)
	if presence, _, err := w.adapter.Seek(w.ctx, p); presence != schedule.CannotTell || err != nil {
		t.Errorf("a server that was left: %v %v", presence, err)
	}
}

func TestListingRefused(t *testing.T) {
	for _, c := range []struct {
		name  string
		play  func(*world, *bot.Post)
		final bool
		after time.Duration
		say   string
	}{
		{"no permission", func(w *world, _ *bot.Post) {
			w.PermitEverybody(w.GuildID, discordtest.Ordinary&^discordtest.CreateEvents)
		}, true, 0, "doctor says which permission"},
		{"full", func(w *world, _ *bot.Post) {
			for range 100 {
				w.AddGuildEvent(discordtest.GuildEvent{Name: "Quiz", Start: time.Now().Add(time.Hour), End: time.Now().Add(2 * time.Hour)})
			}
		}, false, time.Hour, "list of events is full"},
		{"in the past", func(_ *world, p *bot.Post) {
			l := p.Reply.(bot.Listing)
			l.From = time.Now().Add(-time.Hour)
			p.Reply = l
		}, true, 0, "in the past"},
		{"server left", func(w *world, _ *bot.Post) { w.RemoveGuild(w.GuildID) }, true, 0, "not in the server any more"},
		{"no listing", func(_ *world, p *bot.Post) { p.Reply = bot.Notice{Text: "x"} }, true, 0, "cannot stand in the list"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			p := w.listing()
			c.play(w, &p)
			_, err := w.adapter.Send(w.ctx, p)
			failed, ok := errors.AsType[*bot.SendError](err)
			if !ok || failed.Final() != c.final || failed.RetryAfter() != c.after || failed.Doubtful || !strings.Contains(err.Error(), c.say) {
				t.Errorf("%v (%+v)", err, failed)
			}
		})
	}
}

// TestListingLimits: Discord takes every listing that there can be.
func TestListingLimits(t *testing.T) {
	w := newWorld(t)
	for _, s := range bottest.Replies() {
		l, ok := s.Reply.(bot.Listing)
		if !ok {
			continue
		}
		p := w.listing()
		l.From, l.To = p.Reply.(bot.Listing).From, p.Reply.(bot.Listing).To
		p.Reply = l
		if _, err := w.adapter.Send(w.ctx, p); err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
	}
	for _, e := range w.GuildEvents(w.GuildID) {
		if !strings.HasSuffix(e.Description, "·"+marker[:10]) || utf8.RuneCountInString(e.Description) > 1000 {
			t.Errorf("described as %q", e.Description)
		}
	}
	discordtest.Validate(t, w.Calls(discordtest.Everything))
}

// TestServer: the gateway tells of a server's channels, and Discord is asked of
// those that it does not tell of.
func TestServer(t *testing.T) {
	learned := make(chan struct{}, 10)
	w := newWorld(t, func(w *world) { w.config.Learned = func() { learned <- struct{}{} } })
	list := schedule.ServerOf("discord", w.GuildID)
	direct, err := call(w, w.MemberID)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []schedule.Place{place("nowhere"), {Platform: "slack", ID: w.ChannelID}, place(w.ChannelID), place(direct)} {
		if got, ok := w.adapter.Server(p); ok {
			t.Errorf("the server of %s is known at once: %s", p, got)
		}
	}
	for range 2 { // the channel and the direct messages
		select {
		case <-learned:
		case <-w.ctx.Done():
			t.Fatalf("nothing was learned:\n%s", w.log)
		}
	}
	if got, ok := w.adapter.Server(place(w.ChannelID)); !ok || got != list {
		t.Errorf("the server is %s, %v", got, ok)
	}
	if got, ok := w.adapter.Server(place(direct)); ok {
		t.Errorf("direct messages are in the server %s", got)
	}
	if n := len(w.Calls(discordtest.GetChannel)); n != 2 {
		t.Errorf("Discord was asked %d times, want once of each channel", n)
	}
	thread := w.AddChannel(discordtest.Channel{Kind: discordtest.PublicThread, Name: "thread", Parent: w.ChannelID})
	w.connected()
	w.until("the gateway tells of a thread", func() bool { _, ok := w.adapter.Server(place(thread)); return ok })
}

// call opens direct messages with somebody.
func call(w *world, user string) (string, error) {
	i := w.Begin(discordtest.Ask{DM: true, User: user})
	return i.Ask.Channel, context.Cause(w.ctx)
}

func TestReachListing(t *testing.T) {
	w := newWorld(t)
	w.PermitEverybody(w.GuildID, discordtest.Ordinary&^discordtest.CreateEvents)
	found := w.adapter.Reach(w.ctx, place(w.ChannelID))
	if len(found) != 1 || found[0].Level != bot.Warning || !strings.Contains(found[0].Text, "Create Events") ||
		!strings.Contains(found[0].Fix, "Server Settings > Roles > the role meetups") {
		t.Errorf("%+v", found)
	}
	w = newWorld(t) // what was read of a guild is relied on for a minute
	w.PermitEverybody(w.GuildID, discordtest.Ordinary&^discordtest.CreateEvents)
	w.PermitGuild(w.GuildID, discordtest.ManageEvents)
	if found := w.adapter.Reach(w.ctx, place(w.ChannelID)); len(found) != 0 {
		t.Errorf("with Manage Events: %+v", found)
	}
}

// TestListingTwice: of two that we made the one that is known stays, and what is
// not ours is left alone.
func TestListingTwice(t *testing.T) {
	w := newWorld(t)
	p := w.listing()
	w.AddGuildEvent(discordtest.GuildEvent{Name: "Quiz", Description: "·" + marker[:10], Start: time.Now().Add(time.Hour), End: time.Now().Add(2 * time.Hour)})
	var ids []string
	for range 3 {
		id, err := w.adapter.Send(w.ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	p.Message = ids[1]
	if n, err := w.adapter.Sweep(w.ctx, p); n != 2 || err != nil {
		t.Errorf("deleted %d, %v", n, err)
	}
	if left := w.GuildEvents(w.GuildID); len(left) != 2 || left[0].Name != "Quiz" || left[1].ID != ids[1] {
		t.Errorf("left %+v", left)
	}
}

// TestListingEditRefused: what somebody deleted, and what is over, is for ever
// as it is; what has begun keeps its start.
func TestListingEditRefused(t *testing.T) {
	w := newWorld(t)
	p := w.listing()
	var err error
	if p.Message, err = w.adapter.Send(w.ctx, p); err != nil {
		t.Fatal(err)
	}
	gone := func(what string) {
		t.Helper()
		err := w.adapter.Edit(w.ctx, p)
		if failed, ok := errors.AsType[*bot.SendError](err); !ok || !failed.Lost() || !failed.Final() {
			t.Errorf("%s: %v", what, err)
		}
	}
	w.Set(func(s *discordtest.Settings) { s.EventsAhead = 5 * time.Hour })
	gone("over")
	w.RemoveGuildEvent(w.GuildID, p.Message)
	gone("deleted")
}
