package discord_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"meetupbot/bot"
	"meetupbot/bot/discord/discordtest"
	"meetupbot/content"
)

// FuzzInteractions: whatever Discord signs is answered or refused, nothing is our
// fault, and no answer notifies anybody.
func FuzzInteractions(f *testing.F) {
	w := newWorld(f, func(w *world) {
		w.config.Log = slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelError}))
		w.config.Router = bot.NewRouter(bot.Parts{
			Library: w.library, Groups: func() []content.Group { return []content.Group{gophers} }, Desk: w.desk, Log: w.config.Log,
		})
	})
	for _, ask := range []discordtest.Ask{
		{Command: "nextmeetup"},
		{Command: "talks", Options: []discordtest.Option{{Name: "words", Value: "slices @everyone <@&1>"}}},
		{Command: "speaker", Options: []discordtest.Option{{Name: "name", Value: "Ada **Marlowe**"}}, DM: true},
		{Kind: discordtest.Complete, Command: "speaker", Options: []discordtest.Option{{Name: "name", Value: "ad", Focused: true}}},
		{Kind: discordtest.Press, CustomID: "agenda:1"},
		{Kind: discordtest.Press, CustomID: "review:correct:1:2017-09-27:0f3a771c"},
	} {
		f.Add(string(w.Begin(ask).Body))
	}
	f.Add(`{"type":1}`)
	f.Add(`{"type":5,"id":"1","token":"t","application_id":"1","data":{"custom_id":"meetups"}}`)
	id := uint64(1) << 62 // beyond what the server gives out
	f.Fuzz(func(t *testing.T, body string) {
		bodies := []string{body}
		var parts map[string]json.RawMessage
		if json.Unmarshal([]byte(body), &parts) == nil && parts["id"] != nil { // what comes again is not looked at
			id++
			parts["id"] = fmt.Appendf(nil, "%q", strconv.FormatUint(id, 10))
			text, err := json.Marshal(parts)
			if err != nil {
				t.Fatal(err)
			}
			bodies = append(bodies, string(text))
		}
		for _, b := range bodies {
			got := httptest.NewRecorder()
			w.adapter.ServeHTTP(got, w.Sign(w.door, []byte(b), time.Now()))
			switch got.Code {
			case http.StatusOK:
				text := got.Body.String()
				if !json.Valid(got.Body.Bytes()) || strings.Contains(text, `"content"`) && !strings.Contains(text, `"allowed_mentions":{"parse":[]`) {
					t.Errorf("%s\nis answered with\n%s", b, text)
				}
			case http.StatusAccepted, http.StatusBadRequest, http.StatusConflict, http.StatusServiceUnavailable, http.StatusRequestEntityTooLarge:
			default:
				t.Errorf("%s\nstatus %d", b, got.Code)
			}
			if fault := w.log.String(); fault != "" {
				t.Fatalf("%s\nis our fault: %s", b, fault)
			}
		}
	})
}
