package when_test

import (
	"strings"
	"testing"

	"meetupbot/content"
	"meetupbot/content/parse/when"
)

// announcement is of the length and the density of dates of a usual post.
var announcement = strings.Repeat(`After a long summer break we are back on Tuesday 26th September at the Old Mill
in Rivertown, kindly hosted by Ferry & Sons. We have two talks about running
small clusters without losing sleep, and as always there will be time to talk
to each other before, between and after them. The evening will be:

6:45 - 7:15 : Doors open, have a chat
7:15 - 7:20 : News from the group
7:20 - 8:05 : Nets that mend themselves - Ada Brook
8:05 - 8:20 : Break
8:20 - 9:00 : What the river taught us about queues - Jon Weir
9:00 - late : The Anchor

`, 1) + strings.Repeat(`Ada has been working on distributed systems since before they were called that,
and will explain which of the design decisions may be worth repeating today. She
is the author of a book about them, and she lives with two cats near the water.
`, 8)

func BenchmarkDates(b *testing.B) {
	b.SetBytes(int64(len(announcement)))
	b.ReportAllocs()
	for b.Loop() {
		when.Dates(announcement)
	}
}

func BenchmarkTimes(b *testing.B) {
	b.SetBytes(int64(len(announcement)))
	b.ReportAllocs()
	for b.Loop() {
		when.Times(announcement)
	}
}

func BenchmarkDatesLine(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		when.Dates("a line of a document in which no day is mentioned at all")
	}
}

func BenchmarkTimesLine(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		when.Times("a line of a document in which no time is mentioned at all")
	}
}

func BenchmarkResolve(b *testing.B) {
	m := only(b, "Tuesday 8 January")
	ref := when.Reference{Published: published(b, "2018-12-13"), Days: []content.Date{"2018-12"}}
	b.ReportAllocs()
	for b.Loop() {
		m.Resolve(ref)
	}
}

func BenchmarkSettle(b *testing.B) {
	spans := when.Times(announcement)
	b.ReportAllocs()
	for b.Loop() {
		when.Settle(spans)
	}
}
