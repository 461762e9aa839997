package bot_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"meetupbot/bot"
)

func TestParse(t *testing.T) {
	type args = map[string]string
	for _, tt := range []struct {
		line, name string
		args       args
	}{
		{"", "help", nil},
		{"  \t\n", "help", nil},
		{"/", "help", nil},
		{"!", "help", nil},
		{"nextmeetup", "nextmeetup", args{}},
		{"/nextmeetup", "nextmeetup", args{}},
		{"! NextMeetup?", "nextmeetup", args{}},
		{"next meetup gophers", "nextmeetup", args{"group": "gophers"}},
		{"nextmeetup group:data", "nextmeetup", args{"group": "data"}},
		{"nextmeetup Rivertown  Gophers", "nextmeetup", args{"group": "Rivertown Gophers"}},
		{"when is the next meetup?", "nextmeetup", args{}},
		{"meetups", "meetups", args{}},
		{"meetups past", "meetups", args{"past": "true"}},
		{"meetups Past go 1.0", "meetups", args{"past": "true", "words": "go 1.0"}},
		{"meetups testing past limit:20", "meetups", args{"past": "true", "words": "testing", "limit": "20"}},
		{"meetups “past”", "meetups", args{"words": "past"}},
		{`meetups "past tense"`, "meetups", args{"words": "past tense"}},
		{"meetups the past of go", "meetups", args{"words": "the past of go"}},
		{"meetups limit:", "meetups", args{"words": "limit:"}},
		{"agenda 2017-09-26", "agenda", args{"event": "2017-09-26"}},
		{"agenda talk: limits", "agenda", args{"event": "talk: limits"}},
		{"!speaker bio Ada Marlowe", "speaker", args{"bio": "true", "name": "Ada Marlowe"}},
		{"speaker Ada Marlowe bio", "speaker", args{"bio": "true", "name": "Ada Marlowe"}},
		{"speaker bio", "speaker", args{"bio": "true"}},
		{"bio Ada", "speaker", args{"name": "Ada"}},
		{"who is Ada Marlowe", "speaker", args{"name": "Ada Marlowe"}},
		{"talks\tkubernetes\u00a0networking", "talks", args{"words": "kubernetes networking"}},
		{"talks a\u202eb\u200bc\x1b[31m", "talks", args{"words": "abc [31m"}},
		{"help talks", "help", args{"command": "talks"}},
		{"?", "help", args{}},
		{"calendar 2017-09-26", "calendar", args{"event": "2017-09-26"}},
		{"meetupbot", "help", nil},
		{"/meetupbot", "help", nil},
		{"/meetupbot help", "help", args{}},
		{"/meetupbot nextmeetup", "nextmeetup", args{}},
		{"MeetupBot: speaker bio Ada", "speaker", args{"bio": "true", "name": "Ada"}},
		{"meetupbot follow gophers", "follow", args{"group": "gophers"}},
		{"!meetupbot follow gophers", "follow", args{"group": "gophers"}},
		{"/meetupbot follow gophers", "follow", args{"group": "gophers"}},
		{"follow gophers", "follow", args{"group": "gophers"}},
		{"/follow gophers", "follow", args{"group": "gophers"}},
		{"remind 1 day before at 10:00, 2 hours before", "remind", args{"when": "1 day before at 10:00, 2 hours before"}},
		{"remind off", "remind", args{"when": "off"}},
		{"plan", "plan", args{}},
		{"plan 30", "plan", args{"days": "30"}},
		{"plan days:30", "plan", args{"days": "30"}},
		{"plan soon", "plan", args{"days": "soon"}},
		{"rules", "rules", args{}},
		{"rules quiet off", "rules", args{"quiet": "off"}},
		{"rules posts: reminder, digest quiet:", "rules", args{"posts": "reminder, digest"}},
		{`rules posts:announcement,reminder digest:"0 9 * * MON" quiet:22:00-08:00 zone:Europe/London`, "rules",
			args{"posts": "announcement,reminder", "digest": "0 9 * * MON", "quiet": "22:00-08:00", "zone": "Europe/London"}},
		{"rules Digest:“0 9 * * MON” zone:Europe/London", "rules", args{"digest": "0 9 * * MON", "zone": "Europe/London"}},
		{"sources", "sources", args{}},
		{"sources gophers", "sources", args{"group": "gophers"}},
		{"sources add https://rivertown.example/a.ics gophers", "sources", args{"action": "add", "address": "https://rivertown.example/a.ics", "group": "gophers"}},
		{"sources remove <https://rivertown.example/a.ics>", "sources", args{"action": "remove", "address": "https://rivertown.example/a.ics"}},
		{"sources add group:gophers webcal://rivertown.example/a.ics", "sources", args{"action": "add", "address": "webcal://rivertown.example/a.ics", "group": "gophers"}},
	} {
		got, ok := bot.Parse(tt.line)
		if want := (bot.Call{Name: tt.name, Args: tt.args}); !ok || !cmp.Equal(got, want) {
			t.Errorf("Parse(%q) = %+v, %v, want %+v", tt.line, got, ok, want)
		}
	}
	for _, line := range []string{"nextmetup", "thanks!", "/speakerbio Ada", "nextmeetups", "https://x.example/", "!pause", "! status", "meetupbot meetupbot", "meetupbot please"} {
		if got, ok := bot.Parse(line); ok {
			t.Errorf("Parse(%q) = %+v, want no command", line, got)
		}
	}
}

// FuzzParse: whatever is typed, a call names options of its command alone, in
// printable UTF-8, and asking it again with typed options changes nothing.
func FuzzParse(f *testing.F) {
	for _, line := range []string{
		"nextmeetup", "!speaker bio Ada Marlowe", "/talks words limit:5", "meetups past past past", "meetups \"past\"", "speaker bio bio",
		"next meetup group:a group:b", "talks \xff\x00\u202e\ufeff", "／nextmeetup", "!!! ???", "!meetupbot rules digest:\"0 9 * * MON\" quiet:", "sources add <https://x.example/> x", "meetupbot !pause", "rules rules: posts", strings.Repeat("a ", 500),
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		call, ok := bot.Parse(line)
		command, found := bot.CommandNamed(call.Name)
		if ok != found {
			t.Fatalf("Parse(%q) = %+v, %v, but CommandNamed says %v", line, call, ok, found)
		}
		if !ok {
			return
		}
		for _, name := range slices.Collect(maps.Keys(call.Args)) {
			if !slices.ContainsFunc(command.Options, func(o bot.Option) bool { return o.Name == name }) {
				t.Errorf("Parse(%q) has %q, which %s does not take", line, name, command.Name)
			}
			value := call.Args[name]
			if value == "" || !utf8.ValidString(value) || strings.ContainsFunc(value, unicode.IsControl) || strings.TrimSpace(value) != value {
				t.Errorf("Parse(%q): %s = %q", line, name, value)
			}
		}
	})
}

func FuzzAnswer(f *testing.F) {
	db, _ := rivertown(f)
	r := router(f, db)
	for _, line := range []string{
		"nextmeetup \x00", "agenda 2017-13-45", "agenda 0000-00", "speaker ' OR 1=1 --", "talks \"AND NEAR( a* title:x -",
		"meetups limit:99999999999999999999", "help help", "speaker %_", "talks " + strings.Repeat("(a+)+$", 50), "agenda 2017-09",
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		switch reply := r.Answer(t.Context(), bot.Request{Line: line, Now: instant("2017-09-20T12:00:00+01:00")}).(type) {
		case nil:
			t.Fatalf("%q has no answer", line)
		case bot.Notice:
			if strings.Contains(reply.Text, "Something went wrong") {
				t.Fatalf("%q is answered with a fault", line)
			}
			if utf8.RuneCountInString(reply.Text) > 300 {
				t.Errorf("%q is answered with %d characters: %s", line, utf8.RuneCountInString(reply.Text), reply.Text)
			}
		}
	})
}
