package main

import (
	"fmt"
	"net/http"
	"time"

	"meetupbot/bot/discord/discordtest"
)

// The limits that the platforms keep to, as they publish them. Discord does not
// publish that of messages in a channel: five in five seconds is what its
// answers say.
const (
	slackPace        = time.Second
	discordPerSecond = 50
	discordBucket    = 5
	discordSpan      = 5 * time.Second
	slackLeeway      = 500 * time.Millisecond // Slack lets bursts pass; so much may a stall of this machine make up
)

// burst has so many reminders fall due at one instant in each of fifty places,
// at platforms that keep to their limits and with the pauses of a real bot.
func (m *measurement) burst(each int) error {
	const places = 50
	w, err := newWorld(m.program, each, places, time.Second, m.dice.rng)
	if err != nil {
		return err
	}
	defer w.close()
	w.misbehave(func() fault { return fault{} })
	w.slack.SetPace(slackPace - slackLeeway)
	w.discord.Limit(discordtest.CreateMessage, discordBucket, discordSpan)
	w.discord.Set(func(s *discordtest.Settings) { s.GlobalLimit = discordPerSecond })
	w.delays["Slack"].(map[string]any)["Pace"] = slackPace
	w.delays["DiscordPerSecond"] = 0
	for _, own := range []string{"Post", "Backoff", "MaxBackoff"} {
		delete(w.delays, own)
	}
	if _, err := w.postAll(); err != nil {
		return err
	}
	v := w.check()
	least := leastTime(each, places/2)
	limited := 0
	for _, c := range w.slack.Calls("") {
		if c.Error == "ratelimited" {
			limited++
		}
	}
	for _, c := range w.discord.Calls(discordtest.Everything) {
		if c.Status == http.StatusTooManyRequests {
			limited++
		}
	}
	last := percentile(v.Late, 100)
	most := max(least+least/10, least+stall)
	m.figure(fmt.Sprintf("%d reminders due at once", v.Planned),
		fmt.Sprintf("answers 429: %d; last post after %v, at the limits %v at least (%+.0f %%)\n%v", limited, last, least, 100*(last.Seconds()/least.Seconds()-1), v),
		v.kept() && limited == 0 && last <= most)
	return nil
}

// stall is how much later than the limits make it the last post may be where a tenth
// of the whole is less: so long this machine may be busy otherwise.
const stall = 2 * time.Second

// leastTime is how long the limits make so many posts in each of so many places
// of both platforms take.
func leastTime(each, places int) time.Duration {
	slack := time.Duration(each-1) * slackPace
	inChannel := time.Duration((each-1)/discordBucket) * discordSpan
	inAll := time.Duration((each*places-1)/discordPerSecond) * time.Second
	return max(slack, inChannel, inAll)
}
