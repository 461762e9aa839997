package discord

import (
	"context"
	"fmt"
	"net/http"
	"runtime/debug"

	"github.com/bwmarrin/discordgo"

	"meetupbot/bot"
)

// Types of first answers.
// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type
const (
	answerMessage = 4
	deferMessage  = 5
	answerChoices = 8
)

// A callback is the first answer to an interaction.
type callback struct {
	Type  int `json:"type"`
	Data  any `json:"data,omitempty"`
	files []*discordgo.File
}

// A respond gives the first answer to an interaction.
type respond func(context.Context, callback) error

// byCallback answers an interaction by a request.
func (a *Adapter) byCallback(i *interaction) respond {
	return func(ctx context.Context, c callback) error {
		_, err := a.api.do(ctx, toInteraction(http.MethodPost, "/interactions/"+i.ID+"/", i.Token, "/callback", c, c.files), nil)
		return err
	}
}

// interact answers an interaction: at once, or, where that takes too long,
// first with the word that an answer will come.
func (a *Adapter) interact(ctx context.Context, i *interaction, first respond) {
	defer a.recovered("an interaction")
	switch i.Type {
	case slashCommand:
		call, _ := i.call()
		a.answer(ctx, i, call, first)
	case component:
		call, ok := bot.Pressed(withoutMarker(i.Data.CustomID))
		if !ok {
			a.say(ctx, i, first, bot.Notice{Text: "This button does nothing any more.", Try: []string{"nextmeetup"}})
			return
		}
		a.answer(ctx, i, call, first)
	case autocomplete:
		a.suggest(ctx, i, first)
	case modalSubmit:
		a.say(ctx, i, first, bot.Notice{Text: "This form is not one of mine.", Try: []string{"help"}})
	default:
		a.log.Debug("discord: an interaction of a kind that is not known is left alone", "type", i.Type)
	}
}

// answer asks the router.
func (a *Adapter) answer(ctx context.Context, i *interaction, call bot.Call, first respond) {
	req := a.request(i, call)
	asking, enough := context.WithTimeout(ctx, a.delays.Answer)
	defer enough()
	reply, late := bot.Await(asking, a.delays.Soon, func(ctx context.Context) bot.Reply { return a.router.Answer(ctx, req) })
	if late == nil {
		a.sayAs(ctx, i, first, reply, call.Private() || isNotice(reply))
		return
	}
	err := first(ctx, callback{Type: deferMessage, Data: deferral(call.Private())})
	reply = <-late // it comes, at latest when the asking ends
	if err != nil {
		a.unanswered(i, err)
		return
	}
	m, _ := a.show(reply)
	r := toInteraction(http.MethodPatch, "/webhooks/"+i.AppID+"/", i.Token, "/messages/@original", m.out(), m.Files)
	if _, err := a.api.do(ctx, r, nil); err != nil {
		a.unanswered(i, err)
	}
}

// say answers with what only the asker sees.
func (a *Adapter) say(ctx context.Context, i *interaction, first respond, reply bot.Reply) {
	a.sayAs(ctx, i, first, reply, true)
}

func (a *Adapter) sayAs(ctx context.Context, i *interaction, first respond, reply bot.Reply, private bool) {
	m, ok := a.show(reply)
	o := m.out()
	if private || !ok {
		o.Flags |= flagEphemeral
	}
	if err := first(ctx, callback{Type: answerMessage, Data: o, files: m.Files}); err != nil {
		a.unanswered(i, err)
	}
}

// show renders an answer, or, where that fails, the word that it did.
func (a *Adapter) show(reply bot.Reply) (m message, ok bool) {
	m, err := rendered(reply)
	if err == nil {
		return m, true
	}
	a.log.Error("discord: an answer cannot be shown", "err", err)
	m, err = rendered(bot.Notice{Text: "Something went wrong here, not with your question: the answer cannot be shown."})
	if err != nil {
		m = message{Content: "Something went wrong here."}
	}
	return m, false
}

// A deferral says who will see the answer; that cannot be changed later.
func deferral(private bool) any {
	if !private {
		return nil
	}
	return struct {
		Flags int `json:"flags"`
	}{flagEphemeral}
}

func isNotice(r bot.Reply) bool {
	_, ok := r.(bot.Notice)
	return ok
}

// unanswered notes an answer that did not arrive. It is not tried again: the
// asker has moved on, and a token that is dead stays dead.
func (a *Adapter) unanswered(i *interaction, err error) {
	n := a.lost.Add(1)
	switch codeOf(err) {
	case unknownInteraction:
		err = fmt.Errorf("it was answered too late: Discord waits for three seconds: %w", err)
	case unknownWebhook, invalidToken:
		err = fmt.Errorf("its time for an answer is over: %w", err)
	case alreadyAnswered:
		err = fmt.Errorf("it has an answer already; is another copy of the bot running? %w", err)
	}
	a.log.Warn("discord: an answer did not reach who asked", "interaction", i.ID, "lost", n, "err", err)
}

// recovered keeps a panic from ending the program.
func (a *Adapter) recovered(where string) {
	if p := recover(); p != nil {
		a.log.Error("discord: panic", "in", where, "panic", a.api.clean(fmt.Sprint(p), ""), "stack", string(debug.Stack()))
	}
}
