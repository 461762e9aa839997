package content

// A Lesson is what the documents of a source teach together about one of the
// places where a day stands: whether it is the day of the event.
type Lesson struct {
	Place   string     `json:"place"`           // "file name", "front matter date", ...
	Class   string     `json:"class,omitempty"` // the documents it is about: "event", "article"; "": those without a class
	Holds   Held       `json:"holds,omitempty"`
	Agree   int        `json:"agree"`             // documents whose text names the same day
	Differ  int        `json:"differ"`            // documents whose text names another
	Why     string     `json:"why"`               // a sentence for people
	Witness []Evidence `json:"witness,omitempty"` // a few of the documents, each for or against
}

// Held is what a place holds.
type Held string

const (
	EventDay      Held = "event day"
	PublishingDay Held = "publishing day"
	Unsettled     Held = "" // not enough documents tell
)
