package bot

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"

	"meetupbot/content"
)

// calendar answers "calendar [event]".
func (q question) calendar(ctx context.Context) (Reply, error) {
	event, none, err := q.subject(ctx, true)
	if event == nil {
		return none, err
	}
	meetup := q.titles.meetup(event, q.now)
	if !event.Date.IsDay() {
		return Notice{
			Text: fmt.Sprintf("The day of %s is not known yet, so there is nothing to enter.", meetup.Name()),
			Try:  []string{"agenda", "meetups"},
		}, nil
	}
	file, err := calendarFile(event, meetup, q.now)
	if err != nil {
		return nil, fmt.Errorf("calendar entry of event %d: %w", event.ID, err)
	}
	return CalendarEntry{Event: meetup, File: file}, nil
}

// usualLength is how long an entry is whose end nobody has published: evening
// meetups are about as long, and an entry without any length is a mere moment
// in one calendar and a whole day in the next.
const usualLength = 2 * time.Hour

const calendarInstant = "20060102T150405Z"

// calendarFile is e as an iCalendar file with one event.
func calendarFile(e *content.Event, m Meetup, now time.Time) ([]byte, error) {
	return calendarOf(calendarEntry(e, m, now))
}

// Calendar returns events as one iCalendar file, and how many of them are not in
// it because their day is not known. A file with none of them is nil: RFC 5545
// has no empty calendars.
func Calendar(events []content.Event, groups []content.Group, now time.Time) (file []byte, undated int, err error) {
	titles := titlesOf(groups)
	var entries []*ical.Component
	for i := range events {
		e := &events[i]
		if !e.Date.IsDay() {
			undated++
			continue
		}
		entries = append(entries, calendarEntry(e, titles.meetup(e, now), now))
	}
	if len(entries) == 0 {
		return nil, undated, nil
	}
	file, err = calendarOf(entries...)
	return file, undated, err
}

func calendarOf(entries ...*ical.Component) ([]byte, error) {
	file := ical.NewCalendar()
	file.Props.SetText(ical.PropVersion, "2.0")
	file.Props.SetText(ical.PropProductID, "-//meetupbot//meetupbot//EN")
	file.Children = entries
	var out bytes.Buffer
	if err := ical.NewEncoder(&out).Encode(file); err != nil {
		return nil, err
	}
	return folded(out.Bytes()), nil
}

// calendarEntry is e as an event of an iCalendar file (RFC 5545).
//
// Times are instants in UTC. Every calendar knows them and shows the reader's
// own time; a zone's name would need its rules beside it, which some calendars
// ignore and others replace with their own, and an entry that does not recur
// gains nothing by it. The venue's time stands in the description. What lasts
// several days, or begins at a time that is not known, is an entry of whole
// days. There is no METHOD: with one, mail programs take the file for an
// invitation.
func calendarEntry(e *content.Event, m Meetup, now time.Time) *ical.Component {
	entry := ical.NewComponent(ical.CompEvent)
	// The same each time, so that a second import brings the first up to date.
	entry.Props.SetText(ical.PropUID, fmt.Sprintf("event-%d-%s@meetupbot", e.ID, strings.ReplaceAll(content.Fold(e.Group), " ", "-")))
	set := func(name, value string) {
		p := ical.NewProp(name)
		p.Value = value
		entry.Props.Set(p)
	}
	set(ical.PropDateTimeStamp, now.UTC().Format(calendarInstant))
	setDay := func(name string, d content.Date) {
		set(name, strings.ReplaceAll(string(d), "-", ""))
		entry.Props.Get(name).SetValueType(ical.ValueDate)
	}
	if from, to, ok := entrySpan(e); ok {
		set(ical.PropDateTimeStart, from.UTC().Format(calendarInstant))
		set(ical.PropDateTimeEnd, to.UTC().Format(calendarInstant))
	} else {
		setDay(ical.PropDateTimeStart, e.Date)
		setDay(ical.PropDateTimeEnd, max(e.Date, e.EndDate).AddDays(1)) // the end is exclusive
	}
	summary := m.Name()
	switch {
	case m.CalledOff():
		// Not every calendar shows the status.
		summary = strings.ToUpper(m.Standing()[:1]) + m.Standing()[1:] + ": " + summary
		set(ical.PropStatus, string(ical.EventCancelled))
	case len(m.Doubts) > 0:
		set(ical.PropStatus, string(ical.EventTentative))
	default:
		set(ical.PropStatus, string(ical.EventConfirmed))
	}
	entry.Props.SetText(ical.PropSummary, entryText(summary))
	if venue := entryText(m.Venue.String()); venue != "" {
		entry.Props.SetText(ical.PropLocation, venue)
	}
	if page, err := url.Parse(m.pageOrSignUp()); err == nil && page.Host != "" {
		set(ical.PropURL, page.String()) // letters that are not ASCII encoded
	}
	entry.Props.SetText(ical.PropDescription, entryDescription(e, m))
	return entry
}

// entrySpan returns from when until when the entry of a meetup of one day is;
// ok is false where it is of whole days.
func entrySpan(e *content.Event) (from, to time.Time, ok bool) {
	from, to, ok = e.Span()
	if !ok || e.Start == "" || e.EndDate.IsDay() && e.EndDate > e.Date {
		return from, to, false
	}
	if e.End != "" {
		return from, to, true
	}
	to = from.Add(usualLength)
	if last, err := content.Instant(e.Date, lastKnown(e), from.Location()); err == nil && last.After(to) {
		to = last // the programme goes on until then at least
	}
	return from, to, true
}

// lastKnown is the latest time that the programme names.
func lastKnown(e *content.Event) content.Clock {
	last := e.Start
	for _, item := range e.Agenda {
		last = max(last, item.Start, item.End)
	}
	for _, talk := range e.Talks {
		last = max(last, talk.Start, talk.End)
	}
	return last
}

func (m Meetup) pageOrSignUp() string {
	if m.Page == "" && len(m.SignUp) > 0 {
		return m.SignUp[0].URL
	}
	return m.Page
}

// maxEntryTalks is how many talks an entry names.
const maxEntryTalks = 25

func entryDescription(e *content.Event, m Meetup) string {
	lines := []string{m.When.String()}
	if m.Status == content.Postponed {
		lines = append(lines, "There is no new date yet.")
	}
	lines = append(lines, m.Doubts...)
	if e.Start != "" && e.End == "" {
		lines = append(lines, "When it ends has not been published.")
	}
	for i, t := range m.Talks {
		if i == maxEntryTalks {
			lines = append(lines, fmt.Sprintf("... and %d more talks", len(m.Talks)-i))
			break
		}
		line := strings.TrimSpace(string(t.Start) + " " + t.Title)
		if who := t.Unnamed(); len(who) > 0 {
			line += " – " + strings.Join(who, ", ")
		}
		lines = append(lines, line)
	}
	if !m.CalledOff() {
		for _, l := range m.SignUp {
			lines = append(lines, "Sign up: "+l.URL)
		}
	}
	if m.Page != "" {
		lines = append(lines, "More: "+m.Page)
	}
	for i, line := range lines {
		lines[i] = entryText(line)
	}
	return strings.Join(lines, "\n")
}

// maxEntryText is the longest line of text in an entry, in characters.
const maxEntryText = 500

// entryText is strangers' text on one line, without what RFC 5545 forbids in a
// text.
func entryText(s string) string {
	return Shorten(strings.TrimSpace(Clean(s)), maxEntryText)
}

// maxContentLine is how long a line may be in octets, its break not counted
// (RFC 5545, section 3.1). The encoder does not see to it.
const maxContentLine = 75

// folded breaks lines that are too long, never within a character.
func folded(file []byte) []byte {
	var out bytes.Buffer
	for line := range bytes.Lines(file) {
		line = bytes.TrimSuffix(line, []byte("\r\n"))
		room := maxContentLine
		for len(line) > room {
			n := room
			for n > 0 && !utf8.RuneStart(line[n]) {
				n--
			}
			out.Write(line[:n])
			out.WriteString("\r\n ")
			line, room = line[n:], maxContentLine-1 // the space counts
		}
		out.Write(line)
		out.WriteString("\r\n")
	}
	return out.Bytes()
}

// maxFileName is how long a file's name may be without its ending.
const maxFileName = 60

// FileName is what the file is called, in letters, digits and hyphens that
// every system takes: "rivertown-gophers-autumn-meetup.ics".
func (c CalendarEntry) FileName() string {
	words := strings.FieldsFunc(content.Fold(c.Event.Name()), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	name := strings.Join(words, "-")
	if name = strings.TrimRight(name[:min(len(name), maxFileName)], "-"); name == "" {
		name = "meetup"
	}
	return name + ".ics"
}
