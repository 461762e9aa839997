package bot

import (
	"slices"
	"strings"
	"time"

	"meetupbot/content"
)

// titles gives the title of each group by its short name.
type titles map[string]string

func titlesOf(groups []content.Group) titles {
	t := make(titles, len(groups))
	for _, g := range groups {
		t[g.Name] = g.Title
	}
	return t
}

func (t titles) of(group string) string {
	if title := t[group]; title != "" {
		return title
	}
	return group
}

// meetup is e as replies show it at now.
func (t titles) meetup(e *content.Event, now time.Time) Meetup {
	m := Meetup{
		ID:     e.ID,
		Group:  t.of(e.Group),
		Title:  e.Title,
		When:   whenOf(e, now),
		Status: e.Status,
		Venue:  e.Venue,
		SignUp: safeLinks(e.RSVP),
		Page:   safeURL(e.Origin.URL),
		Doubts: doubts(e),
	}
	for _, talk := range e.Talks {
		if talk.Date != "" {
			talk.Start, talk.End = "", "" // of one of several days: the programme says which
		}
		m.Talks = append(m.Talks, talkOf(talk))
	}
	return m
}

func (t titles) meetups(events []content.Event, now time.Time) []Meetup {
	var list []Meetup
	for i := range events {
		list = append(list, t.meetup(&events[i], now))
	}
	return list
}

func (t titles) given(g content.Given, now time.Time) Given {
	e := content.Event{Date: g.Event.Date, Zone: g.Event.Zone}
	return Given{
		Talk:   talkOf(g.Talk),
		Event:  g.Event.Title,
		Group:  t.of(g.Event.Group),
		When:   whenOf(&e, now),
		Status: g.Event.Status,
	}
}

func talkOf(t content.Talk) Talk {
	return Talk{
		Title: t.Title, Start: t.Start, End: t.End, Speakers: t.Speakers,
		Video: safeURL(t.Video), Slides: safeURL(t.Slides),
	}
}

// doubts says, for members, what of e is not confirmed. What the readings are
// is for organisers alone.
func doubts(e *content.Event) []string {
	var said []string
	for _, d := range e.Doubts {
		var words string
		switch d.Field {
		case "date", "end_date":
			words = "The day is not confirmed."
		case "start", "end":
			words = "The time is not confirmed."
		case "zone":
			words = "The time zone is not confirmed."
		case "venue":
			words = "The place is not confirmed."
		case "status":
			words = "Whether it takes place is not confirmed."
		default:
			continue
		}
		if !slices.Contains(said, words) {
			said = append(said, words)
		}
	}
	return said
}

// Name is the meetup's title with its group's before it, unless the title
// says the group itself: "Rivertown Gophers: Autumn meetup".
func (m Meetup) Name() string { return named(m.Group, m.Title) }

// EventName is the name of the meetup at which the talk is given, as
// Meetup.Name has it.
func (g Given) EventName() string { return named(g.Group, g.Event) }

func named(group, title string) string {
	switch {
	case title == "" && group == "":
		return "Meetup"
	case title == "":
		return group + " meetup"
	case group == "" || strings.Contains(" "+content.Fold(title)+" ", " "+content.Fold(group)+" "):
		return title
	}
	return group + ": " + title
}

// Standing says in one word what has become of the meetup: "cancelled",
// "postponed", "moved", or "" when it takes place as announced.
func (m Meetup) Standing() string {
	if m.Status == content.Scheduled {
		return ""
	}
	return string(m.Status)
}

// HasMedia reports whether there is a video or slides of one of its talks.
func (m Meetup) HasMedia() bool {
	return slices.ContainsFunc(m.Talks, func(t Talk) bool { return t.Video != "" || t.Slides != "" })
}

// CalledOff reports whether nobody should come: it is cancelled or postponed.
func (m Meetup) CalledOff() bool { return calledOff(m.Status) }

// CalledOff reports whether the talk's meetup is cancelled or postponed.
func (g Given) CalledOff() bool { return calledOff(g.Status) }

func calledOff(s content.Status) bool {
	return s == content.Cancelled || s == content.Postponed
}

// Unnamed returns the speakers whom the talk's title does not name itself.
func (t Talk) Unnamed() []string { return unnamed(t.Speakers, t.Title) }

// unnamed returns the names that text does not hold.
func unnamed(names []string, text string) []string {
	folded := " " + content.Fold(text) + " "
	var rest []string
	for _, name := range names {
		if !strings.Contains(folded, " "+content.Fold(name)+" ") {
			rest = append(rest, name)
		}
	}
	return rest
}
