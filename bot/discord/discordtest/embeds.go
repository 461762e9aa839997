package discordtest

import (
	"net/url"
	"slices"
	"time"
)

// Limits of embeds.
// https://discord.com/developers/docs/resources/message#embed-object-embed-limits
const (
	maxEmbedTitle       = 256
	maxEmbedDescription = 4096
	maxEmbedFields      = 25
	maxFieldName        = 256
	maxFieldValue       = 1024
	maxEmbedFooter      = 2048
	maxEmbedAuthor      = 256
	maxEmbedText        = 6000 // over all embeds of a message
	maxEmbedURL         = 2048
)

// checkEmbeds notes what is wrong with embeds, and returns how many there are
// that show something.
func (f faults) checkEmbeds(embeds []object) int {
	if len(embeds) > maxEmbeds {
		f.tooLong("embeds", maxEmbeds)
	}
	total, filled := 0, 0
	for i, e := range embeds {
		path := join("embeds", i)
		said := total
		count := func(path string, o object, key string, limit int) {
			n := length(text(o, key))
			total += n
			if n > limit {
				f.tooLong(join(path, key), limit)
			}
		}
		count(path, e, "title", maxEmbedTitle)
		count(path, e, "description", maxEmbedDescription)
		count(join(path, "footer"), child(e, "footer"), "text", maxEmbedFooter)
		count(join(path, "author"), child(e, "author"), "name", maxEmbedAuthor)
		fields := objects(e, "fields")
		if len(fields) > maxEmbedFields {
			f.tooLong(join(path, "fields"), maxEmbedFields)
		}
		for j, field := range fields {
			at := join(join(path, "fields"), j)
			for _, key := range []string{"name", "value"} {
				if length(text(field, key)) == 0 {
					f.missing(join(at, key))
				}
			}
			count(at, field, "name", maxFieldName)
			count(at, field, "value", maxFieldValue)
		}
		f.checkURL(join(path, "url"), text(e, "url"), maxEmbedURL, "http", "https")
		f.checkURL(join(path, "author.url"), text(child(e, "author"), "url"), maxEmbedURL, "http", "https")
		for _, key := range []string{"image", "thumbnail"} {
			f.checkURL(join(path, key+".url"), text(child(e, key), "url"), maxEmbedURL, "http", "https", "attachment")
		}
		if c, ok := e["color"]; ok && c != nil && (number(e, "color") < 0 || number(e, "color") > 0xffffff) {
			f.add(join(path, "color"), "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.")
		}
		if at := text(e, "timestamp"); at != "" {
			if _, err := time.Parse(time.RFC3339, at); err != nil {
				f.add(join(path, "timestamp"), "DATE_TIME_TYPE_PARSE", "Could not parse "+at+". Should be ISO8601.")
			}
		}
		if total > said || child(e, "image") != nil || child(e, "thumbnail") != nil {
			filled++
		}
	}
	if total > maxEmbedText {
		f.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")
	}
	return filled
}

// checkURL notes an address that Discord does not take.
func (f faults) checkURL(path, address string, limit int, schemes ...string) {
	if address == "" {
		return
	}
	if length(address) > limit {
		f.tooLong(path, limit)
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "":
		f.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
	case !slices.Contains(schemes, u.Scheme):
		f.add(path, "URL_TYPE_INVALID_SCHEME", "Scheme \""+u.Scheme+"\" is not supported.")
	}
}
