package discord_test

import (
	"strings"
	"testing"
	"time"

	"meetupbot/bot/discord/discordtest"
)

// hasty has a gateway connection begin again after next to nothing.
func hasty(w *world) {
	d := &w.config.Delays
	d.Again, d.AtMost, d.Identify, d.Invalid, d.Hello = time.Millisecond, time.Millisecond, time.Millisecond, time.Millisecond, 50*time.Millisecond
	w.config.PerSecond = 10_000
	w.Limit(discordtest.GetGatewayBot, 1000, time.Second)
}

// TestGatewayStorm: whatever the gateway does at the beginning of each session,
// however long, only so many are begun.
func TestGatewayStorm(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]discordtest.Reception{
		"op 9, not resumable":    {First: discordtest.Invalid},
		"op 9, resumable":        {First: discordtest.Resumable},
		"op 7":                   {First: discordtest.Reconnect},
		"4000 unknown error":     {First: discordtest.Closed, Close: 4000},
		"4003 not authenticated": {First: discordtest.Closed, Close: 4003},
		"4007 invalid seq":       {First: discordtest.Closed, Close: 4007},
		"4008 rate limited":      {First: discordtest.Closed, Close: 4008},
		"4009 timed out":         {First: discordtest.Closed, Close: 4009},
		"closed without a code":  {First: discordtest.Closed, Close: 1006},
		"reset":                  {First: discordtest.Dropped},
		"READY never comes":      {First: discordtest.Nothingness},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, hasty)
			r.Times = discordtest.Always
			w.Gateway().Play(r)
			w.run()
			w.until("it pauses", func() bool { return strings.Contains(w.log.String(), "too many sessions were begun lately") })
			time.Sleep(50 * time.Millisecond) // for more, if there are
			if n := identified(w.Gateway().Connections()); n != 20 {
				t.Errorf("%d sessions were begun", n)
			}
		})
	}
}

// TestGatewayUnreached: where no session can even be asked for none is counted,
// and the attempts come no faster than they should.
func TestGatewayUnreached(t *testing.T) {
	t.Parallel()
	for name, play := range map[string]func(*world){
		"the API says 429": func(w *world) {
			w.Play(discordtest.GetGatewayBot, discordtest.RateLimited(time.Hour, discordtest.UserScope).For(discordtest.Always))
		},
		"the API fails": func(w *world) { w.Play(discordtest.GetGatewayBot, discordtest.Fail(503).For(discordtest.Always)) },
		"the API says nonsense": func(w *world) {
			w.Play(discordtest.GetGatewayBot, discordtest.Behaviour{Status: 200, Body: `{}`, Times: discordtest.Always})
		},
		"TLS that does not speak TLS": func(w *world) {
			w.Play(discordtest.GetGatewayBot, discordtest.Behaviour{Status: 200, Times: discordtest.Always,
				Body: `{"url":"` + strings.Replace(w.URL(), "http:", "wss:", 1) + `"}`})
		},
		"no upgrade": func(w *world) { w.Gateway().Play(discordtest.Reception{Refuse: 503, Times: discordtest.Always}) },
		"silence":    func(w *world) { w.Gateway().Play(discordtest.Reception{Silent: true, Times: discordtest.Always}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(w *world) {
				w.config.Delays.Again, w.config.Delays.AtMost, w.config.Delays.Hello = 20*time.Millisecond, 20*time.Millisecond, 20*time.Millisecond
				w.config.PerSecond = 10_000
				w.Limit(discordtest.GetGatewayBot, 1000, time.Second)
			})
			play(w)
			began := time.Now()
			w.run()
			w.until("it is said", func() bool { return strings.Contains(w.log.String(), "is made again") })
			time.Sleep(300 * time.Millisecond)
			connections, n := w.Gateway().Connections(), len(w.Calls(discordtest.GetGatewayBot))
			// Each pause is at least half of what Again says.
			if most := int(time.Since(began)/(10*time.Millisecond)) + 2; n > most || len(connections) > most || identified(connections) > 0 {
				t.Errorf("%d calls, %d connections, %d sessions, want %d at most", n, len(connections), identified(connections), most)
			}
			if c := w.adapter.Connection(); !c.Since.IsZero() || c.Trouble == "" {
				t.Errorf("connection %+v", c)
			}
		})
	}
}

// TestGatewayRefused: a token that the API does not take is tried once.
func TestGatewayRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, hasty)
	w.Play(discordtest.GetGatewayBot, discordtest.Refuse(401, 0, "401: Unauthorized").For(discordtest.Always))
	w.run()
	w.until("it is said", func() bool { return strings.Contains(w.adapter.Connection().Trouble, "Reset Token") })
	time.Sleep(50 * time.Millisecond)
	if n := len(w.Calls(discordtest.GetGatewayBot)) + len(w.Gateway().Connections()); n != 1 {
		t.Errorf("%d attempts", n)
	}
	if n := strings.Count(w.log.String(), "level=ERROR"); n != 1 {
		t.Errorf("it is said %d times:\n%s", n, w.log)
	}
}

// TestGatewayNeverReady: acknowledged heartbeats are no sign that READY will
// come.
func TestGatewayNeverReady(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Set(func(s *discordtest.Settings) { s.Heartbeat = quick().Hello / 3 })
	w.Gateway().Play(discordtest.Reception{First: discordtest.Nothingness})
	w.connected().asks()
}

// TestGatewayResumeRefused: a session that is closed again and again when it is
// resumed is given up for a new one, whatever the code.
func TestGatewayResumeRefused(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]discordtest.Reception{
		"no code":         {First: discordtest.Closed, Close: 1006},
		"4000":            {First: discordtest.Closed, Close: 4000},
		"op 9, resumable": {First: discordtest.Resumable},
		"op 7":            {First: discordtest.Reconnect},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, hasty).connected()
			r.Times = 3
			w.Gateway().Play(r)
			w.Gateway().Drop()
			all, err := w.Gateway().AwaitReady(w.ctx, 2)
			if err != nil || len(all) != 5 || identified(all) != 2 {
				t.Errorf("%d connections, %d sessions, %v", len(all), identified(all), err)
			}
			w.asks()
		})
	}
}

// TestGatewayFewLeft: what Discord says is left of the day is left alone.
func TestGatewayFewLeft(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Play(discordtest.GetGatewayBot, discordtest.Behaviour{Status: 200, Times: discordtest.Always,
		Body: `{"url":"ws://127.0.0.1","shards":1,"session_start_limit":{"total":1000,"remaining":3,"reset_after":80000000,"max_concurrency":1}}`})
	w.run()
	if _, err := w.Await(w.ctx, discordtest.GetGatewayBot, 1); err != nil {
		t.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond)
	if n := len(w.Gateway().Connections()); n != 0 {
		t.Errorf("%d connections", n)
	}
	w.logged("only 3 new sessions are left today")
}

// TestGatewayElsewhere: the token goes to no other host.
func TestGatewayElsewhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Play(discordtest.GetGatewayBot, discordtest.Behaviour{Status: 200, Body: `{"url":"wss://gateway.evil.example"}`})
	w.connected()
	w.logged("not one of Discord's")
}

// TestGatewayDown: a gateway that refuses, or an API that fails, is tried again.
func TestGatewayDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Play(discordtest.GetGatewayBot, discordtest.Fail(503), discordtest.Garbage())
	w.Gateway().Play(discordtest.Reception{Refuse: 503}, discordtest.Reception{First: discordtest.Dropped})
	w.connected().asks()
}
