package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"meetupbot/bot"
	"meetupbot/bot/discord"
	"meetupbot/bot/slack"
	"meetupbot/schedule"
)

// A platform is one that the bot is connected to beside the console.
type platform interface {
	bot.Sender
	bot.Seeker
	http.Handler // requests below /NAME/
	// Run holds the connection until ctx ends; an error says why there is
	// none any more.
	Run(ctx context.Context) error
	// Renew has a token that was refused tried again.
	Renew()
	Connection() bot.Connection
	Check(ctx context.Context, places []schedule.Place) []bot.Finding
	Reach(ctx context.Context, place schedule.Place) []bot.Finding
}

// platformParts are what every platform is made of, beside its own settings.
type platformParts struct {
	router  *bot.Router
	notes   bot.Notes
	clock   schedule.Clock
	delays  delays
	learned func() // see discord.Config
	log     *slog.Logger
}

// platformsOf makes the platforms that the settings name; nothing is connected
// yet. The error says all that is wrong with their settings.
func platformsOf(s Settings, parts platformParts) (map[string]platform, error) {
	made := map[string]platform{}
	var problems []error
	if s.slack() {
		p, err := slack.New(slack.Config{
			BotToken: string(s.SlackBotToken), AppToken: string(s.SlackAppToken), SigningSecret: string(s.SlackSigningSecret),
			APIURL: s.SlackAPIURL, Router: parts.router, Clock: parts.clock, Log: parts.log, Delays: parts.delays.Slack,
		})
		made["slack"], problems = p, append(problems, err)
	}
	if s.discord() {
		p, err := discord.New(discord.Config{
			Token: string(s.DiscordToken), PublicKey: s.DiscordPublicKey,
			APIURL: s.DiscordAPIURL, Router: parts.router, Notes: parts.notes, Clock: parts.clock, Log: parts.log,
			Learned: parts.learned, PerSecond: parts.delays.DiscordPerSecond, Delays: parts.delays.Discord,
		})
		made["discord"], problems = p, append(problems, err)
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	return made, nil
}
