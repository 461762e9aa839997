package discord

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"
)

const (
	// maxBody is the longest request that the HTTP door reads, in bytes.
	maxBody = 256 << 10
	// maxUnderWay is how many interactions and messages are at work at one time;
	// more are turned away.
	maxUnderWay = 100
	// tokenLife is how long an interaction can be answered: so long, what comes
	// twice has one effect.
	// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback
	tokenLife = 15 * time.Minute
	// maxSeen bounds each of the two halves of what is remembered, in ids.
	maxSeen = 1 << 16
)

// ServeHTTP takes interactions that Discord sends to the address which the
// application names as its Interactions Endpoint URL. Nothing but the signed
// body counts; what is not signed by Discord gets 401, which Discord tries out
// before it takes the address.
func (a *Adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if a.key == nil || r.URL.Path != "/discord/interactions" {
		http.NotFound(w, r)
		return
	}
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "only POST", http.StatusMethodNotAllowed)
		return
	}
	body, status := a.read(w, r)
	if status == 0 {
		status = a.trusted(r.Header, body)
	}
	var i interaction
	if status == 0 && (json.Unmarshal(body, &i) != nil || !i.sound()) {
		status = http.StatusBadRequest
	}
	switch {
	case status != 0:
	case i.Type == ping:
		writeJSON(w, []byte(`{"type":1}`))
		return
	case !a.seen.First(numberOf(i.ID), a.real()):
		status = http.StatusConflict // it was answered when it first came
	case !a.crew.Enter(i.asking()):
		a.log.Warn("discord: an interaction is turned away: too much is under way")
		status = http.StatusServiceUnavailable
	}
	if status != 0 {
		http.Error(w, http.StatusText(status), status)
		return
	}
	inline := make(chan []byte, 1)
	go func() {
		defer a.crew.Leave(i.asking())
		defer close(inline)
		a.interact(a.crew.Life(), &i, a.byResponse(&i, inline))
	}()
	if answer := <-inline; answer != nil {
		writeJSON(w, answer)
		return
	}
	w.WriteHeader(http.StatusAccepted) // the answer has gone by the callback, or there is none
}

// read reads the body; status is not 0 where that fails.
func (a *Adapter) read(w http.ResponseWriter, r *http.Request) (body []byte, status int) {
	if r.ContentLength > maxBody {
		return nil, http.StatusRequestEntityTooLarge
	}
	// A body that trickles in holds a connection, no more than that.
	slow := time.AfterFunc(a.delays.Body, func() {
		_ = http.NewResponseController(w).SetReadDeadline(time.Unix(1, 0))
	})
	defer slow.Stop()
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if _, tooLong := errors.AsType[*http.MaxBytesError](err); tooLong {
		return nil, http.StatusRequestEntityTooLarge
	}
	if err != nil {
		return nil, http.StatusBadRequest
	}
	return body, 0
}

// trusted returns 0 where Discord itself sent the body just now.
func (a *Adapter) trusted(h http.Header, body []byte) (status int) {
	timestamp := h.Get("X-Signature-Timestamp")
	if !verify(a.key, h.Get("X-Signature-Ed25519"), timestamp, body) {
		return http.StatusUnauthorized
	}
	if !fresh(timestamp, a.real()) {
		a.log.Warn("discord: an interaction is refused: its signature is older than five minutes, or this machine's clock is wrong")
		return http.StatusUnauthorized
	}
	return 0
}

func writeJSON(w http.ResponseWriter, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(body) // nobody is left to tell
}

// byResponse answers an interaction in the HTTP response. What does not fit
// there goes by the callback: files, which the response cannot carry
// (https://github.com/discord/discord-api-docs/issues/5933), and the word that
// an answer will come, so that Discord has it before the answer.
func (a *Adapter) byResponse(i *interaction, inline chan<- []byte) respond {
	return func(ctx context.Context, c callback) error {
		if len(c.files) > 0 || c.Type == deferMessage {
			defer func() { inline <- nil }()
			return a.byCallback(i)(ctx, c)
		}
		body, err := encodeJSON(c)
		if err == nil {
			inline <- body
		}
		return err
	}
}
