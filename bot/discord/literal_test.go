package discord_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
	"meetupbot/content"
	"meetupbot/schedule"
)

// hostile is what strangers may write.
var hostile = []string{
	"@everyone", "@here", "@everyone!", "<@123456789012345678>", "<@!1>", "<@&42>", "<#1>", "</speaker:1>", "<id:home>", "<id:customize>", "<t:1:R>", "<:x:1>", "<a:x:1>",
	"<!channel>", "<!here>", "<!everyone>", "<!subteam^S1>", "<@U1>", ":tada:", ":+1:", ":100:", "a:b:c", "18:45-21:00",
	"**bold**", "*it*", "_it_", "__under__", "***x***", "~~gone~~", "||hidden||", "`code`", "``co`de``", "```\nblock\n```", "> quoted", ">>> quoted", "# heading", "## heading", "-# small",
	"- item", "* item", "+ item", "1. item", "12) item", "2017. A year", "#42", "-1", "C# and F#", "a_b_c snake_case", "2 * 3 * 4", "x | y || z", "~", "~~", "a~", "|", "||", "\\", "\\\\", "a\\", "\\*",
	"[good](https://evil.example)", "[https://good.example](https://evil.example)", "<https://evil.example|https://good.example>", "<https://evil.example>", "https://evil.example/a_b*c", "HTTPS://evil.example",
	"discord.gg/abc", "https://discord.com/invite/abc", "discordapp.com/invite/x", "steam://run/1", "discord://-/settings", "javascript:alert(1)", "file:///etc/passwd", "slack://open", "data:text/html,x",
	"<ada@rivertown.example>", "<+441234567890>", "<mailto:a@b.example>", "¯\\_(ツ)_/¯", "[", "]", "[x", "x]", "](", "](https://evil.example)", "(", ")", "*", "_", "`", "<", ">", "@", ":", "#", "-", "<t:", "a <b> c", "&amp; & &#64;everyone",
	"שלום עולם", "川の町", "👩‍👩‍👧‍👦🇳🇿", "z\u0301", "…", "%00 %s %d", "\"quoted\" “so”",
	strings.Repeat(":tada:", 6), "one" + strings.Repeat("\n", 200) + "two", strings.Repeat("\u202e", 50) + "exe.gnp",
}

// literally fails the test unless s, as somebody's words, is shown as it is
// and does nothing.
func literally(t testing.TB, s string) {
	t.Helper()
	want := strings.TrimSpace(bot.Clean(s))
	if bot.Length(want) > 290 || want == "" {
		return
	}
	got := read(preview(t, bot.Notice{Text: s}).Content)
	if len(got) != 1 || got[0].kind != "text" || got[0].text != want {
		t.Errorf("%q does %q and shows %q", want, kinds(got), shown(got))
	}
}

func TestLiteral(t *testing.T) {
	t.Parallel()
	for _, a := range hostile {
		literally(t, a)
		for _, b := range hostile {
			literally(t, a+b)
			literally(t, a+" "+b)
		}
	}
}

// around is where strangers' words stand: after ours, within our markup, at
// the start of a line, in one line with others'. There are no pages, for words
// with markup stand beside their link.
func around(s string) []bot.Reply {
	m := bottest.Autumn()
	m.Page = ""
	m.Title, m.Group, m.Venue, m.Doubts = s, s, content.Venue{Name: s, Address: s}, []string{s}
	m.Talks = []bot.Talk{{Title: s, Speakers: []string{s, s}, Video: "https://video.example/a"}, {Title: s}}
	off := m
	off.Status = content.Cancelled
	over := m
	over.When.Phase = bot.Over
	given := bot.Given{Talk: m.Talks[0], Event: s, Group: s, When: m.When}
	posting := bot.Posting{What: s, Event: s, State: s, Why: s, Place: schedule.Place{Platform: "x", ID: s}}
	return []bot.Reply{
		bot.EventCard{Event: m, Also: []bot.Meetup{m, off}},
		bot.EventCard{Event: off},
		bot.Recap{Event: over},
		bot.NonePlanned{Group: s, Last: &over},
		bot.EventList{Words: s, PastOnly: true},
		bot.AgendaCard{Event: m, Items: []bot.AgendaItem{{Start: "18:45", Text: s, Speakers: []string{s}}, {Text: s}}},
		bot.SpeakerCard{For: &m, People: []bot.Person{{Name: s, Role: s, Talks: []bot.Given{given}, Bio: bot.Prose{{Runs: []bot.Run{{Text: s}, {Text: s}}}, {Runs: []bot.Run{{Text: " "}, {Text: " " + s}}}, {Item: true, Runs: []bot.Run{{Text: s}}}}}}},
		bot.TalkList{Words: s, Talks: []bot.Given{given}},
		bot.TalkList{Words: s},
		bot.Change{Event: m, Was: []bot.Was{{Field: "day", Value: s}, {Field: "time", Value: s}, {Field: "place", Value: s}, {Field: "status", Value: s}, {Field: "fee", Value: s}}},
		bot.Starting{Event: m},
		bot.CalendarEntry{Event: m},
		bot.Rules{Said: s, Groups: []string{s, s}, Next: &posting, Missing: []bot.Finding{{What: s, Text: s, Fix: s}}},
		bot.Plan{Posts: []bot.Posting{posting}, Not: []bot.Posting{posting}},
		bot.Status{Connections: []bot.Connection{{Platform: s, Trouble: s}}, Sources: []bot.Source{{Name: s + " ", Group: s, Held: s, Broken: []string{s}}}},
	}
}

// ordinarily are words that do nothing.
const ordinarily = "ordinarily"

// ordinaryReadings are what is read around ordinary words.
func ordinaryReadings(t testing.TB) [][]node {
	t.Helper()
	var all [][]node
	for _, r := range around(ordinarily) {
		all = append(all, preview(t, r).reading())
	}
	return all
}

// unmoved fails the test where s in place of ordinary words makes a rendering
// do or show anything else.
func unmoved(t testing.TB, s string, ordinary [][]node) {
	t.Helper()
	for i, r := range around(s) {
		p := preview(t, r)
		tame(t, s, p)
		got, want := p.reading(), ordinary[i]
		if g, w := kinds(got), kinds(want); !slices.Equal(g, w) {
			t.Errorf("%q in a %T does %q, ordinary words do %q:\n%q", s, r, g, w, p.markdown())
			continue
		}
		g := strings.ReplaceAll(strings.ToLower(shown(got)), "∼", "~")
		w := strings.ReplaceAll(strings.ToLower(shown(want)), ordinarily, strings.ToLower(strings.TrimSpace(bot.Clean(s))))
		w = strings.ReplaceAll(w, "∼", "~")
		if g != w {
			t.Errorf("%q in a %T is shown as\n%q, want\n%q", s, r, g, w)
		}
	}
}

func TestWordsDoNothing(t *testing.T) {
	t.Parallel()
	ordinary := ordinaryReadings(t)
	for _, s := range hostile {
		if !strings.HasPrefix(strings.ToLower(s), "http") { // a source of that name is a link
			unmoved(t, s, ordinary)
		}
	}
}

// TestNoWords: where strangers wrote nothing that can be seen, there is
// something to read all the same.
func TestNoWords(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", " ", "\u200b\u3164", "\x00\x1b", strings.Repeat("\n", 200)} {
		for _, r := range around(s) {
			tame(t, s, preview(t, r))
		}
		for _, r := range []bot.Reply{bot.Notice{Text: s}, bot.Notice{Text: s, Near: []string{s}, Try: []string{s, s}}, bot.SpeakerCard{People: []bot.Person{{Name: s}}}, bot.Help{}} {
			tame(t, s, preview(t, r))
		}
	}
}

func TestAnyWords(t *testing.T) {
	t.Parallel()
	ordinary := ordinaryReadings(t)
	rapid.Check(t, func(r *rapid.T) {
		parts := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(hostile), rapid.StringN(1, 4, -1)), 1, 4).Draw(r, "parts")
		s := strings.Join(parts, rapid.SampledFrom([]string{"", " ", "\n", "\u200b"}).Draw(r, "between"))
		literally(t, s)
		if words := strings.TrimSpace(bot.Clean(s)); bot.Length(words) <= 40 && len(content.Fold(words)) > 0 && !strings.HasPrefix(strings.ToLower(words), "http") {
			unmoved(t, "x "+words, ordinary)
		}
	})
}

// TestTitle: the title of an embed shows the words, with twins for what an app
// might take for markup.
func TestTitle(t *testing.T) {
	same := []string{
		"Rivertown Gophers: Autumn meetup", "C# & F#: what's new?", "#42", "[Online] Rust | Go | C", "a_b", "2 * 3", "x < y", "Ada @ the mill", "18:45–21:00", "C:\\path", "~20 people", "`", "1. Bits",
	}
	for _, s := range same {
		if got := preview(t, bot.EventCard{Event: bot.Meetup{Title: s}}).Embeds[0].Title; got != s {
			t.Errorf("the title %q is shown as %q", s, got)
		}
	}
	twins := map[string]string{
		"snake_case_name": "snakeˍcaseˍname", "**now**": "∗∗now∗∗", "# one": "＃ one", ":tada: https://x.example": "꞉tada: https꞉//x.example", "<@1> @everyone": "‹@1> ＠everyone", "~~a~~ ||b|| `c`": "∼∼a∼∼ ∣∣b∣∣ ˋcˋ", `a\*b`: "a∖*b",
	}
	for s, want := range twins {
		if got := preview(t, bot.EventCard{Event: bot.Meetup{Title: s}}).Embeds[0].Title; got != want {
			t.Errorf("the title %q is shown as %q, want %q", s, got, want)
		}
	}
}

// TestLinks: where the words of a link go.
func TestLinks(t *testing.T) {
	tests := []struct{ words, address, want string }{
		{"Site", "https://ada.example", "[Site](https://ada.example)"},
		{"ada.example", "https://ada.example/me", "[ada.example](https://ada.example/me)"},
		{"", "https://ada.example", "<https://ada.example>"},
		{"https://good.example", "https://evil.example", "<https://evil.example>"},
		{"good.com", "https://evil.example", "<https://evil.example>"},
		{"my *site*", "https://ada.example", `my \*site\* ([link](https://ada.example))`},
		{"[x", "https://ada.example", `\[x ([link](https://ada.example))`},
		{"Site", "https://ada.example/a(b)c", "[Site](https://ada.example/a%28b%29c)"},
		{"Site", "https://bücher.example/ü?ö#ä", "[Site](https://xn--bcher-kva.example/%C3%BC?%C3%B6#%C3%A4)"},
		{"Mail", "mailto:ada@ada.example?subject=x", `Mail (ada\@ada.example)`},
		{"Site", "javascript:alert(1)", "Site"},
		{"Site", "file:///etc/passwd", "Site"},
		{"Site", "data:text/html,x", "Site"},
		{"Site", "slack://open", "Site"},
		{"Site", "https://user:secret@ada.example", "Site"},
		{"Site", "https://ada.example/" + strings.Repeat("x", 2000), "Site"},
		{"Site", "//ada.example", "Site"},
	}
	for _, test := range tests {
		r := bot.SpeakerCard{People: []bot.Person{{Name: "Ada", Links: []content.Link{{Text: test.words, URL: test.address}}}}}
		p := preview(t, r)
		tame(t, test.words, p)
		if got := p.Embeds[0].Description; got != test.want {
			t.Errorf("%q to %s is %q, want %q", test.words, test.address, got, test.want)
		}
	}
}

// TestTyped: commands stand as Discord's own line for them has them.
func TestTyped(t *testing.T) {
	for command, want := range map[string]string{
		"nextmeetup":                  "`/nextmeetup`",
		"speaker Ada Marlowe":         "`/speaker name:Ada Marlowe`",
		"speaker bio":                 "`/speaker bio:True`",
		"meetups past slices limit:9": "`/meetups words:slices past:True limit:9`",
		"follow gophers":              "`/meetupbot follow group:gophers`",
		"meetupbot sources add https://x.example/a_b": "`/meetupbot sources action:add address:https://x.example/a_b`",
		"talks a `b` *c*": "**/talks words:a \\`b\\` \\*c\\***",
		"dance":           "`dance`",
	} {
		if got := preview(t, bot.Notice{Text: "Hm.", Try: []string{command}}).Content; got != "Hm.\nYou can try "+want {
			t.Errorf("%q is typed as %q, want %q", command, got, want)
		}
	}
}

// TestSignUpLabels: a button says the words of its link, unless they lie.
func TestSignUpLabels(t *testing.T) {
	m := bottest.Autumn()
	for words, want := range map[string]string{
		"Register *now*": "Register *now*", "": "Sign up", "https://good.example": "Sign up", "good.com": "Sign up", "\u202e \u200b": "Sign up",
		strings.Repeat("word ", 40): strings.TrimSpace(strings.Repeat("word ", 16)) + "…",
	} {
		m.SignUp = []content.Link{{Text: words, URL: "https://rivertown.example/rsvp"}}
		if got := preview(t, bot.Reminder{Event: m}).Components[0].Components[0]; got.Label != want {
			t.Errorf("a link %q is a button %q, want %q", words, got.Label, want)
		}
	}
}

// TestPlaces: a channel of Discord's own is shown by its name, nothing else
// is.
func TestPlaces(t *testing.T) {
	for place, want := range map[schedule.Place]string{
		{Platform: "discord", ID: "123456789012345678"}: "<#123456789012345678>",
		{Platform: "discord", ID: "1> @everyone"}:       `discord:1> \@everyone`,
		{Platform: "slack", ID: "123"}:                  "slack:123",
	} {
		p := preview(t, bot.Plan{Posts: []bot.Posting{{What: "digest", Place: place}}})
		if got := p.Embeds[0].Description; got != "- digest in "+want {
			t.Errorf("%v is shown as %q, want %q", place, got, want)
		}
	}
}

func FuzzLiteral(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { literally(t, s) })
}

func FuzzRender(f *testing.F) {
	f.Add("Autumn meetup", "川の町の勉強会", "https://rivertown.example/")
	f.Add(strings.Repeat("long*", 500), "a\u0301\u0301\u200d🏳️‍🌈 🇳🇿🇳🇿🇳", "https://evil.example/a)b")
	f.Add("\x1b[31m\u202e\u009b\xff\x00", "# \r\n\t\u2028\u00a0\u3000", "mailto:x")
	f.Fuzz(func(t *testing.T, a, b, address string) {
		m := bottest.Autumn()
		m.Title, m.Group, m.Venue.Name, m.Doubts, m.Page = a, b, a+b, []string{b}, address
		m.SignUp = []content.Link{{Text: a, URL: address}}
		m.Talks = times(14, bot.Talk{Title: a, Speakers: []string{b}, Slides: address})
		person := bot.Person{Name: b, Links: m.SignUp, Bio: times(9, bot.Paragraph{Runs: []bot.Run{{Text: a}, {Text: b, URL: address}}}), Talks: times(9, bot.Given{Talk: m.Talks[0], Event: b})}
		for _, r := range []bot.Reply{
			bot.EventCard{Event: m, Also: times(3, m)}, bot.Announcement{Event: m}, bot.AgendaCard{Event: m, Items: times(20, bot.AgendaItem{Text: a})},
			bot.EventList{Words: b, Ahead: times(9, m), Past: times(2, m)}, bot.SpeakerCard{People: times(3, person)},
			bot.Notice{Text: a, Near: []string{b}, Try: []string{"talks " + a, b}}, bot.SourceList{Sources: []bot.Source{{Name: address, Broken: times(4, a)}}},
		} {
			tame(t, a, preview(t, r))
		}
	})
}
