package parse_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"meetupbot/content/parse"
)

// bombs are documents that programs write and that cost more to read than they
// are worth, each nearly as large as a document may be.
func bombs() map[string]parse.Document {
	const size = 1<<20 - 4096
	fill := func(before, again, after string) []byte {
		return []byte(before + strings.Repeat(again, (size-len(before)-len(after))/len(again)) + after)
	}
	page := func(data string) string {
		return "<!doctype html><title>x</title><script type=\"application/ld+json\">" + data + "</script><h1>Meetup</h1><p>Join us on Tuesday 9 June 2026 at 7pm.</p>"
	}
	entities := "<!DOCTYPE x [<!ENTITY a0 \"owl\">"
	for i := range 30 {
		entities += fmt.Sprintf("<!ENTITY a%d \"&a%d;&a%d;\">", i+1, i, i)
	}
	entities += "]>"
	many := func(size int, before, again, after string) []byte { // again with a number in it
		var b strings.Builder
		b.WriteString(before)
		for i := 0; b.Len() < size-len(after)-len(again)-8; i++ {
			fmt.Fprintf(&b, again, i)
		}
		return []byte(b.String() + after)
	}
	return map[string]parse.Document{
		"schedule-names.xml":    {Data: many(size, "<schedule><day date='2026-06-09'><event><title>a</title><persons>", "<person>Ana F%d</person>", "</persons></event></day></schedule>")},
		"sessionize-names.json": {Data: many(size, `{"sessions": [{"isServiceSession":false}], "speakers": [`, `{"id":"%d","fullName":"Ana F"},`, "{}]}")},
		"feed-titles.xml":       {Data: many(size, "<rss><channel>", "<item><title>Meetup %d</title></item>", "</channel></rss>")},
		"page-people.html":      {Data: []byte(page(string(many(size/2, `{"@type":"Event","name":"a","startDate":"2026-06-09","performer":[`, `{"@type":"Person","name":"Ana F%d"},`, "0]}"))))},
		"page-parts.html":       {Data: []byte(page(string(many(size/2, `{"@type":"Event","name":"a","startDate":"2026-06-09","subEvent":[`, `{"@type":"Event","name":"Talk %d"},`, "0]}"))))},
		"schedule-deep.xml":     {Data: fill("<schedule><day date='2026-06-09'/>", "<a>", "")},
		"schedule-entities.xml": {Data: []byte(entities + "<schedule><day date='2026-06-09'/><conference><title>&a30;</title></conference></schedule>")},
		"schedule-events.xml":   {Data: fill("<schedule><day date='2026-06-09'>", "<event><title>a</title></event>", "</day></schedule>")},
		"schedule-people.xml":   {Data: fill("<schedule><day date='2026-06-09'><event><title>a</title><persons>", "<person>a b</person>", "</persons></event></day></schedule>")},
		"schedule-attrs.xml":    {Data: fill("<schedule><day date='2026-06-09' ", "a='' ", "/></schedule>")},
		"schedule-deep.json":    {Data: fill(`{"schedule": {"conference": {"a": `, `[`, "")},
		"schedule-values.json":  {Data: fill(`{"schedule": {"conference": {"a": [`, `0,`, "0]}}}")},
		"schedule-number.json":  {Data: fill(`{"schedule": {"conference": {"title": `, `9`, "}}}")},
		"schedule-keys.json":    {Data: fill(`{"schedule": {"conference": {`, `"a":0,`, `"b":0}}}`)},
		"sessionize.json":       {Data: fill(`[{"sessions": [`, `{"isServiceSession":false,"title":"a"},`, `{}]}]`)},
		"feed-deep.xml":         {Data: fill("<rss><channel><item>", "<a>", "")},
		"feed-entities.xml":     {Data: []byte(entities + "<rss><channel><item><title>&a30;</title></item></channel></rss>")},
		"feed-items.xml":        {Data: fill("<rss><channel>", "<item/>", "</channel></rss>")},
		"feed-lists.xml":        {Data: fill("<rss><channel><item><title>a</title><description>", "&lt;ul&gt;&lt;li&gt;", "</description></item></channel></rss>")},
		"feed.json":             {Data: fill(`{"version": "https://jsonfeed.org/version/1", "items": [`, `{},`, "{}]}")},
		"page-deep.html":        {Data: []byte(page(strings.Repeat(`{"a":[`, 100_000)))},
		"page-values.html":      {Data: []byte(page("[" + strings.Repeat("0,", 400_000) + "0]"))},
		"page-events.html":      {Data: []byte(page("[" + strings.Repeat(`{"@type":"Event","name":"a"},`, 12_000) + "0]"))},
		"page-itself.html":      {Data: []byte(page(`{"@type":"Event","@id":"#a","startDate":"2026-06-09","subEvent":[` + strings.Repeat(`{"@id":"#a"},`, 30_000) + `0]}`))},
		"page-description.html": {Data: []byte(page(`{"@type":"Event","name":"a","startDate":"2026-06-09","description":"` + strings.Repeat("<p>a &amp; b", 80_000) + `"}`))},
		"heading.md":            {Data: fill("Join us on Tuesday 9 June 2026 at 7pm.\n\n", "# a {#", "")},
		"title.html":            {Data: fill("<!doctype html><title>Meetup ", "on 9 June 2026 ", "</title><p>Join us at 7pm.")},
		"lists.md":              {Data: fill("Join us on Tuesday 9 June 2026 at 7pm.\n\n", strings.Repeat("  ", 60)+"- a\n", "")},
		"addresses.md":          {Data: many(size, "Join us on Tuesday 9 June 2026 at 7pm.\n\n", "https://a.example/%d ", "")},
		"talks.md":              {Data: many(size, "Join us on Tuesday 9 June 2026 at 7pm.\n\n", "Ana F%d from Nestbox gives a talk on \"Feathers\", which is a long story of owls that nobody has told yet.\n\n", "")},
		"mail-parts.txt":        {Data: fill("From: ana@example.org\nSubject: Owls\nContent-Type: multipart/mixed; boundary=b\n\n", "--b\nContent-Type: text/html\n\n", "")},
		"mail-within.txt":       {Data: many(size, "From: ana@example.org\nSubject: Owls\nContent-Type: multipart/mixed; boundary=b\n\n--b\n", "Content-Type: multipart/mixed; boundary=c%[1]d.\n\n--c%[1]d.\n", "")},
		"mail-printable.txt":    {Data: fill("From: ana@example.org\nSubject: Owls\nContent-Transfer-Encoding: quoted-printable\nDate: Tue, 05 Jun 2018 19:00:00 +0100\n\n", "a=\n", "")},
		"keys.toml":             {Data: many(size, "", "a.b.c.d.e%d = 1\n", "")},
		"lines.yml":             {Data: fill("", "a: b\n", "")},
		"described.ics":         {Data: many(size, "BEGIN:VCALENDAR\n", "BEGIN:VEVENT\nUID:%[1]d\nSUMMARY:Meetup\nDTSTART;TZID=Europe/London:20260304T190000\nDESCRIPTION:Owls - Ada F%[1]d\\nat 19:00\nEND:VEVENT\n", "END:VCALENDAR\n")},
		"page-items.html":       {Data: fill("<!doctype html><p>", "<b itemscope itemtype='x/Event' itemprop=subEvent>", "")},
		"page-props.html":       {Data: fill("<!doctype html><p itemscope itemtype='x/Event'>", "<b itemprop=name>x ", "")},
	}
}

// allocated is how many bytes the program has asked for so far.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// Whatever a bomb holds, a document beside it is read, and reading it asks for
// no more than a hundred times its size: what copies the rest for each piece
// asks for thousands of times as much.
func TestBombs(t *testing.T) {
	for name, bomb := range bombs() {
		t.Run(name, func(t *testing.T) {
			bomb.Path = name
			before := allocated()
			results := read([]parse.Document{bomb, {Path: "post.md", Data: []byte("---\ntitle: Meetup on Tuesday 5 June 2018\n---\nJoin us at 7pm.")}}, parse.Hints{Zone: "Europe/London"})
			if used := allocated() - before; used > 128<<20 && !raced {
				t.Errorf("it takes %d MiB to read", used>>20)
			}
			r := results[0]
			if len(results[1].Events) != 1 {
				t.Errorf("the post beside it: %+v", results[1])
			}
			if r.Err != nil && len(r.Events) > 0 {
				t.Errorf("%d events of a document that could not be read", len(r.Events))
			}
			for _, e := range r.Events {
				if len(e.Title) > 1<<16 || len(e.Talks) > 2_000 || len(e.Agenda) > 2_000 {
					t.Errorf("an event with a title of %d bytes, %d talks, %d entries", len(e.Title), len(e.Talks), len(e.Agenda))
				}
			}
			if strings.Contains(fmt.Sprint(r.Events), "owlowl") {
				t.Error("an entity was expanded")
			}
			if r.Err != nil {
				t.Logf("%.150v", r.Err)
			} else {
				t.Logf("%s, %d events, warnings %.150q", r.Kind, len(r.Events), r.Warnings)
			}
		})
	}
}

func BenchmarkBombs(b *testing.B) {
	for name, bomb := range bombs() {
		b.Run(name, func(b *testing.B) {
			bomb.Path = name
			b.ReportAllocs()
			for b.Loop() {
				parse.Source([]parse.Document{bomb}, parse.Hints{Zone: "Europe/London"})
			}
		})
	}
}
