package slack

import (
	"context"
	"regexp"
	"strings"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// asked is a question with where it was asked.
type asked struct {
	line    string   // as typed
	call    bot.Call // in force when it has a name
	channel string   // "" in App Home
	user    string
	team    string // the user's, "" where Slack does not say it
	thread  string // ts of the message under which it was asked, or ""
}

// An answer is what is said to a question.
type answer struct {
	message
	private bool // nobody but the asker sees it
}

// private reports whether the conversation is one of two: the bot and the
// asker, or, where a slash command was typed, two members.
func (q asked) private() bool { return q.channel == "" || strings.HasPrefix(q.channel, "D") }

// answer is what the router says, as a message. It is the asker's alone where
// the table of commands says so, and where it is a notice: a slip of the keys
// is nobody else's business.
func (a *Adapter) answer(ctx context.Context, q asked) answer {
	reply := a.ask(ctx, q)
	_, notice := reply.(bot.Notice)
	return answer{message: render(reply, platform), private: notice || q.call.Private()}
}

// ask returns the router's reply.
func (a *Adapter) ask(ctx context.Context, q asked) bot.Reply {
	ctx, cancel := context.WithTimeout(ctx, a.delays.Answer)
	defer cancel()
	r := bot.Request{
		Line: q.line, Call: q.call, Now: a.config.Clock().Product, Private: q.private(),
		Asker: schedule.Place{Platform: platform, ID: q.user},
		// The bot is in one workspace: who administers it administers each
		// channel of it.
		Organiser: func(ctx context.Context, place schedule.Place) (bool, error) {
			if place.Platform != platform && place != (schedule.Place{}) {
				return false, nil
			}
			return a.people.organiser(ctx, q.user, q.team)
		},
	}
	if q.channel != "" {
		r.Place = schedule.Place{Platform: platform, ID: q.channel}
	}
	return a.config.Router.Answer(ctx, r)
}

// read takes the line apart, unless that was done: whether the answer is
// private depends on what is asked.
func (q asked) read() asked {
	if q.call.Name == "" {
		if call, ok := bot.Parse(q.line); ok {
			q.call = call
		}
	}
	return q
}

// angled is what Slack makes of mentions and links in what people type:
// <@U1>, <#C1|name>, <https://host|words>, <!here>.
var angled = regexp.MustCompile(`<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>`)

var unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// words is what a person typed, as they see it. Mentions of the bot are taken
// off.
// https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
func words(text, self string) string {
	if strings.IndexByte(text, '<') >= 0 {
		text = plainWords(text, self)
	}
	return strings.TrimLeft(strings.TrimSpace(unescape.Replace(text)), ":, ")
}

// plainWords puts what a reader sees in place of what Slack made of it.
func plainWords(text, self string) string {
	return angled.ReplaceAllStringFunc(text, func(s string) string {
		m := angled.FindStringSubmatch(s)
		kind, id, label := m[1], m[2], m[3]
		switch {
		case kind == "@" && id == self:
			return " "
		case kind == "" && label != "" && !strings.HasPrefix(id, "mailto:") && !strings.HasSuffix(id, label):
			return id // an address whose words say something else
		case kind == "":
			return id
		case label != "":
			return strings.TrimPrefix(kind, "!") + label
		}
		return kind + id
	})
}
