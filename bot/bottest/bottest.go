// Package bottest holds at least one of every reply that the bot gives, for
// the tests of those that render them: ordinary ones, empty ones, and ones
// whose text is long or hostile. Beside them it has what tests of every platform
// put in a bot's place. It knows no platform. People, groups and addresses in it
// are invented.
package bottest

import (
	"strings"
	"time"

	"meetupbot/bot"
	"meetupbot/content"
)

// A Sample is a reply under a name of its own, fit for a file name.
type Sample struct {
	Name  string
	Reply bot.Reply
}

// Replies returns the samples, always the same in the same order.
func Replies() []Sample {
	autumn, winter := Autumn(), undated()
	cancelled, postponed, moved := autumn, autumn, autumn
	cancelled.Status, postponed.Status, moved.Status = content.Cancelled, content.Postponed, content.Moved
	today, now, over := autumn, autumn, autumn
	today.When.Days = 0
	now.When.Days, now.When.Phase = 0, bot.OnNow
	over.When.Days, over.When.Phase = -6, bot.Over
	over.Talks = []bot.Talk{over.Talks[0], over.Talks[1]}
	over.Talks[0].Video = "https://video.example/slices"
	over.Talks[0].Slides = "https://slides.example/slices.pdf"
	bare := bot.Meetup{Group: "Rivertown Gophers"}
	doubtful := autumn
	doubtful.Doubts = []string{"The day is not confirmed.", "The place is not confirmed."}
	person := ada()
	hostile := Hostile()

	return append([]Sample{
		{"event-card", bot.EventCard{Event: autumn}},
		{"event-card-also", bot.EventCard{Event: now, Also: []bot.Meetup{cancelled, other(), winter}}},
		{"event-card-bare", bot.EventCard{Event: bare}},
		{"event-card-cancelled", bot.EventCard{Event: cancelled}},
		{"event-card-postponed-undated", bot.EventCard{Event: bot.Meetup{Title: "Docs evening", Status: content.Postponed}}},
		{"event-card-doubtful", bot.EventCard{Event: doubtful}},
		{"event-card-moved", bot.EventCard{Event: moved}},
		{"event-card-two-days", bot.EventCard{Event: twoDays()}},
		{"event-card-many-talks", bot.EventCard{Event: manyTalks()}},
		{"event-card-wide", bot.EventCard{Event: wide()}},
		{"event-card-hostile", bot.EventCard{Event: hostile, Also: []bot.Meetup{hostile}}},
		{"none-planned", bot.NonePlanned{Group: "Rivertown Gophers", Last: &over}},
		{"none-planned-undated", bot.NonePlanned{Last: &over, Undated: []bot.Meetup{winter}, CalledOff: []bot.Meetup{cancelled}}},
		{"none-planned-ever", bot.NonePlanned{}},
		{"none-planned-hostile", bot.NonePlanned{Group: hostileText, Last: &hostile}},
		{"event-list", bot.EventList{
			Ahead: []bot.Meetup{now, other(), cancelled}, Undated: []bot.Meetup{winter}, Past: []bot.Meetup{over},
			MorePast: bot.More{Count: 37},
		}},
		{"event-list-past", bot.EventList{
			PastOnly: true, Words: "slices", Past: []bot.Meetup{over}, MorePast: bot.More{Count: 100, AtLeast: true},
		}},
		{"event-list-empty", bot.EventList{}},
		{"event-list-past-empty", bot.EventList{PastOnly: true}},
		{"event-list-hostile", bot.EventList{Words: hostileText, Ahead: []bot.Meetup{hostile}, Past: []bot.Meetup{hostile}}},
		{"agenda", bot.AgendaCard{Event: autumn, Items: programme()}},
		{"agenda-today", bot.AgendaCard{Event: today, Items: programme()}},
		{"agenda-two-days", bot.AgendaCard{Event: twoDays(), Items: []bot.AgendaItem{
			{Day: "Saturday 30 September", Start: "09:30", Text: "Doors open"},
			{Start: "10:00", End: "10:40", Text: "Slices from the inside (Great Hall)", Speakers: []string{"Ada Marlowe"}},
			{Day: "Sunday 1 October", Start: "09:30", Text: "Doors open"},
		}}},
		{"agenda-no-times", bot.AgendaCard{Event: autumn}},
		{"agenda-empty", bot.AgendaCard{Event: bare}},
		{"agenda-hostile", bot.AgendaCard{Event: hostile, Items: []bot.AgendaItem{
			{Start: "18:45", Text: hostileText, Speakers: []string{hostileText}},
		}}},
		{"speaker", bot.SpeakerCard{People: []bot.Person{person}}},
		{"speaker-many-talks", bot.SpeakerCard{People: []bot.Person{prolific()}}},
		{"speaker-bare", bot.SpeakerCard{People: []bot.Person{{Name: "Jo Quill"}}}},
		{"speaker-next", bot.SpeakerCard{For: &autumn, People: []bot.Person{speaking(person), {Name: "Jo Quill", Affiliation: "Ferry & Sons"}}}},
		{"speaker-hostile", bot.SpeakerCard{For: &hostile, People: []bot.Person{hostilePerson()}}},
		{"talk-list", bot.TalkList{Words: "slices", Talks: person.Talks, More: bot.More{Count: 3}}},
		{"talk-list-empty", bot.TalkList{Words: "slices"}},
		{"talk-list-hostile", bot.TalkList{Words: hostileText, Talks: hostilePerson().Talks}},
		{"announcement", bot.Announcement{Event: autumn}},
		{"announcement-hostile", bot.Announcement{Event: hostile, Was: []bot.Was{
			{Field: "place", Value: hostileText}, {Field: "speakers", Value: hostileText, Now: hostileText},
		}}},
		{"announcement-changed", bot.Announcement{Event: autumn, Was: []bot.Was{
			{Field: "day", Value: "Monday 25 September 2017"}, {Field: "place", Value: "The Corn Exchange"},
			{Field: "speakers", Value: "Lin Hale", Now: "Ada Marlowe"},
		}}},
		{"announcement-tomorrow", bot.Announcement{Event: tomorrow(), Was: []bot.Was{{Field: "time", Value: "19:00"}}}},
		{"announcement-today", bot.Announcement{Event: today}},
		{"announcement-live", bot.Announcement{Event: now}},
		{"announcement-over", bot.Announcement{Event: unseen(over)}},
		{"announcement-recap", bot.Announcement{Event: over}},
		{"announcement-cancelled", bot.Announcement{Event: cancelled}},
		{"announcement-postponed", bot.Announcement{Event: postponed}},
		{"listing", bot.Listing{Event: autumn, From: autumn.When.From, To: autumn.When.To}},
		{"listing-end-unknown", bot.Listing{Event: manyTalks(), From: autumn.When.From, To: autumn.When.From.Add(2 * time.Hour), Guessed: true}},
		{"listing-doubtful", bot.Listing{Event: doubtful, From: autumn.When.From, To: autumn.When.To}},
		{"listing-hostile", bot.Listing{Event: hostile, From: autumn.When.From, To: autumn.When.To}},
		{"personal", bot.Personal{Event: reminded(tomorrow())}},
		{"personal-set", bot.Personal{Said: "A direct message will remind you an hour before the start.", Event: reminded(autumn)}},
		{"personal-undone", bot.Personal{Said: "You will not be reminded of that, nor told of changes.", Event: autumn}},
		{"personal-hostile", bot.Personal{Said: hostileText, Event: reminded(hostile)}},
		{"reminder", bot.Reminder{Event: tomorrow()}},
		{"reminder-today", bot.Reminder{Event: today}},
		{"reminder-hostile", bot.Reminder{Event: hostile}},
		{"starting", bot.Starting{Event: today}},
		{"starting-now", bot.Starting{Event: now}},
		{"change", bot.Change{Event: autumn, Was: []bot.Was{
			{Field: "day", Value: "Monday 25 September 2017"}, {Field: "time", Value: "19:00"}, {Field: "place", Value: "The Corn Exchange"},
		}}},
		{"change-speakers", bot.Change{Event: autumn, Was: []bot.Was{{Field: "speakers", Value: "Lin Hale, Max Pym", Now: "Ada Marlowe"}}}},
		{"change-cancelled", bot.Change{Event: cancelled, Was: []bot.Was{{Field: "status", Value: "planned"}}}},
		{"change-postponed", bot.Change{Event: postponed}},
		{"change-hostile", bot.Change{Event: hostile, Was: []bot.Was{{Field: "place", Value: hostileText}}}},
		{"recap", bot.Recap{Event: over}},
		{"recap-hostile", bot.Recap{Event: hostile}},
		{"digest", bot.Digest{Events: []bot.Meetup{autumn, other(), cancelled}, Undated: []bot.Meetup{winter}, More: bot.More{Count: 2}}},
		{"digest-empty", bot.Digest{}},
		{"notice", bot.Notice{Text: "There is no command “nextmetup”.", Near: []string{"nextmeetup"}}},
		{"notice-many", bot.Notice{
			Text: "Several speakers are called “Ada”.",
			Near: []string{"speaker Ada Marlowe", "speaker Ada Quill", "speaker Ada Reed"},
			Try:  []string{"speaker bio", "help"},
		}},
		{"notice-hostile", bot.Notice{Text: hostileText, Near: []string{"talks " + hostileText}, Try: []string{hostileText}}},
		{"help", bot.Help{Commands: bot.Commands()}},
		{"help-one", bot.Help{Commands: bot.Commands()[1:2]}},
	}, organisers()...)
}

// hostileText holds what must not do anything anywhere: markup and mentions of
// several platforms, terminal escapes, characters that turn the direction of
// writing, heaps of combining marks, and a word that no line can hold.
var hostileText = "<!channel> @everyone <@U1> <@&42> **bold** `code` ~~gone~~ [good](https://evil.example) " +
	"<https://evil.example|https://good.example> & \x1b[2J\x1b]0;owned\x07\u009b31m \u202Egnp.exe\u202C " +
	"z" + strings.Repeat("\u0301", 40) + " line one\r\nline two\n\n\n\n\x00\xff " + strings.Repeat("long", 60)
