package discord

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// portal is where applications are set up.
const portal = "https://discord.com/developers/applications"

// Check looks at everything that the bot needs on Discord, and at each of the
// places that are Discord's. Where the token is not taken there is nothing more
// to see.
func (a *Adapter) Check(ctx context.Context, places []schedule.Place) []bot.Finding {
	app, header, err := a.application(ctx)
	if err != nil {
		return []bot.Finding{noToken(err)}
	}
	found := []bot.Finding{{What: "discord bot token", Text: fmt.Sprintf("Discord takes it: the application is called %s.", app.Name)}}
	found = append(found, a.checkApplication(app)...)
	found = append(found, a.checkClock(header)...)
	found = append(found, a.checkCommands(ctx, app), a.checkGuilds(ctx, app))
	for _, p := range places {
		if p.Platform == platform {
			missing := a.Reach(ctx, p)
			if len(missing) == 0 {
				missing = []bot.Finding{{What: p.String(), Text: "The bot can post there."}}
			}
			found = append(found, missing...)
		}
	}
	return found
}

// noToken says why nothing can be checked.
func noToken(err error) bot.Finding {
	f := bot.Finding{Level: bot.Broken, What: "discord bot token", Text: fmt.Sprintf("Discord cannot be asked: %v.", err),
		Fix: "See whether this machine reaches " + discordURL + ", and try again."}
	if statusOf(err) == http.StatusUnauthorized {
		f.Text = "Discord does not take it."
		f.Fix = "Make a new one at " + portal + " > the application > Bot > Reset Token, and set DISCORD_TOKEN to it."
	}
	return f
}

// checkApplication looks at what is set on the application's own pages.
func (a *Adapter) checkApplication(app *application) []bot.Finding {
	var found []bot.Finding
	content := bot.Finding{What: "discord message content intent", Text: "It is switched on."}
	if !app.readsMessages() {
		content.Level = bot.Warning
		content.Text = "It is not switched on: in servers, !speaker and the like get no answer. Slash commands, mentions of the bot and direct messages work."
		content.Fix = contentFix
	}
	found = append(found, content)
	switch key, err := hex.DecodeString(app.VerifyKey); {
	case a.key == nil && app.Endpoint != "":
		found = append(found, bot.Finding{Level: bot.Broken, What: "discord public key",
			Text: "The application sends interactions to " + app.Endpoint + ", and no public key is set: slash commands and buttons get no answer.",
			Fix:  "At " + portal + " > the application > General Information, copy the Public Key to DISCORD_PUBLIC_KEY, or empty Interactions Endpoint URL and Save Changes."})
	case a.key == nil:
		found = append(found, bot.Finding{What: "discord public key", Text: "None is set and none is needed: interactions come through the gateway."})
	case err != nil || !a.key.Equal(ed25519.PublicKey(key)):
		found = append(found, bot.Finding{Level: bot.Broken, What: "discord public key",
			Text: "It is not this application's: whatever Discord sends over HTTP is refused.",
			Fix:  "At " + portal + " > the application > General Information, copy the Public Key to DISCORD_PUBLIC_KEY."})
	case app.Endpoint == "":
		found = append(found, bot.Finding{What: "discord public key",
			Text: "It is the application's. Interactions come through the gateway, as the application has no Interactions Endpoint URL."})
	default:
		found = append(found, bot.Finding{What: "discord public key", Text: "It is the application's. Interactions are sent to " + app.Endpoint + "."})
	}
	return found
}

// checkClock compares this machine's clock with Discord's.
func (a *Adapter) checkClock(header http.Header) []bot.Finding {
	theirs, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return nil
	}
	return []bot.Finding{bot.ClockFinding("discord clock", "Discord", a.real().Sub(theirs), maxAge)}
}

// checkCommands compares what is registered with the table.
func (a *Adapter) checkCommands(ctx context.Context, app *application) bot.Finding {
	f := bot.Finding{What: "discord slash commands", Text: "They are registered."}
	var registered []struct {
		Name string `json:"name"`
	}
	_, err := a.api.do(ctx, toBot(http.MethodGet, "/applications/"+app.ID+"/commands", "commands", nil), &registered)
	if err != nil {
		f.Level, f.Text = bot.Warning, fmt.Sprintf("It cannot be seen which are registered: %v.", err)
		return f
	}
	has := map[string]bool{}
	for _, c := range registered {
		has[c.Name] = true
	}
	var missing []string
	for _, c := range commands() {
		if !has[c.Name] {
			missing = append(missing, "/"+c.Name)
		}
	}
	if len(missing) > 0 {
		f.Level = bot.Warning
		f.Text = "Not registered: " + strings.Join(missing, ", ") + "."
		f.Fix = "Start the bot, which registers them: meetupbot serve"
	}
	return f
}

// checkGuilds says where the bot is.
func (a *Adapter) checkGuilds(ctx context.Context, app *application) bot.Finding {
	f := bot.Finding{What: "discord servers"}
	var in []struct {
		Name string `json:"name"`
	}
	_, err := a.api.do(ctx, toBot(http.MethodGet, "/users/@me/guilds", "servers", nil), &in)
	switch {
	case err != nil:
		f.Level, f.Text = bot.Warning, fmt.Sprintf("It cannot be seen which the bot is in: %v.", err)
	case len(in) == 0:
		f.Level, f.Text, f.Fix = bot.Broken, "The bot is in none.", "Open "+InviteURL(app.ID)+" and choose the server."
	default:
		names := make([]string, len(in))
		for i, g := range in {
			names[i] = g.Name
		}
		f.Text = "The bot is in " + strings.Join(names, ", ") + "."
	}
	return f
}
