package discord

import (
	"errors"
	"fmt"

	"github.com/gorilla/websocket"
)

// A fatal is why there is no use in connecting again, in words for whoever
// runs the bot.
type fatal struct {
	code  int
	words string
}

func (f *fatal) Error() string { return f.words }

// Codes with which the gateway closes a connection.
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
const (
	closeNotAuthenticated = 4003
	closeBadToken         = 4004
	closeBadSeq           = 4007
	closeTimedOut         = 4009
	closeBadShard         = 4010
	closeSharding         = 4011
	closeBadVersion       = 4012
	closeBadIntents       = 4013
	closeNoIntents        = 4014
)

// ending says why a connection ended, and drops the session where it is over.
func (c *conversation) ending(err error, s *session) error {
	if why := c.cut.Load(); why != nil {
		return errors.New(*why)
	}
	closed, ok := errors.AsType[*websocket.CloseError](err)
	if !ok {
		return fmt.Errorf("read from the gateway: %w", err)
	}
	switch closed.Code {
	case closeNotAuthenticated, closeBadSeq, closeTimedOut:
		s.drop()
	case closeBadToken, closeBadShard, closeSharding, closeBadVersion, closeBadIntents, closeNoIntents:
		s.drop()
		return fatalClose(closed.Code)
	}
	return fmt.Errorf("the gateway closed the connection with code %d", closed.Code)
}

// fatalClose words a code after which nobody connects again.
func fatalClose(code int) error {
	switch code {
	case closeBadToken:
		return &fatal{code, "Discord does not take the bot token (4004). Make a new one at " + portal + " > the application > Bot > Reset Token, set DISCORD_TOKEN to it and restart the bot."}
	case closeSharding:
		return &fatal{code, "The bot is in so many servers that Discord wants several connections (4011), which this version does not make. Take it out of some servers and restart it."}
	case closeBadVersion:
		return &fatal{code, "Discord no longer speaks this version of its gateway (4012). Update the bot."}
	case closeNoIntents:
		return &fatal{code, "Discord refuses to tell the bot of messages in servers at all (4014). Look at " + portal + " > the application > Bot > Privileged Gateway Intents, and restart the bot."}
	}
	return &fatal{code, fmt.Sprintf("Discord refuses what the bot asks of its gateway (%d): that is a fault of this version. Update the bot.", code)}
}
