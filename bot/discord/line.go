package discord

import (
	"context"

	"meetupbot/bot"
)

type line struct{}

func (l *line) init(Delays) {}

func (l *line) connection() bot.Connection { return bot.Connection{Platform: platform} }

func (a *Adapter) stayConnected(context.Context) {}
