package discord

import (
	"context"
	"net/http"
)

// An application is ours, as Discord shows it.
type application struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	VerifyKey string `json:"verify_key"` // hex
	Flags     int64  `json:"flags"`
	Bot       struct {
		ID string `json:"id"`
	} `json:"bot"`
	Endpoint string `json:"interactions_endpoint_url"`
}

// Either flag says that the message content intent is switched on.
// https://discord.com/developers/docs/resources/application#application-object-application-flags
const messageContentFlags = 1<<18 | 1<<19

// readsMessages reports whether the message content intent is switched on.
func (a *application) readsMessages() bool { return a.Flags&messageContentFlags != 0 }

// application asks Discord who we are.
func (a *Adapter) application(ctx context.Context) (*application, http.Header, error) {
	var app application
	header, err := a.api.do(ctx, toBot(http.MethodGet, "/applications/@me", "application", nil), &app)
	if err != nil {
		return nil, header, err
	}
	a.know(identity{app.ID, app.Bot.ID})
	return &app, header, nil
}
