package main

import (
	"context"
	"strings"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// ask answers what is typed at the prompt. Whoever sits there may do what an
// organiser may.
func (s *service) ask(ctx context.Context, router *bot.Router) error {
	err := s.console.Run(ctx, s.prompt, func(ctx context.Context, line string) bot.Reply {
		if word := strings.ToLower(strings.TrimSpace(line)); word == "quit" || word == "exit" {
			return bot.Notice{Text: "Ctrl-C ends the bot."}
		}
		return router.Answer(ctx, bot.Request{
			Line: line, Place: s.prompted(), Now: s.clock.Now(),
			Organiser: func(context.Context, schedule.Place) (bool, error) { return true, nil },
		})
	})
	if err == nil && ctx.Err() == nil {
		s.log.Warn("the prompt is closed; the bot goes on until Ctrl-C")
	}
	return err
}

// prompted is the place of the prompt: the console that is posted to.
func (s *service) prompted() schedule.Place {
	for _, ch := range s.config.Load().Channels {
		if ch.Place.Platform == "console" {
			return ch.Place
		}
	}
	return schedule.Place{Platform: "console", ID: "prompt"}
}
