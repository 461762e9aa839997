package discord_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"testing"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
	"meetupbot/bot/discord"
	"meetupbot/bot/discord/discordtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden renders every reply there is.
func TestGolden(t *testing.T) {
	bottest.Golden(t, "testdata/replies.txtar", *update, discord.Preview)
}

// TestTaken: a server takes every reply there is, and it is what the published
// specification says.
func TestTaken(t *testing.T) {
	t.Parallel()
	srv := discordtest.New(t)
	client := srv.Client()
	t.Cleanup(client.CloseIdleConnections)
	for _, s := range append(bottest.Replies(), long()...) {
		if _, ok := s.Reply.(bot.Listing); ok {
			continue // no message: see TestListingLimits
		}
		data, err := discord.Preview(s.Reply)
		if err != nil {
			t.Fatal(err)
		}
		var body map[string]any
		if err := json.Unmarshal(data, &body); err != nil {
			t.Fatal(err)
		}
		delete(body, "attachments") // the file itself is the sender's business
		body["allowed_mentions"] = map[string]any{"parse": []string{}}
		data, err = json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, srv.URL()+"/api/v9/channels/"+srv.ChannelID+"/messages", bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bot "+srv.Token)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("User-Agent", "DiscordBot (https://rivertown.example, 1)")
		response, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer, _ := io.ReadAll(response.Body)
		response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.Errorf("%s: %s: %s", s.Name, response.Status, answer)
		}
	}
	discordtest.Validate(t, srv.Calls(discordtest.CreateMessage))
}

// A payload is a message as Discord reads it.
type payload struct {
	Content    string
	Embeds     []embed
	Components []struct {
		Type       int
		Components []button
	}
	Attachments []struct{ Filename string }
	Description string // of a listing, which is no message
}

type embed struct {
	Title, URL, Description string
	Color                   int
	Fields                  []struct{ Name, Value string }
	Footer                  struct{ Text string }
}

type button struct {
	Type, Style int
	Label, URL  string
	CustomID    string `json:"custom_id"`
}

func preview(t testing.TB, r bot.Reply) payload {
	t.Helper()
	data, err := discord.Preview(r)
	if err != nil {
		t.Fatal(err)
	}
	var p payload
	if err := json.Unmarshal(data, &p); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	return p
}

// markdown is every text of p that an app reads as markdown, titles apart.
func (p payload) markdown() []string {
	texts := []string{p.Content, p.Description}
	for _, e := range p.Embeds {
		texts = append(texts, e.Description)
		for _, f := range e.Fields {
			texts = append(texts, f.Value)
		}
	}
	return texts
}

// plain is every text of p that an app shows as it is.
func (p payload) plain() []string {
	var texts []string
	for _, e := range p.Embeds {
		texts = append(texts, e.Footer.Text)
	}
	for _, r := range p.Components {
		for _, b := range r.Components {
			texts = append(texts, b.Label)
		}
	}
	return texts
}

// reading is what a member sees of every text of p, and what it does.
func (p payload) reading() []node {
	var nodes []node
	for _, s := range p.markdown() {
		nodes = append(nodes, read(s)...)
	}
	return nodes
}
