package slacktest_test

import (
	"context"
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"meetupbot/bot/slack/slacktest"
)

// A post whose answer is lost is out all the same.
func Example() {
	s, err := slacktest.Start() // in a test: slacktest.New(t)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()

	s.Play("chat.postMessage", slacktest.Stored(slacktest.Status(500, "")))
	api := slack.New(s.BotToken, slack.OptionAPIURL(s.URL()))
	_, _, err = api.PostMessageContext(ctx, s.Channel, slack.MsgOptionText("Tomorrow: slices", false))

	fmt.Println(err)
	fmt.Println(s.Messages(s.Channel)[0].Text)
	// Output:
	// slack server error: 500 Internal Server Error
	// Tomorrow: slices
}
