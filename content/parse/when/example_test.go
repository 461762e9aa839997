package when_test

import (
	"fmt"
	"time"

	"meetupbot/content"
	"meetupbot/content/parse/when"
)

// The weekday and the publishing date say which year is meant.
func ExampleMention_Resolve() {
	recap, _ := time.Parse(time.RFC3339, "2018-12-13T09:00:00Z")
	for _, m := range when.Dates("Next time we meet on Tuesday 8 January, not on 03/04/2019.") {
		r := m.Resolve(when.Reference{Published: recap, Days: []content.Date{"2018-12"}})
		fmt.Println(m.Text, "|", r.Date, "|", r.Rule+r.Problem)
	}
	// Output:
	// Tuesday 8 January | 2019-01-08 | the year follows from the weekday: 8 January is a Tuesday in 2019, near the publishing date 2018-12-13
	// 03/04/2019 |  | 03/04/2019 may be 3 April or 4 March
}

func ExampleSettle() {
	for _, s := range when.Settle(when.Times("6:45 - 7:15 doors, 7:15 - 8:00 talks, 9:00 - late the pub")) {
		fmt.Println(s.From, s.To, s.Open)
	}
	// Output:
	// 18:45 19:15 false
	// 19:15 20:00 false
	// 21:00  true
}
