package bot_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"meetupbot/bot"
)

// TestAwait: what is ready in time is answered at once, and what is late is
// told of at the wait's end and arrives all the same.
func TestAwait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, tt := range []struct {
			takes, waited time.Duration
			late          bool
		}{{0, 0, false}, {time.Second, time.Second, false}, {2 * time.Second, bot.Soon, true}} {
			begun := time.Now()
			reply, arrives := bot.Await(t.Context(), bot.Soon, func(context.Context) bot.Reply {
				time.Sleep(tt.takes)
				return bot.Notice{Text: "done"}
			})
			if waited := time.Since(begun); waited != tt.waited || (reply == nil) != tt.late || (arrives != nil) != tt.late {
				t.Errorf("an answer that takes %s: %v after %s", tt.takes, reply, waited)
			}
			if tt.late {
				if reply := <-arrives; reply == nil || time.Since(begun) != tt.takes {
					t.Errorf("%v arrived after %s", reply, time.Since(begun))
				}
			}
		}
	})
}
