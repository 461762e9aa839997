package discordtest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"meetupbot/bot/discord/discordtest"
)

// BenchmarkCreateMessage is what the server and net/http have in every figure
// that is measured through them.
func BenchmarkCreateMessage(b *testing.B) {
	srv, err := discordtest.Start()
	if err != nil {
		b.Fatal(err)
	}
	defer srv.Close()
	client := srv.Client()
	defer client.CloseIdleConnections()
	const body = `{"content":"hello","nonce":"x","allowed_mentions":{"parse":[]}}`
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		r, err := http.NewRequest(http.MethodPost, srv.URL()+"/api/v10/channels/"+srv.ChannelID+"/messages", strings.NewReader(body))
		if err != nil {
			b.Fatal(err)
		}
		r.Header = http.Header{"Content-Type": {"application/json"}, "Authorization": {"Bot " + srv.Token}, "User-Agent": {"DiscordBot (https://bot.example, 1)"}}
		response, err := client.Do(r)
		if err != nil || response.StatusCode != http.StatusOK {
			b.Fatal(response, err)
		}
		_, _ = io.Copy(io.Discard, response.Body)
		_ = response.Body.Close()
		if n%1000 == 999 {
			srv.Forget()
		}
	}
}
