package slack

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"meetupbot/bot"
	"meetupbot/bot/bottest"
	"meetupbot/content"
)

// hostile are texts that do something somewhere.
var hostile = []string{
	"<!channel>", "<!here>", "<!everyone>", "<!subteam^S1>", "<!subteam^S1|@team>", "<@U1>", "<@W1|ada>", "<#C1>", "<#C1|general>",
	"@everyone", "@here", "@channel", "<@&42>", "<!date^0^{date}|x>", "&lt;!channel&gt;", "&amp;",
	"[https://good.example](https://evil.example)", "<https://evil.example|https://good.example>", "https://good.example",
	"javascript:alert(1)", "file:///etc/passwd", "slack://channel?id=C1", "data:text/html,x",
	"*bold* _italic_ ~gone~ `code` ```pre``` > quote", "*", "_", "~", "`", "```", "> quoted", "1. one", "- item", "• item",
	"", " ", "\n\n\n\n\n\n", "\u200b\u200d\u200c", "\u3164", "\x00\x1b[31m\u009b", "\xff\xed\xa0\x80",
	"\u202egnp.exe\u202c", "z" + strings.Repeat("\u0301", 200), strings.Repeat("\u200b", 300), strings.Repeat("👩‍👩‍👧‍👦", 40),
	":smile: " + strings.Repeat(":emoji:", 100), strings.Repeat("long", 800), strings.Repeat("many words ", 10_000),
	strings.Repeat("\"\\", 900), "C0RIVER", "meetupbot", "help", `"quoted"`, "Ferry & Sons",
}

var addresses = []string{
	"", "https://rivertown.example/autumn", "http://rivertown.example", "mailto:ada@lantern.example?subject=x", "HTTPS://RIVERTOWN.EXAMPLE/",
	"javascript:alert(1)", "slack://channel?id=C1", "data:text/html,x", "//evil.example", "https://good.example@evil.example",
	"https://evil.example/|<!channel>>", "https://bücher.example/größe?q=ü", "https://xn--.example", "https://[::1]:80/x",
	"https://evil.example/" + strings.Repeat("x", 900), "https://evil.example/" + strings.Repeat("x", 2_900), "https://evil.example/" + strings.Repeat("x", 5_000),
	"https://" + strings.Repeat("good.example.", 15) + "evil.example/",
}

// TestHostile fills every field of every reply with hostile text.
func TestHostile(t *testing.T) {
	var kinds []reflect.Type
	for _, s := range bottest.Replies() {
		if kind := reflect.TypeOf(s.Reply); !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		reply := reflect.New(rapid.SampledFrom(kinds).Draw(rt, "reply")).Elem()
		fill(rt, reply, "")
		if fault := tame(render(reply.Interface().(bot.Reply), "slack")); fault != nil {
			rt.Fatalf("%v", fault)
		}
	})
}

// TestLongReport: a report's first sentence fits, however long it is.
func TestLongReport(t *testing.T) {
	for _, words := range hostile {
		r := bot.Report{Said: words + strings.Repeat("long", 800), Lines: make([]bot.Posting, 1)}
		if fault := tame(render(r, "slack")); fault != nil {
			t.Errorf("%q: %v", words, fault)
		}
	}
}

// fill gives v a value, hostile where it is text.
func fill(t *rapid.T, v reflect.Value, field string) {
	text := rapid.SampledFrom(hostile)
	switch v.Interface().(type) {
	case content.Date:
		v.SetString(rapid.SampledFrom([]string{"", "2017-12", "2017-09-26", "2024-02-29"}).Draw(t, field))
		return
	case content.Clock:
		v.SetString(rapid.SampledFrom([]string{"", "18:45", "00:00", "24:00"}).Draw(t, field))
		return
	case content.Status:
		v.SetString(rapid.SampledFrom([]string{"", "cancelled", "postponed", "moved"}).Draw(t, field))
		return
	case time.Time:
		v.Set(reflect.ValueOf(time.Unix(rapid.SampledFrom([]int64{0, 1506447900, -62135596800}).Draw(t, field), 0).UTC()))
		return
	}
	switch v.Kind() {
	case reflect.String:
		switch field {
		case "URL", "Page", "Video", "Slides":
			v.SetString(rapid.SampledFrom(addresses).Draw(t, field))
		case "Zone":
			v.SetString(rapid.SampledFrom([]string{"", "Europe/London", "Asia/Kolkata", "<!channel>"}).Draw(t, field))
		default:
			s := text.Draw(t, field)
			if rapid.Bool().Draw(t, "more") {
				s += text.Draw(t, field)
			}
			v.SetString(s)
		}
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(rapid.SampledFrom([]int{0, 1, 2, 7, 1_000_000, -3}).Draw(t, field)))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, field))
	case reflect.Pointer:
		if rapid.Bool().Draw(t, field) {
			v.Set(reflect.New(v.Type().Elem()))
			fill(t, v.Elem(), field)
		}
	case reflect.Slice:
		n := rapid.SampledFrom([]int{0, 1, 3, 12, 70}).Draw(t, field)
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		if n == 0 {
			return
		}
		// All alike: it is their number and size that matter.
		one := reflect.New(v.Type().Elem()).Elem()
		fill(t, one, field)
		for i := range n {
			v.Index(i).Set(one)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), v.Type().Field(i).Name)
		}
	}
}

// TestLiteral: a title is shown as it was written, whatever it is on Slack.
func TestLiteral(t *testing.T) {
	for _, words := range hostile {
		shown := short(words, maxHeader)
		if shown == "" {
			continue // nothing that could be seen
		}
		m := bottest.Autumn()
		m.Group, m.Title, m.Venue.Name, m.Venue.Address = "", words, words, ""
		m.Talks = []bot.Talk{{Title: words}}
		got := render(bot.EventCard{Event: m}, "slack")
		seen := view(t, got.Blocks)
		if !strings.Contains(seen, "# "+shown+"\n") || !strings.Contains(seen, ":round_pushpin: "+short(words, maxSentence)+"\n") ||
			!strings.Contains(seen, "  • "+short(words, maxName)+"\n") {
			t.Errorf("%q is not shown as it is:\n%s", words, seen)
		}
		if !strings.Contains(unescaped(got.Text), short(shown, 60)) && len(shown) < 60 {
			t.Errorf("%q is not in the text %q", words, got.Text)
		}
	}
}

// TestNothingToSee: a meetup whose title shows nothing is still called
// something.
func TestNothingToSee(t *testing.T) {
	for _, title := range []string{"", " ", "\u200b", "\u3164", "\n\n"} {
		got := render(bot.Announcement{Event: bot.Meetup{Title: title}}, "slack")
		if seen := view(t, got.Blocks); !strings.HasPrefix(seen, "# New – Meetup\n") {
			t.Errorf("a meetup called %q is shown as\n%s", title, seen)
		}
	}
}

func unescaped(s string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s)
}
