package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// Check says how the adapter is set up: its tokens, scopes and clock, and
// whether it can post in the places. It asks Slack, and changes nothing there.
func (a *Adapter) Check(ctx context.Context, places []schedule.Place) []bot.Finding {
	header, findings := a.checkToken(ctx)
	findings = append(findings, a.checkDoors(ctx)...)
	findings = append(findings, a.checkClock(header)...)
	if findings[0].Level == bot.Broken {
		return findings // nothing more can be asked
	}
	granted := scopesIn(header)
	switch missing := missingScopes(granted); {
	case granted == nil:
		findings = append(findings, bot.Finding{Level: bot.Warning, What: "slack scopes", Text: "Slack does not say which scopes the bot token has."})
	case len(missing) == 0:
		findings = append(findings, bot.Finding{What: "slack scopes", Text: fmt.Sprintf("All %d that are wanted were granted.", len(scopes))})
	default:
		findings = append(findings, missing...)
	}
	for _, place := range places {
		if place.Platform != platform {
			continue
		}
		wrong := a.Reach(ctx, place)
		if len(wrong) == 0 {
			wrong = []bot.Finding{{What: place.String(), Text: "The bot can post there."}}
		}
		findings = append(findings, wrong...)
	}
	return findings
}

// checkToken tries the bot token. Its finding comes first.
func (a *Adapter) checkToken(ctx context.Context) (http.Header, []bot.Finding) {
	const what = "slack bot token"
	var who *slackapi.AuthTestResponse
	header, err := a.request(ctx, "auth.test", "", func(ctx context.Context) (err error) {
		who, err = a.api.AuthTestContext(ctx)
		return err
	})
	switch {
	case refusesToken(err):
		return header, []bot.Finding{{Level: bot.Broken, What: what, Text: "Slack refuses it: " + wordsOf(err) + ".",
			Fix: "Copy the Bot User OAuth Token, under OAuth & Permissions, to SLACK_BOT_TOKEN."}}
	case err != nil:
		return header, []bot.Finding{{Level: bot.Broken, What: what, Text: "It could not be tried: " + wordsOf(err) + ".",
			Fix: a.fix(err, "", "Try again in a while.")}}
	case who.BotID == "":
		return header, []bot.Finding{{Level: bot.Broken, What: what, Text: "It is not a bot's.",
			Fix: "Copy the Bot User OAuth Token, which starts with xoxb-, under OAuth & Permissions, to SLACK_BOT_TOKEN."}}
	}
	return header, []bot.Finding{{What: what, Text: fmt.Sprintf("It is @%s's, in the workspace %s.", bot.Clean(who.User), bot.Clean(who.Team))}}
}

// checkDoors says how the bot can be asked.
func (a *Adapter) checkDoors(ctx context.Context) []bot.Finding {
	var findings []bot.Finding
	if a.config.AppToken != "" {
		findings = append(findings, a.checkAppToken(ctx))
	}
	if a.config.SigningSecret != "" {
		findings = append(findings, bot.Finding{What: "slack signing secret", Text: "It is set: signed requests are taken at /slack/commands, /slack/interactions and /slack/events."})
	}
	if findings == nil {
		findings = append(findings, bot.Finding{Level: bot.Warning, What: "slack doors", Text: "Posts go out, but nobody can ask anything: neither an app token nor a signing secret is set.",
			Fix: "Turn on Socket Mode, make an App-Level Token with the scope connections:write under Basic Information, and set SLACK_APP_TOKEN to it."})
	}
	return findings
}

func (a *Adapter) checkAppToken(ctx context.Context) bot.Finding {
	const what = "slack app token"
	_, err := a.request(ctx, "apps.connections.open", "", func(ctx context.Context) error {
		_, _, err := a.api.StartSocketModeContext(ctx)
		return err
	})
	switch {
	case err == nil:
		return bot.Finding{What: what, Text: "Socket Mode can be opened with it."}
	case refusesToken(err) || codeIn(err) == "missing_scope":
		return bot.Finding{Level: bot.Broken, What: what, Text: "Slack refuses it: " + codeIn(err) + ".",
			Fix: "Make an App-Level Token with the scope connections:write, under Basic Information, and set SLACK_APP_TOKEN to it."}
	}
	return bot.Finding{Level: bot.Broken, What: what, Text: "Socket Mode cannot be opened: " + wordsOf(err) + ".",
		Fix: a.fix(err, "", "On https://api.slack.com/apps, choose the app, Socket Mode, and turn on Enable Socket Mode.")}
}

// reason is what went wrong, without sending anybody to the doctor who is there.
func reason(err error) string {
	if codeIn(err) == "missing_scope" {
		return "a permission is missing"
	}
	return wordsOf(err)
}

// fix is what to do about a call that failed: scopes are those that it needs,
// otherwise what helps where Slack refuses it for another reason.
func (a *Adapter) fix(err error, scopes, otherwise string) string {
	switch codeIn(err) {
	case "": // Slack said nothing
		return "See whether this machine reaches " + a.config.APIURL + "."
	case "missing_scope":
		return addScopes(scopes)
	}
	return otherwise
}

// checkClock compares our clock with the one that Slack's answers name.
func (a *Adapter) checkClock(header http.Header) []bot.Finding {
	theirs, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return nil
	}
	return []bot.Finding{bot.ClockFinding("clock", "Slack", a.config.Clock().Real.Sub(theirs), maxSkew)}
}

// Reach says what keeps the bot from posting in a place, or makes it doubtful;
// nothing: it can.
func (a *Adapter) Reach(ctx context.Context, place schedule.Place) []bot.Finding {
	finding := func(level bot.Level, text, fix string) []bot.Finding {
		return []bot.Finding{{Level: level, What: place.String(), Text: text, Fix: fix}}
	}
	id, err := a.conversation(ctx, place.ID)
	if err != nil {
		return finding(bot.Broken, "This member cannot be written to: "+reason(err)+".", a.fix(err, "im:write",
			"Copy the member's ID from their profile, the button ⋮, Copy member ID."))
	}
	if id != place.ID {
		return nil
	}
	var c *slackapi.Channel
	header, err := a.watched(ctx, "conversations.info", id, func(ctx context.Context) error {
		c, err = a.api.GetConversationInfoContext(ctx, &slackapi.GetConversationInfoInput{ChannelID: id})
		if err == nil && c.ID == "" {
			err = errors.New("the answer names no channel")
		}
		return err
	})
	switch code := codeIn(err); {
	case code == "channel_not_found":
		return finding(bot.Broken, "There is no such channel, or it is private and the bot is not in it.",
			"Copy the channel's ID from the foot of its About tab; in a private channel, write "+a.invite(ctx)+" first.")
	case err != nil:
		return finding(bot.Warning, "Whether the bot can post there cannot be checked: "+reason(err)+".",
			a.fix(err, "channels:read and groups:read", "Try again in a while."))
	case c.IsArchived:
		return finding(bot.Broken, fmt.Sprintf("#%s is archived.", bot.Clean(c.Name)), "Unarchive it, or take it out of meetupbot.toml.")
	case c.IsMember || c.IsIM:
		return nil
	case slices.Contains(scopesIn(header), "chat:write.public"):
		return finding(bot.Warning, fmt.Sprintf("The bot is not in #%s: it can post there, but %s.", bot.Clean(c.Name), weaker),
			fmt.Sprintf("Write %s in #%s.", a.invite(ctx), bot.Clean(c.Name)))
	}
	return finding(bot.Broken, fmt.Sprintf("The bot is not in #%s.", bot.Clean(c.Name)), fmt.Sprintf("Write %s in #%s.", a.invite(ctx), bot.Clean(c.Name)))
}

// invite is what brings the bot into a channel.
func (a *Adapter) invite(ctx context.Context) string {
	name := "meetupbot"
	if who, err := a.whoami(ctx); err == nil && who.name != "" && !strings.ContainsAny(who.name, " <>") {
		name = bot.Clean(who.name)
	}
	return "/invite @" + name
}
