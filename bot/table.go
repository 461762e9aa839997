package bot

// table is never changed.
var table = []Command{
	{
		Name:    "nextmeetup",
		Summary: "the next meetup: when, where, talks, sign-up",
		Aliases: []string{"next", "next meetup", "meetup", "when"},
		Options: []Option{
			{Name: "group", Summary: "only this group's", Type: Group},
		},
		Examples: []string{"nextmeetup"},
	},
	{
		Name:    "meetups",
		Summary: "all meetups, those to come first",
		Aliases: []string{"events", "list", "upcoming"},
		Options: []Option{
			{Name: "words", Summary: "only those with these words in title, place, talks or speakers", Type: Text},
			{Name: "past", Summary: "only those that are over", Type: Flag},
			{Name: "limit", Summary: "how many to show", Type: Number},
		},
		Examples: []string{"meetups", "meetups past", "meetups testing limit:20"},
	},
	{
		Name:    "agenda",
		Summary: "the programme with times, of the next meetup or another",
		Aliases: []string{"programme", "program", "schedule"},
		Options: []Option{
			{Name: "event", Summary: "a day such as 2026-09-29, or words of its title", Type: Event},
		},
		Examples: []string{"agenda", "agenda 2026-09-29"},
	},
	{
		Name:    "calendar",
		Summary: "an entry for your calendar, of the next meetup or another",
		Aliases: []string{"ics", "ical"},
		Options: []Option{
			{Name: "event", Summary: "a day such as 2026-09-29, or words of its title", Type: Event},
		},
		Examples: []string{"calendar", "calendar 2026-09-29"},
		Private:  true,
	},
	{
		Name:    "speaker",
		Summary: "who somebody is and what they have talked about",
		Aliases: []string{"speakers", "bio", "who is", "who"},
		Options: []Option{
			{Name: "bio", Summary: "the next meetup's speakers, when no name is given", Type: Flag},
			{Name: "name", Summary: "the speaker's name, or part of it", Type: Speaker},
		},
		Examples: []string{"speaker Ada Marlowe", "speaker bio", "speaker bio Ada Marlowe"},
	},
	{
		Name:    "talks",
		Summary: "talks about something, out of all ever held",
		Aliases: []string{"talk", "search", "find"},
		Options: []Option{
			{Name: "words", Summary: "what the talk is about, or who gave it", Type: Text, Required: true},
			{Name: "limit", Summary: "how many to show", Type: Number},
		},
		Examples: []string{"talks error handling"},
	},
	{
		Name:    "help",
		Summary: "what can be asked",
		Aliases: []string{"?", "commands"},
		Options: []Option{
			{Name: "command", Summary: "explain this one", Type: Text},
		},
		Examples: []string{"help", "help speaker"},
		Private:  true,
	},
	{
		Name:       "follow",
		Summary:    "post a group's meetups in this place",
		Organisers: true,
		Options: []Option{
			{Name: "group", Summary: "the group's short name or title; needed where there are several", Type: Group},
		},
		Examples: []string{"meetupbot follow", "meetupbot follow gophers"},
	},
	{
		Name:       "unfollow",
		Summary:    "post a group's meetups here no more",
		Organisers: true,
		Options: []Option{
			{Name: "group", Summary: "the group's short name or title; needed where several are followed", Type: Group},
		},
		Examples: []string{"meetupbot unfollow", "meetupbot unfollow gophers"},
	},
	{
		Name:       "remind",
		Summary:    "when to remind of each meetup here, or not to",
		Organisers: true,
		Options: []Option{
			{Name: "when", Summary: "such as: 1 day before at 10:00, 2 hours before; or: off", Type: Text},
		},
		Examples: []string{"meetupbot remind", "meetupbot remind 1 day before at 10:00, 2 hours before", "meetupbot remind off"},
	},
	{
		Name:       "rules",
		Summary:    "what is posted here, and how to change it",
		Organisers: true,
		Options: []Option{
			{Name: "posts", Summary: "kinds of posts, such as: announcement, reminder, agenda, starting, digest, change, recap", Type: Setting},
			{Name: "digest", Summary: "when a list of what comes is posted, as five fields of a cron rule; or: off", Type: Setting},
			{Name: "quiet", Summary: "hours in which posts wait, such as: 22:00-08:00; or: off", Type: Setting},
			{Name: "zone", Summary: "the time zone of digest and quiet hours, such as: Europe/London", Type: Setting},
		},
		Examples: []string{
			"meetupbot rules", "meetupbot rules posts:announcement,reminder,change",
			`meetupbot rules digest:"0 9 * * MON" quiet:22:00-08:00 zone:Europe/London`,
		},
	},
	{
		Name:       "plan",
		Summary:    "what will be posted here, and what will not and why",
		Organisers: true,
		Options: []Option{
			{Name: "days", Summary: "how many days to look ahead; 14 unless said", Type: Number},
		},
		Examples: []string{"meetupbot plan", "meetupbot plan 30"},
	},
	{
		Name:       "pause",
		Summary:    "post nothing here until resumed",
		Organisers: true,
		Examples:   []string{"meetupbot pause"},
	},
	{
		Name:       "resume",
		Summary:    "post here again after a pause",
		Organisers: true,
		Examples:   []string{"meetupbot resume"},
	},
	{
		Name:       "test",
		Summary:    "post a message here that says it is a test",
		Organisers: true,
		Examples:   []string{"meetupbot test"},
	},
	{
		Name:       "retract",
		Summary:    "take back the last post here",
		Organisers: true,
		Examples:   []string{"meetupbot retract"},
	},
	{
		Name:       "review",
		Summary:    "what waits for an organiser's word; approve, hold, correct or undo",
		Organisers: true,
		Options: []Option{
			{Name: "action", Summary: "what to do; what waits is listed unless said", Type: Choice, Choices: []string{"approve", "hold", "correct", "undo"}},
			{Name: "event", Summary: "the meetup's number, a day such as 2026-09-29, or words of its title", Type: Event},
			{Name: "date", Summary: "the right day, such as 2026-09-29", Type: Setting},
			{Name: "enddate", Summary: "the right last day, or: none", Type: Setting},
			{Name: "start", Summary: "when it begins, such as 18:30, or: none", Type: Setting},
			{Name: "end", Summary: "when it ends, such as 21:00, or: none", Type: Setting},
			{Name: "zone", Summary: "its time zone, such as Europe/London", Type: Setting},
			{Name: "title", Summary: "what it is called", Type: Setting},
			{Name: "venue", Summary: "where it is: the place's name, a comma, its address", Type: Setting},
			{Name: "status", Summary: "scheduled, cancelled, postponed or moved", Type: Setting},
		},
		Examples: []string{"meetupbot review", "meetupbot review approve 12", "meetupbot review correct 12 date:2026-09-29 start:18:30", "meetupbot review undo 12"},
	},
	{
		Name:       "why",
		Summary:    "where a meetup was read, what is in doubt, what was decided",
		Organisers: true,
		Options: []Option{
			{Name: "event", Summary: "the meetup's number, a day such as 2026-09-29, or words of its title; the next unless said", Type: Event},
		},
		Examples: []string{"meetupbot why", "meetupbot why 2026-09-29"},
	},
	{
		Name:       "status",
		Summary:    "how the bot is doing: connections, last and next posts, trouble",
		Organisers: true,
		Examples:   []string{"meetupbot status"},
	},
	{
		Name:       "sources",
		Summary:    "where meetups are read from; add or remove a web address",
		Organisers: true,
		Options: []Option{
			{Name: "action", Summary: "what to do; the sources are listed unless said", Type: Choice, Choices: []string{"add", "remove"}},
			{Name: "address", Summary: "the web address of a page that tells of meetups", Type: Address},
			{Name: "group", Summary: "whose meetups are there; needed where there are several groups", Type: Group},
		},
		Examples: []string{"meetupbot sources", "meetupbot sources add " + exampleAddress + " gophers"},
	},
}
