package discord_test

import (
	"context"
	"strings"
	"testing"
	"time"

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
		for slot, told := range map[string]bool{"here": true, "beside": true, "across": false, "nowhere": false, "garbled": false, "elsewhere": false} {
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
