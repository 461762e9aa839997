package schedule

import (
	"encoding/json"

	"meetupbot/content"
)

// Told is what people who read a posting know of an event. Deliveries carry
// its text; two texts of the same facts are the same.
type Told struct {
	Date    content.Date   `json:"date,omitempty"`
	EndDate content.Date   `json:"end_date,omitempty"`
	Start   content.Clock  `json:"start,omitempty"`
	Zone    string         `json:"zone,omitempty"`
	Venue   string         `json:"venue,omitempty"`
	Status  content.Status `json:"status,omitempty"` // Scheduled, Cancelled or Postponed

	// Speakers are the names of those who speak; none where there are more than
	// maxTold, or where nothing is said of them.
	Speakers []string `json:"speakers,omitempty"`
}

// Tell returns what a posting about e says.
func Tell(e *content.Event) Told {
	t := Told{Date: e.Date, EndDate: e.EndDate, Start: e.Start, Zone: e.Zone, Venue: e.Venue.String(), Status: e.Status,
		Speakers: speakersOf(e)}
	if t.Status != content.Cancelled && t.Status != content.Postponed {
		t.Status = content.Scheduled // "moved" says only how the other fields came about
	}
	return t
}

// ParseTold reads the text of a Told. A text that is none tells nothing.
func ParseTold(s string) Told {
	var t Told
	if json.Unmarshal([]byte(s), &t) != nil {
		return Told{}
	}
	return t
}

// String is the text that deliveries carry.
func (t Told) String() string {
	b, err := json.Marshal(t)
	if err != nil {
		return "" // cannot be: a struct of strings
	}
	return string(b)
}

// ChangedBy reports whether news contradicts what was told: another day, start,
// zone or venue where both are known, another status, or another speaker in
// somebody's place. What was unknown and is now known contradicts nothing, nor
// does another spelling of the venue or of a name.
func (t Told) ChangedBy(news Told) bool {
	if t.Status != news.Status {
		return t.Status != "" && news.Status != ""
	}
	differ := func(a, b string) bool { return a != "" && b != "" && a != b }
	return news.Status == content.Scheduled &&
		(differ(string(t.Date), string(news.Date)) ||
			differ(string(t.Start), string(news.Start)) ||
			differ(t.Zone, news.Zone) ||
			differ(content.Fold(t.Venue), content.Fold(news.Venue)) ||
			t.replaced(news))
}

// equal reports whether t and other tell the same, speakers where both name any.
func (t Told) equal(other Told) bool {
	if len(t.Speakers) == 0 || len(other.Speakers) == 0 {
		t.Speakers, other.Speakers = nil, nil
	}
	return t.String() == other.String()
}
