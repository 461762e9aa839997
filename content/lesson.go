package content

import "time"

// A Lesson is what the documents of a source teach together about one place of
// theirs: whether the day that stands there is the day of the event, in which
// clock its times are, which number of a date is the day. A source's lessons
// are kept from one reading to the next, so that a source that shows only its
// newest documents is read as well as one that shows all.
type Lesson struct {
	Place string `json:"place"`           // "file name", "front matter date", "times in front matter start", "entries of programmes"
	Class string `json:"class,omitempty"` // the documents it is about: "event", "article"; "": those without a class
	Holds Held   `json:"holds,omitempty"`
	Days  int    `json:"days,omitempty"` // documents in which the place holds something

	// Agree and Differ count the documents whose texts, or those of another
	// document, name what stands in the place, and those that name something else.
	Agree  int `json:"agree,omitempty"`
	Differ int `json:"differ,omitempty"`

	Series  Series     `json:"series,omitzero"`   // what the days have in common
	Why     string     `json:"why"`               // a sentence for people
	Witness []Evidence `json:"witness,omitempty"` // a few of the documents, each for or against
}

// A Series is what the days of meetups have in common: the second Wednesday of
// the month, mostly at seven. Its zero value is no series.
type Series struct {
	Fit     int          `json:"fit,omitempty"` // of how many days it is true; 0: there is none
	Weekday time.Weekday `json:"weekday,omitempty"`
	Nth     int          `json:"nth,omitempty"`   // which of the month's, from 1, -1 the last; 0: any
	Clock   Clock        `json:"clock,omitempty"` // when they begin; "": at no time in common
}

// Held is what a place holds.
type Held string

const (
	Unsettled     Held = "" // not enough documents tell
	EventDay      Held = "event day"
	PublishingDay Held = "publishing day"
	LocalTime     Held = "local time" // of times: as clocks at the venue show
	UTC           Held = "UTC"
	DayFirst      Held = "day first" // of numbers: 3/4 is 3 April
	MonthFirst    Held = "month first"
	TitleFirst    Held = "title first" // of a programme's entries: "Owls - Ana Finch"
	SpeakerFirst  Held = "speaker first"
)
