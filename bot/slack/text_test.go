package slack

import (
	"strings"
	"testing"
	"unicode/utf8"

	slackapi "github.com/slack-go/slack"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
	"meetupbot/content"
)

func TestAddress(t *testing.T) {
	for in, want := range map[string]string{
		"https://rivertown.example/autumn?a=b&c":                "https://rivertown.example/autumn?a=b&c",
		"mailto:ada@lantern.example":                            "mailto:ada@lantern.example",
		"https://bücher.example/größe?q=ü#ä":                    "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe?q=%C3%BC#%C3%A4",
		"https://pаypal.example/":                               "https://xn--pypal-4ve.example/", // a Cyrillic а
		"https://evil.example/>|<!channel>":                     "https://evil.example/%3E%7C%3C!channel%3E",
		"https://evil.example/" + strings.Repeat("ü", maxURL/4): "",
		"javascript:alert(1)":                                   "",
		"slack://channel?id=C1":                                 "",
		"https://x@evil.example":                                "",
		"https://\u202egnp.exe.example/":                        "",
	} {
		if got := address(in, maxURL); got != want {
			t.Errorf("address(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLeadsTo(t *testing.T) {
	for in, want := range map[string]string{
		"https://www.Rivertown.example/autumn": "rivertown.example",
		"https://rivertown.example:8080?x":     "rivertown.example:8080",
		"HTTPS://RIVERTOWN.EXAMPLE#x":          "rivertown.example",
		"mailto:ada@lantern.example?subject=x": "lantern.example",
		// Of a long one the end counts.
		"https://" + strings.Repeat("good.example.", 9) + "evil.example/": "….good.example.good.example.evil.example",
	} {
		if got := leadsTo(in); got != want {
			t.Errorf("leadsTo(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestLinks: words that pretend to lead elsewhere are not shown, and the host
// always is.
func TestLinks(t *testing.T) {
	for _, tt := range []struct{ words, to, want string }{
		{"Site", "https://ada.example/me", "[Site](https://ada.example/me) (ada.example)"},
		{"ada.example", "https://ada.example/me", "[ada.example](https://ada.example/me)"},
		{"https://good.example", "https://evil.example/x", "[evil.example/x](https://evil.example/x)"},
		{"[good](https://good.example)", "https://evil.example/x", "[evil.example/x](https://evil.example/x)"},
		{"good.com", "https://evil.example/x", "[evil.example/x](https://evil.example/x)"},
		{"", "mailto:ada@lantern.example", "[mailto:ada@lantern.example](mailto:ada@lantern.example)"},
	} {
		var s spans
		s.link(tt.words, tt.to)
		if got := viewSection(t, section(s)); got != tt.want {
			t.Errorf("link(%q, %q) is shown as %q, want %q", tt.words, tt.to, got, tt.want)
		}
	}
}

// TestSignUp: whatever the way to sign up is, a member learns of it, and where
// it leads.
func TestSignUp(t *testing.T) {
	long := "https://rivertown.example/" + strings.Repeat("x", maxURL)
	for name, tt := range map[string]struct {
		urls []string
		want []string
	}{
		"web":                  {[]string{"https://rivertown.example/rsvp"}, []string{"[Sign up at rivertown.example]*(https://rivertown.example/rsvp) "}},
		"mail":                 {[]string{"mailto:rsvp@rivertown.example"}, []string{"Sign up by mail: [mailto:rsvp@rivertown.example](mailto:rsvp@rivertown.example)"}},
		"too long":             {[]string{long}, []string{"(The address at which to sign up is too long for Slack.)"}},
		"too long and another": {[]string{long, "https://tickets.example/"}, []string{"[Sign up at tickets.example]*(https://tickets.example/) "}},
		"page":                 {[]string{"https://rivertown.example/autumn"}, []string{"[Sign up at rivertown.example]*(https://rivertown.example/autumn) [Add to calendar] [Remind me] [Programme] [Speakers] \n"}},
	} {
		m := bottest.Autumn()
		m.SignUp = nil
		for _, u := range tt.urls {
			m.SignUp = append(m.SignUp, content.Link{URL: u})
		}
		seen := view(t, render(bot.EventCard{Event: m}, "slack").Blocks)
		for _, want := range tt.want {
			if !strings.Contains(seen, want) {
				t.Errorf("%s: %q is missing:\n%s", name, want, seen)
			}
		}
	}
}

// TestLongLists: what does not fit is counted, and what stands after the list
// is there.
func TestLongLists(t *testing.T) {
	m := bottest.Autumn()
	m.Doubts = []string{"The day is not confirmed."}
	events := make([]bot.Meetup, 50)
	items := make([]bot.AgendaItem, 90)
	for i := range items {
		items[i] = bot.AgendaItem{Start: "18:45", End: "19:00", Text: strings.Repeat("A talk about a thing. ", 4), Speakers: []string{"Ada Marlowe", "Jo Quill"}}
	}
	for i := range events {
		events[i] = m
	}
	people := make([]bot.Person, 40)
	for i := range people {
		people[i] = bot.Person{Name: "Ada Marlowe", Role: "Engineer", Bio: bot.Prose{{Runs: []bot.Run{{Text: "Ada counts."}}}}}
	}
	for _, tt := range []struct {
		reply bot.Reply
		want  []string
	}{
		{bot.AgendaCard{Event: m, Items: items}, []string{"\n_… and ", " more_\n", "[More at rivertown.example]"}},
		{bot.EventList{Ahead: events, Past: events[:3], MorePast: bot.More{Count: 4}}, []string{"\n_… and ", "*Past meetups*\n", "_… and 7 more_"}},
		{bot.SpeakerCard{For: &m, People: people}, []string{"_… and Ada Marlowe, Ada Marlowe"}},
	} {
		got := render(tt.reply, "slack")
		if fault := tame(got); fault != nil {
			t.Errorf("%T: %v", tt.reply, fault)
		}
		seen := view(t, got.Blocks)
		for _, want := range tt.want {
			if !strings.Contains(seen, want) {
				t.Errorf("%T: %q is missing:\n%s", tt.reply, want, seen)
			}
		}
		if strings.Contains(seen, leftOut) {
			t.Errorf("%T: a block had no room:\n%s", tt.reply, seen)
		}
	}
}

// TestReadersTime: the venue's words stand beside the reader's own time, and
// in its place where Slack cannot tell it.
func TestReadersTime(t *testing.T) {
	m := bottest.Autumn()
	seen := view(t, render(bot.Announcement{Event: m}, "slack").Blocks)
	want := ":calendar: *Tuesday 26 September 2017, 18:45–21:00* (London time, BST)\n" +
		":clock3: Your time: {1506447900 {date_long_pretty} at {time}|Tuesday 26 September 2017, 18:45–21:00 (London time, BST)} to {1506456000 {time}|21:00}\n"
	if !strings.Contains(seen, want) {
		t.Errorf("%q is missing:\n%s", want, seen)
	}
	m.When.Start, m.When.End = "", ""
	if seen := view(t, render(bot.Announcement{Event: m}, "slack").Blocks); strings.Contains(seen, "Your time") {
		t.Errorf("a day without a time has a reader's time:\n%s", seen)
	}
}

// TestChange: what was told stands struck through beside what is so now.
func TestChange(t *testing.T) {
	m := bottest.Autumn()
	m.Venue.Name, m.Venue.Address = "", ""
	seen := view(t, render(bot.Change{Event: m, Was: []bot.Was{
		{Field: "status", Value: "cancelled"}, {Field: "time", Value: "19:00"}, {Field: "zone", Value: "Paris time, CEST"}, {Field: "place", Value: "The Corn Exchange"},
	}}, "slack").Blocks)
	for _, want := range []string{
		"# Changed – Rivertown Gophers: Autumn meetup\n",
		"~cancelled~ → *It takes place.\n*", // the line ends within what is bold
		":calendar: ~19:00, Paris time, CEST~ → *Tuesday 26 September 2017, 18:45–21:00* (London time, BST), in 6 days\n",
		":round_pushpin: ~The Corn Exchange~ → the place is not known yet\n",
	} {
		if !strings.Contains(seen, want) {
			t.Errorf("%q is missing:\n%s", want, seen)
		}
	}
}

func FuzzRender(f *testing.F) {
	for i := range hostile {
		f.Add(hostile[i], hostile[(i+7)%len(hostile)], addresses[i%len(addresses)])
	}
	f.Fuzz(func(t *testing.T, a, b, c string) {
		m := bottest.Autumn()
		m.Title, m.Group, m.Venue.Name, m.Doubts, m.Page = a, b, c, []string{b + a}, c
		m.SignUp = append(m.SignUp, content.Link{URL: c})
		m.Talks = []bot.Talk{{Title: a + b, Speakers: []string{b, c}, Video: c}, {Title: c}}
		for _, r := range []bot.Reply{
			bot.EventCard{Event: m, Also: []bot.Meetup{m}},
			bot.Notice{Text: c, Near: []string{a}, Try: []string{b, a}},
			bot.SpeakerCard{People: []bot.Person{{Name: a, Role: b, Bio: bot.Prose{
				{Runs: []bot.Run{{Text: c}, {Text: a, URL: c}}}, {Item: true, Runs: []bot.Run{{Text: b, URL: c}}},
			}}}},
			bot.CalendarEntry{Event: m},
		} {
			if fault := tame(render(r, "slack")); fault != nil {
				t.Fatalf("%T: %v", r, fault)
			}
		}
	})
}

func FuzzAddress(f *testing.F) {
	for _, a := range addresses {
		f.Add(a, "https://good.example")
	}
	f.Fuzz(func(t *testing.T, to, words string) {
		at := address(to, maxLink)
		if len(at) > maxLink || !isASCII(at) || strings.ContainsAny(at, "<>|\" \x00\x1b\n") {
			t.Fatalf("address(%q) = %q", to, at)
		}
		if again := address(at, maxLink); again != at {
			t.Fatalf("address(%q) = %q, and of that %q", to, at, again)
		}
		if at == "" {
			return
		}
		var s spans
		s.link(words, at)
		said := s.elements[0].(*slackapi.RichTextSectionLinkElement).Text
		if !utf8.ValidString(said) || said == "" {
			t.Fatalf("link(%q, %q) says %q", words, at, said)
		}
		if seen := strings.ToLower(viewSection(t, section(s))); !strings.Contains(seen, leadsTo(at)) {
			t.Fatalf("link(%q, %q) is shown as %q, without its host", words, at, seen)
		}
	})
}
