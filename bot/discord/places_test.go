package discord_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/discord/discordtest"
	"meetupbot/schedule"
)

// TestOtherServers: organisers are told of the channels of their own server,
// and neither of another server's nor of another platform's, by whichever door
// they ask.
func TestOtherServers(t *testing.T) {
	w := newWorld(t, func(w *world) {
		guild := w.AddGuild("Harbour")
		w.rules.channels = append(w.rules.channels, schedule.Channel{Place: place(guild)}) // nobody is greeted there
		places := map[schedule.Place]string{
			place(w.ChannelID): "here", place(w.AddChannel(discordtest.Channel{Name: "lounge"})): "beside",
			place(w.AddChannel(discordtest.Channel{GuildID: guild, Name: "harbour"})): "across", place("4242"): "nowhere",
			schedule.ServerOf("discord", w.GuildID): "listed", schedule.ServerOf("discord", guild): "overseas",
			place("C0RIVER"): "garbled", {Platform: "slack", ID: w.ChannelID}: "elsewhere",
		}
		w.desk.Ledger = w.library.DB
		w.desk.Forecast = func(_ context.Context, now, _ time.Time) (f schedule.Forecast, err error) {
			for p, slot := range places {
				f.Posts = append(f.Posts, schedule.Prospect{Place: p, Kind: schedule.Digest, Slot: "digest " + slot, Due: now, State: schedule.Planned})
			}
			return f, nil
		}
	}).connected()
	check := func(door, text string) {
		for slot, told := range map[string]bool{"here": true, "beside": true, "across": false, "nowhere": false, "garbled": false, "elsewhere": false, "listed": true, "overseas": false} {
			if strings.Contains(text, "digest "+slot) != told {
				t.Errorf("%s: an organiser is told of the channel %s: %v, want %v\n%s", door, slot, !told, told, text)
			}
		}
	}
	i := w.answer(w.Interact(discordtest.Ask{User: w.OwnerID, Command: "meetupbot", Options: []discordtest.Option{{Name: "status", Options: []discordtest.Option{}}}}))
	check("slash command", words(i.Response))
	direct := w.Say(discordtest.Said{Text: "nextmeetup", DM: true, Author: w.OwnerID}).Channel
	w.posted(direct, 1)
	w.Say(discordtest.Said{Text: "!meetupbot status", Author: w.OwnerID})
	check("message", words(&w.posted(direct, 2)[1]))
}

// TestPerson: what is for a person goes to their direct messages, where it is
// found again; closed ones refuse for good.
func TestPerson(t *testing.T) {
	w := newWorld(t)
	p := w.reminder()
	p.Channel = schedule.DirectTo(place(w.MemberID)).ID
	p.Attempted, p.First = time.Now(), time.Now()
	id, err := w.adapter.Send(w.ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	direct := w.Begin(discordtest.Ask{DM: true, User: w.MemberID}).Ask.Channel
	if sent := w.posted(direct, 1); sent[0].ID != id || len(w.Messages(w.ChannelID)) != 0 {
		t.Errorf("sent %+v", sent)
	}
	if presence, found, err := w.adapter.Seek(w.ctx, p); presence != schedule.Found || found != id || err != nil {
		t.Errorf("sought: %v %s %v", presence, found, err)
	}
	p.Message = id
	if err := w.adapter.Edit(w.ctx, p); err != nil {
		t.Error(err)
	}
	if err := w.adapter.Delete(w.ctx, p); err != nil || len(w.Messages(direct)) != 0 {
		t.Errorf("deleted: %v", err)
	}
	w.Play(discordtest.CreateMessage, discordtest.Refuse(403, 50007, "Cannot send messages to this user"))
	_, err = w.adapter.Send(w.ctx, p)
	if failed, ok := errors.AsType[*bot.SendError](err); !ok || !failed.Final() || failed.Doubtful || !strings.Contains(err.Error(), "take no direct messages") {
		t.Errorf("closed: %v", err)
	}
	w.Play(discordtest.CreateDM, discordtest.Fail(502))
	_, err = w.adapter.Send(w.ctx, p)
	if failed, ok := errors.AsType[*bot.SendError](err); !ok || failed.Final() || failed.Doubtful {
		t.Errorf("not opened: %v", err)
	}
	discordtest.Validate(t, w.Calls(discordtest.Everything))
}
