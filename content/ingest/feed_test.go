package ingest_test

import (
	"fmt"
	"strings"
	"testing"

	"meetupbot/content"
)

// rss writes a feed of entries, each a title with a publishing date and a text.
func rss(entries ...[3]string) string {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Owls</title>\n")
	for _, e := range entries {
		page := "https://owls.example/" + strings.ReplaceAll(content.Fold(e[0]), " ", "-")
		fmt.Fprintf(&b, "<item><title>%s</title><link>%s</link><guid>%s</guid><pubDate>%s</pubDate><description><![CDATA[<p>%s</p>]]></description></item>\n", e[0], page, page, e[1], e[2])
	}
	b.WriteString("</channel></rss>\n")
	return b.String()
}

// A feed's entries are documents of their own: two about one meetup are one
// event, and an entry that is no longer among the newest takes nothing away.
func TestImportOfAFeed(t *testing.T) {
	f := newFolder(t)
	april := [3]string{"Meetup on Tuesday 14 April 2026", "Mon, 30 Mar 2026 09:00:00 +0000", "Join us at 7pm. Ada Finch from Nestbox gives a talk on \"Feathers\"."}
	soldOut := [3]string{"SOLD OUT: Meetup on Tuesday 14 April 2026", "Fri, 10 Apr 2026 09:00:00 +0000", "Our meetup on Tuesday 14 April is sold out. Join the waiting list."}
	may := [3]string{"Meetup on Tuesday 12 May 2026", "Mon, 20 Apr 2026 09:00:00 +0000", "Join us at 7pm. Bo Reed from Marram gives a talk on \"Reeds\"."}
	june := [3]string{"Meetup on Tuesday 9 June 2026", "Mon, 25 May 2026 09:00:00 +0000", "Join us at 7pm. Cy Marsh from Marram gives a talk on \"Marshes\"."}

	f.write("feed.rss", rss(may, soldOut, april))
	f.run("2 new, 0 changed, 0 held, 0 gone, 0 unchanged")
	first := f.event("Meetup on Tuesday 14 April 2026")
	if len(first.Talks) != 1 || first.Origin.Entry == "" {
		t.Errorf("talks %+v, origin %+v", first.Talks, first.Origin)
	}

	f.write("feed.rss", rss(june, may))
	f.run("1 new, 0 changed, 0 held, 0 gone, 1 unchanged")
	if got := f.event("Meetup on Tuesday 14 April 2026"); got.Gone || got.ID != first.ID {
		t.Errorf("the entry that the feed no longer shows: gone %v, id %d, was %d", got.Gone, got.ID, first.ID)
	}

	f.write("feed.rss", rss(june))
	f.run("0 new, 0 changed, 0 held, 0 gone, 1 unchanged")

	f.write("feed.rss", "<?xml version=\"1.0\"?>\n<rss><channel><item>")
	report, err := f.importer(false)
	if err != nil || report.Broken != 1 || len(f.events()) != 3 {
		t.Errorf("a feed that was cut off: %v, %+v, %d events", err, report, len(f.events()))
	}
	wantIn(t, strings.Join(report.Lines, "\n"), "feed.rss:2: the feed cannot be read: the XML ends in the middle")
}
