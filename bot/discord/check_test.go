package discord_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"meetupbot/bot"
	"meetupbot/bot/discord"
	"meetupbot/bot/discord/discordtest"
	"meetupbot/schedule"
)

// about returns the findings about what.
func about(found []bot.Finding, what string) []bot.Finding {
	var out []bot.Finding
	for _, f := range found {
		if f.What == what {
			out = append(out, f)
		}
	}
	return out
}

// TestCheckFine: nothing is complained of where all is well.
func TestCheckFine(t *testing.T) {
	w := newWorld(t).connected()
	elsewhere := schedule.Place{Platform: "console", ID: "1"}
	found := w.adapter.Check(w.ctx, []schedule.Place{place(w.ChannelID), elsewhere})
	for _, f := range found {
		if f.Level != bot.OK || f.Fix != "" {
			t.Errorf("%+v", f)
		}
	}
	for _, what := range []string{"discord bot token", "discord message content intent", "discord public key", "discord clock", "discord slash commands",
		"discord servers", "discord:" + w.ChannelID} {
		if len(about(found, what)) != 1 {
			t.Errorf("%s is not said once: %+v", what, found)
		}
	}
	discordtest.Validate(t, w.Calls(discordtest.Everything))
}

// TestCheckFinds: each thing that can be wrong is found, with what to do.
func TestCheckFinds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		play  func(*world)
		what  string
		level bot.Level
		say   string // within text and fix
	}{
		{"token", func(w *world) { w.Revoke() }, "discord bot token", bot.Broken, "Reset Token"},
		{"unreachable", func(w *world) { w.Play(discordtest.GetApplication, discordtest.Fail(503)) }, "discord bot token", bot.Broken, "cannot be asked"},
		{"key of another application", func(w *world) { w.config.PublicKey = strings.Repeat("ab", 32) }, "discord public key", bot.Broken, "DISCORD_PUBLIC_KEY"},
		{"no key though needed", func(w *world) {
			w.config.PublicKey = ""
			w.Play(discordtest.GetApplication, discordtest.Behaviour{Status: 200, Body: `{"id":"` + w.AppID + `","flags":262144,"bot":{"id":"` + w.BotID +
				`"},"interactions_endpoint_url":"https://bot.example/discord/interactions"}`})
		}, "discord public key", bot.Broken, "https://bot.example/discord/interactions"},
		{"intent", func(w *world) { w.Set(func(s *discordtest.Settings) { s.Intents = 0 }) }, "discord message content intent", bot.Warning, "Privileged Gateway Intents"},
		{"clock", func(w *world) {
			clock := w.config.Clock
			w.config.Clock = func() schedule.Now {
				now := clock()
				now.Real = now.Real.Add(-3 * time.Minute)
				return now
			}
		}, "discord clock", bot.Warning, "is off by -"},
		{"clock, far", func(w *world) {
			clock := w.config.Clock
			w.config.Clock = func() schedule.Now {
				now := clock()
				now.Real = now.Real.Add(6 * time.Minute)
				return now
			}
		}, "discord clock", bot.Broken, "is off by "},
		{"commands", func(*world) {}, "discord slash commands", bot.Warning, "/nextmeetup"},
		{"servers", func(w *world) { w.RemoveGuild(w.GuildID) }, "discord servers", bot.Broken, "oauth2/authorize?client_id="},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, c.play)
			found := about(w.adapter.Check(w.ctx, nil), c.what)
			if len(found) != 1 || found[0].Level != c.level || !strings.Contains(found[0].Text+found[0].Fix, c.say) || c.level == bot.Broken && c.name != "unreachable" && found[0].Fix == "" {
				t.Errorf("%+v", found)
			}
		})
	}
}

// TestReach names each permission that is missing, and what to click.
func TestReach(t *testing.T) {
	w := newWorld(t)
	const ordinary = discordtest.Ordinary
	for _, c := range []struct {
		name  string
		may   int64
		level bot.Level
		say   string
	}{
		{"Embed Links", ordinary &^ discordtest.EmbedLinks, bot.Broken, "Permissions > Advanced permissions > the role meetups, and choose the green tick of Embed Links"},
		{"Send Messages", ordinary &^ discordtest.SendMessages, bot.Broken, "the green tick of Send Messages."},
		{"Attach Files", ordinary &^ discordtest.AttachFiles, bot.Warning, "Attach Files"},
		{"Read Message History", ordinary &^ discordtest.ReadMessageHistory, bot.Warning, "Read Message History"},
		{"no sight", ordinary &^ discordtest.ViewChannel, bot.Broken, "does not see it"},
	} {
		w.Permit(w.ChannelID, c.may)
		found := w.adapter.Reach(w.ctx, place(w.ChannelID))
		if len(found) != 1 || found[0].Level != c.level || !strings.Contains(found[0].Text+" "+found[0].Fix, c.say) {
			t.Errorf("%s: %+v", c.name, found)
		}
	}
	w.Permit(w.ChannelID, discordtest.Administrator)
	forum := w.AddChannel(discordtest.Channel{Name: "questions", Kind: discordtest.ForumChannel})
	for id, say := range map[string]string{
		"123": "no such channel", "#general": "no channel id", forum: "forum",
	} {
		found := w.adapter.Reach(w.ctx, place(id))
		if len(found) != 1 || found[0].Level != bot.Broken || !strings.Contains(found[0].Text, say) || found[0].Fix == "" {
			t.Errorf("%s: %+v", id, found)
		}
	}
	direct := w.Say(discordtest.Said{Text: "help", DM: true}).Channel
	if found := w.adapter.Reach(w.ctx, place(direct)); len(found) != 0 {
		t.Errorf("direct messages: %+v", found)
	}
}

// TestReachByRoles: a permission that the server does not give is switched on
// there, not in the channel; a role's overwrite beats everybody's, and the
// bot's own beats both.
func TestReachByRoles(t *testing.T) {
	const everything = "1125899906842615" // every bit below 1<<50 but Administrator
	for _, c := range []struct {
		name       string
		everyone   string // what everybody may do in the server
		overwrites string
		want       string // of the fix; "": nothing is missing
	}{
		{"not in the server", "66560", `[]`, "Server Settings > Roles"},
		{"taken from everybody", everything, `[{"id":"1","type":0,"allow":"0","deny":"16384"}]`, "Edit Channel"},
		{"given back to the role", everything, `[{"id":"1","type":0,"allow":"0","deny":"16384"},{"id":"2","type":0,"allow":"16384","deny":"0"}]`, ""},
		{"taken from the bot", everything, `[{"id":"2","type":0,"allow":"16384","deny":"0"},{"id":"BOT","type":1,"allow":"0","deny":"16384"}]`, "Edit Channel"},
		{"given to another role", everything, `[{"id":"1","type":0,"allow":"0","deny":"16384"},{"id":"3","type":0,"allow":"16384","deny":"0"}]`, "Edit Channel"},
	} {
		w := newWorld(t)
		w.Play(discordtest.GetChannel, discordtest.Behaviour{Status: 200, Body: `{"id":"` + w.ChannelID + `","guild_id":"1","name":"talk","type":0,"permission_overwrites":` +
			strings.ReplaceAll(c.overwrites, "BOT", w.BotID) + `}`})
		w.Play(discordtest.GetGuild, discordtest.Behaviour{Status: 200, Body: `{"id":"1","name":"R","owner_id":"9","roles":[
			{"id":"1","name":"@everyone","permissions":"` + c.everyone + `"},
			{"id":"2","name":"meetups","permissions":"274877906944","managed":true},
			{"id":"3","name":"staff","permissions":"` + everything + `"}]}`})
		w.Play(discordtest.GetGuildMember, discordtest.Behaviour{Status: 200, Body: `{"roles":["2"]}`})
		found := w.adapter.Reach(w.ctx, place(w.ChannelID))
		var fix string
		for _, f := range found {
			if strings.Contains(f.Text, "Embed Links") {
				fix = f.Fix
			}
		}
		if !strings.Contains(fix, c.want) || (c.want == "") != (fix == "") {
			t.Errorf("%s: %+v", c.name, found)
		}
	}
}

// TestReachThread: what the bot may do in a thread follows from the channel that
// it is in, and it is another permission that it needs to post there.
func TestReachThread(t *testing.T) {
	w := newWorld(t)
	w.Permit(w.ChannelID, discordtest.Ordinary&^discordtest.SendMessages)
	thread := discordtest.Behaviour{Status: 200, Times: discordtest.Always, Body: `{"id":"77","guild_id":"` + w.GuildID +
		`","name":"chat","type":11,"parent_id":"` + w.ChannelID + `"}`}
	for _, c := range []struct {
		may  int64
		want bot.Level
	}{
		{discordtest.Ordinary &^ discordtest.SendMessages, bot.OK},
		{discordtest.Ordinary &^ discordtest.SendMessagesInThreads, bot.Broken},
	} {
		w.Permit(w.ChannelID, c.may)
		w.Rest(discordtest.GetChannel)
		thread.Times = 1
		w.Play(discordtest.GetChannel, thread)
		found := w.adapter.Reach(w.ctx, place("77"))
		if (len(found) == 0) != (c.want == bot.OK) || len(found) > 0 && found[0].Level != c.want {
			t.Errorf("%b: %+v", c.may, found)
		}
	}
}

// TestInviteURL asks for the scopes and bits that the bot needs, those of
// February 2026 included, and not for more.
func TestInviteURL(t *testing.T) {
	u, err := url.Parse(discord.InviteURL("123"))
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	const want = 1<<10 | 1<<11 | 1<<14 | 1<<15 | 1<<16 | 1<<38 | 1<<44 | 1<<51
	if got := q.Get("permissions"); got != "2269666877754368" || want != 2269666877754368 {
		t.Errorf("permissions %s, want %d", got, int64(want))
	}
	if u.Host != "discord.com" || q.Get("scope") != "bot applications.commands" || q.Get("client_id") != "123" {
		t.Errorf("%s", u)
	}
}

// TestRegistration: the table is registered once, and again when it, or the
// way in which it is written, has changed.
func TestRegistration(t *testing.T) {
	t.Parallel()
	w := newWorld(t).connected()
	names := strings.Join(w.Commands(), " ")
	for _, c := range bot.Commands() {
		if strings.Contains(names, c.Name) == c.Organisers {
			t.Errorf("%s is registered as %s", c.Name, names)
		}
	}
	if !strings.HasSuffix(names, " meetupbot") {
		t.Errorf("registered %s", names)
	}
	noted := func(change func(name string)) (n int) {
		w.notes.mu.Lock()
		defer w.notes.mu.Unlock()
		for name, value := range w.notes.kept {
			if strings.HasPrefix(name, "discord commands") && value != "" {
				n++
				change(name)
			}
		}
		return n
	}
	w.until("it is noted what was registered", func() bool { return noted(func(string) {}) > 0 })
	again := func(want int) int {
		other, err := discord.New(w.config)
		if err != nil {
			t.Fatal(err)
		}
		o := *w
		o.adapter = other
		before := len(w.Calls(discordtest.PutCommands))
		o.run()
		o.until("it is connected", func() bool { return !other.Connection().Since.IsZero() })
		o.until("it is registered", func() bool { return len(w.Calls(discordtest.PutCommands))-before >= want })
		time.Sleep(50 * time.Millisecond) // for one that should not come
		return len(w.Calls(discordtest.PutCommands)) - before
	}
	if n := again(0); n != 0 {
		t.Errorf("registered again %d times though nothing changed", n)
	}
	noted(func(name string) { w.notes.kept[name] = "of another table" })
	if n := again(1); n != 1 {
		t.Errorf("registered %d times after a change", n)
	}
	discordtest.Validate(t, w.Calls(discordtest.Everything))
}

// TestRegistrationFails: what is fleeting is tried again, what is not is said.
func TestRegistrationFails(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.notes.deaf = true })
	w.Play(discordtest.PutCommands, discordtest.Fail(503), discordtest.RateLimited(20*time.Millisecond, discordtest.UserScope))
	w.connected()
	if _, err := w.Await(w.ctx, discordtest.PutCommands, 3); err != nil {
		t.Fatal(err)
	}
	w.until("they are registered", func() bool { return len(w.Commands()) > 0 })
	w = newWorld(t)
	w.Play(discordtest.PutCommands, discordtest.Refuse(http.StatusBadRequest, 50035, "Invalid Form Body").For(discordtest.Always))
	w.run()
	w.until("it is said", func() bool { return strings.Contains(w.log.String(), "cannot be registered: slash commands stay") })
	if n := len(w.Calls(discordtest.PutCommands)); n != 1 {
		t.Errorf("%d attempts", n)
	}
}

// TestRegistrationJSON is what meetupbot manifest shows.
func TestRegistrationJSON(t *testing.T) {
	text, err := discord.Registration()
	if err != nil {
		t.Fatal(err)
	}
	var commands []struct {
		Name        string
		Description string
		Permission  *int64 `json:"default_member_permissions"`
		Contexts    []int
		Options     []struct {
			Name         string
			Description  string
			Type         int
			Autocomplete bool
		}
	}
	if err := json.Unmarshal(text, &commands); err != nil {
		t.Fatal(err)
	}
	sentence := func(s string) {
		if first, _ := utf8.DecodeRuneInString(s); !unicode.IsUpper(first) {
			t.Errorf("%q does not begin as a sentence", s)
		}
	}
	for _, c := range commands {
		sentence(c.Description)
		organisers := c.Name == "meetupbot"
		if (c.Permission != nil && *c.Permission == 32) != organisers || len(c.Contexts) != 1 == organisers {
			t.Errorf("%+v", c)
		}
		for _, o := range c.Options {
			sentence(o.Description)
			if organisers && o.Type != 1 || o.Autocomplete && o.Type != 3 {
				t.Errorf("%s: %+v", c.Name, o)
			}
		}
	}
}
