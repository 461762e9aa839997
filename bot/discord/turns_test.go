package discord_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
)

// TestGlobalLimitIsKept: posts to many channels at once keep to the limit of
// all requests, from the first second on.
func TestGlobalLimitIsKept(t *testing.T) {
	const limit = 10
	w := newWorld(t, func(w *world) { w.config.PerSecond, w.config.Delays.Request = limit, 10*time.Second })
	w.Set(func(s *discordtest.Settings) { s.GlobalLimit = limit })
	var work sync.WaitGroup
	for i := range 3 * limit {
		p := w.reminder()
		p.Channel = w.AddChannel(discordtest.Channel{Name: fmt.Sprint("channel", i)})
		p.Marker = fmt.Sprint(marker[:20], i)
		work.Go(func() {
			if _, err := w.adapter.Send(w.ctx, p); err != nil {
				t.Error(err)
			}
		})
	}
	work.Wait()
	for _, c := range w.Calls(discordtest.CreateMessage) {
		if c.Status == http.StatusTooManyRequests {
			t.Errorf("Discord had to refuse %v", c)
		}
	}
}
