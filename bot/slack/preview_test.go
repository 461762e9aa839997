package slack

import (
	"bytes"
	"encoding/json"
	"fmt"

	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
)

// preview returns the reply as the JSON of a message, to be looked at in Block
// Kit Builder: https://app.slack.com/block-kit-builder
func preview(r bot.Reply) ([]byte, error) {
	m := render(r, "")
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(struct {
		Text   string           `json:"text"`
		Blocks []slackapi.Block `json:"blocks"`
	}{m.Text, m.Blocks})
	if err != nil {
		return nil, fmt.Errorf("preview %T: %w", r, err)
	}
	return b.Bytes(), nil
}
