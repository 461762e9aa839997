package discordtest

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestAnswersAreDiscords holds what the server answers against what Discord
// publishes: a client that copes with one copes with the other. Its specification
// is wrong about two kinds of refusals, which are left out: the codes of nested
// errors are words, and a 429 mostly has no code.
func TestAnswersAreDiscords(t *testing.T) {
	w, err := openSpec(wireFile(t, "discord-openapi.json"))
	if err != nil {
		t.Fatal(err)
	}
	s := New(t)
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	do := func(route string, body string, fill ...string) {
		t.Helper()
		method, path, _ := strings.Cut(strings.NewReplacer(append(fill,
			"{channel_id}", s.ChannelID, "{guild_id}", s.GuildID, "{application_id}", s.AppID, "{user_id}", s.MemberID, "{webhook_id}", s.AppID,
		)...).Replace(route), " ")
		r, err := http.NewRequestWithContext(t.Context(), method, s.URL()+"/api/v10"+path, bytes.NewReader([]byte(body)))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bot "+s.Token)
		r.Header.Set("User-Agent", "DiscordBot (https://bot.example, 1)")
		if body != "" {
			r.Header.Set("Content-Type", "application/json")
		}
		response, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
	}
	const message = `{"content":"hello <@1>","nonce":"x","embeds":[{"title":"x","fields":[{"name":"a","value":"b"}]}],
		"components":[{"type":1,"components":[{"type":2,"style":1,"label":"x","custom_id":"y"}]}],"allowed_mentions":{"parse":[]}}`
	do(CreateMessage, message)
	id := s.Messages(s.ChannelID)[0].ID
	do(EditMessage, message, "{message_id}", id)
	do(GetMessages, "")
	do(DeleteMessage, "", "{message_id}", id)
	do(GetChannel, "", "{channel_id}", s.AddChannel(Channel{Kind: PublicThread, Name: "thread", Parent: s.ChannelID}))
	do(PutCommands, `[{"name":"help","description":"x","options":[{"type":3,"name":"a","description":"b"}]}]`)
	do(GetCommands, "")
	do(CreateDM, fmt.Sprintf(`{"recipient_id":%q}`, s.MemberID))
	const listing = `{"name":"Autumn","description":"x","scheduled_start_time":"2999-01-01T18:45:00Z","scheduled_end_time":"2999-01-01T21:00:00Z",
		"privacy_level":2,"entity_type":3,"entity_metadata":{"location":"The Old Mill"}}`
	do(CreateGuildEvent, listing)
	listed := s.GuildEvents(s.GuildID)[0].ID
	for _, route := range []string{ListGuildEvents, GetGuildEvent} {
		do(route, "", "{guild_scheduled_event_id}", listed)
	}
	do(EditGuildEvent, `{"status":4}`, "{guild_scheduled_event_id}", listed)
	do(DeleteGuildEvent, "", "{guild_scheduled_event_id}", listed)
	do(DeleteGuildEvent, "", "{guild_scheduled_event_id}", listed)
	i := s.Begin(Ask{Command: "help"})
	do(AnswerInteraction+"?with_response=true", `{"type":4,"data":`+message+`}`, "{interaction_id}", i.ID, "{interaction_token}", i.Token)
	do(EditOriginal, message, "{webhook_token}", i.Token)
	for _, route := range []string{
		GetGateway, GetGatewayBot, GetMe, GetApplication, GetMyGuilds, GetGuild, GetGuildMember, GetChannel, TriggerTyping,
	} {
		do(route, "")
	}
	s.Complaints()

	seen := map[string]bool{}
	for _, c := range s.Calls(Everything) {
		seen[c.Route] = true
		if err := w.checkAnswer(c); err != nil {
			t.Errorf("%s: %v\nanswer: %d %s", c.Route, err, c.Status, c.Answer)
		}
	}
	for route := range s.handlers {
		if _, _, err := w.operation(route); err != nil {
			t.Error(err)
		}
		if !seen[route] {
			t.Errorf("no answer of %s was looked at", route)
		}
	}
}

// checkAnswer holds an answer against the specification's.
func (w *spec) checkAnswer(c Call) error {
	op, path, err := w.operation(c.Route)
	if err != nil {
		return err
	}
	status := fmt.Sprint(c.Status)
	responses := child(op, "responses")
	if responses[status] == nil {
		status = status[:1] + "XX"
	}
	response := child(responses, status)
	if response == nil {
		return fmt.Errorf("the specification knows no status %d", c.Status)
	}
	at := append(path, "responses", status)
	if ref := text(response, "$ref"); ref != "" {
		at = strings.Split(strings.TrimPrefix(ref, "#/"), "/")
		response = child(child(child(w.doc, at[0]), at[1]), at[2])
	}
	if child(child(response, "content"), "application/json") == nil {
		if len(c.Answer) > 0 {
			return fmt.Errorf("the specification knows no body")
		}
		return nil
	}
	v, err := decode(c.Answer)
	if err != nil {
		return err
	}
	return w.at(append(at, "content", "application/json", "schema"), v)
}
