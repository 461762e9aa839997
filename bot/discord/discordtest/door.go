package discordtest

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Sign returns a request to the bot's HTTP door, signed as Discord signs: over
// the time, in seconds since 1970, and the body.
// https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint-validating-security-request-headers
func (s *Server) Sign(url string, body []byte, at time.Time) *http.Request {
	r, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		panic("discordtest: sign: " + err.Error())
	}
	stamp := strconv.FormatInt(at.Unix(), 10)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "Discord-Interactions/1.0 (+https://discord.com)")
	r.Header.Set("X-Signature-Timestamp", stamp)
	r.Header.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(s.key, append([]byte(stamp), body...))))
	return r
}

// Deliver brings an ask to the bot's HTTP door, and takes the first answer from
// the response.
func (s *Server) Deliver(ctx context.Context, url string, ask Ask) (Interaction, error) {
	i := s.Begin(ask)
	ctx, cancel := context.WithTimeout(ctx, s.set().AnswerWithin)
	defer cancel()
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(s.Sign(url, i.Body, time.Now()).WithContext(ctx))
	if err != nil {
		return s.Interaction(i.ID), fmt.Errorf("deliver interaction %s: %w", i.ID, err)
	}
	defer response.Body.Close()
	err = s.Take(i.ID, response)
	return s.Interaction(i.ID), err
}

// Take takes the first answer to an interaction from the response of the bot's
// HTTP door. It goes into the record as if it had come by AnswerInteraction. The
// error says why Discord would show none.
func (s *Server) Take(id string, response *http.Response) error {
	body, err := io.ReadAll(io.LimitReader(response.Body, maxRequest+1))
	if err != nil {
		return fmt.Errorf("read the answer to interaction %s: %w", id, err)
	}
	if response.StatusCode == http.StatusAccepted && len(body) == 0 {
		return nil // the answer comes by AnswerInteraction
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the answer to interaction %s has status %d", id, response.StatusCode)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.notify()
	i := s.asked[id]
	if i == nil {
		return fmt.Errorf("there is no interaction %s", id)
	}
	r := &request{call: &Call{
		Route: AnswerInteraction, Method: http.MethodPost,
		Path: "/api/v10/interactions/" + i.ID + "/" + i.Token + "/callback", Header: response.Header.Clone(), Body: body,
	}}
	r.read()
	s.enterCall(r.call)
	a := answer{status: http.StatusBadRequest, body: r.wrong}
	if r.wrong == "" {
		a = s.first(i, r)
	}
	r.call.Status, _, r.call.Answer = Behaviour{}.answer(a)
	r.call.Stored, r.call.Object, r.call.Decided = a.stored, a.object, time.Now()
	if !a.stored {
		return fmt.Errorf("the answer to interaction %s is refused: %s", id, r.call.Answer)
	}
	return nil
}
