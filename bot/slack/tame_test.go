package slack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
)

// TestTamed checks what must hold for every rendering.
func TestTamed(t *testing.T) {
	for _, s := range bottest.Replies() {
		if fault := tame(render(s.Reply, "slack")); fault != nil {
			t.Errorf("%s: %v", s.Name, fault)
		}
	}
}

// tame returns what is wrong with a message: what Slack would refuse, and what
// strangers' text must not bring about.
func tame(m message) error {
	if m.Text == "" || !utf8.ValidString(m.Text) || strings.ContainsAny(m.Text, "<>\n") || bot.Length(m.Text) > 5*maxText {
		return fmt.Errorf("text %q is empty, broken, long or not escaped", m.Text)
	}
	if m.File != nil && (m.File.Name == "" || len(m.File.Name) > 64 || !isASCII(m.File.Name)) {
		return fmt.Errorf("file name %q", m.File.Name)
	}
	return tameBlocks(m.Blocks, 50, taken)
}

// taken is how many characters of blocks Slack takes, and no word of it: see
// maxTotal. What it takes is written here as it is there, not as we allow it.
const taken = 13_200

func tameBlocks(list []slackapi.Block, most, total int) error {
	if len(list) == 0 || len(list) > most {
		return fmt.Errorf("%d blocks", len(list))
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(list); err != nil {
		return err
	}
	if b.Len() > total {
		return fmt.Errorf("the blocks take %d bytes", b.Len())
	}
	var decoded []map[string]any
	if err := json.Unmarshal(b.Bytes(), &decoded); err != nil {
		return err
	}
	actions := map[string]bool{}
	for _, block := range decoded {
		if err := tameObject(block, actions); err != nil {
			return fmt.Errorf("%v: %s", err, b.Bytes())
		}
	}
	return nil
}

// most is how long a text of each kind of object may be.
var most = map[string]int{"header": 150, "button": 75, "text": maxSaid + 1, "link": taken, "plain_text": 3000}

func tameObject(o map[string]any, actions map[string]bool) error {
	kind, _ := o["type"].(string)
	switch kind {
	case "header", "context", "actions", "button", "plain_text", "divider",
		"rich_text", "rich_text_section", "rich_text_list", "text", "link", "emoji", "date", "channel":
	default:
		return fmt.Errorf("a %q: it may notify somebody, or read markup", kind)
	}
	switch text := o["text"].(type) {
	case string:
		if text == "" || bot.Length(text) > most[kind] {
			return fmt.Errorf("a %s of %d characters", kind, bot.Length(text))
		}
		if strings.Contains(text, "\n\n\n") || strings.ContainsFunc(text, unwanted) || !utf8.ValidString(text) {
			return fmt.Errorf("%q holds what is not seen", text)
		}
	case map[string]any:
		if s, _ := text["text"].(string); bot.Length(s) > most[kind] {
			return fmt.Errorf("a %s of %d characters", kind, bot.Length(s))
		}
		if err := tameObject(text, actions); err != nil {
			return err
		}
	}
	if at, ok := o["url"].(string); ok {
		u, err := url.Parse(at)
		if err != nil || !slices.Contains([]string{"http", "https", "mailto"}, strings.ToLower(u.Scheme)) || len(at) > 3000 || !isASCII(at) {
			return fmt.Errorf("a %s leads to %q", kind, at)
		}
		if words, _ := o["text"].(string); kind == "link" && !strings.Contains(words, u.Host) && bot.Pretends(words, at) {
			return fmt.Errorf("a link to %q says %q", at, words)
		}
	}
	if kind == "button" {
		id, _ := o["action_id"].(string)
		if id == "" || len(id) > 255 || actions[id] {
			return fmt.Errorf("action_id %q is empty, long or there twice", id)
		}
		actions[id] = true
	}
	if list, ok := o["elements"].([]any); ok {
		if len(list) == 0 {
			return fmt.Errorf("a %s without elements", kind)
		}
		for _, e := range list {
			if err := tameObject(e.(map[string]any), actions); err != nil {
				return err
			}
		}
	}
	return nil
}

// unwanted reports whether r does anything but show itself; our own line feeds
// and the joiners of scripts and emoji may stand.
func unwanted(r rune) bool {
	return r != '\n' && r != '\u200c' && r != '\u200d' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}
