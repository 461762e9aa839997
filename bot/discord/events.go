package discord

import (
	"encoding/json"
)

// happened takes in one event. What takes time is done beside.
func (a *Adapter) happened(f *frame, s *session) {
	defer a.recovered(f.Event)
	switch f.Event {
	case "READY":
		var ready struct {
			SessionID string `json:"session_id"`
			ResumeURL string `json:"resume_gateway_url"`
			User      struct {
				ID   string `json:"id"`
				Name string `json:"username"`
			} `json:"user"`
			App struct {
				ID string `json:"id"`
			} `json:"application"`
		}
		if a.decoded(f, &ready) {
			s.id = ready.SessionID
			s.url, _ = a.trustedGateway(ready.ResumeURL) // "": where it began
			a.know(identity{ready.App.ID, ready.User.ID})
			a.line.connected(a.clock().Product)
			a.log.Info("discord: connected", "bot", ready.User.Name)
		}
	case "RESUMED":
		a.line.connected(a.clock().Product)
		a.log.Info("discord: connected again")
	case "INTERACTION_CREATE":
		i := new(interaction)
		if a.decoded(f, i) && i.sound() && a.seen.First(numberOf(i.ID), a.real()) {
			a.beside("an interaction", i.asking(), func() { a.interact(a.crew.Life(), i, a.byCallback(i)) })
		}
	case "MESSAGE_CREATE":
		m := new(heard)
		if !a.decoded(f, m) {
			return
		}
		if line, ok := a.forUs(m); ok && a.seen.First(numberOf(m.ID), a.real()) {
			a.beside("a message", m.Author.ID, func() { a.hear(a.crew.Life(), m, line) })
		}
	case "GUILD_CREATE":
		g := new(arrival)
		if a.decoded(f, g) && !g.Unavailable {
			a.learn(g.ID, g.within()...)
			a.beside("a server", "", func() { a.greet(a.crew.Life(), g) })
		}
	}
}

// decoded reads an event. One that is not as documented is left alone: the
// connection goes on.
func (a *Adapter) decoded(f *frame, v any) bool {
	if err := json.Unmarshal(f.Data, v); err != nil {
		a.log.Warn("discord: an event cannot be read", "event", f.Event)
		return false
	}
	return true
}

// beside does some work beside the connection, unless too much is under way, or too
// much of the asker's; "" is nobody.
func (a *Adapter) beside(what, asker string, work func()) {
	if !a.crew.Enter(asker) {
		a.log.Warn("discord: " + what + " is left alone: too much is under way")
		return
	}
	go func() {
		defer a.crew.Leave(asker)
		defer a.recovered(what)
		work()
	}()
}
