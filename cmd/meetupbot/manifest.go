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
			"all commands, scopes and events. manifest discord prints the commands as they are\n" +
			"registered (JSON); the link that invites the bot goes to standard error.",
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
		if args[0] == "discord" {
			return a.discordManifest(*application)
		}
		if *public != "" && !strings.HasPrefix(*public, "https://") {
			return usageError{fmt.Errorf("--url %q: Slack wants https://", *public)}
		}
		manifest, err := slack.Manifest(*public)
		if err != nil {
			return err
		}
		_, err = a.stdout.Write(manifest)
		return err
	}
	return cmd
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
