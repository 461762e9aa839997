package bottest

import (
	"slices"
	"time"

	"meetupbot/bot"
	"meetupbot/content"
	"meetupbot/schedule"
)

// here is a place of no platform: each renders its own and others' places.
var here = schedule.Place{Platform: "elsewhere", ID: "C0RIVER"}

// organisers are replies to organisers' commands, and the calendar entry.
func organisers() []Sample {
	reminder := bot.Posting{
		Place: here, What: "reminder 1 day before at 10:00", Event: "Rivertown Gophers: Autumn meetup, Tuesday 26 September 2017",
		At: at("2017-09-25", "10:00"),
	}
	digest := bot.Posting{Place: here, What: "digest", At: at("2017-10-02", "09:00")}
	failed := bot.Posting{
		Place: schedule.Place{Platform: "elsewhere", ID: "C0GONE"}, What: "reminder 1 day before at 10:00", Event: "Harbour Data Club: Winter meetup",
		At: at("2017-09-18", "10:00"), State: "failed", Why: "the channel is gone",
	}
	hostile := bot.Posting{Place: schedule.Place{Platform: "elsewhere", ID: hostileText}, What: "reminder", Event: hostileText, At: at("2017-09-25", "10:00"), State: "held", Why: hostileText}
	hostileDo := hostile
	hostileDo.Do = hostileText
	channel := schedule.Channel{
		Place: here, Groups: []string{"gophers"}, Posts: []schedule.Kind{schedule.Reminder, schedule.Digest, schedule.Change},
		Leads: []schedule.Lead{{Days: 1, At: "10:00"}, {Before: 2 * time.Hour}}, Digest: "0 9 * * MON",
		Quiet: schedule.Quiet{From: "22:00", To: "08:00"}, Zone: "Europe/London",
	}
	declared, paused := channel, channel
	declared.Declared, paused.Paused = true, true
	doubted := bot.Reviewed{Meetup: Autumn(), Held: true, Ripe: true, Last: 3, Mark: "0f3a771c", Questions: []bot.Question{{
		Text: "Is it on Tuesday 26 or on Wednesday 27 September?",
		Readings: []bot.Reading{
			{Value: "Tuesday 26 September 2017", From: "posts/autumn.md, line 7: “Tuesday 26 September” (the text)", Field: "date", Written: "2017-09-26"},
			{Value: "Wednesday 27 September 2017", From: "posts/autumn.md: “2017-09-27” (the file name)", Field: "date", Written: "2017-09-27"},
			{Value: "Thursday 27 September 2018", Field: "date", Written: "2018-09-27"},
		},
	}}}
	later := Autumn()
	later.ID, later.Title, later.When = 8, "Docs evening", bot.When{Date: "2017-10"}
	hostileOne := bot.Reviewed{
		Meetup: Hostile(), Mark: "0f3a771c",
		Questions: []bot.Question{{Text: hostileText, Readings: []bot.Reading{{Value: hostileText, From: hostileText, Field: "date", Written: "2017-09-26"}}}},
		Decided:   []string{hostileText},
	}
	posts := make([]bot.Posting, 30)
	for i := range posts {
		posts[i] = reminder
		posts[i].At = reminder.At.AddDate(0, 0, 7*i)
	}
	return []Sample{
		{"calendar-entry", bot.CalendarEntry{Event: Autumn(), File: []byte(autumnFile)}},
		{"calendar-entry-hostile", bot.CalendarEntry{Event: Hostile(), File: []byte(autumnFile)}},
		{"rules", bot.Rules{Channel: channel, Groups: []string{"Rivertown Gophers"}, Next: &reminder}},
		{"rules-followed", bot.Rules{
			Said: "From now on the meetups of Rivertown Gophers are posted here.", Channel: channel, Groups: []string{"Rivertown Gophers"}, Next: &reminder,
			Missing: []bot.Finding{{Level: bot.Broken, What: "this channel", Text: "I am not a member here.", Fix: "Invite me."}},
			Try:     []string{"meetupbot plan", "meetupbot test"},
		}},
		{"rules-declared", bot.Rules{Said: "These rules are declared in meetupbot.toml: they are changed there.", Channel: declared, Groups: []string{"Rivertown Gophers", "Harbour Data Club"}}},
		{"rules-paused", bot.Rules{Channel: paused, Groups: []string{"Rivertown Gophers"}, Try: []string{"meetupbot resume"}}},
		{"rules-none", bot.Rules{Channel: schedule.Channel{Place: here}, Try: []string{"meetupbot follow gophers"}}},
		{"rules-hostile", bot.Rules{Said: hostileText, Channel: channel, Groups: []string{hostileText}, Next: &hostile, Missing: []bot.Finding{{What: hostileText, Text: hostileText, Fix: hostileText}}}},
		{"plan", bot.Plan{Days: 14, Posts: []bot.Posting{reminder, digest}, Not: []bot.Posting{
			{Place: here, What: "reminder 2 hours before", Event: "Rivertown Gophers: Docs evening", State: "held", Why: "the day is not certain: the title says Tuesday, 26 September 2017 was read from the file name"},
		}, MoreNot: bot.More{Count: 4}}},
		{"plan-empty", bot.Plan{Days: 14}},
		{"plan-long", bot.Plan{Days: 366, Posts: posts, More: bot.More{Count: 12, AtLeast: true}}},
		{"plan-hostile", bot.Plan{Days: 14, Posts: []bot.Posting{hostile}, Not: []bot.Posting{hostile}}},
		{"status", bot.Status{
			Round: at("2017-09-20", "12:00"), Connections: []bot.Connection{{Platform: "elsewhere", Since: at("2017-09-19", "08:30")}, {Platform: "nowhere", Trouble: "The token was revoked."}},
			Next: []bot.Posting{reminder, digest}, Last: []bot.Posting{failed}, Trouble: []bot.Posting{failed},
			Sources: []bot.Source{
				{Name: "posts/", Group: "Rivertown Gophers", Read: at("2017-09-20", "11:55"), Held: "3 of 4 meetups vanished"},
				{Name: "https://rivertown.example/events.ics", Group: "Rivertown Gophers", Read: at("2017-09-19", "08:30"), Changed: at("2017-09-12", "18:05"), Looked: at("2017-09-20", "11:58"), Next: at("2017-09-20", "12:38"), Trouble: "The site has trouble (status 503)."},
			},
		}},
		{"report", bot.Report{Said: "This did not go as planned:", Lines: []bot.Posting{
			{Place: failed.Place, What: failed.What, Event: failed.Event, At: failed.At, State: "failed", Why: "is_archived: the channel is archived", Do: "It is not tried again."},
			{Place: here, What: "digest", At: at("2017-10-02", "09:00"), State: "late", Why: "it went out on Mon 2 Oct 2017, 11:30 BST, at the third attempt"},
			{What: "the source posts/ of Rivertown Gophers", State: "held", Why: "3 of 4 meetups vanished"},
		}, More: bot.More{Count: 40}, Try: []string{"meetupbot status", "meetupbot review"}}},
		{"report-long", bot.Report{Said: "This did not go as planned:", Lines: slices.Repeat([]bot.Posting{failed}, 10), More: bot.More{Count: 4990}, Try: []string{"meetupbot status"}}},
		{"report-hostile", bot.Report{Said: hostileText, Lines: []bot.Posting{hostileDo, hostileDo}, Try: []string{hostileText}}},
		{"status-new", bot.Status{}},
		{"status-idle", bot.Status{Round: at("2017-09-18", "12:00"), Idle: true, Last: []bot.Posting{{Place: here, What: "nothing in the last 92 days"}}}},
		{"status-hostile", bot.Status{Next: []bot.Posting{hostile}, Connections: []bot.Connection{{Platform: hostileText, Trouble: hostileText}}, Sources: []bot.Source{{Name: hostileText, Trouble: hostileText, Held: hostileText, Broken: []string{hostileText}}}}},
		{"review", bot.Review{Asked: []bot.Reviewed{doubted, {Meetup: later, Held: true, Mark: "0f3a771c", Questions: []bot.Question{{Text: "In which time zone does this event take place?"}}}}, More: bot.More{Count: 3}, Try: []string{"meetupbot review correct 7 date:2017-09-26", "meetupbot why 7"}}},
		{"review-decided", bot.Review{Said: "Corrected: that holds, whatever its documents say.", Asked: []bot.Reviewed{{
			Meetup: Autumn(), Mark: "0f3a771c", Decided: []string{"Date corrected to 2017-09-26 by elsewhere:U0ADA, 2017-09-20"},
		}}, Try: []string{"meetupbot review"}}},
		{"review-none", bot.Review{}},
		{"review-hostile", bot.Review{Said: hostileText, Asked: []bot.Reviewed{hostileOne}}},
		{"reasons", bot.Reasons{Event: doubted, Read: []bot.Read{
			{Field: "Date", Value: "Tuesday 26 September 2017", From: "posts/autumn.md, line 7: “Tuesday 26 September” (the text)"},
			{Field: "Zone", Value: "Europe/London", From: "“Europe/London” (the group's zone)"},
		}, Posts: []bot.Posting{reminder}, Try: []string{"meetupbot review approve 7"}}},
		{"reasons-hostile", bot.Reasons{Event: hostileOne, Read: []bot.Read{{Field: hostileText, Value: hostileText, From: hostileText}}, Posts: []bot.Posting{hostile}}},
		{"source-list", bot.SourceList{Said: "Added: 3 meetups were read.", Sources: []bot.Source{
			{Name: "posts/", Group: "Rivertown Gophers", Read: at("2017-09-20", "11:55"), Broken: []string{"2017-10.md: line 3: this is no date"}},
			{Name: "https://rivertown.example/meetups", Group: "Rivertown Gophers", Added: true},
		}}},
		{"source-list-empty", bot.SourceList{Try: []string{"meetupbot sources add https://rivertown.example/meetups"}}},
		{"source-list-hostile", bot.SourceList{Said: hostileText, Sources: []bot.Source{{Name: "https://evil.example/" + hostileText, Group: hostileText, Trouble: hostileText, Held: hostileText, Broken: []string{hostileText}}}}},
	}
}

// at is a moment in London.
func at(date content.Date, clock content.Clock) time.Time {
	return when(date, clock, clock, 0).From
}

const autumnFile = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//meetupbot//EN\r\nBEGIN:VEVENT\r\nUID:7@rivertown.example\r\n" +
	"DTSTAMP:20170920T110000Z\r\nDTSTART:20170926T174500Z\r\nDTEND:20170926T200000Z\r\nSUMMARY:Autumn meetup\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
