package discord

import (
	"bytes"
	"encoding/json"
	"fmt"

	"meetupbot/bot"
)

// Preview returns the reply as the JSON of a message, for people to look at.
// Files are named in it, not held.
func Preview(r bot.Reply) ([]byte, error) {
	type attachment struct {
		ID       int    `json:"id"`
		Filename string `json:"filename"`
	}
	if l, ok := r.(bot.Listing); ok {
		return indented(r, listed(l, ""))
	}
	m := render(r)
	payload := struct {
		message
		Attachments []attachment `json:"attachments,omitempty"`
	}{message: m}
	for i, f := range m.Files {
		payload.Attachments = append(payload.Attachments, attachment{ID: i, Filename: f.Name})
	}
	return indented(r, payload)
}

func indented(r bot.Reply, payload any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(payload); err != nil {
		return nil, fmt.Errorf("preview %T: %w", r, err)
	}
	return unescapedHTML(b.Bytes()), nil
}

// unescapedHTML shows the characters that the library's own encoding of
// components escapes.
func unescapedHTML(j []byte) []byte {
	out := j[:0]
	for i := 0; i < len(j); i++ {
		if j[i] != '\\' || i+1 == len(j) {
			out = append(out, j[i])
			continue
		}
		if rest := j[i:]; len(rest) >= 6 && bytes.HasPrefix(rest, []byte(`\u00`)) {
			if c, ok := map[string]byte{"26": '&', "3c": '<', "3e": '>'}[string(rest[4:6])]; ok {
				out = append(out, c)
				i += 5
				continue
			}
		}
		out = append(out, j[i], j[i+1])
		i++
	}
	return out
}
