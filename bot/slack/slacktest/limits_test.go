package slacktest_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"meetupbot/bot/slack/slacktest"
)

type m = map[string]any

func plain(n int) m  { return m{"type": "plain_text", "text": strings.Repeat("é", n)} }
func mrkdwn(n int) m { return m{"type": "mrkdwn", "text": strings.Repeat("é", n)} }

func times(n int, e any) (list []any) {
	for range n {
		list = append(list, e)
	}
	return list
}

func button(with m) m {
	b := m{"type": "button", "text": plain(1)}
	for k, v := range with {
		b[k] = v
	}
	return b
}

func actions(elements ...any) m { return m{"type": "actions", "elements": elements} }

func numbered(n int) (list []any) {
	for i := range n {
		list = append(list, button(m{"action_id": fmt.Sprint("a", i)}))
	}
	return list
}

func confirm(title, text, yes, no int) m {
	return button(m{"confirm": m{"title": plain(title), "text": mrkdwn(text), "confirm": plain(yes), "deny": plain(no)}})
}

func address(n int) string { return "https://" + strings.Repeat("a", n-len("https://")) }

func option(text, value int) m { return m{"text": plain(text), "value": strings.Repeat("v", value)} }

// Each limit of Block Kit: what just fits, and what is just too much and where
// Slack says so.
func TestBlockLimits(t *testing.T) {
	section := func(with m) []any {
		b := m{"type": "section"}
		for k, v := range with {
			b[k] = v
		}
		return []any{b}
	}
	for _, c := range []struct {
		name      string
		fits, not []any
		at        string // JSON pointer
	}{
		{"blocks", times(50, m{"type": "divider"}), times(51, m{"type": "divider"}), "/blocks"},
		{"header", []any{m{"type": "header", "text": plain(150)}}, []any{m{"type": "header", "text": plain(151)}}, "/blocks/0/text/text"},
		{"header, empty", []any{m{"type": "header", "text": plain(1)}}, []any{m{"type": "header", "text": plain(0)}}, "/blocks/0/text/text"},
		{"header, mrkdwn", []any{m{"type": "header", "text": plain(1)}}, []any{m{"type": "header", "text": mrkdwn(1)}}, "/blocks/0/text/type"},
		{"section", section(m{"text": mrkdwn(3000)}), section(m{"text": mrkdwn(3001)}), "/blocks/0/text/text"},
		{"section, nothing", section(m{"text": plain(1)}), section(nil), "/blocks/0"},
		{"fields", section(m{"fields": times(10, plain(1))}), section(m{"fields": times(11, plain(1))}), "/blocks/0/fields"},
		{"field", section(m{"fields": times(2, mrkdwn(2000))}), section(m{"fields": times(2, mrkdwn(2001))}), "/blocks/0/fields/1/text"},
		{"button text", []any{actions(button(m{"text": plain(75)}))}, []any{actions(button(m{"text": plain(76)}))}, "/blocks/0/elements/0/text/text"},
		{
			"button value", []any{actions(button(m{"value": strings.Repeat("v", 2000)}))},
			[]any{actions(button(m{"value": strings.Repeat("v", 2001)}))}, "/blocks/0/elements/0/value",
		},
		{"button url", []any{actions(button(m{"url": address(3000)}))}, []any{actions(button(m{"url": address(3001)}))}, "/blocks/0/elements/0/url"},
		{"button url, no address", []any{actions(button(m{"url": address(9)}))}, []any{actions(button(m{"url": "a.example"}))}, "/blocks/0/elements/0/url"},
		{"button style", []any{actions(button(m{"style": "primary"}))}, []any{actions(button(m{"style": "loud"}))}, "/blocks/0/elements/0/style"},
		{"accessory", section(m{"text": plain(1), "accessory": button(nil)}), section(m{"text": plain(1), "accessory": button(m{"text": plain(76)})}), "/blocks/0/accessory/0/text/text"},
		{"actions", []any{actions(numbered(25)...)}, []any{actions(numbered(26)...)}, "/blocks/0/elements"},
		{"actions, none", []any{actions(numbered(1)...)}, []any{actions()}, "/blocks/0/elements"},
		{
			"context", []any{m{"type": "context", "elements": times(10, mrkdwn(1))}},
			[]any{m{"type": "context", "elements": times(11, mrkdwn(1))}}, "/blocks/0/elements",
		},
		{
			"action_id", []any{actions(button(m{"action_id": strings.Repeat("a", 255)}))},
			[]any{actions(button(m{"action_id": strings.Repeat("a", 256)}))}, "/blocks/0/elements/0/action_id",
		},
		{
			"action_id, twice", []any{actions(button(m{"action_id": "a"})), actions(button(m{"action_id": "a"}))},
			[]any{actions(button(m{"action_id": "a"}), button(m{"action_id": "a"}))}, "/blocks/0/elements/1/action_id",
		},
		{
			"block_id", []any{m{"type": "divider", "block_id": strings.Repeat("b", 255)}},
			[]any{m{"type": "divider", "block_id": strings.Repeat("b", 256)}}, "/blocks/0/block_id",
		},
		{
			"block_id, twice", []any{m{"type": "divider", "block_id": "a"}, m{"type": "divider", "block_id": "b"}},
			[]any{m{"type": "divider", "block_id": "a"}, m{"type": "divider", "block_id": "a"}}, "/blocks/1/block_id",
		},
		{"confirm, title", []any{actions(confirm(100, 1, 1, 1))}, []any{actions(confirm(101, 1, 1, 1))}, "/confirm/title/text"},
		{"confirm, text", []any{actions(confirm(1, 300, 1, 1))}, []any{actions(confirm(1, 301, 1, 1))}, "/confirm/text/text"},
		{"confirm, yes", []any{actions(confirm(1, 1, 30, 1))}, []any{actions(confirm(1, 1, 31, 1))}, "/confirm/confirm/text"},
		{"confirm, no", []any{actions(confirm(1, 1, 1, 30))}, []any{actions(confirm(1, 1, 1, 31))}, "/confirm/deny/text"},
		{
			"overflow", []any{actions(m{"type": "overflow", "options": times(5, option(75, 150))})},
			[]any{actions(m{"type": "overflow", "options": times(6, option(75, 150))})}, "/blocks/0/elements/0/options",
		},
		{
			"select", []any{actions(m{"type": "static_select", "placeholder": plain(150), "options": times(100, option(1, 1))})},
			[]any{actions(m{"type": "static_select", "placeholder": plain(150), "options": times(101, option(1, 1))})}, "/blocks/0/elements/0/options",
		},
		{
			"image", []any{m{"type": "image", "image_url": address(3000), "alt_text": strings.Repeat("a", 2000)}},
			[]any{m{"type": "image", "image_url": address(3000), "alt_text": strings.Repeat("a", 2001)}}, "/blocks/0/alt_text",
		},
		{
			"markdown", []any{m{"type": "markdown", "text": strings.Repeat("a", 6000)}, m{"type": "markdown", "text": strings.Repeat("a", 6000)}},
			[]any{m{"type": "markdown", "text": strings.Repeat("a", 6000)}, m{"type": "markdown", "text": strings.Repeat("a", 6001)}}, "/blocks",
		},
		{
			"rich text", []any{m{"type": "rich_text", "elements": []any{m{"type": "rich_text_section", "elements": []any{m{"type": "text", "text": "a"}}}}}},
			[]any{m{"type": "rich_text", "elements": []any{}}}, "/blocks/0/elements",
		},
		{"emoji", section(m{"text": m{"type": "plain_text", "text": "x", "emoji": true}}), section(m{"text": m{"type": "mrkdwn", "text": "x", "emoji": true}}), "/blocks/0/text/emoji"},
		{"unknown block", []any{m{"type": "divider"}}, []any{m{"type": "marquee"}}, "/blocks/0/type"},
		{"unknown element", []any{actions(button(nil))}, []any{actions(m{"type": "lever"})}, "/blocks/0/elements/0/type"},
		{"text that is no text", section(m{"text": plain(1)}), section(m{"text": "a"}), "/blocks/0/text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := slacktest.New(t)
			refused(t, postBlocks(t, s, c.fits), "")
			answer := postBlocks(t, s, c.not)
			refused(t, answer, "invalid_blocks")
			if said := fmt.Sprint(answer["response_metadata"], answer["errors"]); !strings.Contains(said, c.at+"]") {
				t.Errorf("Slack says %s, want a place that ends in %s", said, c.at)
			}
			expect(t, s, "invalid_blocks")
			if n := len(s.Messages(s.Channel)); n != 1 {
				t.Errorf("%d messages, want only the one that fits", n)
			}
		})
	}
}

func postBlocks(t *testing.T, s *slacktest.Server, blocks any) map[string]any {
	t.Helper()
	raw, err := json.Marshal(blocks)
	if err != nil {
		t.Fatal(err)
	}
	return call(t, s, "chat.postMessage", s.BotToken, url.Values{"channel": {s.Channel}, "text": {"x"}, "blocks": {string(raw)}})
}

func TestTotalOfAllBlocks(t *testing.T) {
	s := slacktest.New(t)
	sections := func(lengths ...int) (blocks []any) {
		for _, n := range lengths {
			blocks = append(blocks, m{"type": "section", "text": mrkdwn(n)})
		}
		return blocks
	}
	refused(t, postBlocks(t, s, sections(3000, 3000, 3000, 3000, 1200)), "")
	refused(t, postBlocks(t, s, sections(3000, 3000, 3000, 3000, 1201)), "msg_blocks_too_long")
	expect(t, s, "msg_blocks_too_long")
	refused(t, postBlocks(t, s, "not an array"), "invalid_blocks_format")
	expect(t, s, "invalid_blocks_format")
}

func TestTextLimits(t *testing.T) {
	s := slacktest.New(t)
	text := func(method string, n int) map[string]any {
		form := url.Values{"channel": {s.Channel}, "text": {strings.Repeat("é", n)}, "ts": {"1.0"}, "user": {s.Member}}
		if method == "chat.update" {
			form.Set("ts", call(t, s, "chat.postMessage", s.BotToken, url.Values{"channel": {s.Channel}, "text": {"x"}})["ts"].(string))
		}
		return call(t, s, method, s.BotToken, form)
	}
	refused(t, text("chat.postMessage", 4000), "")
	expect(t, s)
	refused(t, text("chat.postMessage", 4001), "")
	expect(t, s, "4001 characters")
	refused(t, text("chat.postMessage", 40001), "msg_too_long")
	expect(t, s, "msg_too_long")
	refused(t, text("chat.update", 4000), "")
	refused(t, text("chat.update", 4001), "msg_too_long")
	expect(t, s, "msg_too_long")
	for _, method := range []string{"chat.postMessage", "chat.postEphemeral", "chat.update"} {
		refused(t, text(method, 0), "no_text")
		expect(t, s, "no_text")
	}
}

func TestContentComplaints(t *testing.T) {
	s := slacktest.New(t)
	for words, form := range map[string]url.Values{
		"blocks without text": {"blocks": {`[{"type":"divider"}]`}},
		"link_names":          {"text": {"@ada"}, "link_names": {"1"}},
		"parse=full":          {"text": {"@ada"}, "parse": {"full"}},
	} {
		form.Set("channel", s.Channel)
		refused(t, call(t, s, "chat.postMessage", s.BotToken, form), "")
		expect(t, s, words)
	}
}

func TestMetadataShape(t *testing.T) {
	s := slacktest.New(t)
	for metadata, code := range map[string]string{
		`{"event_type":"a","event_payload":{"key":"k"}}`: "",
		`{"event_type":"a"}`:                             "invalid_metadata_format",
		`{"event_payload":{}}`:                           "invalid_metadata_format",
		`{"event_type":"","event_payload":{}}`:           "invalid_metadata_format",
		`{"event_type":"a","event_payload":"k"}`:         "invalid_metadata_format",
		`a`:                                              "invalid_metadata_format",
		`{"event_type":"a","event_payload":{"key":"` + strings.Repeat("k", 8000) + `"}}`: "metadata_too_large",
	} {
		form := url.Values{"channel": {s.Channel}, "text": {"x"}, "metadata": {metadata}}
		refused(t, call(t, s, "chat.postMessage", s.BotToken, form), code)
		if code != "" {
			expect(t, s, code)
		}
	}
}

func TestViewLimits(t *testing.T) {
	s := slacktest.New(t)
	publish := func(view m) map[string]any {
		raw, err := json.Marshal(view)
		if err != nil {
			t.Fatal(err)
		}
		return call(t, s, "views.publish", s.BotToken, url.Values{"user_id": {s.Member}, "view": {string(raw)}})
	}
	fits := m{"type": "home", "blocks": times(100, m{"type": "divider"}), "private_metadata": strings.Repeat("p", 3000), "callback_id": strings.Repeat("c", 255)}
	refused(t, publish(fits), "")
	if got := s.View(s.Member); !strings.Contains(got, `"home"`) {
		t.Errorf("View = %.80s", got)
	}
	for at, change := range map[string]m{
		"/view/blocks]":           {"blocks": times(101, m{"type": "divider"})},
		"/view/blocks/0/type]":    {"blocks": []any{m{"type": "marquee"}}},
		"/view/type]":             {"type": "modal"},
		"/view/private_metadata]": {"private_metadata": strings.Repeat("p", 3001)},
		"/view/callback_id]":      {"callback_id": strings.Repeat("c", 256)},
	} {
		view := m{}
		for k, v := range fits {
			view[k] = v
		}
		for k, v := range change {
			view[k] = v
		}
		refused(t, publish(view), "invalid_arguments")
		expect(t, s, at)
	}
	refused(t, call(t, s, "views.publish", s.BotToken, url.Values{"user_id": {"U0NOBODY000"}, "view": {"{}"}}), "user_not_found")
	refused(t, call(t, s, "views.publish", s.BotToken, url.Values{"user_id": {s.Member}, "view": {"home"}}), "invalid_arguments")
	expect(t, s, "invalid_arguments")
}
