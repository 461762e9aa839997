package slacktest

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// Limits of a message, in characters.
const (
	// The vendor recommends 4,000 and speaks of cutting off what is over 40,000;
	// msg_too_long has been met as well, and is the stricter of the two.
	// https://docs.slack.dev/reference/methods/chat.postMessage
	maxText = 40000
	// https://docs.slack.dev/reference/methods/chat.update
	maxUpdateText = 4000
	// Undocumented, over all blocks of a message.
	// https://github.com/slackapi/bolt-js/issues/2509
	maxBlocksTotal = 13200
	// In bytes of JSON.
	// https://docs.slack.dev/messaging/message-metadata
	maxMetadata = 8000
)

// checkContent holds text, blocks and metadata of a message against what Slack
// takes.
func (s *Server) checkContent(c *Call) *refusal {
	args := c.Args
	text, raw := args["text"], args["blocks"]
	switch length := utf8.RuneCountInString(text); {
	case length > maxText, length > maxUpdateText && c.Method == "chat.update":
		return &refusal{code: "msg_too_long", fault: true}
	case length > maxUpdateText:
		s.complain("%s: text of %d characters: at most %d are shown well", c.Method, length, maxUpdateText)
	}
	if raw == "" || raw == "[]" {
		if text == "" && args["attachments"] == "" {
			return &refusal{code: "no_text", fault: true}
		}
	} else {
		total, bad := checkBlocks(raw, maxMessageBlocks)
		if bad != nil {
			return bad
		}
		if total > maxBlocksTotal {
			return &refusal{code: "msg_blocks_too_long", fault: true}
		}
		if text == "" {
			s.complain("%s: blocks without text: notifications and screen readers have nothing to say", c.Method)
		}
	}
	if truth(args["link_names"]) || args["parse"] == "full" {
		s.complain("%s: link_names or parse=full turns names in content into mentions", c.Method)
	}
	if !strings.HasPrefix(c.Method, "chat.") {
		return nil // answers to requests have no metadata; libraries send an empty one along
	}
	return checkMetadata(c)
}

func checkMetadata(c *Call) *refusal {
	raw := c.Args["metadata"]
	if raw == "" || raw == "{}" && c.Method == "chat.update" {
		return nil
	}
	var md struct {
		EventType    string         `json:"event_type"`
		EventPayload map[string]any `json:"event_payload"`
	}
	if json.Unmarshal([]byte(raw), &md) != nil || md.EventType == "" || md.EventPayload == nil {
		return &refusal{code: "invalid_metadata_format", fault: true}
	}
	if len(raw) > maxMetadata {
		return &refusal{code: "metadata_too_large", fault: true}
	}
	return nil
}
