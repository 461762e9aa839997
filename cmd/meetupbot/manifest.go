package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"meetupbot/bot/discord"
	"meetupbot/bot/slack"
)

func (a *app) manifestCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "manifest slack|discord",
		Short: "Print what a platform has to be told of the bot",
		Long: "manifest slack prints the app manifest (YAML) from which Slack makes the app, with\n" +
			"all commands, scopes and events; a link that makes it without pasting goes to\n" +
			"standard error. manifest discord prints the commands as the bot registers them\n" +
			"itself (JSON), to be looked at; the link that invites the bot goes to standard\n" +
			"error.",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || args[0] != "slack" && args[0] != "discord" {
				return errors.New("say which: meetupbot manifest slack, or meetupbot manifest discord")
			}
			return nil
		},
	}
	public := cmd.Flags().String("url", "", "for Slack over HTTP instead of Socket Mode: the `ADDRESS` at which the bot is reached (https://bot.example.org)")
	application := cmd.Flags().String("app", "", "for Discord: the application's `ID`, to print the link that invites the bot")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case args[0] == "slack" && *application != "":
			return usageError{errors.New("--app is for manifest discord")}
		case args[0] == "discord" && *public != "":
			return usageError{errors.New("--url is for manifest slack; Discord is told of an address on the page General Information")}
		case strings.Trim(*application, "0123456789") != "":
			return usageError{fmt.Errorf("--app %q is no Application ID: those are numbers; copy it from the page General Information of the application", *application)}
		case args[0] == "discord":
			return a.discordManifest(*application)
		}
		return a.slackManifest(*public)
	}
	return cmd
}

func (a *app) slackManifest(public string) error {
	manifest, err := slack.Manifest(public)
	if err != nil {
		return usageError{err} // only the address can be wrong
	}
	link, err := slack.CreateLink(public)
	if err != nil {
		return err
	}
	if _, err := a.stdout.Write(manifest); err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "Paste it at https://api.slack.com/apps, Create New App, From a manifest; or open this link, which brings it along:\n%s\n", link)
	return nil
}

func (a *app) discordManifest(application string) error {
	registration, err := discord.Registration()
	if err != nil {
		return err
	}
	if _, err := a.stdout.Write(registration); err != nil {
		return err
	}
	hint := ""
	if application == "" {
		application, hint = "APPLICATION_ID", " (put the Application ID from the page General Information in, or give it with --app)"
	}
	fmt.Fprintf(a.stderr, "The bot registers these commands itself at start. This link invites it to a server%s:\n%s\n", hint, discord.InviteURL(application))
	return nil
}
