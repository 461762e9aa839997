package discord_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/discord/discordtest"
	"meetupbot/schedule"
)

// TestNoSecretShown walks every path on which a request fails, with a Discord
// that repeats the secrets in what it answers, and looks for them in errors,
// findings, the log and what the process prints.
func TestNoSecretShown(t *testing.T) {
	stderr, stdout := os.Stderr, os.Stdout
	printed, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	os.Stderr, os.Stdout = out, out
	all := make(chan string)
	go func() {
		text, _ := io.ReadAll(printed)
		all <- string(text)
	}()
	t.Cleanup(func() { os.Stderr, os.Stdout = stderr, stdout })

	w := newWorld(t, func(w *world) {
		w.config.Delays.Request = 100 * time.Millisecond
		w.config.PerSecond = 1000
	}).connected()
	asked := w.Begin(discordtest.Ask{Command: "nextmeetup"})
	var event map[string]any
	if err := json.Unmarshal(asked.Body, &event); err != nil {
		t.Fatal(err)
	}
	secrets := []string{w.Token, asked.Token}
	repeats := func(status, code int) discordtest.Behaviour {
		return discordtest.Refuse(status, code, "You sent TOKENS")
	}
	// with is b as a request meets it whose secrets they are.
	with := func(b discordtest.Behaviour, secrets ...string) discordtest.Behaviour {
		said := strings.Join(secrets, "/")
		b.Body = strings.ReplaceAll(b.Body, "TOKENS", said)
		b.Header = b.Header.Clone()
		if to := b.Header.Get("Location"); to != "" {
			b.Header.Set("Location", to+said)
		}
		return b.For(discordtest.Always)
	}
	var texts []string
	for _, b := range []discordtest.Behaviour{
		repeats(400, 50035), repeats(404, 10062), repeats(404, 10015), repeats(403, 50001), repeats(429, 0), repeats(500, 0), repeats(502, 0),
		discordtest.Redirect("http://127.0.0.1:1/"),
		{Status: 200, Body: "garbage TOKENS"},
		discordtest.CutOff(discordtest.Reset), discordtest.CutOff(discordtest.Half), discordtest.CutOff(discordtest.Stall),
		repeats(401, 0), // the last: after it nothing is asked any more
	} {
		w.Rest(discordtest.AnswerInteraction)
		w.Play(discordtest.AnswerInteraction, with(b, secrets...))
		for _, route := range []string{discordtest.CreateMessage, discordtest.GetMessages, discordtest.GetChannel, discordtest.EditMessage} {
			w.Rest(route)
			w.Play(route, with(b, w.Token))
		}
		channel := w.AddChannel(discordtest.Channel{Name: "general"}) // its rate limits are its own
		p := w.reminder()
		p.Channel, p.Attempted, p.Message = channel, time.Now(), "1"
		_, sent := w.adapter.Send(w.ctx, p)
		_, _, sought := w.adapter.Seek(w.ctx, p)
		edited := w.adapter.Edit(w.ctx, p)
		for _, err := range []error{sent, sought, edited} {
			if err != nil {
				texts = append(texts, err.Error())
			}
		}
		for _, f := range w.adapter.Check(w.ctx, []schedule.Place{place(channel)}) {
			texts = append(texts, f.Text, f.Fix)
		}
		before := strings.Count(w.log.String(), "an answer did not reach who asked")
		event["id"] = channel // any id that is new
		w.Gateway().Dispatch("INTERACTION_CREATE", event)
		if b.Status >= 300 { // the others take effect
			w.until("the answer is lost", func() bool { return strings.Count(w.log.String(), "an answer did not reach who asked") > before })
		}
	}
	out.Close()
	texts = append(texts, w.log.String(), <-all, w.adapter.Connection().Trouble)
	for _, text := range texts {
		for _, secret := range secrets {
			if strings.Contains(text, secret) {
				t.Errorf("%.12s... is shown: %s", secret, text)
			}
		}
	}
	if len(texts) < 60 {
		t.Errorf("only %d texts were looked at", len(texts))
	}
}

// TestTokenStaysHome: where Discord's answer points elsewhere, nothing is sent
// there.
func TestTokenStaysHome(t *testing.T) {
	var hits atomic.Int32
	canary := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits.Add(1) }))
	defer canary.Close()
	w := newWorld(t)
	for _, status := range []int{301, 302, 303, 307, 308} {
		b := discordtest.Redirect(canary.URL)
		b.Status = status
		w.Play(discordtest.CreateMessage, b)
		if _, err := w.adapter.Send(w.ctx, w.reminder()); err == nil {
			t.Errorf("%d is taken for success", status)
		}
	}
	if n := hits.Load(); n != 0 {
		t.Errorf("%d requests went elsewhere", n)
	}
}

// TestSendPanics: a reply that cannot be rendered fails alone.
func TestSendPanics(t *testing.T) {
	w := newWorld(t)
	p := w.reminder()
	p.Reply = nil
	_, err := w.adapter.Send(w.ctx, p)
	if failed, ok := err.(*bot.SendError); !ok || failed.Doubtful || failed.After != 0 {
		t.Errorf("%+v", err)
	}
	if _, err := w.adapter.Send(w.ctx, w.reminder()); err != nil {
		t.Errorf("the next one: %v", err)
	}
}
