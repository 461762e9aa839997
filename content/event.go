package content

import (
	"time"
)

// EventID names a kept event. The store mints it; 0 is an event that is not
// kept yet.
type EventID int64

// A Group holds meetups and has one zone.
type Group struct {
	Name  string // short: what people type
	Title string // what it calls itself
	Zone  string // IANA name

	// Review says that an organiser approves each of its events before anything
	// is posted about it. It is the configuration's word and is not kept.
	Review bool
}

// Kind is what a document is mainly about.
type Kind string

const (
	Announcement Kind = "announcement" // something to come
	Recap        Kind = "recap"        // it has taken place
	Listing      Kind = "listing"      // a list of many sessions or events
	Other        Kind = "other"        // no event of the group's
)

// Status is what has become of an event.
type Status string

const (
	Scheduled Status = "scheduled"
	Cancelled Status = "cancelled"
	Postponed Status = "postponed" // no new date yet
	Moved     Status = "moved"     // new date or place announced
)

// An Event is one meetup. Its truth is the local day, the wall times and the
// zone; instants are derived (see Span). The zero value of a field means that
// the document does not say.
type Event struct {
	ID        EventID      `json:"id,omitempty"`
	Group     string       `json:"group,omitempty"` // the group's short name
	Title     string       `json:"title,omitempty"`
	Date      Date         `json:"date,omitempty"`
	EndDate   Date         `json:"end_date,omitempty"` // only where it lasts more than one day
	Start     Clock        `json:"start,omitempty"`    // when people are asked to come
	End       Clock        `json:"end,omitempty"`
	Zone      string       `json:"zone,omitempty"` // IANA name
	Status    Status       `json:"status,omitempty"`
	Venue     Venue        `json:"venue,omitzero"`
	Talks     []Talk       `json:"talks,omitempty"`
	Speakers  []Speaker    `json:"speakers,omitempty"` // all who speak, once each
	Agenda    []AgendaItem `json:"agenda,omitempty"`
	RSVP      []Link       `json:"rsvp,omitempty"`
	Sponsors  []string     `json:"sponsors,omitempty"`
	Published time.Time    `json:"published,omitzero"` // when the document says it was published, in its own offset
	Origin    Origin       `json:"origin,omitzero"`
	Gone      bool         `json:"gone,omitempty"`    // its source no longer has it
	News      News         `json:"news,omitzero"`     // when it, and its media, became news
	Earlier   []Date       `json:"earlier,omitempty"` // other days that its document told of it before, the last of them last
	Evidence  []Evidence   `json:"-"`
	Doubts    []Doubt      `json:"doubts,omitempty"`

	// Decisions are organisers' words on it that stand, oldest first; of two on
	// one field the later counts. Read only where EventQuery.Told asks for them.
	Decisions []Decision `json:"-"`
	// Tellings are what each document says of the event by itself, where
	// several tell of it or an organiser's word changes what is read: the event
	// is worked out from them. Empty where it is what one document says. Read
	// only where EventQuery.Told asks for them, and then with their Evidence.
	Tellings []Event `json:"-"`
}

// News says when, by the product clock, an import brought something about an
// event that channels hear of. The first import of a source brings no news:
// what it finds leaves both fields zero.
type News struct {
	Event time.Time `json:"event,omitzero"` // the event itself, in a later import
	Media time.Time `json:"media,omitzero"` // its first video or slides, when an earlier import had the event without any
}

// Origin says where an event was found, which is also how it is found again.
type Origin struct {
	Source string `json:"source,omitempty"` // as configured
	Path   string `json:"path,omitempty"`   // the document's path below the source, with slashes
	Entry  string `json:"entry,omitempty"`  // of a feed: which of its entries, a document of its own; a stable short id
	Place  string `json:"place,omitempty"`  // which of the document's events: "" for the main one, else a stable word
	UID    string `json:"uid,omitempty"`    // iCalendar
	URL    string `json:"url,omitempty"`    // the event's own page
}

// A Talk is what people come to hear: a talk, workshop, panel or lightning
// talk. Speakers are names; who they are stands in the event's Speakers.
type Talk struct {
	Title    string   `json:"title"`
	Date     Date     `json:"date,omitempty"` // its local day, where the event lasts more than one
	Start    Clock    `json:"start,omitempty"`
	End      Clock    `json:"end,omitempty"`
	Speakers []string `json:"speakers,omitempty"`
	Abstract string   `json:"abstract,omitempty"` // Markdown
	Video    string   `json:"video,omitempty"`    // address
	Slides   string   `json:"slides,omitempty"`   // address
}

// A Speaker is a person as one document presents them.
type Speaker struct {
	Name        string `json:"name"` // as written, without titles and company
	Affiliation string `json:"affiliation,omitempty"`
	Role        string `json:"role,omitempty"`
	Bio         string `json:"bio,omitempty"` // Markdown, full sentences
	Links       []Link `json:"links,omitempty"`
}

// A Venue is where people meet. Online meetups have the Name "Online".
type Venue struct {
	Name    string `json:"name,omitempty"`
	Address string `json:"address,omitempty"`
}

// String joins name and address with a comma.
func (v Venue) String() string {
	if v.Name == "" || v.Address == "" {
		return v.Name + v.Address
	}
	return v.Name + ", " + v.Address
}

// An AgendaItem is an entry of a programme with a time of its own.
type AgendaItem struct {
	Date  Date   `json:"date,omitempty"` // its local day, where the event lasts more than one
	Start Clock  `json:"start"`
	End   Clock  `json:"end,omitempty"`
	Text  string `json:"text"`
}

// A Link is an address and the words that carried it, if any.
type Link struct {
	Text string `json:"text,omitempty"`
	URL  string `json:"url"`
}

// Span returns the instants between which the event takes place. Without a
// start it begins with the first instant of its day; without an end it is
// over when the last of its days is. ok is false when the day or the zone is
// not known.
func (e *Event) Span() (from, to time.Time, ok bool) {
	loc, err := LoadZone(e.Zone)
	if err != nil {
		return from, to, false
	}
	from, err = Instant(e.Date, e.Start, loc)
	if err != nil {
		return from, to, false
	}
	last := e.Date
	if e.EndDate.IsDay() && e.EndDate > e.Date {
		last = e.EndDate
	}
	end := e.End
	switch {
	case end == "":
		end = "24:00"
	case last == e.Date && end <= e.Start: // past midnight
		last = last.AddDays(1)
	}
	to, err = Instant(last, end, loc)
	return from, to, err == nil
}
