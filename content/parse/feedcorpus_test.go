package parse_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"path"
	"slices"
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/content/parse"
)

// entryID is how an entry is known whose id is its address.
func entryID(link string) string {
	sum := sha256.Sum256([]byte(link))
	return hex.EncodeToString(sum[:6])
}

// The corpus has a feed whose entries are saved as pages, too: both tell of
// the same days.
func TestFeedTellsTheDaysOfItsPages(t *testing.T) {
	skipWithoutCorpus(t)
	const group = "leedsdevops"
	docs := readSource(t, group)
	results := read(docs, parse.Hints{Zone: zones(t)[group]})
	pages := map[string]parse.Result{}
	var feed parse.Result
	var links struct {
		Items []struct {
			Title string `xml:"title"`
			Link  string `xml:"link"`
		} `xml:"channel>item"`
	}
	for i, r := range results {
		if path.Ext(r.Path) == ".xml" {
			feed = r
			if err := xml.Unmarshal(docs[i].Data, &links); err != nil {
				t.Fatal(err)
			}
			continue
		}
		name := strings.TrimSuffix(path.Base(r.Path), ".html")
		pages[name] = r
	}
	if feed.Err != nil || len(links.Items) == 0 {
		t.Fatalf("%d entries, %v", len(links.Items), feed.Err)
	}
	told := map[string][]content.Date{} // by the entry's page
	for _, e := range feed.Events {
		told[e.Origin.Entry] = append(told[e.Origin.Entry], e.Date)
	}
	same, other, less, more := 0, 0, 0, 0
	for _, it := range links.Items {
		name := path.Base(strings.TrimSuffix(it.Link, "/"))
		page, ok := pages[name]
		if !ok {
			continue
		}
		var days []content.Date
		for _, e := range page.Events {
			days = append(days, e.Date)
		}
		mine := told[entryID(it.Link)]
		switch {
		case slices.Equal(mine, days):
			same++
		case len(mine) < len(days):
			less++ // a teaser tells less
			t.Logf("less: %s: feed %v, page %v", it.Title, mine, days)
		case len(mine) > len(days):
			more++
			t.Logf("more: %s: feed %v, page %v", it.Title, mine, days)
		default:
			other++
			t.Errorf("%s: feed %v, page %v", it.Title, mine, days)
		}
	}
	t.Logf("%d entries tell what their pages tell, %d less, %d more, %d another day", same, less, more, other)
	if same < 60 {
		t.Errorf("only %d of %d entries tell what their pages tell", same, len(links.Items))
	}
}
