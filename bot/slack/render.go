package slack

import (
	"fmt"

	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
)

// A message is a reply as Slack takes it. How it is sent, with unfurling,
// link_names and parse off, is the sender's business.
type message struct {
	Text   string // a line for notifications and screen readers, never empty; escaped
	Blocks []slackapi.Block
	File   *file // nil for nearly all
}

// A file cannot stand in a message: it is uploaded beside it.
type file struct {
	Name  string
	Bytes []byte
}

// render turns a reply into a message. own is what places of this platform are
// called by in a reply.
func render(r bot.Reply, own string) message {
	return message{Text: fmt.Sprintf("%T", r)}
}

// home is what App Home shows: the next meetup, and what can be asked.
func home(next, help bot.Reply) slackapi.HomeTabViewRequest {
	blocks := append(render(next, "").Blocks, render(help, "").Blocks...)
	return slackapi.HomeTabViewRequest{Type: slackapi.VTHomeTab, Blocks: slackapi.Blocks{BlockSet: blocks}}
}
