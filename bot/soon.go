package bot

import (
	"context"
	"time"
)

// Soon is how long a platform waits for an answer before it tells the asker
// that one will come: an answer ready sooner goes out in the acknowledgement
// itself. Slack and Discord give up after 3 seconds.
const Soon = 1500 * time.Millisecond

// Await asks and returns the reply if it comes within the wait. Else it
// returns nil and where the reply will arrive, once.
func Await(ctx context.Context, wait time.Duration, ask func(context.Context) Reply) (Reply, <-chan Reply) {
	arrives := make(chan Reply, 1)
	go func() { arrives <- ask(ctx) }()
	late := time.NewTimer(wait)
	defer late.Stop()
	select {
	case reply := <-arrives:
		return reply, nil
	case <-late.C:
		return nil, arrives
	}
}
