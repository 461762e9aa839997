package slacktest

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

// A Link is what a reader may follow: where it goes and what it says.
type Link struct{ URL, Text string }

var (
	// https://docs.slack.dev/messaging/formatting-message-text
	angled = regexp.MustCompile(`<([^<>|]*)(?:\|([^<>]*))?>`)
	// Names without angles count where Slack is left to look for them itself.
	// https://docs.slack.dev/reference/block-kit/composition-objects/text-object
	bare = regexp.MustCompile(`@(?:here|channel|everyone)\b`)
)

// Notified returns whom the message would call, each as it is written: people,
// user groups, everybody who is here.
func (m Message) Notified() []string {
	var all []string
	m.read(func(text string, parsed bool) {
		for _, found := range angled.FindAllStringSubmatch(text, -1) {
			to := found[1]
			if strings.HasPrefix(to, "@") || strings.HasPrefix(to, "!") && !strings.HasPrefix(to, "!date^") {
				all = append(all, to)
			}
		}
		if parsed {
			all = append(all, bare.FindAllString(text, -1)...)
		}
	}, func(e map[string]any) {
		switch e["type"] {
		case "user", "usergroup", "broadcast":
			all = append(all, string(encode(e)))
		}
	})
	return all
}

// Links returns the links of the message: in its text, in its blocks, and
// those of buttons.
func (m Message) Links() []Link {
	var all []Link
	m.read(func(text string, _ bool) {
		for _, found := range angled.FindAllStringSubmatch(text, -1) {
			if strings.ContainsAny(found[1][:min(1, len(found[1]))], "@!#") || found[1] == "" {
				continue
			}
			all = append(all, Link{unescape(found[1]), unescape(found[2])})
		}
	}, func(e map[string]any) {
		url, _ := e["url"].(string)
		switch text := e["text"].(type) {
		case string:
			if url != "" {
				all = append(all, Link{url, text})
			}
		case map[string]any:
			if said, _ := text["text"].(string); url != "" {
				all = append(all, Link{url, said})
			}
		default:
			if url != "" {
				all = append(all, Link{URL: url})
			}
		}
	})
	return all
}

// read calls text for every piece of mrkdwn, with whether Slack looks for
// names in it by itself, and element for every object among the blocks.
func (m Message) read(text func(s string, parsed bool), element func(map[string]any)) {
	text(m.Text, false) // parse is "none" unless it is said, which is complained of
	if m.Blocks == nil {
		return
	}
	var blocks any
	if json.Unmarshal(m.Blocks, &blocks) != nil {
		return // cannot be: they were checked
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			said, ok := v["text"].(string)
			switch {
			case ok && v["type"] == "mrkdwn":
				text(said, v["verbatim"] != true)
			case ok && v["type"] == "markdown":
				text(said, true)
			}
			element(v)
			for _, key := range sortedKeys(v) {
				walk(v[key])
			}
		}
	}
	walk(blocks)
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func unescape(s string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s)
}
