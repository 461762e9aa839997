package discordtest

import (
	"net/http"
	"strings"
	"unicode/utf8"
)

// Limits of a message.
// https://discord.com/developers/docs/resources/message#create-message
const (
	maxContent     = 2000 // characters
	maxNonce       = 25
	maxEmbeds      = 10
	maxAttachments = 10
)

// checkMessage returns the refusal of a message, nil if Discord takes it. flags
// are those that the message has already.
func (s *Server) checkMessage(body object, files []File, flags int64) *answer {
	f := faults{}
	v2 := (flags|number(body, "flags"))&flagComponentsV2 != 0
	content, isText := body["content"].(string)
	if !isText && body["content"] != nil {
		f.add("content", "STRING_TYPE_CONVERT", "Could not interpret \"content\" as string.")
	}
	if length(content) > maxContent {
		f.tooLong("content", maxContent)
	}
	if length(nonce(body)) > maxNonce {
		f.tooLong("nonce", maxNonce)
	}
	if len(files) > maxAttachments || len(list(body, "attachments")) > maxAttachments {
		f.tooLong("attachments", maxAttachments)
	}
	embeds := f.checkEmbeds(objects(body, "embeds"))
	f.checkComponents(list(body, "components"), v2)
	f.checkAllowedMentions(body)
	if v2 {
		for _, key := range []string{"content", "embeds", "poll", "sticker_ids"} {
			if used(body[key]) {
				f.add(key, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
					"The '"+key+"' field cannot be used when using MessageFlags.IS_COMPONENTS_V2")
			}
		}
	}
	if len(f) > 0 {
		a := badForm(f)
		return &a
	}
	if strings.TrimSpace(content) == "" && embeds == 0 && len(list(body, "components")) == 0 && len(files) == 0 {
		a := refuse(http.StatusBadRequest, 50006, "Cannot send an empty message")
		return &a
	}
	return nil
}

// used reports whether a field says anything.
func used(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case string:
		return v != ""
	case []any:
		return len(v) > 0
	}
	return true
}

// length counts as Discord does: code points, less the white space at both ends.
func length(s string) int { return utf8.RuneCountInString(strings.TrimSpace(s)) }

func (f faults) checkAllowedMentions(body object) {
	allowed := child(body, "allowed_mentions")
	for _, kind := range list(allowed, "parse") {
		switch kind {
		case "roles", "users", "everyone":
		default:
			f.add("allowed_mentions.parse", "BASE_TYPE_CHOICES", "Value must be one of ('roles', 'users', 'everyone').")
		}
	}
	for _, key := range []string{"users", "roles"} {
		if len(list(allowed, key)) > 100 {
			f.tooLong("allowed_mentions."+key, 100)
		}
		if len(list(allowed, key)) > 0 && contains(list(allowed, "parse"), key) {
			f.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", "parse:[\""+key+"\"] and "+key+": [ids...] are mutually exclusive.")
		}
	}
}

func contains(l []any, s string) bool {
	for _, v := range l {
		if v == s {
			return true
		}
	}
	return false
}
