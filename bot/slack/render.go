package slack

import (
	"fmt"
	"strings"

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
	p := newPage(own)
	switch r := r.(type) {
	case bot.EventCard:
		p.card(r.Event, "", r.Also)
	case bot.NonePlanned:
		p.nonePlanned(r)
	case bot.EventList:
		p.eventList(r)
	case bot.AgendaCard:
		p.agenda(r)
	case bot.SpeakerCard:
		p.speakers(r)
	case bot.TalkList:
		p.talkList(r)
	case bot.Announcement:
		p.announcement(r)
	case bot.Listing: // Slack has no such list
		p.card(r.Event, "New", nil)
	case bot.Personal:
		p.say(r.Said)
		p.card(r.Event, bot.Sentence(r.Event.When.Relative()), nil)
	case bot.Reminder:
		p.card(r.Event, bot.Sentence(r.Event.When.Relative()), nil)
	case bot.Starting:
		p.card(r.Event, starting(r.Event.When), nil)
	case bot.Change:
		p.change(r)
	case bot.Recap:
		p.recap(r)
	case bot.Digest:
		p.digest(r)
	case bot.Notice:
		p.notice(r)
	case bot.CalendarEntry:
		p.calendarEntry(r)
	case bot.Rules:
		p.rules(r)
	case bot.Plan:
		p.plan(r)
	case bot.Status:
		p.status(r)
	case bot.Report:
		p.report(r)
	case bot.Review:
		p.review(r)
	case bot.Reasons:
		p.reasons(r)
	case bot.SourceList:
		p.sources(r)
	case bot.Help:
		p.help(r)
	default:
		panic(fmt.Sprintf("slack: no rendering for %T", r))
	}
	text := short(p.text, maxText)
	if text == "" {
		text = "There is nothing to say about that."
	}
	if len(p.blocks) == 0 {
		p.say(text)
	}
	p.end()
	return message{Text: escaped(text), Blocks: p.blocks, File: p.file}
}

// home is what App Home shows: what comes next, and what can be asked.
// https://docs.slack.dev/reference/views/home-tab-views
func home(next, help bot.Reply) slackapi.HomeTabViewRequest {
	blocks := append(render(next, "").Blocks, &slackapi.DividerBlock{Type: slackapi.MBTDivider})
	blocks = append(blocks, render(help, "").Blocks...)
	return slackapi.HomeTabViewRequest{
		Type:   slackapi.VTHomeTab,
		Blocks: slackapi.Blocks{BlockSet: blocks[:min(len(blocks), maxHomeBlocks)]},
	}
}

// joined joins what is not empty.
func joined(sep string, parts ...string) string {
	said := make([]string, 0, 4)
	for _, s := range parts {
		if s != "" {
			said = append(said, s)
		}
	}
	return strings.Join(said, sep)
}
