package bot

import (
	"time"

	"meetupbot/content"
	"meetupbot/schedule"
)

// A Reply is what the bot has to say, as meaning. The set is closed: each
// platform renders every one of the types below, natively, and nothing else.
// Strings in a reply are plain text from strangers' documents; a renderer
// escapes all of them.
type Reply interface{ isReply() }

// An EventCard shows one meetup in full: the answer to "what is next?".
type EventCard struct {
	Event Meetup
	Also  []Meetup // to be named beside it: other groups' next, one without a day yet, a nearer one called off
}

// NonePlanned says that nothing is to come of which the day is known.
type NonePlanned struct {
	Group     string   // the group's title, or "" for all that were asked
	Undated   []Meetup // planned, the day is not known yet
	CalledOff []Meetup // would have been to come
	Last      *Meetup  // the last that took place; nil when there never was one
}

// An EventList lists meetups, those to come first.
type EventList struct {
	Words    string   // what was searched for, or ""
	PastOnly bool     // only those that are over were asked for
	Ahead    []Meetup // soonest first; those that are on now included
	Undated  []Meetup // to come, the day is not known yet
	Past     []Meetup // latest first
	MoreAhead,
	MorePast More
}

// An AgendaCard shows the programme of one meetup. Without Items nothing with
// a time has been published; the event's talks stand in then.
type AgendaCard struct {
	Event Meetup
	Items []AgendaItem
}

// A SpeakerCard shows people. For is the meetup they speak at when that, not a
// name, was asked for.
type SpeakerCard struct {
	For    *Meetup
	People []Person
}

// A TalkList lists talks found by words, best first.
type TalkList struct {
	Words string
	Talks []Given
	More  More
}

// An Announcement tells of a meetup for the first time, and goes on to show how
// things stand until it is over.
type Announcement struct {
	Event Meetup
	Was   []Was // what it told at first and is no longer so
}

// Why is a word or two on how things stand, to be put before the meetup's name.
// Of one that does not take place Standing says that.
func (a Announcement) Why() string {
	switch w := a.Event.When; {
	case w.Phase == Over && a.Event.HasMedia():
		return "Videos and slides"
	case w.Phase == Over:
		return "Over"
	case w.Phase == OnNow, w.Phase == Ahead && w.Days <= 1:
		return Sentence(w.Relative())
	case len(a.Was) > 0:
		return "Changed"
	}
	return "New"
}

// A Reminder says that a meetup is near.
type Reminder struct{ Event Meetup }

// Starting says that a meetup begins.
type Starting struct{ Event Meetup }

// A Change says that what was told of a meetup is no longer so, cancellation
// included.
type Change struct {
	Event Meetup
	Was   []Was // what was told before, where it is known and differs
}

// A Recap brings videos and slides of a meetup that has taken place.
type Recap struct{ Event Meetup }

// A Digest lists what comes.
type Digest struct {
	Events  []Meetup // soonest first
	Undated []Meetup // the day is not known yet
	More    More
}

// A Notice is a sentence, with what to type next where that helps.
type Notice struct {
	Text string   // one or two sentences
	Near []string // did you mean: complete commands, without any platform's prefix
	Try  []string // commands to try, without any platform's prefix
}

// Help explains commands: all in brief, or a single one in full.
type Help struct {
	Commands []Command
}

// Apart returns the commands for everybody and those for organisers alone, each
// in the order of Commands.
func (h Help) Apart() (members, organisers []Command) {
	for _, c := range h.Commands {
		if c.Organisers {
			organisers = append(organisers, c)
		} else {
			members = append(members, c)
		}
	}
	return members, organisers
}

// A CalendarEntry is a meetup as a file that calendars import.
type CalendarEntry struct {
	Event Meetup
	File  []byte // iCalendar, RFC 5545
}

// Rules say what is posted in a place, and what has just become of that.
type Rules struct {
	Said    string           // what was changed, a sentence, or ""
	Channel schedule.Channel // the rules in force; without groups nothing is posted
	Groups  []string         // titles of the groups that it follows
	Next    *Posting         // the next post, nil when none is to come
	Missing []Finding        // what keeps the bot from posting here
	Try     []string         // commands to try, without any platform's prefix
}

// A Plan lists what will be posted in a place, and what will not and why.
type Plan struct {
	Days    int       // how far it looks ahead
	Posts   []Posting // by time
	More    More
	Not     []Posting
	MoreNot More
}

// Status says how the bot is doing.
type Status struct {
	Round       time.Time // when it last looked at what is due, in the zone of the asker's place; zero: not yet
	Idle        bool      // that is so long ago that it seems not to run
	Connections []Connection
	Next        []Posting // the next posts, by time
	Last        []Posting // the last post of each place, and which places had none
	Trouble     []Posting // what failed, was late or was withheld lately
	Sources     []Source  // those that are held or could not be read
}

// A Report tells organisers, unasked, of posts that failed, were late or were
// withheld, and of what waits for them.
type Report struct {
	Said  string    // a sentence
	Lines []Posting // the worst first
	More  More
	Try   []string // commands to try, without any platform's prefix
}

// A SourceList lists where meetups are read from.
type SourceList struct {
	Said    string // what was changed, a sentence, or ""
	Sources []Source
	Try     []string
}

// A Review lists meetups about which nothing is posted before an organiser's
// word, or the one that was just decided on.
type Review struct {
	Said  string     // what was decided, a sentence, or ""
	Asked []Reviewed // soonest first
	More  More
	Try   []string // commands to try, without any platform's prefix
}

// Reasons say why a meetup is told of as it is.
type Reasons struct {
	Event Reviewed
	Read  []Read    // where its parts were read
	Posts []Posting // what will be posted about it, and what will not and why
	Try   []string
}

func (Review) isReply()        {}
func (Reasons) isReply()       {}
func (CalendarEntry) isReply() {}
func (Rules) isReply()         {}
func (Plan) isReply()          {}
func (Status) isReply()        {}
func (Report) isReply()        {}
func (SourceList) isReply()    {}
func (EventCard) isReply()     {}
func (NonePlanned) isReply()   {}
func (EventList) isReply()     {}
func (AgendaCard) isReply()    {}
func (SpeakerCard) isReply()   {}
func (TalkList) isReply()      {}
func (Announcement) isReply()  {}
func (Reminder) isReply()      {}
func (Starting) isReply()      {}
func (Change) isReply()        {}
func (Recap) isReply()         {}
func (Digest) isReply()        {}
func (Notice) isReply()        {}
func (Help) isReply()          {}

// A Meetup is an event as replies show it.
type Meetup struct {
	ID       content.EventID
	Group    string // the group's title
	Title    string
	When     When
	Status   content.Status
	Venue    content.Venue
	Talks    []Talk
	SignUp   []content.Link
	Page     string   // the event's own page, or ""
	Reminded bool     // whoever sees it has a reminder of their own
	Doubts   []string // what is not confirmed, one sentence each
}

// A Talk is one line of a meetup's talks.
type Talk struct {
	Title         string
	Start, End    content.Clock
	Speakers      []string
	Video, Slides string // addresses
}

// An AgendaItem is an entry of a programme.
type AgendaItem struct {
	Day        string // in words, on the first entry of each day of a programme of several
	Start, End content.Clock
	Text       string
	Speakers   []string // those the text does not name already
}

// A Person is a speaker with the talks they gave.
type Person struct {
	Name        string
	Role        string
	Affiliation string
	Bio         Prose
	Links       []content.Link
	Talks       []Given // latest first
	More        More
}

// Given is a talk at the meetup where it was or will be given.
type Given struct {
	Talk
	Event string // the meetup's title
	Group string // the group's title
	When  When
	// Status of the meetup: a talk of a cancelled one was never heard.
	Status content.Status
}

// Was is what had been told before.
type Was struct {
	Field string // "day", "time", "zone", "place", "status", "speakers"
	Value string // in words
	Now   string // of "speakers": who speaks instead
}

// More counts what a list leaves out.
type More struct {
	Count   int
	AtLeast bool // there are so many or more
}

// A Posting is something posted or to be posted, as organisers see it.
type Posting struct {
	Place schedule.Place
	What  string    // "reminder 1 day before at 10:00"
	Event string    // the meetup's name with its day, "" for a digest
	At    time.Time // when, in the zone in which people read it; zero: it is not to be posted
	State string    // "" when it is simply to come or done; else "failed", "withheld", "late", "held", ...
	Why   string    // the reason, a sentence or part of one, or ""
	Do    string    // what organisers can do, a sentence, or ""
}

// A Connection is how the bot is connected to one platform.
type Connection struct {
	Platform string    `json:"platform"`
	Since    time.Time `json:"since,omitzero"`    // in the zone of the asker's place; zero: it is not connected
	Trouble  string    `json:"trouble,omitempty"` // what is wrong, a sentence, or ""
}

// A Source is a place that meetups are read from.
type Source struct {
	Name    string    // as it was declared or added
	Group   string    // the group's title
	Read    time.Time // when its documents were last read and kept, in the group's zone; zero: never
	Changed time.Time // when they were last found to differ from those before
	Looked  time.Time // when it was last looked at, whether or not there was anything to read
	Next    time.Time // when it is looked at again
	Trouble string    // why the last look gave nothing, or ""
	Held    string    // why its changes are held back, or ""
	Broken  []string  // documents that could not be read, with the reason
	Added   bool      // from a conversation, not by the configuration file
}
