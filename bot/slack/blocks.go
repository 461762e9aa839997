package slack

import (
	"strconv"
	"strings"

	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
)

// A page gathers the blocks of one message and sees that they fit: what comes
// first stays, lists are cut and say so.
type page struct {
	own    string // what places of this platform are called by
	text   string // the line for notifications, not yet escaped
	blocks []slackapi.Block
	room   int  // bytes of JSON that are left
	cut    bool // something had no room
	file   *file
}

// newPage keeps room to say that something was left out.
func newPage(own string) *page {
	return &page{own: own, room: maxTotal - blockCost - len(leftOut), blocks: make([]slackapi.Block, 0, 8)}
}

const leftOut = "Some of it is too long to be shown here."

// blockCost is what a block takes beside its elements.
const blockCost = 96

// reserve is what a list leaves to that which comes after it: headings, and
// how much was left out.
const reserve = 1_500

// header adds a title. https://docs.slack.dev/reference/block-kit/blocks/header-block
func (p *page) header(words string) {
	words = short(words, maxHeader)
	p.put(&slackapi.HeaderBlock{Type: slackapi.MBTHeader, Text: plainText(words)}, jsonLength(words))
}

// para adds a paragraph; one without text leaves nothing.
func (p *page) para(s spans) {
	if len(s.elements) > 0 {
		p.rich(s.cost, section(s))
	}
}

// rich adds formatted text of several parts.
func (p *page) rich(cost int, parts ...slackapi.RichTextElement) {
	p.put(&slackapi.RichTextBlock{Type: slackapi.MBTRichText, Elements: parts}, cost)
}

func section(s spans) *slackapi.RichTextSection {
	return &slackapi.RichTextSection{Type: slackapi.RTESection, Elements: s.elements}
}

func bullets(items []slackapi.RichTextElement) *slackapi.RichTextList {
	return &slackapi.RichTextList{Type: slackapi.RTEList, Style: slackapi.RTEListBullet, Elements: items}
}

// A list is a title with items under it.
type list struct {
	title spans
	len   int
	item  func(i int) spans
	more  bot.More // of what was never asked for
	rest  string   // the command that shows the rest, or ""
}

// list adds a list, as much of it as there is room for. Without any item, or
// any left out, it adds nothing.
func (p *page) list(l list) {
	if l.len+l.more.Count == 0 {
		return
	}
	cost := l.title.cost
	items := make([]slackapi.RichTextElement, 0, l.len)
	for i := range l.len {
		item := l.item(i)
		if len(item.elements) == 0 {
			continue
		}
		if p.room-cost-item.cost-blockCost < reserve {
			l.more.Count += l.len - i
			l.rest = "" // no longer list has room either
			break
		}
		items = append(items, section(item))
		cost += item.cost + elementCost
	}
	parts := make([]slackapi.RichTextElement, 0, 3)
	if len(l.title.elements) > 0 {
		parts = append(parts, section(l.title))
	}
	if len(items) > 0 {
		parts = append(parts, bullets(items))
	}
	if rest := more(l.more, l.rest); len(rest.elements) > 0 {
		parts = append(parts, section(rest))
		cost += rest.cost
	}
	p.rich(cost, parts...)
}

// more counts what a list leaves out, and says what to ask for it.
func more(m bot.More, ask string) (s spans) {
	if m.Count == 0 {
		return s
	}
	words := "… and "
	if m.AtLeast {
		words += "at least "
	}
	words += strconv.Itoa(m.Count) + " more"
	if ask == "" {
		s.add(words, italic)
		return s
	}
	s.add(words+": ", italic).add(short(typed(ask), maxName), code)
	return s
}

// aside adds side notes in small print.
func (p *page) aside(notes ...string) {
	words := make([]string, 0, len(notes))
	for _, n := range notes {
		if n = short(n, maxSentence); n != "" {
			words = append(words, n)
		}
	}
	if len(words) == 0 {
		return
	}
	text := bot.Shorten(strings.Join(words, " "), maxContext)
	p.put(&slackapi.ContextBlock{Type: slackapi.MBTContext, ContextElements: slackapi.ContextElements{
		Elements: []slackapi.MixedElement{plainText(text)},
	}}, jsonLength(text))
}

// put adds a block, or remembers that there was no room for it.
func (p *page) put(b slackapi.Block, cost int) {
	if cost += blockCost; cost > p.room || len(p.blocks) == maxBlocks-maxLast {
		p.cut = true
		return
	}
	p.blocks = append(p.blocks, b)
	p.room -= cost
}

// maxLast is how many blocks are always added: buttons, and what end adds.
const maxLast = 2

// end says that something was left out, if it was.
func (p *page) end() {
	if p.cut {
		p.blocks = append(p.blocks, &slackapi.ContextBlock{Type: slackapi.MBTContext, ContextElements: slackapi.ContextElements{
			Elements: []slackapi.MixedElement{plainText(leftOut)},
		}})
	}
}

// A row is buttons side by side.
type row struct {
	buttons []slackapi.BlockElement
	cost    int
}

// linkAction is the action_id of the first button that opens an address. A
// press on one is reported like any other and asks for nothing; bot.Pressed
// does not know it.
const linkAction = "open:"

// open adds a button that opens what address returned and says where that is,
// and reports whether it could: mail, and an address that leaves no room for
// anything else, are no buttons.
func (r *row) open(label, to string, style slackapi.Style) bool {
	if to == "" || isMail(to) || r.cost+len(to) > maxTotal/2 || len(r.buttons) == maxActions {
		return false
	}
	r.add(label+leadsTo(to), linkAction+strconv.Itoa(len(r.buttons)), to, style)
	return true
}

// ask adds a button that asks the bot something.
func (r *row) ask(b bot.Button) {
	if len(r.buttons) < maxActions {
		r.add(b.Label, b.ID, "", slackapi.StyleDefault)
	}
}

func (r *row) add(label, id, to string, style slackapi.Style) {
	b := &slackapi.ButtonBlockElement{
		Type: slackapi.METButton, Text: plainText(bot.Shorten(label, maxButton)), ActionID: id, URL: to, Style: style,
	}
	if to == "" {
		b.Value = id
	}
	if r.buttons == nil {
		r.buttons = make([]slackapi.BlockElement, 0, 6)
	}
	r.buttons = append(r.buttons, b)
	r.cost += 2*elementCost + len(to) + 3*maxButton
}

// buttons adds a row where there is a button in it. Its room must have been
// taken with take, for what stands before it would use it up.
func (p *page) buttons(r row) {
	if len(r.buttons) > 0 {
		p.blocks = append(p.blocks, actions{slackapi.MBTAction, r.buttons})
	}
}

// actions are a row of buttons as a block. The library's own encodes each
// button twice.
// https://docs.slack.dev/reference/block-kit/blocks/actions-block
type actions struct {
	Type     slackapi.MessageBlockType `json:"type"`
	Elements []slackapi.BlockElement   `json:"elements"`
}

// BlockType and ID are what the library wants to know of a block.
func (a actions) BlockType() slackapi.MessageBlockType { return a.Type }
func (a actions) ID() string                           { return "" }

// take keeps room for buttons that are added later.
func (p *page) take(r row) { p.room -= r.cost + blockCost }

// plainText is text without any markup, in which :names: stay what they are.
func plainText(words string) *slackapi.TextBlockObject {
	return &slackapi.TextBlockObject{Type: slackapi.PlainTextType, Text: words, Emoji: &no}
}

// no is never changed: the library wants an address of it.
var no = false
