// Package feed reads RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed into entries.
//
// It knows which parts of an entry are its title, its page, its text and the
// moment of its publishing, with their lines, and what a feed may not hold:
// nesting beyond a hundred, values by the hundred thousand, entities of its
// own. It refuses to know what the entries tell, and to guess: a date in a
// form that could be two days is no date.
package feed

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"meetupbot/content/parse/pattern"
	"meetupbot/content/parse/tree"
)

// Said is a text with the line where it stands.
type Said struct {
	Text string
	Line int
}

// An Entry is one of a feed's announcements.
type Entry struct {
	ID         string // stable and short: the entry's own id, or a digest of it
	Title      Said   // plain text
	Link       Said   // the entry's page, "" where it has none
	Published  time.Time
	Day        Said // as it is written when it was published
	Body       Said // HTML, Markdown or plain text: the whole, or what the feed gives of it
	OneLine    bool // all of the body stands on its line: it is JSON
	Categories []string
	Starts     Said // when the event is, by an extension for events
}

// maxEntries bounds the entries of a feed. Most have ten, archives some hundred.
const maxEntries = 2_000

// Is reports whether a document is a feed, by its content.
func Is(data []byte) bool {
	data = bytes.TrimSpace(data)
	switch {
	case bytes.HasPrefix(data, []byte("<")):
		switch strings.ToLower(tree.Root(data)) {
		case "rss", "rdf":
			return true
		case "feed":
			return bytes.Contains(data, []byte("/Atom")) || bytes.Contains(data, []byte("purl.org/atom"))
		}
	case bytes.HasPrefix(data, []byte("{")):
		return bytes.Contains(data[:min(len(data), 1024)], []byte("jsonfeed.org/version"))
	}
	return false
}

// Read returns a feed's entries in their order. The error is a *tree.Error.
func Read(data []byte) ([]Entry, error) {
	data = undeclared(data)
	items, json, err := items(data)
	if err != nil {
		return nil, err
	}
	if len(items) > maxEntries {
		return nil, &tree.Error{Line: items[maxEntries].Line, Problem: fmt.Sprintf("it holds more than %d entries", maxEntries)}
	}
	parser := gofeed.NewParser()
	parser.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	f, err := parser.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, &tree.Error{Line: 1, Problem: strings.TrimPrefix(err.Error(), "gofeed: ")}
	}
	if len(items) != len(f.Items) { // it passed some over: nobody knows which lines are whose
		items = make([]*tree.Value, len(f.Items))
		for i := range items {
			items[i] = &tree.Value{Line: 1}
		}
	}
	var out []Entry
	for i, it := range f.Items {
		out = append(out, entry(it, items[i], json))
	}
	return out, nil
}

// items reads the feed's items for their lines, within the limits that the
// library does not have.
func items(data []byte) (list []*tree.Value, json bool, err error) {
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		v, err := tree.JSON(data, 1)
		return v.All("items"), true, err
	}
	_, v, err := tree.LooseXML(data)
	if err != nil {
		return nil, false, err
	}
	list = append(list, v.Get("channel").All("item")...)
	list = append(list, v.All("item")...)
	return append(list, v.All("entry")...), false, nil
}

var declaration = pattern.New(`^\s*<\?xml\s[^>]*\?>`)

// undeclared blanks the XML declaration: the text is UTF-8 by now, whatever it
// was declared to be.
func undeclared(data []byte) []byte {
	m := declaration.Regexp().FindIndex(data[:min(len(data), 512)])
	if m == nil {
		return data
	}
	head := bytes.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return ' '
	}, data[:m[1]])
	return append(head, data[m[1]:]...)
}

func entry(it *gofeed.Item, v *tree.Value, json bool) Entry {
	at := func(names ...string) int {
		if x := v.Get(names...); x != nil {
			return x.Line
		}
		return v.Line
	}
	e := Entry{OneLine: json, Categories: it.Categories}
	e.Title = Said{plain(it.Title), at("title")}
	e.Link = Said{strings.TrimSpace(it.Link), at("link", "url", "external_url")}
	if !strings.HasPrefix(e.Link.Text, "http") {
		e.Link.Text = ""
	}
	e.ID = id(it.GUID, e.Link.Text, e.Title.Text+it.Published)
	written, key := it.Published, at("pubDate", "published", "issued", "date", "date_published")
	if written == "" {
		written, key = it.Updated, at("updated", "modified", "date_modified")
	}
	if t, ok := moment(written); ok {
		e.Published, e.Day = t, Said{strings.TrimSpace(written), key}
	}
	e.Body = Said{strings.TrimSpace(it.Content), at("encoded", "content", "content_html", "content_text")}
	if e.Body.Text == "" {
		e.Body = Said{strings.TrimSpace(it.Description), at("description", "summary")}
	}
	if x := v.Get("startdate", "dtstart", "start_date", "startDate"); x != nil {
		e.Starts = Said{x.Text, x.Line}
	}
	return e
}

// longestID is how long an entry's own id may be to be taken as it is.
const longestID = 32

var shortID = pattern.New(`^[\w.:@+-]+$`)

func id(candidates ...string) string {
	for _, s := range candidates {
		s = strings.TrimSpace(s)
		switch {
		case s == "":
			continue
		case len(s) <= longestID && shortID.MatchString(s):
			return s
		}
		sum := sha256.Sum256([]byte(s))
		return hex.EncodeToString(sum[:6])
	}
	return ""
}
