package slack_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/slack"
	"meetupbot/content"
	"meetupbot/schedule"
)

// TestOtherPlatforms: organisers are told of the channels of their workspace,
// not of another platform's.
func TestOtherPlatforms(t *testing.T) {
	var w *world
	w = newWorld(t, overHTTP, func(c *slack.Config) {
		db := rivertown(t)
		c.Router = bot.NewRouter(bot.Parts{
			Library: db, Groups: func() []content.Group { return []content.Group{gophers} }, Log: c.Log,
			Desk: &bot.Desk{
				Rules: &desk{}, Notes: &desk{notes: map[string]string{}}, Ledger: db,
				Forecast: func(_ context.Context, now, _ time.Time) (f schedule.Forecast, err error) {
					for p, slot := range map[schedule.Place]string{
						{Platform: "slack", ID: w.Channel}: "here", {Platform: "slack", ID: "C0BESIDE"}: "beside", {Platform: "discord", ID: "4242"}: "elsewhere",
					} {
						f.Posts = append(f.Posts, schedule.Prospect{Place: p, Kind: schedule.Digest, Slot: "digest " + slot, Due: now, State: schedule.Planned})
					}
					return f, nil
				},
			},
		})
	}).run()
	w.deliver(w.Command(w.Channel, w.Admin, "/meetupbot", "status"))
	w.deliver(w.Direct(w.Admin, "plan"))
	direct := w.await("chat.postMessage", 1)[0].Args["blocks"]
	for where, text := range map[string]string{"the channel": shown(w.Ephemerals(w.Channel, w.Admin)[0]), "a direct message": direct} {
		for slot, told := range map[string]bool{"here": true, "beside": true, "elsewhere": false} {
			if strings.Contains(text, "digest "+slot) != told {
				t.Errorf("in %s an organiser is told of a channel %s: %v, want %v\n%s", where, slot, !told, told, text)
			}
		}
	}
}
