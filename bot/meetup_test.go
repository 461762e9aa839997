package bot_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"meetupbot/bot"
	"meetupbot/content"
)

// card is how the next meetup is shown when it is e.
func card(t *testing.T, e content.Event) bot.Meetup {
	t.Helper()
	if e.Date == "" {
		e.Date, e.Zone = "2017-09-26", "Europe/London"
	}
	reply := router(t, shelf{e}).Answer(t.Context(), bot.Request{Line: "nextmeetup", Now: instant("2017-09-20T12:00:00Z")})
	shown, ok := reply.(bot.EventCard)
	if !ok {
		t.Fatalf("nextmeetup = %+v, want a card", reply)
	}
	return shown.Event
}

// TestLinks: people are sent to the web and to mail, nowhere else.
func TestLinks(t *testing.T) {
	good := []string{
		"https://rivertown.example/a?b=c#d", "http://x.example", "HTTPS://X.example/", "mailto:ada@rivertown.example", " https://y.example ",
		"https://münchen.example/ü", "https://[2001:db8::1]/",
	}
	bad := []string{
		"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "chat://open", "//x.example", "/rsvp", "rsvp",
		"https://", "https:x.example", "mailto:", "https://bank.example@evil.example/", "https://a b.example", "https://x.example/\x1b[2J",
		"https://x.example/<!channel>", "https://x.example/\n", "", "https://x.example/%zz:\x7f",
	}
	var all []content.Link
	for _, u := range slices.Concat(good, bad, good) {
		all = append(all, content.Link{URL: u})
	}
	var got, want []string
	for _, l := range card(t, content.Event{RSVP: all}).SignUp {
		got = append(got, l.URL)
	}
	for _, u := range good {
		if u = strings.TrimSpace(u); u != "" {
			want = append(want, u)
		}
	}
	want = append(want, "https://x.example/") // the line feed at its end is white space
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("links that people can follow (-want +got):\n%s", diff)
	}
	for _, u := range []string{"javascript:alert(1)", "ftp://x.example/v.mp4"} {
		m := card(t, content.Event{Talks: []content.Talk{{Title: "T", Video: u, Slides: u}}, Origin: content.Origin{URL: u}})
		if m.Page != "" || m.Talks[0].Video != "" || m.Talks[0].Slides != "" {
			t.Errorf("%q is shown as page, video or slides: %+v", u, m)
		}
	}
}

// TestDoubts: members hear that something is not confirmed, once; what the
// readings are is for organisers.
func TestDoubts(t *testing.T) {
	var doubts []content.Doubt
	for _, field := range []string{"date", "end_date", "start", "end", "zone", "venue", "status", "talk", "speaker"} {
		doubts = append(doubts, content.Doubt{Field: field, Question: "Which of the two is it?"})
	}
	want := []string{
		"The day is not confirmed.", "The time is not confirmed.", "The time zone is not confirmed.",
		"The place is not confirmed.", "Whether it takes place is not confirmed.",
	}
	if diff := cmp.Diff(want, card(t, content.Event{Doubts: doubts}).Doubts); diff != "" {
		t.Errorf("doubts (-want +got):\n%s", diff)
	}
}

func TestName(t *testing.T) {
	for want, m := range map[string]bot.Meetup{
		"Meetup":                           {},
		"Rivertown Gophers meetup":         {Group: "Rivertown Gophers"},
		"Autumn meetup":                    {Title: "Autumn meetup"},
		"Rivertown Gophers: Autumn meetup": {Group: "Rivertown Gophers", Title: "Autumn meetup"},
		"RIVERTOWN-gophers in autumn":      {Group: "Rivertown Gophers", Title: "RIVERTOWN-gophers in autumn"},
		"Go: Gophers unite":                {Group: "Go", Title: "Gophers unite"},
	} {
		if got := m.Name(); got != want {
			t.Errorf("Name of %+v = %q, want %q", m, got, want)
		}
	}
}
