package discord

import (
	"context"
	"errors"
	"net/http"

	"meetupbot/bot"
	"meetupbot/schedule"
)

// inChannel returns the post for the channel that it goes to: what is for a
// person goes to their direct messages with the bot, which are a channel of
// their own. Whether that was opened or not, nothing is posted yet.
func (a *Adapter) inChannel(ctx context.Context, p bot.Post) (bot.Post, error) {
	person, ok := schedule.Place{Platform: platform, ID: p.Channel}.Person()
	if !ok {
		return p, nil
	}
	if !isSnowflake(person.ID) {
		return p, &bot.SendError{Hopeless: true, Err: errors.New("that is no person of Discord")}
	}
	channel, err := a.openDirect(ctx, person.ID)
	if err != nil {
		err = sendError(err)
		if failed, ok := errors.AsType[*bot.SendError](err); ok {
			failed.Doubtful = false
		}
		return p, err
	}
	p.Channel = channel
	return p, nil
}

// openDirect returns the channel of somebody's direct messages with the bot.
// https://docs.discord.com/developers/resources/user#create-dm
func (a *Adapter) openDirect(ctx context.Context, user string) (string, error) {
	var c struct {
		ID string `json:"id"`
	}
	open := toBot(http.MethodPost, "/users/@me/channels", "direct messages", map[string]string{"recipient_id": user})
	if _, err := a.api.do(ctx, open, &c); err != nil {
		return "", err
	}
	if !isSnowflake(c.ID) {
		return "", &failure{name: open.name, reason: "the answer has no channel id"}
	}
	return c.ID, nil
}
