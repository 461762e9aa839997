package slacktest

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"unicode/utf8"
)

// Limits of Block Kit, in characters (code points) and elements.
const (
	// https://docs.slack.dev/reference/block-kit/blocks
	maxMessageBlocks = 50
	maxViewBlocks    = 100
	maxBlockID       = 255
	// https://docs.slack.dev/reference/block-kit/blocks/header-block
	maxHeader = 150
	// https://docs.slack.dev/reference/block-kit/blocks/section-block
	maxSection = 3000
	maxFields  = 10
	maxField   = 2000
	// https://docs.slack.dev/reference/block-kit/blocks/actions-block
	maxActions = 25
	// https://docs.slack.dev/reference/block-kit/blocks/context-block
	maxContext = 10
	// https://docs.slack.dev/reference/block-kit/blocks/image-block
	maxImageURL = 3000
	maxAltText  = 2000
	maxTitle    = 2000
	// https://docs.slack.dev/reference/block-kit/blocks/markdown-block
	maxMarkdown = 12000
	// https://docs.slack.dev/reference/block-kit/block-elements/button-element
	maxButtonText  = 75
	maxButtonValue = 2000
	maxButtonURL   = 3000
	maxActionID    = 255
	// https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
	maxConfirmTitle  = 100
	maxConfirmText   = 300
	maxConfirmButton = 30
	// https://docs.slack.dev/reference/block-kit/composition-objects/option-object
	maxOptionText  = 75
	maxOptionValue = 150
	maxOptions     = 100
	maxOverflow    = 5
	// https://docs.slack.dev/reference/views/home-tab-views
	maxViewText = 3000 // private_metadata
	maxCallback = 255
)

// A checker walks blocks and notes what Slack would refuse, each with the
// place where it stands.
type checker struct {
	faults   []string
	blockIDs []string
	total    int // characters of all texts
	markdown int
}

// checkBlocks checks a JSON array of blocks. It returns the characters of all
// their texts.
func checkBlocks(raw string, most int) (total int, bad *refusal) {
	var blocks []map[string]any
	if err := json.Unmarshal([]byte(raw), &blocks); err != nil {
		return 0, &refusal{code: "invalid_blocks_format", fault: true}
	}
	var k checker
	k.blocks(blocks, most, "/blocks")
	return k.total, k.refusal("invalid_blocks")
}

// checkView checks a JSON view for App Home.
func checkView(raw string) *refusal {
	var view struct {
		Type            string           `json:"type"`
		Blocks          []map[string]any `json:"blocks"`
		PrivateMetadata string           `json:"private_metadata"`
		CallbackID      string           `json:"callback_id"`
	}
	var k checker
	if err := json.Unmarshal([]byte(raw), &view); err != nil {
		k.fault("/view", "must be a JSON object: %v", err)
		return k.refusal("invalid_arguments")
	}
	if view.Type != "home" {
		k.fault("/view/type", "must be \"home\"")
	}
	if len(view.Blocks) == 0 {
		k.fault("/view/blocks", "missing required field: blocks")
	}
	k.blocks(view.Blocks, maxViewBlocks, "/view/blocks")
	k.length("/view/private_metadata", view.PrivateMetadata, 0, maxViewText)
	k.length("/view/callback_id", view.CallbackID, 0, maxCallback)
	return k.refusal("invalid_arguments")
}

func (k *checker) refusal(code string) *refusal {
	if len(k.faults) == 0 {
		return nil
	}
	messages := make([]string, len(k.faults))
	for i, f := range k.faults {
		messages[i] = "[ERROR] " + f
	}
	return &refusal{
		code:  code,
		more:  reply{"errors": k.faults, "response_metadata": reply{"messages": messages}},
		fault: true,
	}
}

func (k *checker) fault(at, format string, args ...any) {
	k.faults = append(k.faults, fmt.Sprintf(format, args...)+" [json-pointer:"+at+"]")
}

// length checks a text of least to most characters. Slack counts them as code
// points, as far as is known.
func (k *checker) length(at, text string, least, most int) {
	switch n := utf8.RuneCountInString(text); {
	case n > most:
		k.fault(at, "must be less than %d characters", most+1)
	case n < least:
		k.fault(at, "must be more than %d characters", least-1)
	}
}

func (k *checker) blocks(blocks []map[string]any, most int, at string) {
	if len(blocks) > most {
		k.fault(at, "no more than %d items allowed", most)
	}
	for i, b := range blocks {
		k.block(b, fmt.Sprintf("%s/%d", at, i))
	}
	if k.markdown > maxMarkdown {
		k.fault(at, "no more than %d characters in markdown blocks", maxMarkdown)
	}
}

func (k *checker) block(b map[string]any, at string) {
	if id, ok := b["block_id"]; ok {
		id := k.text(id, at+"/block_id", 1, maxBlockID)
		if slices.Contains(k.blockIDs, id) {
			k.fault(at+"/block_id", "\"block_id\" already exists: %q", id)
		}
		k.blockIDs = append(k.blockIDs, id)
	}
	switch b["type"] {
	case "header":
		k.object(b["text"], at+"/text", "plain_text", 1, maxHeader)
	case "section":
		k.section(b, at)
	case "actions":
		elements := k.list(b["elements"], at+"/elements", 1, maxActions)
		k.actions(elements, at+"/elements")
	case "context":
		for i, e := range k.list(b["elements"], at+"/elements", 1, maxContext) {
			at := fmt.Sprintf("%s/elements/%d", at, i)
			if e["type"] == "image" {
				k.image(e, at)
			} else {
				k.object(e, at, "", 1, maxSection)
			}
		}
	case "image":
		k.image(b, at)
		if title, ok := b["title"]; ok {
			k.object(title, at+"/title", "plain_text", 1, maxTitle)
		}
	case "markdown":
		text := k.text(b["text"], at+"/text", 1, maxMarkdown)
		k.markdown += utf8.RuneCountInString(text)
		k.total += utf8.RuneCountInString(text)
	case "divider":
	case "rich_text":
		k.list(b["elements"], at+"/elements", 1, 1<<10)
		k.count(b["elements"])
	default:
		k.fault(at+"/type", "unsupported type: %v", b["type"])
	}
}

func (k *checker) section(b map[string]any, at string) {
	text, hasText := b["text"]
	fields, hasFields := b["fields"]
	if !hasText && !hasFields {
		k.fault(at, "missing required field: text or fields")
	}
	if hasText {
		k.object(text, at+"/text", "", 1, maxSection)
	}
	if hasFields {
		for i, f := range k.list(fields, at+"/fields", 1, maxFields) {
			k.object(f, fmt.Sprintf("%s/fields/%d", at, i), "", 1, maxField)
		}
	}
	if a, ok := b["accessory"].(map[string]any); ok {
		if a["type"] == "image" {
			k.image(a, at+"/accessory")
		} else {
			k.actions([]map[string]any{a}, at+"/accessory")
		}
	}
}

// actions checks the elements that people use; action_ids are unique within a
// block.
func (k *checker) actions(elements []map[string]any, at string) {
	var ids []string
	for i, e := range elements {
		at := fmt.Sprintf("%s/%d", at, i)
		if id, ok := e["action_id"]; ok {
			id := k.text(id, at+"/action_id", 1, maxActionID)
			if slices.Contains(ids, id) {
				k.fault(at+"/action_id", "\"action_id\" already exists: %q", id)
			}
			ids = append(ids, id)
		}
		k.element(e, at)
	}
}

func (k *checker) element(e map[string]any, at string) {
	if c, ok := e["confirm"].(map[string]any); ok {
		k.object(c["title"], at+"/confirm/title", "plain_text", 1, maxConfirmTitle)
		k.object(c["text"], at+"/confirm/text", "", 1, maxConfirmText)
		k.object(c["confirm"], at+"/confirm/confirm", "plain_text", 1, maxConfirmButton)
		k.object(c["deny"], at+"/confirm/deny", "plain_text", 1, maxConfirmButton)
	}
	switch e["type"] {
	case "button":
		k.object(e["text"], at+"/text", "plain_text", 1, maxButtonText)
		if v, ok := e["value"]; ok {
			k.text(v, at+"/value", 1, maxButtonValue)
		}
		if u, ok := e["url"]; ok {
			k.link(k.text(u, at+"/url", 1, maxButtonURL), at+"/url")
		}
		if style, ok := e["style"]; ok && style != "primary" && style != "danger" {
			k.fault(at+"/style", "unsupported style: %v", style)
		}
	case "static_select", "overflow":
		most := maxOptions
		if e["type"] == "overflow" {
			most = maxOverflow
		} else if p, ok := e["placeholder"]; ok {
			k.object(p, at+"/placeholder", "plain_text", 1, maxSection/20)
		}
		for i, o := range k.list(e["options"], at+"/options", 1, most) {
			at := fmt.Sprintf("%s/options/%d", at, i)
			k.object(o["text"], at+"/text", "", 1, maxOptionText)
			k.text(o["value"], at+"/value", 1, maxOptionValue)
		}
	default:
		k.fault(at+"/type", "unsupported type: %v", e["type"])
	}
}

func (k *checker) image(e map[string]any, at string) {
	k.link(k.text(e["image_url"], at+"/image_url", 1, maxImageURL), at+"/image_url")
	k.text(e["alt_text"], at+"/alt_text", 1, maxAltText)
}

func (k *checker) link(address, at string) {
	if u, err := url.Parse(address); err != nil || u.Scheme == "" {
		k.fault(at, "invalid url")
	}
}

// object checks a text object; kind "" is either kind.
func (k *checker) object(v any, at, kind string, least, most int) {
	o, ok := v.(map[string]any)
	if !ok {
		k.fault(at, "missing required field: a text object")
		return
	}
	switch o["type"] {
	case "plain_text", "mrkdwn":
		if kind != "" && o["type"] != kind {
			k.fault(at+"/type", "must be %q", kind)
		}
	default:
		k.fault(at+"/type", "unsupported type: %v", o["type"])
	}
	if _, given := o["emoji"]; given && o["type"] == "mrkdwn" { // https://docs.slack.dev/reference/block-kit/composition-objects/text-object
		k.fault(at+"/emoji", "emoji is for plain_text alone")
	}
	k.total += utf8.RuneCountInString(k.text(o["text"], at+"/text", least, most))
}

// text checks a string and returns it.
func (k *checker) text(v any, at string, least, most int) string {
	s, ok := v.(string)
	if !ok {
		k.fault(at, "must be a string")
		return ""
	}
	k.length(at, s, least, most)
	return s
}

// list checks an array of objects and returns it.
func (k *checker) list(v any, at string, least, most int) []map[string]any {
	raw, _ := v.([]any)
	switch {
	case len(raw) < least:
		k.fault(at, "must have at least %d items", least)
	case len(raw) > most:
		k.fault(at, "no more than %d items allowed", most)
	}
	var list []map[string]any
	for i, e := range raw {
		o, ok := e.(map[string]any)
		if !ok {
			k.fault(fmt.Sprintf("%s/%d", at, i), "must be an object")
			continue
		}
		list = append(list, o)
	}
	return list
}

// count adds the texts somewhere below v.
func (k *checker) count(v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			k.count(e)
		}
	case map[string]any:
		if text, ok := v["text"].(string); ok {
			k.total += utf8.RuneCountInString(text)
		}
		k.count(v["elements"])
	}
}
